import Foundation
import House
import Kernel
import Logging
import Post
import Solver
import Store
import Testing
import Trials

@testable import Demand
@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People
@testable import Planning
@testable import Spaces
@testable import Tenant
@testable import Web
@testable import Welcome

/// A house with one of everything, on a database of its own: what a path of the house may name is there, and its director is signed in.
struct SmallHouse {
  let database: any Database
  let application: WebApplication
  let director: PersonID
  /// How many rows each table has.
  private let question: SQL
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
      let names = try await database.read { try $0.tableNames().filter { !$0.hasPrefix("sqlite_") } }
      let counts = names.map { "SELECT '\($0)' AS name, COUNT(*) AS rows FROM \($0)" }.joined(separator: " UNION ALL ")
      try await body(
        SmallHouse(database: database, application: application, director: director, question: SQL(frozen: counts)))
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
    let opening = try await perform(
      AddMilestone(key: "opening", building: building, name: "Ouverture", kind: .commissioning, day: today + 200))
    let ground = LevelFacts(
      name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000), commissioning: nil)
    let level = try await perform(AddLevel(key: "h1", building: building, ground))
    // Something hangs on the milestone, so that no test takes it away.
    _ = try await perform(
      AddLevel(
        key: "h2", building: building,
        LevelFacts(name: "Étage", shortName: "E", ordinal: 1, outline: ground.outline, commissioning: opening)))
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
    try await database.write { try $0.openSession(of: director, digest: "maker", userAgent: nil, at: now - 3600) }
    let proof = OwnProof(provenDigest: nil, session: "maker", field: "token_proof")
    let token = MakeToken("Script", readOnly: true, expiresAt: nil, proof: proof, secret: FreshSecret())
    _ = try await database.perform(token, for: viewer, at: now - 3600)
    _ = try await database.perform(SubscribeToObligations("Telephone", secret: FreshSecret()), for: viewer, at: now - 3600)
    _ = try await database.perform(
      InvitePerson(
        PersonFacts(name: "Bob", email: "bob@km0.example"), to: resident, title: nil, as: .resident, secret: FreshSecret(),
        letters: letters), for: viewer, at: now - 3600)
    let receipt = Letter(to: "eve@km0.example", toName: "Eve", subject: "Reçu", body: "Reçu")
    _ = try await perform(
      SendEnquiry(
        name: "Eve", organisation: "", email: "eve@km0.example", phone: "", need: .module, wantedCells: 2, wantedArea: nil, wantedFrom: nil,
        message: "Deux modules ?", language: .french, peerDigest: "p", trap: "", drawnAt: now - 3700, stamp: "s",
        receipt: receipt,
        notice: { _, _ in receipt }
      ))
    try await invoice(database, owner: owner, resident: resident)
    try await keepBooks(of: owner, customer: resident, in: database)
    try await pay(database, owner: owner, resident: resident)
    let asker = Viewer(person: contact, name: "Ada", grants: [Grant(.resident, on: resident)])
    let words = TenantLetters(texts: try House.sample.texts(), base: "http://localhost", houseName: "Maison")
    _ = try await database.perform(
      AskHouse(resident, .more, cells: 1, from: nil, message: "Un module de plus ?", letters: words), for: asker, at: now - 3600)
    try await fillDemand(database, resident: resident, juror: director, cell: cells[4])
    try await plan(database, resident: resident)
    return director
  }

  /// One invoice, paid in part.
  private static func keepBooks(of entity: OrganisationID, customer: OrganisationID, in database: any Database) async throws {
    try await database.write { transaction in
      let who = try transaction.auxiliary(of: customer, at: now - 3600)
      let vat = LineVAT(.standard, rate: Percentage(basisPoints: 2000), base: Money(cents: 1000_00))
      try transaction.post(
        EntryDraft(
          entity: entity, book: .sales, day: today - 20, piece: "FA-1", pieceDay: today - 20, text: "Facture FA-1",
          lines: [
            .debit(Account.customers, Money(cents: 1200_00), auxiliary: who, document: "FA-1"),
            .credit(Account.rent, Money(cents: 1000_00)), .credit(Account.collectedVAT, Money(cents: 200_00), document: "FA-1", vat: vat),
          ], origin: "invoice/1"), at: now - 3600)
      let paid = try transaction.post(
        EntryDraft(
          entity: entity, book: .bank, day: today - 5, piece: "R-1", pieceDay: today - 5, text: "Virement",
          lines: [.debit(Account.bank, Money(cents: 500_00)), .credit(Account.customers, Money(cents: 500_00), auxiliary: who)],
          origin: "receipt/1"), at: now - 3600)
      try transaction.match(document: "FA-1", credit: try transaction.lines(of: paid)[1].id, on: today - 5, at: now - 3600)
    }
  }

  /// The end of the link to somebody's application file.
  static let secret = String(repeating: "s", count: 43)

  private static func fillDemand(_ database: any Database, resident: OrganisationID, juror: PersonID, cell: ID<Cell>) async throws {
    func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: now - 1800) }
    let base = "http://localhost"
    var wish = Wish(earliest: today)
    wish.cells = 1
    let facts = ApplicationFacts(name: "Rotorix", contact: "Fay", email: "fay@km0.example", wish: wish)
    let file = try await perform(OpenApplication(organisation: resident, facts, base: base))
    for (place, kind) in [PaperKind.identity, .registration, .businessPlan].enumerated() {
      _ = try await perform(AddPaper(.file(file), kind: kind, name: "x.pdf", bytes: Array("%PDF-1.7 \(place)".utf8), expiresOn: nil))
    }
    _ = try await perform(MoveApplication(.file(file), .submit, base: base))
    _ = try await perform(
      CallCommittee(day: today, title: "Comité", meetingPlace: "Salle 1", members: [juror], applications: [file], base: base))
    let slot = try await perform(AddVisitSlot(startsAt: now + 86_400, minutes: 60, places: 3, guide: "Dora", meetingPlace: "Accueil"))
    _ = try await perform(PlanVisit(.application(file), in: slot, people: 2, organiser: "maison@km0.example"))
    try await database.write { transaction in
      try transaction.run(
        """
        INSERT INTO application_links (digest, application, made_at) VALUES (\(FreshSecret(text: secret).digest), \(file), \(now - 1800))
        """)
    }
    // Another, already on the list, with an offer.
    let second = try await perform(
      OpenApplication(ApplicationFacts(name: "Moteurix", contact: "Gus", email: "gus@km0.example", wish: wish), base: base))
    try await database.write { transaction in
      try transaction.run("UPDATE applications SET state = 'waiting', listed_at = \(now - 1800) WHERE id = \(second)")
    }
    _ = try await perform(OfferCells(second, cells: [cell], from: today + 1, base: base))
  }

  /// A scenario that waits to be searched, a draft of it, and futures that wait to be played.
  private static func plan(_ database: any Database, resident: OrganisationID) async throws {
    let snapshot = try await PlanShelf().snapshot(of: database, today: today, now: now, house: .mulhouse)
    var assumptions = Assumptions()
    (assumptions.horizon, assumptions.effort) = (12, .quick)
    let scenario = try await database.perform(MakeScenario("Essai", assumptions, of: snapshot), for: .house, at: now - 1700)
    try await database.write { transaction in
      try transaction.run(
        """
        INSERT INTO scenario_drafts (id, scenario, place, kind, subject, name, organisation, cells, from_day, made_at)
        VALUES (\(ID<Draft>.fresh(at: now - 1600)), \(scenario), 0, 'growth', 'hold/1', 'Atelier', \(resident), 'C-02', \(today + 60), \(now - 1600))
        """)
    }
    let model = FutureModel(
      horizon: 12, futures: 20, seed: 1, sizes: [FutureModel.Size(cells: 1, arrivals: 500, stay: 300)], rows: [6])
    let fit = DemandFit(arrivals: [], stays: [], from: today.month + -12, months: 12, classes: [])
    _ = try await database.perform(
      MakeFuture("Essai", StudyModel(model: model, first: today.month + 1, fit: fit, area: 1500)), for: .house, at: now - 1500)
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
      "session": "sessions", "token": "access_tokens", "subscription": "calendar_subscriptions", "invitation": "sign_in_links",
      "hold": "holds", "milestone": "milestones",
      "level": "levels", "cell": "cells", "building": "buildings", "enquiry": "enquiries", "invoice": "invoices",
      "charge": "charges", "call": "deposit_calls", "run": "invoice_runs", "receipt": "receipts", "movement": "bank_movements",
      "mandate": "mandates", "collection": "collections", "reminder": "reminders", "plan": "payment_plans", "refund": "refunds",
      "transfer": "transfer_orders", "entry": "ledger_entries", "request": "tenant_requests",
      "application": "applications", "paper": "application_papers", "slot": "visit_slots", "visit": "visits",
      "committee": "committee_sessions", "item": "committee_items", "offer": "offers", "chain": "offer_chains",
      "contract": "leases", "scheme": "lease_schemes", "scenario": "scenarios", "draft": "scenario_drafts", "study": "futures",
    ]
    if name == "page" { return "home" }
    if name == "language" { return "fr" }
    if name == "document" { return "contract.pdf" }
    if name == "text" { return "contract-commercial" }
    if name == "format" { return "facturx" }
    if name == "books" { return try await database.read { try $0.entitiesWithBooks().first?.text ?? "" } }
    if name == "customer" { return "C00001" }
    if name == "secret" { return SmallHouse.secret }
    guard let table = tables[name] else { return ID<Route>.fresh(at: SmallHouse.now).description }
    let id: String? = try await database.read { try $0.value(SQL(frozen: "SELECT id FROM \(table) ORDER BY id LIMIT 1")) }
    return try #require(id, "the small house has no \(name)")
  }

  func counts() async throws -> [String: Int] {
    try await database.read { transaction in
      var counts: [String: Int] = [:]
      for row in try transaction.rows(question) { counts[try row.get("name")] = try row.get("rows") }
      return counts
    }
  }
}
