import Kernel
import Solver
import Store
import Testing
import Trials

@testable import Planning
@testable import Spaces

/// What is read of the house: who keeps what from when, what opens and ends within the months.
@Suite struct FactsTests {
  static let december = PlanningHouse.today.month + 1

  static func read(_ house: PlanningHouse, _ count: Int = 60) async throws -> (facts: PlanningFacts, snapshot: PlanSnapshot) {
    let snapshot = try await PlanShelf().snapshot(of: house.database, today: PlanningHouse.today, now: PlanningHouse.now, house: .mulhouse)
    let facts = try await house.database.read { transaction in
      try FactsReading(snapshot, PlanMonths(first: december, count: count)).facts(transaction, today: PlanningHouse.today)
    }
    return (facts, snapshot)
  }
  static func perform<Deed: Act>(_ house: PlanningHouse, _ act: Deed) async throws -> Deed.Outcome {
    try await house.database.perform(act, for: .house, at: PlanningHouse.now)
  }

  @Test(arguments: TrialStore.engines) func growthThatCameAboutIsAskedForNoMore(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let ada = house.ada
      try await house.database.write { transaction in
        try transaction.run(
          """
          INSERT INTO tenant_requests (id, organisation, kind, cells, wanted_from, message, made_at, made_by)
          VALUES ('019ab000-0000-7000-8000-0000000000aa', \(ada), 'more', 3, '2027-02-01', '', \(PlanningHouse.now - 1800), 'Ada')
          """)
      }
      func left() async throws -> [Int] { try await Self.read(house).facts.growing.map(\.extra) }
      #expect(try await left() == [3])
      // Promised one of the three, and then two more by a lease that begins in spring.
      let today = PlanningHouse.today
      _ = try await Self.perform(
        house, GrantOption(organisation: ada, cells: .exactly([house.cells[3]]), start: .day(today + 90), expiresOn: today + 60))
      #expect(try await left() == [2])
      _ = try await Self.perform(house, LetSpace(organisation: ada, cells: [house.cells[4], house.cells[5]], start: .day(today + 120)))
      #expect(try await left() == [])
    }
  }
}
