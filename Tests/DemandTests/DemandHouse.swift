import Kernel
import Post
import Secrets
import Store
import Testing
import Trials
import Web

@testable import Demand
@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People
@testable import Spaces
@testable import Welcome

/// A house with a level of eight modules of 15 m², a director, a rental administrator and a juror, on a database and with a clock of its own.
final class DemandHouse: @unchecked Sendable {
  let database: any Database
  var director = PersonID("")
  var rental = PersonID("")
  var juror = PersonID("")
  var resident = OrganisationID("")
  var level = ID<Level>("")
  var cells: [ID<Cell>] = []
  /// 24 November 2026, 9:30 in UTC; moved by the hand of the test.
  var now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let base = "http://localhost"
  static let pdf = Array("%PDF-1.7 a paper".utf8)
  static let migrations =
    Audit.migrations + Outbox.migrations + PeopleTables.migrations + SpacesTables.migrations + WelcomeTables.migrations
    + LedgerTables.migrations + InvoicingTables.migrations + LeasingTables.migrations + DemandTables.migrations

  private init(_ database: any Database) { self.database = database }

  static func with(_ engine: Engine, _ body: (DemandHouse) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: migrations) { database in
      let house = DemandHouse(database)
      try await house.fill()
      try await body(house)
    }
  }

  var today: Day { HouseTime.mulhouse.day(of: now) }
  func sleep(days: Int) { now = now + Int64(days) * 86_400 }

  @discardableResult
  func perform<Deed: Act>(_ act: Deed, as viewer: Viewer = .house) async throws -> Deed.Outcome {
    // No two acts in one second: what comes later is later.
    now = now + 1
    return try await database.perform(act, for: viewer, at: now)
  }
  func viewer(_ person: PersonID, _ role: Role?) -> Viewer {
    Viewer(person: person, name: "Juré", grants: role.map { [Grant($0)] } ?? [])
  }
  func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }
  func state(_ id: ID<Application>) async throws -> ApplicationState? { try await database.read { try $0.application(id)?.state } }

  private func fill() async throws {
    let start = today - 900
    let site = try await perform(AddSite(key: "f", name: "Fonderie", street: "1 rue de l’Essai", postcode: "68100", city: "Mulhouse"))
    let building = try await perform(AddBuilding(key: "b23", site: site, BuildingFacts(name: "Bâtiment 23")))
    let ground = LevelFacts(
      name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000), commissioning: nil)
    level = try await perform(AddLevel(key: "h1", building: building, ground))
    let drawn = (0..<8).map { place in
      DrawnCell(
        id: nil, code: "C\(place + 1)", points: Polygon.rectangle(x: Int64(place) * 3000, y: 0, width: 3000, depth: 5000).ring,
        CellFacts(kind: .module, noise: .office, hasWindow: true, workplaces: 2))
    }
    cells = try await perform(RedrawLevel(level, from: start, cells: drawn))
    let owner = try await perform(AddOrganisation(OrganisationFacts(legalName: "Maison SAS", usualName: "Maison", kind: .company)))
    _ = try await perform(NameHouseEntity(owner, as: .operating, HeldSpan(from: start, until: nil)))
    resident = try await perform(AddOrganisation(OrganisationFacts(legalName: "Rotorix SAS", usualName: "Rotorix", kind: .startUp)))
    for (name, role) in [("Dora", Role.director), ("Rita", .rental), ("Jules", nil)] as [(String, Role?)] {
      let person = try await perform(AddPerson(PersonFacts(name: name, email: "\(name.lowercased())@km0.example")))
      if let role { _ = try await perform(GrantRole(role, to: person, on: nil, HeldSpan(from: start, until: nil))) }
      if name == "Dora" { director = person } else if name == "Rita" { rental = person } else { juror = person }
    }
  }

  func facts(_ name: String, cells: Int? = 2, earliest: Day? = nil) -> ApplicationFacts {
    var wish = Wish(earliest: earliest ?? today)
    wish.cells = cells
    return ApplicationFacts(name: name, contact: "Ève de \(name)", email: "eve@\(name.lowercased()).example", wish: wish)
  }

  /// Opened, with its papers, submitted.
  func submitted(_ name: String, cells: Int? = 2, organisation: OrganisationID? = nil) async throws -> ID<Application> {
    let id = try await perform(OpenApplication(organisation: organisation, facts(name, cells: cells), base: Self.base))
    for kind in [PaperKind.identity, .registration, .businessPlan] {
      try await perform(AddPaper(.file(id), kind: kind, name: "\(kind).pdf", bytes: Self.pdf + Array(kind.rawValue.utf8), expiresOn: nil))
    }
    try await perform(MoveApplication(.file(id), .submit, base: Self.base))
    return id
  }

  /// Through a committee of two, both of whom give the same.
  func listed(
    _ name: String, cells: Int? = 2, _ decision: CommitteeDecision = .wait, points: Int64 = 4, organisation: OrganisationID? = nil
  ) async throws -> ID<Application> {
    let id = try await submitted(name, cells: cells, organisation: organisation)
    let item = try await put(id)
    try await score(item, points)
    try await perform(DecideFile(item, decision, reasons: "Bien.", base: Self.base))
    return id
  }
  func put(_ id: ID<Application>) async throws -> ID<CommitteeItem> {
    let session = try await perform(
      CallCommittee(day: today, title: "Comité", meetingPlace: "Salle 1", members: [juror, rental], applications: [id], base: Self.base))
    let items = try await database.read { try $0.items(of: session) }
    return try #require(items.first?.id)
  }
  func score(_ item: ID<CommitteeItem>, _ points: Int64) async throws {
    let all: [String: Int64?] = ["project": points, "team": points, "solvency": points, "collective": points]
    try await perform(ScoreFile(item, points: all), as: viewer(juror, nil))
    try await perform(ScoreFile(item, points: all), as: viewer(rental, .rental))
  }

  /// The secret of the last link that was mailed about a file.
  func link(_ id: ID<Application>) async throws -> String {
    let body: String? = try await database.read {
      try $0.value("SELECT body FROM outbox WHERE about = \("application/\(id)") ORDER BY queued_at DESC, id DESC LIMIT 1")
    }
    return String(try #require(body?.firstMatch(of: #/\/application\/([\w\-]{43})/#)?.1))
  }
  func key(_ id: ID<Application>) async throws -> FileKey { .link(FreshSecret(text: try await link(id)).digest) }

  func browser(as person: PersonID? = nil) async throws -> RouterTrial {
    let shelf = PlanShelf()
    let browser = try RouterTrial(
      areas: [
        People.area(), Spaces.area(shelf: shelf), Welcome.area(shelf: shelf), Leasing.area(origins: [ApplicationOrigin()]),
        Demand.area(shelf: shelf, base: Self.base),
      ],
      database: database, doorkeeper: PeopleDoorkeeper(database: database), now: { [self] in now })
    if let person {
      let secret = FreshSecret()
      let now = now
      try await database.write { transaction in
        try transaction.openSession(of: person, digest: secret.digest, userAgent: nil, at: now)
      }
      browser.setCookie("session", secret.text)
    }
    _ = await browser.get("/enquiry")
    return browser
  }
}

/// Somebody with no role and no seat.
struct AddStranger: Act {
  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> PersonID {
    try AddPerson(PersonFacts(name: "Xavier", email: "xavier@km0.example")).perform(in: transaction, for: viewer, at: now)
  }
}
