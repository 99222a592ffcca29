import Banking
import Kernel
import Ledger
import People
import Post
import Store
import Testing
import Trials
import Web
import Work

@testable import Invoicing
@testable import Payments

/// Two entities that invoice, three customers, and a bank that says what it is told; on a database of its own.
struct PaymentsHouse: Sendable {
  let database: any Database
  /// On receipts.
  let sas: OrganisationID
  /// On debits.
  let sci: OrganisationID
  let ada: OrganisationID
  let bob: OrganisationID
  /// An association without a number: no professional.
  let club: OrganisationID

  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let start = Instant(iso: "2024-01-02T08:00:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let migrations =
    Audit.migrations + Outbox.migrations + Jobs.migrations + People.area().migrations + Ledger.area().migrations
    + Invoicing.area().migrations + Payments.area().migrations
  static let account = "FR7630006000011234567890189"
  static let adaIBAN = "FR1420041010050500013M02606"
  static let standard = VATTreatment(.standard, rate: Percentage(basisPoints: 2000))

  static func with<Answer>(_ engine: Engine, _ body: (PaymentsHouse) async throws -> Answer) async throws -> Answer {
    try await TrialStore.with(engine, migrations: migrations) { database in try await body(try await furnish(database)) }
  }

  static func furnish(_ database: any Database) async throws -> PaymentsHouse {
    func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: start) }
    func add(_ name: String, _ kind: OrganisationKind, siren: String?, vat: String? = nil, form: LegalForm? = .sas) async throws
      -> OrganisationID
    {
      var facts = OrganisationFacts(legalName: name + " SAS", usualName: name, kind: kind, legalForm: form, siren: siren, vatNumber: vat)
      facts.address = PostalAddress(lines: ["1 rue de l’Essai"], postcode: "68100", city: "Mulhouse")
      return try await perform(AddOrganisation(facts))
    }
    let sas = try await add("Maison", .company, siren: "732829320", vat: "FR44732829320")
    let sci = try await add("Murs", .company, siren: "552100554", vat: "FR87552100554")
    let day = HouseTime.mulhouse.day(of: start)
    _ = try await perform(NameHouseEntity(sas, as: .operating, HeldSpan(from: day, until: nil)))
    _ = try await perform(NameHouseEntity(sci, as: .property, HeldSpan(from: day, until: nil)))
    for (entity, vat, prefix, iban) in [(sas, VATTiming.receipts, "SAS-", account), (sci, .debits, "SCI-", "DE89370400440532013000")] {
      try await perform(
        SetEntityTerms(
          EntityTerms(
            entity: entity, from: day, termDays: 10, vat: vat, iban: iban, bic: "AGRIFRPP", ics: "FR72ZZZ123456",
            indemnityNote: "Indemnité forfaitaire de recouvrement : 40 €", penaltyNote: "Pénalités : taux BCE + 10 points",
            discountNote: "Pas d’escompte")))
      _ = try await perform(OpenSeries(entity, for: .invoices, prefix: prefix + "F-", reason: "Série unique des factures"))
      _ = try await perform(OpenSeries(entity, for: .deposits, prefix: prefix + "D-", reason: "Appels de dépôt de garantie, hors TVA"))
    }
    let ada = try await add("Ada", .startUp, siren: "356000000")
    let bob = try await add("Bob", .startUp, siren: "443061841")
    let club = try await add("Club", .association, siren: nil, form: .association)
    for (organisation, name) in [(ada, "ada"), (bob, "bob"), (club, "club")] {
      let person = try await perform(AddPerson(PersonFacts(name: name.capitalized, email: "\(name)@km0.example")))
      _ = try await perform(AddMembership(of: person, in: organisation, title: nil, HeldSpan(from: day, until: nil)))
    }
    return PaymentsHouse(database: database, sas: sas, sci: sci, ada: ada, bob: bob, club: club)
  }

  /// Invoices `net` euros to a customer on a day, due ten days later; the number.
  @discardableResult
  func invoice(
    _ cents: Int64, to customer: OrganisationID? = nil, by entity: OrganisationID? = nil, on day: Day = today, vat: VATTreatment = standard,
    more: [(Int64, VATTreatment)] = []
  ) async throws -> String {
    let at = HouseTime.mulhouse.instant(on: day, hour: 9)
    let (customer, entity) = (customer ?? ada, entity ?? sas)
    let charges = [(cents, vat)] + more
    for (place, (cents, vat)) in charges.enumerated() {
      let origin = "trial/\(ID<PostedCharge>.fresh(at: at))/\(place)"
      try await database.write { transaction in
        try transaction.post(
          ChargeDraft(
            entity: entity, customer: customer, origin: origin, kind: .services, text: "Prestation",
            span: DaySpan(from: day, until: day + 1),
            billableFrom: day, net: Money(cents: cents), vat: vat, explanation: [ExplanationStep("invoicing.explain.byHand")]), at: at)
      }
    }
    let desk = InvoiceDesk(sources: [], mandates: [PaymentMandates()])
    _ = try await IssueInvoices(day.month, desk: desk).run(on: database, for: .house, at: at)
    let number: String? = try await database.read {
      try $0.value(
        "SELECT number FROM invoices WHERE customer = \(customer) AND entity = \(entity) ORDER BY issued_at DESC, place DESC LIMIT 1")
    }
    return try #require(number)
  }

  func perform<Deed: Act>(_ act: Deed, on day: Day = today) async throws -> Deed.Outcome {
    try await database.perform(act, for: .house, at: HouseTime.mulhouse.instant(on: day, hour: 10))
  }
  func open(_ number: String, _ entity: OrganisationID? = nil) async throws -> Int64 {
    let entity = entity ?? sas
    return try await database.read { try $0.open(document: number, entity: entity).cents }
  }
  /// What stands on an account at the end of all.
  func balance(_ account: String, _ entity: OrganisationID? = nil) async throws -> Int64 {
    let entity = entity ?? sas
    return try await database.read { try $0.balance(account, entity: entity).cents }
  }
  func credit(of customer: OrganisationID, _ entity: OrganisationID? = nil) async throws -> Int64 {
    let entity = entity ?? sas
    return try await database.read { try $0.openBooks(entity, of: customer).credits.reduce(Money.zero) { $0 + $1.amount }.cents }
  }
  func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }

  @discardableResult
  func mandate(
    _ customer: OrganisationID? = nil, _ entity: OrganisationID? = nil, iban: String = adaIBAN, reference: String? = nil,
    scheme: DebitScheme = .core,
    once: Bool = false, signed: Day = Day(2025, 3, 1) ?? today
  ) async throws -> ID<Mandate> {
    try await perform(
      KeepMandate(
        entity: entity ?? sas, customer: customer ?? ada, reference: reference.map { MandateReference(stored: $0) }, scheme: scheme,
        isOnce: once,
        debtor: BankParty(name: "Ada SAS", iban: try IBAN(checking: iban)), signedOn: signed))
  }
}

func day(_ text: String) throws -> Day { try #require(Day(text)) }
func refusals(_ body: () async throws -> Void) async -> Set<String> {
  do { try await body() } catch let refusal as Refusal { return Set(refusal.problems.map(\.code)) } catch { return ["\(error)"] }
  return []
}
