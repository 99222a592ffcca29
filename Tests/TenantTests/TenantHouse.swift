import Kernel
import Post
import Store
import Testing
import Trials
import Web
import Work

@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import Payments
@testable import People
@testable import Spaces
@testable import Tenant

/// A house with two residents, each with cells of their own, and someone of the house, on a database of its own.
struct TenantHouse: Sendable {
  let database: any Database
  let ones: OrganisationID
  let others: OrganisationID
  let ada: Viewer
  let bob: Viewer
  let rental: Viewer
  let cells: [ID<Cell>]
  static let desk = InvoiceDesk(sources: [LeaseCharges()], mandates: [PaymentMandates()])
  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let migrations =
    Audit.migrations + Outbox.migrations + Jobs.migrations + PeopleTables.migrations + SpacesTables.migrations + LedgerTables.migrations
    + InvoicingTables.migrations + PaymentsTables.migrations + LeasingTables.migrations
    + TenantTables.migrations

  static func with(_ engine: Engine, _ body: (TenantHouse) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: migrations) { database in
      func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: now - 3600) }
      func person(_ name: String, _ email: String, _ role: Role, on organisation: OrganisationID?) async throws -> Viewer {
        let id = try await perform(AddPerson(PersonFacts(name: name, email: email)))
        _ = try await perform(GrantRole(role, to: id, on: organisation, HeldSpan(from: today - 400, until: nil)))
        return Viewer(person: id, name: name, grants: [Grant(role, on: organisation)])
      }
      func organisation(_ name: String) async throws -> OrganisationID {
        try await perform(AddOrganisation(OrganisationFacts(legalName: name, usualName: name, kind: .startUp)))
      }
      let (ones, others) = (try await organisation("Ondes"), try await organisation("Braises"))
      let site = try await perform(AddSite(key: "f", name: "Fonderie"))
      let building = try await perform(AddBuilding(key: "b23", site: site, BuildingFacts(name: "Bâtiment 23")))
      let level = try await perform(
        AddLevel(
          key: "h1", building: building,
          LevelFacts(name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000))))
      let drawn = (0..<6).map { place in
        DrawnCell(
          id: nil, code: "C-0\(place + 1)", points: Polygon.rectangle(x: Int64(place) * 3000, y: 0, width: 3000, depth: 5000).ring,
          CellFacts(kind: .module, workplaces: 2))
      }
      let cells = try await perform(RedrawLevel(level, from: today - 300, cells: drawn))
      _ = try await perform(
        LetSpace(organisation: ones, cells: [cells[0], cells[1]], start: .day(today - 200), monthlyRent: Money(cents: 111_11)))
      _ = try await perform(LetSpace(organisation: others, cells: [cells[3]], start: .day(today - 100), monthlyRent: Money(cents: 222_22)))
      _ = try await perform(
        GrantOption(
          organisation: others, cells: .exactly([cells[4]]), start: .day(today + 30), expiresOn: today + 20, reason: "Braises grandit"))
      try await body(
        TenantHouse(
          database: database, ones: ones, others: others, ada: try await person("Ada", "ada@km0.example", .resident, on: ones),
          bob: try await person("Bob", "bob@km0.example", .school, on: others),
          rental: try await person("Rosa", "rosa@km0.example", .rental, on: nil), cells: cells))
    }
  }

  func browser(of viewer: Viewer) async throws -> RouterTrial {
    let shelf = PlanShelf()
    let browser = try RouterTrial(
      areas: [
        People.area(), Spaces.area(shelf: shelf), Ledger.area(), Invoicing.area(desk: TenantHouse.desk), Payments.area(), Leasing.area(),
        Tenant.area(shelf: shelf, desk: TenantHouse.desk),
      ], database: database,
      doorkeeper: PeopleDoorkeeper(database: database), now: { TenantHouse.now })
    let secret = FreshSecret()
    let person = try #require(viewer.person)
    try await database.write { transaction in
      try transaction.openSession(of: person, digest: secret.digest, userAgent: nil, at: TenantHouse.now)
    }
    browser.setCookie("session", secret.text)
    _ = await browser.get("/account")
    return browser
  }

  func letters() async throws -> [(to: String, body: String)] {
    try await database.read { transaction in
      try transaction.rows("SELECT to_address, body FROM outbox ORDER BY queued_at, id").map {
        (try $0.get("to_address"), try $0.get("body"))
      }
    }
  }
}
