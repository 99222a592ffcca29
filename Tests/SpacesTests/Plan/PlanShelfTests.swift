import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// What was kept before somebody asked for the plan is on it, however many ask.
@Suite("The plan in memory") struct PlanShelfTests {
  private static func snapshot(_ shelf: PlanShelf, _ house: SpacesHouse, after seconds: Int64 = 0) async throws -> PlanSnapshot {
    let now = SpacesHouse.noon(SpacesHouse.start) + seconds
    return try await shelf.snapshot(of: house.database, today: SpacesHouse.start, now: now, house: .mulhouse)
  }

  @Test(arguments: TrialStore.engines) func whoeverWritesSeesIt(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let shelf = PlanShelf()
      let ada = try await house.addOrganisation("Ada")
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for place in 1...10 {
          group.addTask {
            let hold = try await house.perform(house.option(ada, house.exactly(place), .day(SpacesHouse.day("2018-06-01"))))
            return try await Self.snapshot(shelf, house).timeline.holds.contains { $0.id == hold }
          }
          group.addTask { try await Self.snapshot(shelf, house).timeline.cells.count == 10 }
        }
        for try await isSeen in group { #expect(isSeen) }
      }
      let (first, second) = (try await Self.snapshot(shelf, house), try await Self.snapshot(shelf, house, after: 5))
      #expect(first === second, "nothing changed, and it was read again")
    }
  }

  /// Names change without the plan, and may do so long before anybody looks again.
  @Test(arguments: TrialStore.engines, [Int64(1), 10, 299, 1000, 20_000]) func aNewNameIsSeen(engine: Engine, later: Int64) async throws {
    try await SpacesHouse.with(engine) { house in
      let shelf = PlanShelf()
      let ada = try await house.addOrganisation("Ada")
      #expect(try await Self.snapshot(shelf, house).timeline.holders.map(\.name) == ["Ada"])
      let facts = OrganisationFacts(legalName: "Ada", usualName: "Lovelace", kind: .startUp)
      _ = try await house.database.perform(
        ChangeOrganisation(ada, facts), for: .house, at: SpacesHouse.noon(SpacesHouse.start) + min(10, later))
      #expect(try await Self.snapshot(shelf, house, after: later).timeline.holders.map(\.name) == ["Lovelace"])
    }
  }
}
