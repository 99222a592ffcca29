import Foundation
import House
import Kernel
import Logging
import Post
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People
@testable import Spaces
@testable import Web
@testable import Welcome

/// A house with one of everything, on a database of its own: what a path of the house may name is there, and its director is signed in.
struct SmallHouse {
  let database: any Database
  let application: WebApplication
  let director: PersonID
  /// 24 November 2026, 9:30 in UTC.
  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let settings = WebSettings(base: "http://localhost", secret: Array(repeating: 7, count: 32))

  static func with(_ engine: Engine, _ body: (SmallHouse) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: House.sample.migrations) { database in
      let director = try await fill(database)
      let application = try WebApplication(
        areas: House.sample.areas, settings: settings, database: database, doorkeeper: PeopleDoorkeeper(database: database),
        logger: Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() }, clock: { now })
      try await body(SmallHouse(database: database, application: application, director: director))
    }
  }

  private static func fill(_ database: any Database) async throws -> PersonID {
    func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: now - 3600) }
    let resident = try await perform(AddOrganisation(OrganisationFacts(legalName: "Atelier SAS", usualName: "Atelier", kind: .startUp)))
    let owner = try await perform(AddOrganisation(OrganisationFacts(legalName: "Maison SAS", usualName: "Maison", kind: .company)))
    _ = try await perform(NameHouseEntity(owner, as: .operating, HeldSpan(from: today - 400, until: nil)))
    let director = try await perform(AddPerson(PersonFacts(name: "Dora", email: "dora@km0.example")))
    let contact = try await perform(AddPerson(PersonFacts(name: "Ada", email: "ada@km0.example")))
    _ = try await perform(GrantRole(.director, to: director, on: nil, HeldSpan(from: today - 400, until: nil)))
    _ = try await perform(GrantRole(.resident, to: contact, on: resident, HeldSpan(from: today - 400, until: nil)))
    _ = try await perform(AddMembership(of: contact, in: resident, title: nil, HeldSpan(from: today - 400, until: nil)))
    let site = try await perform(
      AddSite(key: "fonderie", name: "Fonderie", street: "1 rue de l’Essai", postcode: "68100", city: "Mulhouse"))
    let building = try await perform(AddBuilding(key: "b23", site: site, BuildingFacts(name: "Bâtiment 23")))
    _ = try await perform(AddMilestone(key: "opening", building: building, name: "Ouverture", kind: .commissioning, day: today + 200))
    let ground = LevelFacts(
      name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000), commissioning: nil)
    let level = try await perform(AddLevel(key: "h1", building: building, ground))
    let drawn = (0..<6).map { place in
      DrawnCell(
        id: nil, code: "C-0\(place + 1)", points: Polygon.rectangle(x: Int64(place) * 3000, y: 0, width: 3000, depth: 5000).ring,
        CellFacts(kind: .module, workplaces: 2))
    }
    let cells = try await perform(RedrawLevel(level, from: today - 300, cells: drawn))
    _ = try await perform(
      GrantOption(organisation: resident, cells: .exactly([cells[0]]), start: .day(today + 30), expiresOn: today + 20, reason: "essai"))
    let schemes = try await database.read { try $0.schemes() }
    if let scheme = schemes.first(where: { $0.kind == .commercial }) {
      _ = try await perform(
        PrepareLease(
          LeaseDraft(
            scheme: scheme.id, entity: owner, tenant: resident, cells: [cells[2]], from: today + 30,
            lines: [LineDraft(.rent, "Loyer", .month(Money(cents: 15_000)))])))
    }
    let letters = Letters(texts: try House.sample.texts(), base: "http://localhost")
    let viewer = Viewer(person: director, name: "Dora", grants: [Grant(.director)])
    _ = try await database.perform(MakeToken("Script", readOnly: true, expiresAt: nil, secret: FreshSecret()), for: viewer, at: now - 3600)
    _ = try await database.perform(
      InvitePerson(
        PersonFacts(name: "Bob", email: "bob@km0.example"), to: resident, title: nil, as: .resident, secret: FreshSecret(),
        letters: letters), for: viewer, at: now - 3600)
    let receipt = Letter(to: "eve@km0.example", toName: "Eve", subject: "Reçu", body: "Reçu")
    _ = try await perform(
      SendEnquiry(
        name: "Eve", organisation: "", email: "eve@km0.example", phone: "", need: .module, wantedCells: 2, wantedArea: nil, wantedFrom: nil,
        message: "Deux modules ?", language: .french, peerDigest: "p", trap: "", drawnAt: now - 3700, receipt: receipt,
        notice: { _, _ in receipt }
      ))
    try await invoice(database, owner: owner, resident: resident)
    return director
  }

  /// A session made on the spot, as the director's browser would hold it.
  func signIn() async throws -> FreshSecret {
    let secret = FreshSecret()
    try await database.write { transaction in
      try transaction.openSession(of: director, digest: secret.digest, userAgent: nil, at: SmallHouse.now)
    }
    return secret
  }

  /// The path with something real in each place that names a thing.
  func path(of route: Route) async throws -> String {
    var parts: [String] = []
    for part in route.path.split(separator: "/") {
      parts.append(part.hasPrefix(":") ? try await thing(String(part.dropFirst())) : String(part))
    }
    return "/" + parts.joined(separator: "/")
  }

  private func thing(_ name: String) async throws -> String {
    let tables = [
      "person": "persons", "organisation": "organisations", "membership": "memberships", "grant": "role_grants", "entity": "house_entities",
      "session": "sessions", "token": "access_tokens", "invitation": "sign_in_links", "hold": "holds", "milestone": "milestones",
      "level": "levels", "cell": "cells", "building": "buildings", "enquiry": "enquiries", "invoice": "invoices",
      "charge": "charges", "call": "deposit_calls", "run": "invoice_runs", "contract": "leases", "scheme": "lease_schemes",
    ]
    if name == "page" { return "home" }
    if name == "language" { return "fr" }
    if name == "format" { return "facturx" }
    guard let table = tables[name] else { return ID<Route>.fresh(at: SmallHouse.now).description }
    let id: String? = try await database.read { try $0.value(SQL(frozen: "SELECT id FROM \(table) ORDER BY id LIMIT 1")) }
    return try #require(id, "the small house has no \(name)")
  }

  /// How many rows each table has.
  func counts() async throws -> [String: Int] {
    try await database.read { transaction in
      let names = try transaction.tableNames().filter { !$0.hasPrefix("sqlite_") }
      let question = names.map { "SELECT '\($0)' AS name, COUNT(*) AS rows FROM \($0)" }.joined(separator: " UNION ALL ")
      var counts: [String: Int] = [:]
      for row in try transaction.rows(SQL(frozen: question)) { counts[try row.get("name")] = try row.get("rows") }
      return counts
    }
  }
}
