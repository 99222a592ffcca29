import Kernel
import Post
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People
@testable import Spaces

/// A house of ten modules in a row with a landlord and two tenants, on a database of its own; its clock is turned by hand.
struct LeasingHouse: Sendable {
  let database: any Database
  let building: ID<Building>
  let cells: [ID<Cell>]
  let landlord: OrganisationID
  let ada: OrganisationID
  let bob: OrganisationID
  let schemes: [String: ID<Scheme>]

  static let migrations =
    Audit.migrations + Outbox.migrations + PeopleTables.migrations + SpacesTables.migrations + LedgerTables.migrations
    + InvoicingTables.migrations + LeasingTables.migrations
  static let start = day("2025-01-15")
  static func noon(_ day: Day) -> Instant { Instant(seconds: Int64(day.number) * 86_400 + 43_200) }

  @discardableResult
  static func with<Answer>(_ engine: Engine, _ body: (LeasingHouse) async throws -> Answer) async throws -> Answer {
    try await TrialStore.with(engine, migrations: migrations) { database in
      let now = noon(start)
      @discardableResult
      func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: now) }
      let site = try await perform(AddSite(key: "fonderie", name: "Fonderie"))
      let building = try await perform(AddBuilding(key: "b23", site: site, BuildingFacts(name: "Bâtiment 23")))
      let level = try await perform(
        AddLevel(
          key: "h1", building: building,
          LevelFacts(
            name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000), commissioning: nil)))
      let cells = try await perform(
        RedrawLevel(
          level, from: day("2017-01-01"),
          cells: (0..<10).map { place in
            DrawnCell(
              id: nil, code: "C-" + (place < 9 ? "0" : "") + "\(place + 1)",
              points: Polygon.rectangle(x: Int64(place) * 3000, y: 0, width: 3000, depth: 5000).ring,
              CellFacts(kind: .module, workplaces: 2))
          }))
      func add(_ name: String) async throws -> OrganisationID {
        try await perform(AddOrganisation(OrganisationFacts(legalName: name, usualName: name, kind: .startUp)))
      }
      let landlord = try await add("SCI")
      try await perform(NameHouseEntity(landlord, as: .property, HeldSpan(from: day("2017-01-01"), until: nil)))
      let schemes = try await database.read { transaction in
        Dictionary(uniqueKeysWithValues: try transaction.schemes().map { ($0.code, $0.id) })
      }
      return try await body(
        LeasingHouse(
          database: database, building: building, cells: cells, landlord: landlord, ada: try await add("Ada"), bob: try await add("Bob"),
          schemes: schemes))
    }
  }

  @discardableResult
  func perform<Deed: Act>(_ act: Deed, on day: Day = start, for viewer: Viewer = .house) async throws -> Deed.Outcome {
    try await database.perform(act, for: viewer, at: LeasingHouse.noon(day))
  }
  /// What it is refused with, having changed nothing.
  func refusal<Deed: Act>(of act: Deed, on day: Day = start, for viewer: Viewer = .house) async throws -> Refusal? {
    let before = try await picture()
    do {
      _ = try await database.perform(act, for: viewer, at: LeasingHouse.noon(day))
      return nil
    } catch let refusal as Refusal {
      #expect(try await picture() == before, "a refused act changed something")
      return refusal
    }
  }
  func codes<Deed: Act>(of act: Deed, on day: Day = start, for viewer: Viewer = .house) async throws -> [String] {
    try await refusal(of: act, on: day, for: viewer)?.problems.map { $0.code.replacing("leasing.problem.", with: "") } ?? []
  }
  func picture() async throws -> [String] {
    try await database.read { transaction in
      var all: [String] = []
      for table in [
        "SELECT * FROM leases ORDER BY id", "SELECT * FROM lease_steps ORDER BY id", "SELECT * FROM lease_lines ORDER BY id",
        "SELECT * FROM lease_reductions ORDER BY id", "SELECT * FROM lease_notices ORDER BY id",
        "SELECT * FROM lease_revisions ORDER BY id",
        "SELECT * FROM deposit_movements ORDER BY id", "SELECT * FROM lease_holds ORDER BY hold", "SELECT * FROM holds ORDER BY id",
        "SELECT * FROM hold_cells ORDER BY hold, cell", "SELECT id FROM lease_files ORDER BY id", "SELECT id FROM audit ORDER BY id",
        "SELECT * FROM lease_inventories ORDER BY id", "SELECT * FROM index_values ORDER BY index_name, quarter", "SELECT id FROM charges",
        "SELECT * FROM lease_terms ORDER BY id", "SELECT * FROM scheme_versions ORDER BY id",
      ] as [SQL] { all += try transaction.rows(table).map { "\($0.values)" } }
      return all
    }
  }

  func at(_ places: Int...) -> [ID<Cell>] { places.map { cells[$0 - 1] } }
  /// 120.00 a m² and year: 1,800.00 a year, 150.00 a month for a module of 15 m².
  func draft(
    _ scheme: String = "commercial", _ tenant: OrganisationID? = nil, _ places: [ID<Cell>]? = nil, from: Day = day("2025-02-01"),
    until: Day? = nil, terms: LeaseTerms = LeaseTerms(regime: .option, deposit: euros("450"))
  ) -> LeaseDraft {
    let places = places ?? at(1)
    let area = FloorArea(hundredths: 1500 * Int64(max(1, places.count)))
    return LeaseDraft(
      scheme: schemes[scheme]!, entity: landlord, tenant: tenant ?? ada, cells: places, from: from, until: until, terms: terms,
      lines: [
        LineDraft(.rent, "Loyer", .rate(euros("120")), area: area, isIndexed: true),
        LineDraft(.services, "Services", .month(euros("30")), vat: .standard),
      ])
  }
  static let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8))

  /// Prepared, offered and signed on a day.
  @discardableResult
  func sign(_ draft: LeaseDraft, on day: Day = start) async throws -> ID<Lease> {
    let id = try await perform(PrepareLease(draft), on: day)
    try await perform(OfferLease(id, expiresOn: day + 30), on: day)
    try await perform(SignLease(id, signatory: "Ada L.", .paper(LeasingHouse.paper)), on: day)
    return id
  }
  func facts(_ id: ID<Lease>) async throws -> LeaseFacts { try #require(try await database.read { try $0.leaseFacts(id) }) }
  func state(_ id: ID<Lease>, on day: Day) async throws -> LeaseState {
    try await database.read { transaction in
      guard let lease = try transaction.lease(id) else { throw Refusal.notFound }
      return try transaction.state(of: lease, on: day)
    }
  }
  func charges(_ month: String, of customer: OrganisationID? = nil) async throws -> [ChargeDraft] {
    try await database.read { try LeaseCharges().charges(billableIn: Month(month)!, of: customer, in: $0) }
  }
  /// The cells a tenant is let on a day, by the plan.
  func letCodes(_ tenant: OrganisationID, on day: Day) async throws -> [String] {
    try await database.read { transaction in
      try transaction.blockedLines(of: cells, in: DaySpan(from: day, until: day + 1)).filter {
        $0.kind == .let && $0.organisation == tenant
      }
      .map(\.code).sorted()
    }
  }
  /// Puts the charges of a month on an invoice as Invoicing does, as far as Leasing looks at it.
  func invoice(_ month: String) async throws {
    let drafts = try await charges(month)
    try await database.write { transaction in
      for draft in drafts
      where try transaction.value("SELECT COUNT(*) FROM invoice_lines WHERE origin = \(draft.origin)", as: Int.self) == 0 {
        try TrialInvoice.write(draft, in: transaction)
      }
    }
  }
  func posted() async throws -> [(origin: String, net: Money)] {
    try await database.read { transaction in
      try transaction.rows("SELECT origin, net FROM charges ORDER BY posted_at, id").map { (try $0.get("origin"), try $0.get("net")) }
    }
  }
}
