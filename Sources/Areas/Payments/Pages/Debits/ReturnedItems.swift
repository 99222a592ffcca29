import Kernel
import Store
import Web

/// A document of a collection that the bank did not take up, or gave back.
extension CollectionRoutes {
  func returnDeed(_ collection: DebitCollection, _ items: [CollectionItem], _ visit: Visit) -> PageDeed? {
    let left = items.filter { $0.returnedOn == nil && $0.cancelledAt == nil }
    if left.isEmpty { return nil }
    return visit.deed(
      "returnItem", at: "/collections/\(collection.id)/returned",
      [
        visit.field(
          "item", .select, label: "payments.column.item", required: true,
          options: [Field.Option("", visit.text("payments.choose"))] + left.map { visit.option($0) }), visit.returnReasonField(),
        visit.field("day", .date, label: "payments.column.day", value: visit.today.description, required: true),
      ])
  }

  private func returning(_ visit: Visit) async throws -> ReturnCollected {
    let collection: ID<DebitCollection> = try visit.id("collection")
    let (item, reason, day) = try visit.reading {
      ($0.requiredID("item", of: CollectionItem.self), $0.requiredText("reason", limit: 120), $0.day("day"))
    }
    guard let item, try await visit.database.read({ try $0.item(item)?.collection }) == collection else {
      throw Refusal.invalid("kernel.problem.choice", field: "item")
    }
    return ReturnCollected(item, reason: reason, on: day)
  }
  func giveBack(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await returning(visit))
    return .see("/collections/\(visit.path("collection"))")
  }
  func giveBackJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await returning(visit))
    return try await json(visit, try visit.id("collection"))
  }
}
