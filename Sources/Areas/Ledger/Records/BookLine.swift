import Kernel
import Store

/// A line with the entry it belongs to, as books print it.
package struct BookLine: RowReadable, Sendable {
  package let line: EntryLine
  package let number: Int64
  package let book: BookCode
  package let piece: String
  package let pieceDay: Day
  package let label: String
  package let accountName: String
  package let validatedAt: Instant
  package let year: Int

  package init(row: Row) throws {
    line = try EntryLine(row: row)
    number = try row.get("number")
    book = try row.get("book")
    piece = try row.get("piece")
    pieceDay = try row.get("piece_day")
    label = try row.get("label")
    accountName = try row.get("account_name")
    validatedAt = try row.get("validated_at")
    year = try row.get("year")
  }

  enum Order: Sendable {
    /// As entries were validated.
    case validation
    case account
  }
}

extension Transaction {
  /// The lines of a span, of accounts that begin with `account`, of one book or of all.
  borrowing func bookLines(
    _ span: DaySpan, of entity: OrganisationID, account: String? = nil, book: BookCode? = nil, by order: BookLine.Order
  ) throws -> [BookLine] {
    let which: SQL = account.map { "AND l.account >= \($0) AND l.account < \(Account.after($0))" } ?? ""
    let whose: SQL = book.map { "AND e.book = \($0)" } ?? ""
    let ordered: SQL = order == .validation ? "e.year, e.number, l.place" : "l.account, l.day, e.number, l.place"
    return try all(
      """
      SELECT l.*, e.number, e.year, e.book, e.piece, e.piece_day, e.label, e.validated_at, a.name AS account_name
      FROM ledger_lines l JOIN ledger_entries e ON e.id = l.entry JOIN ledger_accounts a ON a.entity = l.entity AND a.number = l.account
      WHERE l.entity = \(entity) AND l.day >= \(span.from) AND l.day < \(span.until ?? span.from + 1) \(which) \(whose) ORDER BY \(ordered)
      """)
  }
}
