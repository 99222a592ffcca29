import Kernel
import Store

extension BookCode: Bindable, Fetchable {}
extension VATCategory: Bindable, Fetchable {}

/// What was written in the books, for good.
package struct Entry: RowReadable, Sendable, Hashable {
  package let id: ID<Entry>
  package let entity: OrganisationID
  package let year: Int
  /// Continuous from 1 in each year of each entity, in the order of validation.
  package let number: Int64
  package let book: BookCode
  package let day: Day
  package let piece: String
  package let pieceDay: Day
  package let label: String
  package let origin: String
  package let validatedAt: Instant
  package let lineCount: Int
  /// The sum of the debits, which is that of the credits.
  package let total: Money
  /// The digest of the entry before it in the same year; empty of the first.
  package let previous: String
  package let digest: String

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    year = try row.get("year")
    number = try row.get("number")
    book = try row.get("book")
    day = try row.get("day")
    piece = try row.get("piece")
    pieceDay = try row.get("piece_day")
    label = try row.get("label")
    origin = try row.get("origin")
    validatedAt = try row.get("validated_at")
    lineCount = try row.get("line_count")
    total = try row.get("total")
    previous = try row.get("previous")
    digest = try row.get("digest")
  }
}

/// One line of an entry.
package struct EntryLine: RowReadable, Sendable, Hashable {
  package let id: ID<EntryLine>
  package let entry: ID<Entry>
  package let place: Int
  package let entity: OrganisationID
  package let day: Day
  package let account: String
  package let auxiliary: Auxiliary?
  /// A debit is positive, a credit negative.
  package let amount: Money
  package let document: String?
  package let vat: LineVAT?

  package init(row: Row) throws {
    id = try row.get("id")
    entry = try row.get("entry")
    place = try row.get("place")
    entity = try row.get("entity")
    day = try row.get("day")
    account = try row.get("account")
    amount = try row.get("amount")
    document = try row.get("document")
    let number: String? = try row.get("auxiliary")
    auxiliary = try number.map { Auxiliary($0, try row.get("auxiliary_name")) }
    let category: VATCategory? = try row.get("vat_category")
    vat = try category.map { LineVAT($0, rate: try row.get("vat_rate"), base: try row.get("vat_base")) }
  }
}

extension Transaction {
  package borrowing func entry(_ id: ID<Entry>) throws -> Entry? { try one("SELECT * FROM ledger_entries WHERE id = \(id)") }
  /// The entry that this origin wrote in the books of the entity.
  package borrowing func entry(origin: String, entity: OrganisationID) throws -> Entry? {
    try one("SELECT * FROM ledger_entries WHERE entity = \(entity) AND origin = \(origin)")
  }
  package borrowing func lines(of entry: ID<Entry>) throws -> [EntryLine] {
    try all("SELECT * FROM ledger_lines WHERE entry = \(entry) ORDER BY place")
  }
  /// The lines that bear a document's number, in the order they were written.
  package borrowing func lines(ofDocument document: String, entity: OrganisationID) throws -> [EntryLine] {
    try all("SELECT * FROM ledger_lines WHERE entity = \(entity) AND document = \(document) ORDER BY id")
  }
}
