import Kernel

extension BankStatement {
  /// The statements of a file, camt.053.001.02 to .13. Throws a `StatementFault` at the first thing that is wrong: a statement is taken in whole or not.
  package static func read(_ bytes: [UInt8]) throws -> [BankStatement] {
    var statements: [BankStatement] = []
    var draft = StatementDraft()
    let stream = XMLStream(
      namespaces: isStatement,
      isPiece: { path in
        guard path.count == 4, path[0] == "Document", path[1] == "BkToCstmrStmt", path[2] == "Stmt" else {
          return path.count == 3 && path[2] == "GrpHdr"
        }
        return true
      },
      take: { path, node in
        if path.count == 3 { return }
        // `Id` comes first in each statement.
        if node.name == "Id" {
          if let done = try draft.finished() { statements.append(done) }
          draft = StatementDraft(identity: node)
        } else {
          try draft.take(node)
        }
      })
    try stream.read(bytes)
    if let done = try draft.finished() { statements.append(done) }
    if statements.isEmpty { throw StatementFault(.empty, line: 1) }
    return statements
  }

  private static func isStatement(_ namespace: String) -> Bool {
    let start = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
    guard namespace.hasPrefix(start), let version = Int(namespace.dropFirst(start.count)) else { return false }
    return (2...13).contains(version)
  }
}

/// A statement while it is read.
struct StatementDraft {
  private var identity: XMLNode?
  private var number: String?
  private var iban: IBAN?
  private var opening: BankStatement.Balance?
  private var closing: BankStatement.Balance?
  private var interim: (first: BankStatement.Balance, last: BankStatement.Balance)?
  private var entries: [StatementEntry] = []
  static let mostEntries = 200_000

  init() {}
  init(identity: XMLNode) { self.identity = identity }

  mutating func take(_ node: XMLNode) throws {
    switch node.name {
    case "ElctrncSeqNb": number = node.text.filter { !$0.isWhitespace }
    case "Acct": iban = try account(node)
    case "Bal": try balance(node)
    case "Ntry":
      if let entry = try EntryReading(node: node).entry { entries.append(entry) }
      if entries.count > Self.mostEntries { throw StatementFault(.large, line: node.line, detail: String(Self.mostEntries)) }
    default: return
    }
  }

  private func account(_ node: XMLNode) throws -> IBAN {
    if let currency = node.text(at: "Ccy"), currency != "EUR" { throw StatementFault(.currency, line: node.line, detail: currency) }
    let text = node.text(at: "Id/IBAN") ?? ""
    do { return try IBAN(checking: text) } catch { throw StatementFault(.account, line: node.line, detail: text) }
  }

  private mutating func balance(_ node: XMLNode) throws {
    guard let code = node.text(at: "Tp/CdOrPrtry/Cd") else { return }
    guard ["OPBD", "PRCD", "CLBD", "ITBD"].contains(code) else { return }
    guard let dayText = node.text(at: "Dt/Dt") ?? node.text(at: "Dt/DtTm"), let day = Day(dayText.prefix(10)) else {
      throw StatementFault(.day, line: node.line)
    }
    let balance = BankStatement.Balance(try EntryReading.signed(node), on: day)
    switch code {
    // Where the bank gives both, they are the same amount; the opening one bears the day of the statement.
    case "OPBD": opening = balance
    case "PRCD": opening = opening ?? balance
    case "CLBD": closing = balance
    default: interim = (interim?.first ?? balance, balance)
    }
  }

  /// nil when nothing was begun.
  func finished() throws -> BankStatement? {
    guard let identity else { return nil }
    let name = identity.text.split { $0.isWhitespace }.joined(separator: " ")
    let line = identity.line
    func missing(_ what: String) -> StatementFault { StatementFault(.missing, line: line, detail: what) }
    if name.isEmpty { throw missing("Id") }
    guard let iban else { throw missing("Acct") }
    // A statement cut into pages gives balances of the moment where the days do not begin or end.
    guard let opening = opening ?? interim?.first else { throw missing("OPBD") }
    guard let closing = closing ?? interim?.last else { throw missing("CLBD") }
    let sum = entries.reduce(opening.amount) { $0 + $1.amount }
    if sum != closing.amount {
      throw StatementFault(.balance, line: line, detail: "\(Euros.text(sum)) / \(Euros.text(closing.amount))")
    }
    return BankStatement(identity: name, number: number, iban: iban, opening: opening, closing: closing, entries: entries)
  }
}
