import Banking
import Kernel
import Store

extension DebitScheme: Bindable, Fetchable {}
extension DebitSequence: Bindable, Fetchable {}

/// What allows an entity to collect from a customer's account, with the account as it is now.
package struct Mandate: RowReadable, Sendable, Hashable {
  package let id: ID<Mandate>
  package let entity: OrganisationID
  package let customer: OrganisationID
  /// RUM.
  package let reference: String
  package let scheme: DebitScheme
  package let isOnce: Bool
  package let holder: String
  package let street: String
  package let postcode: String
  package let town: String
  package let country: String
  package let signedOn: Day
  /// Agreed days of notice, where they are fewer than the rulebook's.
  package let noticeDays: Int?
  package let revokedOn: Day?
  package let revokedReason: String?
  package let recordedAt: Instant
  package let recordedBy: String
  package let iban: String
  package let bic: String?
  /// Which of its accounts that is.
  package let account: Int
  package let lastCollected: Day?
  package let documentName: String?
  package let customerName: String
  package let entityName: String

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    customer = try row.get("customer")
    reference = try row.get("reference")
    scheme = try row.get("scheme")
    isOnce = try row.get("is_once")
    holder = try row.get("holder")
    street = try row.get("street")
    postcode = try row.get("postcode")
    town = try row.get("town")
    country = try row.get("country")
    signedOn = try row.get("signed_on")
    noticeDays = try row.get("notice_days")
    revokedOn = try row.get("revoked_on")
    revokedReason = try row.get("revoked_reason")
    recordedAt = try row.get("recorded_at")
    recordedBy = try row.get("recorded_by")
    iban = try row.get("iban")
    bic = try row.get("bic")
    account = try row.get("account_place")
    lastCollected = try row.get("last_collected")
    documentName = try row.get("document_name")
    customerName = try row.get("customer_name")
    entityName = try row.get("entity_name")
  }

  package func state(lapseMonths: Int, on day: Day) -> MandateState {
    MandateRule.state(
      signed: signedOn, revoked: revokedOn, lastCollected: lastCollected, lapseMonths: lapseMonths,
      isUsedUp: isOnce && lastCollected != nil, on: day)
  }

  var debtor: BankParty {
    BankParty(
      name: holder, iban: IBAN(stored: iban), bic: bic.map { BIC(stored: $0) },
      address: town.isEmpty ? nil : BankAddress(street: street, postcode: postcode, town: town, country: country))
  }

  static let query: SQL = """
    SELECT m.*, a.iban, a.bic, a.place AS account_place, c.usual_name AS customer_name, e.usual_name AS entity_name, d.name AS document_name,
      (SELECT MAX(k.day) FROM collection_items i JOIN collections k ON k.id = i.collection
        WHERE i.mandate = m.id AND i.cancelled_at IS NULL AND i.returned_on IS NULL) AS last_collected
    FROM mandates m
    JOIN mandate_accounts a ON a.mandate = m.id AND a.place = (SELECT MAX(place) FROM mandate_accounts WHERE mandate = m.id)
    JOIN organisations c ON c.id = m.customer JOIN organisations e ON e.id = m.entity
    LEFT JOIN mandate_documents d ON d.mandate = m.id
    """
}

/// The signed paper, as it was uploaded.
package struct MandateDocument: RowReadable, Sendable {
  package let name: String
  package let type: String
  package let digest: String
  /// Base64.
  package let content: String

  package init(row: Row) throws {
    name = try row.get("name")
    type = try row.get("type")
    digest = try row.get("digest")
    content = try row.get("content")
  }
}

extension Transaction {
  package borrowing func mandate(_ id: ID<Mandate>) throws -> Mandate? { try one("\(Mandate.query) WHERE m.id = \(id)") }
  package borrowing func mandates(of customer: OrganisationID) throws -> [Mandate] {
    try all("\(Mandate.query) WHERE m.customer = \(customer) ORDER BY m.signed_on DESC, m.id DESC")
  }
  package borrowing func mandates(ofEntity entity: OrganisationID) throws -> [Mandate] {
    try all("\(Mandate.query) WHERE m.entity = \(entity) ORDER BY m.signed_on DESC, m.id DESC")
  }
  package borrowing func mandates() throws -> [Mandate] { try all("\(Mandate.query) ORDER BY m.recorded_at DESC, m.id DESC") }
  package borrowing func mandateDocument(_ id: ID<Mandate>) throws -> MandateDocument? {
    try one("SELECT name, type, digest, content FROM mandate_documents WHERE mandate = \(id)")
  }
}
