import Kernel
import Post
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// A house with one level of ten modules in a row (C-01 … C-10, 3 × 5 m each), opened by a milestone when asked, on a database of its own.
struct SpacesHouse: Sendable {
  let database: any Database
  let site: ID<Sites>
  let building: ID<Building>
  let level: ID<Level>
  let milestone: ID<Milestone>
  /// C-01 … C-10.
  let cells: [ID<Cell>]

  static let migrations = Audit.migrations + Outbox.migrations + PeopleTables.migrations + SpacesTables.migrations
  /// 15 January 2018.
  static let start = day("2018-01-15")
  static let opening = day("2019-02-01")

  static func day(_ text: String) -> Day { Day(text)! }
  /// Noon in UTC of that day.
  static func noon(_ day: Day) -> Instant { Instant(seconds: Int64(day.number) * 86_400 + 43_200) }

  @discardableResult
  static func with<Answer>(
    _ engine: Engine, opened: Bool = true, count: Int = 10, _ body: (SpacesHouse) async throws -> Answer
  ) async throws -> Answer {
    try await TrialStore.with(engine, migrations: migrations) { database in
      let now = noon(start)
      func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: now) }
      let site = try await perform(AddSite(key: "fonderie", name: "Fonderie"))
      let building = try await perform(AddBuilding(key: "b23", site: site, BuildingFacts(name: "Bâtiment 23")))
      let milestone = try await perform(
        AddMilestone(key: "opening", building: building, name: "Ouverture", kind: .commissioning, day: day("2018-04-01")))
      let level = try await perform(
        AddLevel(
          key: "h1", building: building,
          LevelFacts(
            name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000),
            commissioning: opened ? nil : milestone)))
      let cells = try await perform(
        RedrawLevel(level, from: day("2017-01-01"), cells: (0..<count).map { SpacesHouse.module($0) }))
      return try await body(
        SpacesHouse(database: database, site: site, building: building, level: level, milestone: milestone, cells: cells))
    }
  }

  static func module(_ place: Int, id: ID<Cell>? = nil) -> DrawnCell {
    let code = "C-" + (place < 9 ? "0" : "") + "\(place + 1)"
    return DrawnCell(id: id, code: code, points: rectangle(Int64(place) * 3000, 3000), CellFacts(kind: .module, workplaces: 2))
  }
  static func rectangle(_ x: Int64, _ width: Int64) -> [Point] { Polygon.rectangle(x: x, y: 0, width: width, depth: 5000).ring }

  @discardableResult
  func perform<Deed: Act>(_ act: Deed, on day: Day = start, for viewer: Viewer = .house) async throws -> Deed.Outcome {
    try await database.perform(act, for: viewer, at: SpacesHouse.noon(day))
  }

  /// With a contact who reads the language.
  func addOrganisation(_ name: String, _ language: Language = .french) async throws -> OrganisationID {
    let id = try await perform(AddOrganisation(OrganisationFacts(legalName: name, usualName: name, kind: .startUp)))
    let facts = PersonFacts(
      name: "Contact \(name)", email: "\(name.filter(\.isLetter).lowercased())\(name.hashValue.magnitude)@example.org", language: language)
    let person = try await perform(AddPerson(facts))
    try await perform(AddMembership(of: person, in: id, title: nil, HeldSpan(from: SpacesHouse.start - 400, until: nil)))
    return id
  }

  func option(
    _ organisation: OrganisationID, _ cells: WantedCells, _ start: HoldStart, until: Day? = nil,
    expires: Day = SpacesHouse.day("2020-01-01"),
    rent: Money? = nil, queue: Int? = nil
  ) -> GrantOption {
    GrantOption(
      organisation: organisation, cells: cells, start: start, until: until, expiresOn: expires, monthlyRent: rent, reason: "essai",
      queuePosition: queue)
  }
  func exactly(_ places: Int...) -> WantedCells { .exactly(places.map { cells[$0 - 1] }) }

  func line(_ hold: ID<Hold>) async throws -> HoldLine { try #require(try await database.read { try $0.holdLine(hold) }) }
  func subjects() async throws -> [String] {
    try await database.read { transaction in try transaction.rows("SELECT subject FROM outbox ORDER BY id").map { try $0.get("subject") } }
  }

  /// The codes of the problems it is refused with, and nothing is changed.
  func refusal<Deed: Act>(of act: Deed, on day: Day = start, for viewer: Viewer = .house) async throws -> Refusal? {
    let before = try await picture()
    do {
      _ = try await database.perform(act, for: viewer, at: SpacesHouse.noon(day))
      return nil
    } catch let refusal as Refusal {
      #expect(try await picture() == before, "a refused act changed something")
      return refusal
    }
  }

  /// Everything the acts of the area write, as text.
  func picture() async throws -> [String] {
    try await database.read { transaction in
      var all: [String] = []
      for table in [
        "SELECT * FROM holds ORDER BY id", "SELECT * FROM hold_cells ORDER BY hold, cell", "SELECT * FROM hold_pool ORDER BY hold, cell",
        "SELECT * FROM promises ORDER BY id", "SELECT * FROM spaces ORDER BY id", "SELECT * FROM space_cells ORDER BY space, cell",
        "SELECT * FROM cells ORDER BY id", "SELECT * FROM milestone_dates ORDER BY id", "SELECT * FROM reshapings ORDER BY id",
        "SELECT id, about FROM outbox ORDER BY id", "SELECT * FROM plan_version", "SELECT id FROM audit ORDER BY id",
      ] as [SQL] { all += try transaction.rows(table).map { "\($0.values)" } }
      return all
    }
  }
}
