import Banking
import Kernel
import People
import Store
import Web

/// One collection: what the bank was asked to take, its file, its cancelling.
extension CollectionRoutes {
  private func one(_ visit: Visit, _ id: ID<DebitCollection>) async throws -> (DebitCollection, [CollectionItem]) {
    let found = try await visit.database.read { transaction in (try transaction.collection(id), try transaction.items(of: id)) }
    guard let collection = found.0 else { throw Refusal.notFound }
    return (collection, found.1)
  }
  func json(_ visit: Visit, _ id: ID<DebitCollection>, status: Int = 200) async throws -> Answer {
    let (collection, items) = try await one(visit, id)
    return .json(CollectionJSON(collection, items), status: status)
  }

  func show(_ visit: Visit) async throws -> Answer {
    let id: ID<DebitCollection> = try visit.id("collection")
    let (collection, items) = try await one(visit, id)
    let format = visit.format
    let rows = items.map { item -> [(text: String, path: String?)] in
      [
        (item.customerName, "/customers/\(item.customer)/account"), (item.document, nil), (item.endToEnd, nil),
        (format.money(item.amount), nil),
        (visit.state(of: item), nil),
      ]
    }
    let may = visit.viewer.may(.collectDebits)
    let isOpen = collection.cancelledAt == nil && !items.contains { $0.paidOn != nil || $0.returnedOn != nil }
    return .page(
      MoneyPage(
        title: visit.text("payments.collections.one", ["number": collection.message]), upPath: "/collections",
        upText: visit.text("payments.collections.title"),
        state: visit.text("payments.collections.state.\(collection.state.rawValue)"), stateKind: collection.state.badge, lead: nil,
        actions: may ? [visit.action("/collections/\(id)/file", "payments.file", main: true)] : [], hasFacts: true,
        facts: [
          visit.moneyFact("entity", collection.entityName), visit.moneyFact("day", format.day(collection.day)),
          visit.moneyFact("amount", format.money(collection.total)), visit.moneyFact("by", collection.madeBy),
        ].compactMap(\.self),
        tables: [
          visit.moneyTable(
            "payments.collections.items",
            [("customer", false), ("document", false), ("reference", false), ("amount", true), ("state", false)], rows)
        ],
        deeds: visit.offers(.recordPayments, [returnDeed(collection, items, visit)])
          + (isOpen
            ? visit.offers(.collectDebits, [visit.deed("cancelCollection", at: "/collections/\(id)/cancel", dangerous: true)]) : [])))
  }

  func file(_ visit: Visit) async throws -> Answer {
    let id: ID<DebitCollection> = try visit.id("collection")
    let (collection, _) = try await one(visit, id)
    guard let content = try await visit.database.read({ try $0.content(of: id) }) else { throw Refusal.notFound }
    return .file(Array(content.utf8), type: "application/xml", name: "\(collection.message).xml").with("cache-control", "private, no-store")
  }
  func cancel(_ visit: Visit) async throws -> Answer {
    try await visit.perform(CancelCollection(try visit.id("collection")))
    return .see("/collections/\(visit.path("collection"))")
  }
  func cancelJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(CancelCollection(try visit.id("collection")))
    return try await json(visit, try visit.id("collection"))
  }
}
