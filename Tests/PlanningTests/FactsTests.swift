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

  @Test(arguments: TrialStore.engines) func futuresBeginWithWhatIsThere(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      // A second level that opens on 4 September 2028, with a row of five, of which Bob is promised two from its opening.
      let building: ID<Building> = ID(
        try #require(try await house.database.read { try $0.value("SELECT id FROM buildings", as: String.self) }))
      let opening = try #require(Day("2028-09-04"))
      let milestone = try await Self.perform(
        house, AddMilestone(key: "h2", building: building, name: "Ouverture", kind: .commissioning, day: opening))
      let level = try await Self.perform(
        house,
        AddLevel(
          key: "h2", building: building,
          LevelFacts(
            name: "Étage", shortName: "E", ordinal: 1, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 40_000),
            commissioning: milestone)))
      let drawn = (0..<5).map { place in
        DrawnCell(
          id: nil, code: "E0\(place + 1)", points: Polygon.rectangle(x: Int64(place) * 3000, y: 0, width: 3000, depth: 5000).ring,
          CellFacts(kind: .module, workplaces: 2))
      }
      let cells = try await Self.perform(house, RedrawLevel(level, from: PlanningHouse.today - 300, cells: drawn))
      _ = try await Self.perform(
        house,
        GrantOption(
          organisation: house.ada, cells: .exactly([cells[1], cells[2]]), start: .milestone(milestone, offset: 0),
          expiresOn: PlanningHouse.today + 60))
      let read = try await Self.read(house, 120)
      let known = KnownFuture(read.facts)
      // December 2026 is month 0, October 2028 the first month that begins after the opening: month 22.
      let upper = try #require(read.facts.rows.firstIndex { $0.count == 5 })
      #expect(known.closings == [FutureModel.Closing(FutureModel.Run(row: upper, first: 0, cells: 5), from: 0, until: 22)])
      // Residents are Ada and Bob; Bob's option of 4 March has all of March, month 3, and Ada's begins with the opening.
      #expect(known.residents.map(\.cells).sorted() == [1, 2])
      #expect(known.promises.map(\.month).sorted() == [3, 22] && known.promises.allSatisfy { $0.chance == 80 })
      #expect(known.promises.last?.runs == [FutureModel.Run(row: upper, first: 1, cells: 2)])
      let fit = try await house.database.read { try FitReading(read.snapshot, today: PlanningHouse.today).fit($0) }
      let model = FitReading(read.snapshot, today: PlanningHouse.today).model(fit, read.facts)
      #expect(model.capacity(in: 21) == 12 && model.capacity(in: 22) == 17)
    }
  }

  @Test(arguments: TrialStore.engines) func promisesAreReadWithTheCellsTheyMayHave(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let today = PlanningHouse.today
      _ = try await Self.perform(
        house,
        GrantOption(
          organisation: house.ada, cells: .among(count: 2, [house.cells[3], house.cells[4], house.cells[5]]), start: .day(today + 90),
          expiresOn: today + 60))
      // Behind Bob for the cell that was promised to him.
      _ = try await Self.perform(
        house,
        GrantOption(
          organisation: house.ada, cells: .exactly([house.cells[9]]), start: .day(today + 100), expiresOn: today + 60, queuePosition: 1))
      let facts = try await Self.read(house).facts
      func codes(_ held: PlanningFacts.Held) -> [String] { held.among.map { facts.cells[$0].code }.sorted() }
      let ada = facts.held.filter { $0.organisation == house.ada.text && $0.kind == .option }
      let (open, queued) = (try #require(ada.first { !$0.isQueued }), try #require(ada.first { $0.isQueued }))
      #expect(open.wanted == 2 && codes(open) == ["A04", "A05", "A06"] && open.cells == [])
      #expect(queued.wanted == 1 && codes(queued) == ["B04"] && queued.cells == [])
    }
  }

  /// Bob is promised a free cell from 4 March; Ada has the one beside it until 16 March, and Bob follows on that day.
  @Test(arguments: TrialStore.engines) func whoBeginsWithinAMonthHasAllOfItWhereNobodyIsBefore(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let march = try #require(Day("2027-03-16"))
      _ = try await Self.perform(
        house, LetSpace(organisation: house.ada, cells: [house.cells[10]], start: .day(PlanningHouse.today - 50), until: march))
      _ = try await Self.perform(
        house,
        GrantOption(organisation: house.ada, cells: .exactly([house.cells[10]]), start: .day(march), expiresOn: PlanningHouse.today + 60))
      func begins(_ count: Int) async throws -> [String: Range<Int>] {
        let facts = try await Self.read(house, count).facts
        return Dictionary(
          facts.held.filter { $0.kind == .option }.map { ($0.cells.map { facts.cells[$0].code }.joined(), $0.months) },
          uniquingKeysWith: { first, _ in first })
      }
      // Month 0 is December; March is month 3.
      #expect(try await begins(12) == ["B04": 3..<12, "B05": 4..<12])
      // In the last month of a plan too; what follows Ada begins after it.
      #expect(try await begins(4) == ["B04": 3..<4])
    }
  }

  @Test(arguments: TrialStore.engines) func cellsEndWithTheHeadLease(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      #expect(try await Self.read(house).facts.cells.allSatisfy { $0.outOfService == nil })
      let building: ID<Building> = ID(
        try #require(try await house.database.read { try $0.value("SELECT id FROM buildings", as: String.self) }))
      let until = try #require(Day("2028-03-15"))
      // Promises without an end would lie past it: they are given one.
      try await house.database.write { try $0.run("UPDATE holds SET until_day = '2027-12-01'") }
      try await house.database.write { transaction in
        try transaction.run(
          """
          INSERT INTO head_leases (id, building, landlord, tenant, reference, from_day, until_day)
          VALUES ('019ab000-0000-7000-8000-0000000000bb', \(building), 'Ville', 'SCI', '', '2017-03-01', \(until))
          """)
      }
      // Whoever has a cell on 1 March 2028 has it that month, month 15; from month 16 on there is none.
      #expect(try await Self.read(house).facts.cells.allSatisfy { $0.outOfService == 16 })
      // Within twelve months nothing of it is seen, and to a plan that begins later there are no cells.
      #expect(try await Self.read(house, 12).facts.cells.allSatisfy { $0.outOfService == nil })
      let snapshot = try await Self.read(house).snapshot
      let later = try await house.database.read { transaction in
        try FactsReading(snapshot, PlanMonths(first: Month(year: 2028, month: 4), count: 12)).facts(transaction, today: PlanningHouse.today)
      }
      #expect(later.cells == [])
    }
  }
}
