import Kernel
import Store

/// A line of an account with what is not yet settled of it.
package struct OpenItem: RowReadable, Sendable, Hashable {
  package let line: EntryLine
  package let book: BookCode
  package let piece: String
  package let pieceDay: Day
  package let label: String
  /// With the sign of the line: a debit that is owed is positive.
  package let open: Money

  package init(row: Row) throws {
    line = try EntryLine(row: row)
    book = try row.get("book")
    piece = try row.get("piece")
    pieceDay = try row.get("piece_day")
    label = try row.get("label")
    open = try row.get("open_amount")
  }
}

/// Credits that were set off against documents: each pays its own as far as that is still open, and is nobody's to give back.
package enum MeantCredits {
  package static func sum<Document: Hashable>(_ credits: [(document: Document, amount: Money)], open: (Document) -> Money) -> Money {
    Dictionary(grouping: credits, by: \.document).reduce(.zero) { sum, one in
      sum + min(one.value.reduce(.zero) { $0 + $1.amount }, max(.zero, open(one.key)))
    }
  }
}

extension Transaction {
  /// What is open of an account, by day. With `day` as it was on that day, whatever was written or settled later.
  package borrowing func openItems(
    entity: OrganisationID, account: String = Account.customers, auxiliary: String? = nil, on day: Day? = nil
  ) throws -> [OpenItem] {
    let whose: SQL = auxiliary.map { "AND l.auxiliary = \($0)" } ?? ""
    return try openItems(where: "l.entity = \(entity) AND l.account = \(account) \(whose)", on: day)
  }

  /// What is open of the lines of a document on an account: what is owed less what was paid of it, to the cent. Zero of a document unknown.
  package borrowing func open(document: String, entity: OrganisationID, account: String = Account.customers) throws -> Money {
    try open(documents: [document], entity: entity, account: account)[document] ?? .zero
  }

  /// The same of a whole list at once; documents without a line are left out.
  package borrowing func open(
    documents: [String], entity: OrganisationID, account: String = Account.customers, on day: Day? = nil
  ) throws -> [String: Money] {
    var open: [String: Money] = [:]
    for start in stride(from: 0, to: documents.count, by: 2048) {
      let some = Array(documents[start..<min(start + 2048, documents.count)])
      let rows = try rows(
        """
        SELECT l.document, CAST(SUM(\(OpenItem.amount(on: day))) AS BIGINT) AS open_amount FROM ledger_lines l
        WHERE l.entity = \(entity) AND l.document IN \(list: some) AND l.account = \(account) \(OpenItem.written(by: day))
        GROUP BY l.document
        """)
      for row in rows { open[try row.get("document")] = try row.get("open_amount") }
    }
    return open
  }

  private borrowing func openItems(where condition: SQL, on day: Day?) throws -> [OpenItem] {
    try all(
      """
      SELECT * FROM (
        SELECT l.*, e.book, e.piece, e.piece_day, e.label, \(OpenItem.amount(on: day)) AS open_amount
        FROM ledger_lines l JOIN ledger_entries e ON e.id = l.entry WHERE \(condition) \(OpenItem.written(by: day))
      ) AS lines WHERE open_amount <> 0 ORDER BY day, id
      """)
  }
}

extension OpenItem {
  /// The line `l` less what is settled of it.
  static func amount(on day: Day?) -> SQL {
    let stands: SQL = day.map { "m.day <= \($0) AND (m.undone_on IS NULL OR m.undone_on > \($0))" } ?? "m.undone_at IS NULL"
    return """
      (CASE WHEN l.amount > 0
        THEN l.amount - COALESCE((SELECT CAST(SUM(m.amount) AS BIGINT) FROM ledger_matches m WHERE m.debit_line = l.id AND \(stands)), 0)
        ELSE l.amount + COALESCE((SELECT CAST(SUM(m.amount) AS BIGINT) FROM ledger_matches m WHERE m.credit_line = l.id AND \(stands)), 0)
      END)
      """
  }
  static func written(by day: Day?) -> SQL { day.map { "AND l.day <= \($0)" } ?? "" }
}
