import Kernel
import Store

/// The lines of one account, or of one customer within it, in the order of their days, with the balance after each.
package struct Statement: Sendable {
  package struct Line: RowReadable, Sendable {
    package let line: EntryLine
    package let number: Int64
    package let book: BookCode
    package let piece: String
    package let label: String
    /// Under which letter it is matched, wholly or in part.
    package fileprivate(set) var letter: Int?
    /// What is not settled of it, with its sign.
    package fileprivate(set) var open: Money
    package fileprivate(set) var balance = Money.zero

    package init(row: Row) throws {
      line = try EntryLine(row: row)
      number = try row.get("number")
      book = try row.get("book")
      piece = try row.get("piece")
      label = try row.get("label")
      open = line.amount
    }
  }
  /// Before the first line.
  package let opening: Money
  package private(set) var lines: [Line]

  init(opening: Money, lines: [Line], settled: [ID<EntryLine>: Settled]) {
    (self.opening, self.lines) = (opening, lines)
    var balance = opening
    for place in lines.indices {
      let line = lines[place].line
      balance += line.amount
      self.lines[place].balance = balance
      guard let settled = settled[line.id] else { continue }
      self.lines[place].letter = settled.letter
      self.lines[place].open = line.amount > .zero ? line.amount - settled.amount : line.amount + settled.amount
    }
  }

  /// What stands matched of one line.
  struct Settled {
    var amount: Money
    var letter: Int
  }

  package var closing: Money { lines.last?.balance ?? opening }
  package var debits: Money { lines.reduce(.zero) { $1.line.amount > .zero ? $0 + $1.line.amount : $0 } }
  package var credits: Money { lines.reduce(.zero) { $1.line.amount < .zero ? $0 - $1.line.amount : $0 } }
}

extension Transaction {
  /// What stands on an account, or on a customer's part of it, within the span; what was before it is the opening balance.
  package borrowing func statement(
    entity: OrganisationID, account: String = Account.customers, auxiliary: String? = nil, within span: DaySpan? = nil
  ) throws -> Statement {
    let whose: SQL = auxiliary.map { "AND l.auxiliary = \($0)" } ?? ""
    let from: SQL = span.map { "AND l.day >= \($0.from)" } ?? ""
    let until: SQL = span?.until.map { "AND l.day < \($0)" } ?? ""
    let before: SQL = span.map { "AND l.day < \($0.from)" } ?? "AND 1 = 0"
    let opening = try sum("l.entity = \(entity) AND l.account = \(account) \(whose) \(before)")
    let lines: [Statement.Line] = try all(
      """
      SELECT l.*, e.number, e.book, e.piece, e.label FROM ledger_lines l JOIN ledger_entries e ON e.id = l.entry
      WHERE l.entity = \(entity) AND l.account = \(account) \(whose) \(from) \(until) ORDER BY l.day, l.id
      """)
    return Statement(opening: opening, lines: lines, settled: try settled(entity: entity, account: account, auxiliary: auxiliary))
  }

  /// What stands matched of the lines of an account, read at once: asked for each line, it costs more than all else of a statement.
  private borrowing func settled(
    entity: OrganisationID, account: String, auxiliary: String?
  ) throws -> [ID<EntryLine>: Statement.Settled] {
    let whose: SQL = auxiliary.map { "AND auxiliary = \($0)" } ?? ""
    var settled: [ID<EntryLine>: Statement.Settled] = [:]
    let matches: [Match] = try all(
      "SELECT * FROM ledger_matches WHERE entity = \(entity) AND account = \(account) \(whose) AND undone_at IS NULL")
    for match in matches {
      for line in [match.debit, match.credit] {
        let before = settled[line]
        settled[line] = Statement.Settled(
          amount: (before?.amount ?? .zero) + match.amount, letter: max(before?.letter ?? 0, match.letter))
      }
    }
    return settled
  }

  /// What stands on an account at the end of a day, debits less credits; all accounts that begin with `account` together.
  package borrowing func balance(_ account: String, entity: OrganisationID, on day: Day? = nil) throws -> Money {
    try sum(
      """
      l.entity = \(entity) AND l.account >= \(account) AND l.account < \(Account.after(account)) \(OpenItem.written(by: day))
      """)
  }
  /// The same of one customer.
  package borrowing func balance(
    of auxiliary: String, account: String = Account.customers, entity: OrganisationID, on day: Day? = nil
  ) throws -> Money {
    try sum("l.entity = \(entity) AND l.account = \(account) AND l.auxiliary = \(auxiliary) \(OpenItem.written(by: day))")
  }

  /// Of the lines `l` under the condition.
  borrowing func sum(_ condition: SQL) throws -> Money {
    try value("SELECT COALESCE(CAST(SUM(l.amount) AS BIGINT), 0) FROM ledger_lines l WHERE \(condition)") ?? .zero
  }
}
