import Kernel
import Store

extension VATTreatment {
  /// Sums asked for being late, and what else is no price of anything (CGI 256; BOI-TVA-BASE-10-10-50).
  package static let outsideVAT = VATTreatment(
    .outside, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-EU-O", exemptionReason: "Hors du champ d’application de la TVA")
}

package enum PaymentMeans: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  case debit, transfer, card, cheque, cash
}

/// Money that came in.
package struct Receipt: RowReadable, Sendable, Hashable {
  package let id: ID<Receipt>
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let number: String
  package let day: Day
  package let amount: Money
  package let means: PaymentMeans
  package let movement: ID<BankLine>?
  package let item: ID<CollectionItem>?
  package let note: String
  /// The entry in the books; typed as text, since its kind is the books' own.
  package let entry: String
  package let recordedAt: Instant
  package let recordedBy: String
  package let reversedOn: Day?
  package let reversedReason: String?
  package let customerName: String
  package let entityName: String

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    customer = try row.get("customer")
    number = try row.get("number")
    day = try row.get("day")
    amount = try row.get("amount")
    means = try row.get("means")
    movement = try row.get("movement")
    item = try row.get("item")
    note = try row.get("note")
    entry = try row.get("entry")
    recordedAt = try row.get("recorded_at")
    recordedBy = try row.get("recorded_by")
    reversedOn = try row.get("reversed_on")
    reversedReason = try row.get("reversed_reason")
    customerName = try row.get("customer_name")
    entityName = try row.get("entity_name")
  }

  package var subject: String { "receipt/\(id)" }
  static let query: SQL = """
    SELECT r.*, c.usual_name AS customer_name, e.usual_name AS entity_name FROM receipts r JOIN organisations c ON c.id = r.customer
    JOIN organisations e ON e.id = r.entity
    """
}

/// How much of a document was paid when; negative when it was taken back. Without a receipt it was paid by a credit.
package struct PaymentPart: RowReadable, Sendable, Hashable {
  package let id: ID<PaymentPart>
  package let receipt: ID<Receipt>?
  package let customer: OrganisationID
  package let document: String
  package let day: Day
  package let amount: Money
  /// The entry that moved its VAT, where that is not the receipt's own.
  package let entry: String?

  package init(row: Row) throws {
    id = try row.get("id")
    entry = try row.get("entry")
    receipt = try row.get("receipt")
    customer = try row.get("customer")
    document = try row.get("document")
    day = try row.get("day")
    amount = try row.get("amount")
  }
}

extension Transaction {
  package borrowing func receipt(_ id: ID<Receipt>) throws -> Receipt? { try one("\(Receipt.query) WHERE r.id = \(id)") }
  package borrowing func receipts() throws -> [Receipt] { try all("\(Receipt.query) ORDER BY r.day DESC, r.id DESC") }
  package borrowing func receipts(of customer: OrganisationID) throws -> [Receipt] {
    try all("\(Receipt.query) WHERE r.customer = \(customer) ORDER BY r.day DESC, r.id DESC")
  }
  package borrowing func receipts(from movement: ID<BankLine>) throws -> [Receipt] {
    try all("\(Receipt.query) WHERE r.movement = \(movement) ORDER BY r.id")
  }
  package borrowing func receipt(for item: ID<CollectionItem>) throws -> Receipt? {
    try one("\(Receipt.query) WHERE r.item = \(item) AND r.reversed_on IS NULL")
  }
  package borrowing func parts(of receipt: ID<Receipt>) throws -> [PaymentPart] {
    try all("SELECT * FROM payment_parts WHERE receipt = \(receipt) ORDER BY made_at, id")
  }
  package borrowing func parts(ofDocument document: String, entity: OrganisationID) throws -> [PaymentPart] {
    try all("SELECT * FROM payment_parts WHERE entity = \(entity) AND document = \(document) ORDER BY day, id")
  }
  /// What was paid of a document so far, whatever came back.
  package borrowing func paid(ofDocument document: String, entity: OrganisationID) throws -> Money {
    try value("SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM payment_parts WHERE entity = \(entity) AND document = \(document)")
      ?? .zero
  }
}
