import Kernel
import Store

extension VATTiming: Bindable, Fetchable {}
extension CustomerNature: Bindable, Fetchable {}

/// How a legal entity invoices, from a day on.
package struct EntityTerms: RowReadable, Sendable, Hashable, Codable {
  package let entity: OrganisationID
  package let from: Day
  /// Days from the issue to the due day, where the customer has no other (C. com. L441-10: at most 60).
  package let termDays: Int
  package let vat: VATTiming
  /// Where transfers go.
  package let iban: String?
  package let bic: String?
  /// Identifies the creditor of direct debits.
  package let ics: String?
  /// Where the entity receives electronic documents (scheme 0225); its SIREN when nil.
  package let electronicAddress: String?
  package let email: String?
  /// Notes PMT, PMD, AAB of the law, in words (BR-FR-05).
  package let indemnityNote: String
  package let penaltyNote: String
  package let discountNote: String
  package let footer: String

  package init(
    entity: OrganisationID, from: Day, termDays: Int, vat: VATTiming, iban: String? = nil, bic: String? = nil, ics: String? = nil,
    electronicAddress: String? = nil, email: String? = nil, indemnityNote: String, penaltyNote: String, discountNote: String,
    footer: String = ""
  ) {
    (self.entity, self.from, self.termDays, self.vat) = (entity, from, termDays, vat)
    (self.iban, self.bic, self.ics, self.electronicAddress, self.email) = (iban, bic, ics, electronicAddress, email)
    (self.indemnityNote, self.penaltyNote, self.discountNote, self.footer) = (indemnityNote, penaltyNote, discountNote, footer)
  }

  package init(row: Row) throws {
    entity = try row.get("entity")
    from = try row.get("from_day")
    termDays = try row.get("term_days")
    vat = try row.get("vat_point")
    iban = try row.get("iban")
    bic = try row.get("bic")
    ics = try row.get("ics")
    electronicAddress = try row.get("electronic_address")
    email = try row.get("email")
    indemnityNote = try row.get("indemnity_note")
    penaltyNote = try row.get("penalty_note")
    discountNote = try row.get("discount_note")
    footer = try row.get("footer")
  }
}

/// What is particular in invoicing one customer. A customer without it is invoiced as its kind of organisation says.
package struct CustomerTerms: RowReadable, Sendable, Hashable, Codable {
  package let customer: OrganisationID
  package let nature: CustomerNature?
  /// BT-13.
  package let purchaseOrder: String?
  /// BT-10: the service code of a public body.
  package let buyerReference: String?
  /// Where invoices go by mail; none are sent without it.
  package let email: String?
  /// Scheme 0225; the SIREN when nil.
  package let electronicAddress: String?
  package let termDays: Int?
  package let language: Language

  package init(
    customer: OrganisationID, nature: CustomerNature? = nil, purchaseOrder: String? = nil, buyerReference: String? = nil,
    email: String? = nil, electronicAddress: String? = nil, termDays: Int? = nil, language: Language = .french
  ) {
    (self.customer, self.nature, self.purchaseOrder, self.buyerReference) = (customer, nature, purchaseOrder, buyerReference)
    (self.email, self.electronicAddress, self.termDays, self.language) = (email, electronicAddress, termDays, language)
  }

  package init(row: Row) throws {
    customer = try row.get("customer")
    nature = try row.get("nature")
    purchaseOrder = try row.get("purchase_order")
    buyerReference = try row.get("buyer_reference")
    email = try row.get("email")
    electronicAddress = try row.get("electronic_address")
    termDays = try row.get("term_days")
    language = try row.get("language")
  }
}

extension Transaction {
  /// All terms of all entities, the latest first.
  package borrowing func entityTerms() throws -> [EntityTerms] {
    try all("SELECT * FROM invoice_entities ORDER BY entity, from_day DESC")
  }
  /// Those that hold on a day.
  package borrowing func entityTerms(of entity: OrganisationID, on day: Day) throws -> EntityTerms? {
    try one("SELECT * FROM invoice_entities WHERE entity = \(entity) AND from_day <= \(day) ORDER BY from_day DESC LIMIT 1")
  }
  package borrowing func customerTerms(of customer: OrganisationID) throws -> CustomerTerms? {
    try one("SELECT * FROM invoice_customers WHERE customer = \(customer)")
  }
  package borrowing func customerTerms() throws -> [CustomerTerms] { try all("SELECT * FROM invoice_customers ORDER BY customer") }
}
