import Kernel
import Logging
import Post
import Store
import Testing
import Trials
import Web
import Work

@testable import Demand
@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People
@testable import Planning
@testable import Spaces
@testable import Tenant
@testable import Welcome

/// A house with two rows of six modules, two residents, a promise and three files on the waiting list, on a database of its own.
struct PlanningHouse: Sendable {
  let database: any Database
  let director: PersonID
  let cells: [ID<Cell>]
  let ada: OrganisationID
  let shelf = PlanShelf()
  /// 24 November 2026, 9:30 in UTC.
  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let base = "http://localhost"
  static let migrations =
    Audit.migrations + Outbox.migrations + Jobs.migrations + PeopleTables.migrations + SpacesTables.migrations + WelcomeTables.migrations
    + LedgerTables.migrations + InvoicingTables.migrations + LeasingTables.migrations + DemandTables.migrations + TenantTables.migrations
    + PlanningTables.migrations

  static func with(_ engine: Engine, _ body: (PlanningHouse) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: migrations) { database in
      @Sendable func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome {
        try await database.perform(act, for: .house, at: now - 3600)
      }
      func organisation(_ name: String) async throws -> OrganisationID {
        try await perform(AddOrganisation(OrganisationFacts(legalName: name, usualName: name, kind: .startUp)))
      }
      let director = try await perform(AddPerson(PersonFacts(name: "Dora", email: "dora@km0.example")))
      _ = try await perform(GrantRole(.director, to: director, on: nil, HeldSpan(from: today - 400, until: nil)))
      let (ada, bob) = (try await organisation("Ada & <b>"), try await organisation("Bob"))
      let site = try await perform(AddSite(key: "f", name: "Fonderie"))
      let building = try await perform(AddBuilding(key: "b23", site: site, BuildingFacts(name: "Bâtiment 23")))
      let level = try await perform(
        AddLevel(
          key: "h1", building: building,
          LevelFacts(name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 40_000))))
      let drawn = (0..<12).map { place in
        DrawnCell(
          id: nil, code: (place < 6 ? "A0" : "B0") + "\(place % 6 + 1)",
          points: Polygon.rectangle(x: Int64(place % 6) * 3000, y: place < 6 ? 0 : 12_000, width: 3000, depth: 5000).ring,
          CellFacts(kind: .module, workplaces: 2))
      }
      let cells = try await perform(RedrawLevel(level, from: today - 300, cells: drawn))
      _ = try await perform(SetListRent(building: building, kind: .module, from: today - 300, yearly: Money(cents: 120_00)))
      _ = try await perform(
        LetSpace(organisation: ada, cells: [cells[1], cells[2]], start: .day(today - 200), monthlyRent: Money(cents: 300_00)))
      _ = try await perform(LetSpace(organisation: bob, cells: [cells[8]], start: .day(today - 100), monthlyRent: Money(cents: 150_00)))
      _ = try await perform(
        GrantOption(organisation: bob, cells: .exactly([cells[9]]), start: .day(today + 100), expiresOn: today + 60, reason: "Bob grandit"))
      for (name, size) in [("Eve", 3), ("Fay", 2), ("Gus", 6)] {
        var wish = Wish(earliest: today + 40)
        wish.cells = size
        let file = try await perform(
          OpenApplication(ApplicationFacts(name: name, contact: name, email: "\(name.lowercased())@km0.example", wish: wish), base: base))
        try await database.write { transaction in
          try transaction.run("UPDATE applications SET state = 'waiting', listed_at = \(now - 1800) WHERE id = \(file)")
        }
      }
      try await body(PlanningHouse(database: database, director: director, cells: cells, ada: ada))
    }
  }

  var viewer: Viewer { Viewer(person: director, name: "Dora", grants: [Grant(.director)]) }

  func made(_ name: String = "Printemps", _ change: (inout Assumptions) -> Void = { _ in }) async throws -> ID<Scenario> {
    var assumptions = Assumptions()
    (assumptions.horizon, assumptions.effort) = (24, .quick)
    change(&assumptions)
    let snapshot = try await shelf.snapshot(of: database, today: Self.today, now: Self.now, house: .mulhouse)
    return try await database.perform(MakeScenario(name, assumptions, of: snapshot), for: viewer, at: Self.now)
  }
  func scenario(_ id: ID<Scenario>) async throws -> Scenario {
    try #require(try await database.read { try $0.scenario(id) })
  }

  func snapshot(at now: Instant = now) async throws -> PlanSnapshot {
    try await shelf.snapshot(of: database, today: HouseTime.mulhouse.day(of: now), now: now, house: .mulhouse)
  }
  @discardableResult
  func accept(_ id: ID<Scenario>, at now: Instant = now) async throws -> Int {
    try await database.perform(AcceptScenario(id, of: try await snapshot(at: now)), for: viewer, at: now)
  }
  func drafts() async throws -> [DraftLine] {
    let timeline = try await snapshot().timeline
    return try await database.read { try $0.draftLines(in: timeline) }
  }

  @discardableResult
  func work() async throws -> Int {
    let worker = Worker(
      database: database, kinds: Planning.area(shelf: shelf).jobs, logger: Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() },
      clock: { Self.now })
    return try await worker.runEverythingDue()
  }

  func browser() async throws -> RouterTrial {
    let browser = try RouterTrial(
      areas: [
        People.area(), Spaces.area(shelf: shelf), Welcome.area(shelf: shelf), Demand.area(shelf: shelf, base: Self.base),
        Planning.area(shelf: shelf),
      ], database: database, doorkeeper: PeopleDoorkeeper(database: database), now: { Self.now })
    let secret = FreshSecret()
    let director = director
    try await database.write { transaction in
      try transaction.openSession(of: director, digest: secret.digest, userAgent: nil, at: Self.now)
    }
    browser.setCookie("session", secret.text)
    _ = await browser.get("/account")
    return browser
  }
}
