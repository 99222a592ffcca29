import Kernel
import Post
import Secrets
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces
@testable import Welcome

/// A house with a level of four modules, one of them let, a listed resident and a director, on a database of its own.
struct WelcomeHouse: Sendable {
  let database: any Database
  let director: PersonID
  let stamps = FormStamps { Digest.hexadecimal(Digest.hmac(Array("seal|\($0)".utf8), key: Array(repeating: 7, count: 32))) }
  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let migrations =
    Audit.migrations + Outbox.migrations + PeopleTables.migrations + SpacesTables.migrations + WelcomeTables.migrations

  static func with(_ engine: Engine, _ body: (WelcomeHouse) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: migrations) { database in
      func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: now - 3600) }
      let listing = Listing(from: today - 100, french: "Fabrique des ondes.", english: "Makes waves.")
      let atelier = try await perform(
        AddOrganisation(
          OrganisationFacts(
            legalName: "Atelier SAS", usualName: "Atelier", kind: .startUp, activity: "Ondes", invented: true, listing: listing)))
      _ = try await perform(AddOrganisation(OrganisationFacts(legalName: "Discret SAS", usualName: "Discret", kind: .company)))
      let owner = try await perform(
        AddOrganisation(
          OrganisationFacts(legalName: "Maison SAS", usualName: "Maison", kind: .company, legalForm: .sas, siren: "732829320")))
      _ = try await perform(NameHouseEntity(owner, as: .operating, HeldSpan(from: today - 400, until: nil)))
      let director = try await perform(AddPerson(PersonFacts(name: "Dora", email: "dora@km0.example")))
      _ = try await perform(GrantRole(.director, to: director, on: nil, HeldSpan(from: today - 400, until: nil)))
      let site = try await perform(AddSite(key: "f", name: "Fonderie", street: "1 rue de l’Essai", postcode: "68100", city: "Mulhouse"))
      let building = try await perform(AddBuilding(key: "b23", site: site, BuildingFacts(name: "Bâtiment 23")))
      let ground = LevelFacts(
        name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000), commissioning: nil)
      let level = try await perform(AddLevel(key: "h1", building: building, ground))
      let drawn = (0..<4).map { place in
        DrawnCell(
          id: nil, code: "C-0\(place + 1)", points: Polygon.rectangle(x: Int64(place) * 3000, y: 0, width: 3000, depth: 5000).ring,
          CellFacts(kind: place == 3 ? .office : .module, workplaces: 2))
      }
      let cells = try await perform(RedrawLevel(level, from: today - 300, cells: drawn))
      _ = try await perform(LetSpace(organisation: atelier, cells: [cells[0]], start: .day(today - 200), until: today + 90))
      _ = try await perform(LetSpace(organisation: atelier, cells: [cells[3]], start: .day(today - 200)))
      _ = try await perform(SetListRent(building: building, kind: .module, from: today - 300, yearly: Money(cents: 120_00)))
      try await body(WelcomeHouse(database: database, director: director))
    }
  }

  /// Someone at the door; signed in as the director when asked.
  func browser(
    signedIn: Bool = false, waiting: [WaitingWork] = [], own: (path: String, access: Access)? = nil
  ) async throws -> RouterTrial {
    let shelf = PlanShelf()
    let browser = try RouterTrial(
      areas: [People.area(), Spaces.area(shelf: shelf), Welcome.area(shelf: shelf, waiting: waiting, own: own)], database: database,
      doorkeeper: PeopleDoorkeeper(database: database), now: { WelcomeHouse.now })
    if signedIn {
      let secret = FreshSecret()
      try await database.write { transaction in
        try transaction.openSession(of: director, digest: secret.digest, userAgent: nil, at: WelcomeHouse.now)
      }
      browser.setCookie("session", secret.text)
    }
    _ = await browser.get("/enquiry")
    return browser
  }

  func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }

  /// A form filled as a person would, a minute after it was drawn.
  func filled(_ more: [String: String] = [:]) -> [String: String] {
    [
      "name": "Ève", "email": "eve@example.org", "need": "module", "message": "Deux modules ?", "consent": "1", "website": "",
      "drawn": stamps.stamp(at: WelcomeHouse.now - 60),
    ].merging(more) { $1 }
  }
}
