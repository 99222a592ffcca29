import Banking
import Kernel
import Store

/// A file of collections for the bank, kept as it was made.
package struct DebitCollection: RowReadable, Sendable, Hashable {
  package let id: ID<DebitCollection>
  package let entity: OrganisationID
  package let entityName: String
  package let day: Day
  package let message: String
  package let itemCount: Int
  package let total: Money
  package let digest: String
  package let madeAt: Instant
  package let madeBy: String
  package let cancelledAt: Instant?
  package let paidCount: Int
  package let returnedCount: Int

  /// What became of it: a return is told before what was paid.
  enum State: String, Sendable, CaseIterable {
    case made, underWay, paid, returned, cancelled

    var badge: String {
      switch self {
      case .made, .underWay: "option"
      case .paid: "done"
      case .returned, .cancelled: "late"
      }
    }
  }
  var state: State {
    if cancelledAt != nil { return .cancelled }
    if returnedCount > 0 { return .returned }
    return paidCount == 0 ? .made : paidCount < itemCount ? .underWay : .paid
  }

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    entityName = try row.get("entity_name")
    day = try row.get("day")
    message = try row.get("message")
    itemCount = try row.get("item_count")
    total = try row.get("total")
    digest = try row.get("digest")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    cancelledAt = try row.get("cancelled_at")
    paidCount = try row.get("paid_count")
    returnedCount = try row.get("returned_count")
  }

  static let query: SQL = """
    SELECT k.id, k.entity, k.day, k.message, k.item_count, k.total, k.digest, k.made_at, k.made_by, k.cancelled_at,
      (SELECT COUNT(*) FROM collection_items i WHERE i.collection = k.id AND i.paid_on IS NOT NULL AND i.returned_on IS NULL) AS paid_count,
      (SELECT COUNT(*) FROM collection_items i WHERE i.collection = k.id AND i.returned_on IS NOT NULL) AS returned_count,
      e.usual_name AS entity_name FROM collections k JOIN organisations e ON e.id = k.entity
    """
}

/// One document within it.
package struct CollectionItem: RowReadable, Sendable, Hashable {
  package let id: ID<CollectionItem>
  package let collection: ID<DebitCollection>
  package let mandate: ID<Mandate>
  package let account: Int
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let customerName: String
  package let document: String
  package let amount: Money
  package let endToEnd: String
  package let sequence: DebitSequence
  /// Which block of the file it stands in.
  package let block: Int
  package let day: Day
  package let message: String
  package let paidOn: Day?
  package let returnedOn: Day?
  package let returnReason: String?
  package let cancelledAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    collection = try row.get("collection")
    mandate = try row.get("mandate")
    account = try row.get("account")
    entity = try row.get("entity")
    customer = try row.get("customer")
    customerName = try row.get("customer_name")
    document = try row.get("document")
    amount = try row.get("amount")
    endToEnd = try row.get("end_to_end")
    sequence = try row.get("sequence")
    block = try row.get("block")
    day = try row.get("day")
    message = try row.get("message")
    paidOn = try row.get("paid_on")
    returnedOn = try row.get("returned_on")
    returnReason = try row.get("return_reason")
    cancelledAt = try row.get("cancelled_at")
  }

  static let query: SQL = """
    SELECT i.*, k.day, k.message, c.usual_name AS customer_name FROM collection_items i JOIN collections k ON k.id = i.collection
    JOIN organisations c ON c.id = i.customer
    """
}

extension Transaction {
  package borrowing func collection(_ id: ID<DebitCollection>) throws -> DebitCollection? {
    try one("\(DebitCollection.query) WHERE k.id = \(id)")
  }
  package borrowing func collections() throws -> [DebitCollection] { try all("\(DebitCollection.query) ORDER BY k.day DESC, k.id DESC") }
  package borrowing func collections(of entity: OrganisationID, on day: Day) throws -> [DebitCollection] {
    try all("\(DebitCollection.query) WHERE k.entity = \(entity) AND k.day = \(day) ORDER BY k.place")
  }
  /// The file itself.
  package borrowing func content(of collection: ID<DebitCollection>) throws -> String? {
    try value("SELECT content FROM collections WHERE id = \(collection)")
  }
  package borrowing func items(of collection: ID<DebitCollection>) throws -> [CollectionItem] {
    try all("\(CollectionItem.query) WHERE i.collection = \(collection) ORDER BY i.end_to_end")
  }
  package borrowing func items(ofDocument document: String, entity: OrganisationID) throws -> [CollectionItem] {
    try all("\(CollectionItem.query) WHERE i.entity = \(entity) AND i.document = \(document) ORDER BY i.id")
  }
  package borrowing func item(endToEnd: String) throws -> CollectionItem? {
    try one("\(CollectionItem.query) WHERE i.end_to_end = \(endToEnd)")
  }
  package borrowing func item(_ id: ID<CollectionItem>) throws -> CollectionItem? { try one("\(CollectionItem.query) WHERE i.id = \(id)") }
  /// Those whose money is on its way: asked of the bank, neither paid nor returned.
  package borrowing func itemsUnderWay(entity: OrganisationID) throws -> [CollectionItem] {
    try all(
      """
      \(CollectionItem.query) WHERE i.entity = \(entity) AND i.paid_on IS NULL AND i.returned_on IS NULL AND i.cancelled_at IS NULL
      ORDER BY i.id
      """)
  }
}
