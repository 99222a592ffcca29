import Kernel

/// One line of a statement, out of its XML; .02 and .08 differ in where names and amounts stand.
struct EntryReading {
  let node: XMLNode

  /// nil of a line that is only announced or for information.
  var entry: StatementEntry? {
    get throws {
      guard (node.text(at: "Sts/Cd") ?? node.text(at: "Sts")) == "BOOK" else { return nil }
      let amount = try Self.signed(node)
      guard let booked = try day("BookgDt") ?? day("ValDt") else { throw StatementFault(.day, line: node.line) }
      let movements = try self.movements(amount)
      return StatementEntry(
        amount: amount, booked: booked, valueDay: try day("ValDt"),
        bankReference: node.text(at: "AcctSvcrRef") ?? node.text(at: "NtryRef"),
        isReversal: ["true", "1"].contains(node.text(at: "RvslInd")),
        code: code, text: node.text(at: "AddtlNtryInf") ?? "", batch: batch, movements: movements)
    }
  }

  /// Money in is a credit.
  static func signed(_ node: XMLNode) throws -> Money {
    guard let amount = node.child("Amt"), let value = Euros.read(amount.text.filter { !$0.isWhitespace }) else {
      throw StatementFault(.amount, line: node.line)
    }
    if let currency = amount.attributes["Ccy"], currency != "EUR" { throw StatementFault(.currency, line: amount.line, detail: currency) }
    switch node.text(at: "CdtDbtInd") {
    case "CRDT": return value
    case "DBIT": return -value
    default: throw StatementFault(.amount, line: node.line)
    }
  }

  private func day(_ name: String) throws -> Day? {
    guard let text = node.text(at: "\(name)/Dt") ?? node.text(at: "\(name)/DtTm") else { return nil }
    guard let day = Day(text.prefix(10)) else { throw StatementFault(.day, line: node.line, detail: text) }
    return day
  }

  private var code: String? {
    guard let domain = node.at("BkTxCd/Domn") else { return node.text(at: "BkTxCd/Prtry/Cd") }
    return [domain.text(at: "Cd"), domain.text(at: "Fmly/Cd"), domain.text(at: "Fmly/SubFmlyCd")].compactMap(\.self).joined(separator: "/")
  }

  private var batch: String? {
    for details in node.all("NtryDtls") {
      if let named = details.text(at: "Btch/PmtInfId") ?? details.text(at: "Btch/MsgId") { return named }
    }
    return nil
  }

  /// What the line is made of. A single movement has the amount of its line; those of a batch must add up to it.
  private func movements(_ amount: Money) throws -> [Movement] {
    let details = node.all("NtryDtls").flatMap { $0.all("TxDtls") }
    if details.isEmpty { return [] }
    if details.count == 1 { return [movement(details[0], amount)] }
    var movements: [Movement] = []
    for detail in details {
      guard let own = try self.amount(of: detail, sign: amount.cents < 0 ? -1 : 1) else { return [] }
      movements.append(movement(detail, own))
    }
    return movements.reduce(.zero, { $0 + $1.amount }) == amount ? movements : []
  }

  private func amount(of detail: XMLNode, sign: Int64) throws -> Money? {
    guard let amount = detail.child("Amt") ?? detail.at("AmtDtls/TxAmt/Amt") ?? detail.at("AmtDtls/InstdAmt/Amt") else { return nil }
    guard let value = Euros.read(amount.text.filter { !$0.isWhitespace }) else { throw StatementFault(.amount, line: amount.line) }
    if let currency = amount.attributes["Ccy"], currency != "EUR" { throw StatementFault(.currency, line: amount.line, detail: currency) }
    switch detail.text(at: "CdtDbtInd") {
    case "CRDT": return value
    case "DBIT": return -value
    default: return value * sign
    }
  }

  private func movement(_ detail: XMLNode, _ amount: Money) -> Movement {
    let reason = detail.text(at: "RtrInf/Rsn/Cd") ?? detail.text(at: "RtrInf/Rsn/Prtry")
    // Of what came back, the other side is the one we had turned to: the debtor of a direct debit, the creditor of a transfer.
    let isTheirs = amount.cents > 0
    let first = isTheirs ? "Dbtr" : "Cdtr"
    let second = isTheirs ? "Cdtr" : "Dbtr"
    let order = reason != nil && !isTheirs ? ["Dbtr", "Cdtr"] : [first, second]
    let parties = detail.child("RltdPties")
    let side = order.first { parties?.child($0) != nil } ?? first
    let name = parties?.text(at: "\(side)/Pty/Nm") ?? parties?.text(at: "\(side)/Nm")
    let remittance = detail.child("RmtInf")
    let said = (remittance?.all("Ustrd") ?? []).map { $0.text.split { $0.isWhitespace }.joined(separator: " ") }
    let apart = (remittance?.all("Strd") ?? []).flatMap { structured in
      [structured.text(at: "CdtrRefInf/Ref")] + structured.all("RfrdDocInf").map { $0.text(at: "Nb") }
    }
    return Movement(
      amount: amount, endToEnd: given(detail.text(at: "Refs/EndToEndId")), mandate: given(detail.text(at: "Refs/MndtId")),
      counterparty: name, counterpartyIBAN: parties?.text(at: "\(side)Acct/Id/IBAN"),
      text: (said + [detail.text(at: "AddtlTxInf")].compactMap(\.self)).joined(separator: " "), references: apart.compactMap(\.self),
      returnReason: reason)
  }

  /// Banks write NOTPROVIDED where there is nothing.
  private func given(_ text: String?) -> String? {
    guard let text, !["NOTPROVIDED", "NOTREF", "NONREF"].contains(text.uppercased()) else { return nil }
    return text
  }
}
