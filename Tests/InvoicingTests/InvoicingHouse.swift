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

/// Two entities that invoice, and customers of each kind, on a database of their own; a source charges a rent to those it is told.
struct InvoicingHouse: Sendable {
  let database: any Database
  /// On receipts.
  let sas: OrganisationID
  /// On debits.
  let sci: OrganisationID
  let ada: OrganisationID
  let bob: OrganisationID
  /// Without an address.
  let lost: OrganisationID
  let rents: Rents
  var desk: InvoiceDesk { InvoiceDesk(sources: [rents]) }

  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let november = Month(year: 2026, month: 11)
  static let migrations =
    Audit.migrations + Outbox.migrations + Jobs.migrations + People.area().migrations + Ledger.area().migrations
    + Invoicing.area().migrations
  static let start = Instant(iso: "2019-01-02T08:00:00Z") ?? Instant(seconds: 0)

  static func with<Answer>(_ engine: Engine, from start: Day? = nil, _ body: (InvoicingHouse) async throws -> Answer) async throws -> Answer
  {
    try await TrialStore.with(engine, migrations: migrations) { database in
      try await body(try await furnish(database, from: start ?? HouseTime.mulhouse.day(of: Self.start)))
    }
  }

  static func furnish(_ database: any Database, from day: Day) async throws -> InvoicingHouse {
    func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: start) }
    func add(
      _ name: String, _ kind: OrganisationKind = .startUp, siren: String?, vat: String? = nil, city: String? = "Mulhouse"
    ) async throws -> OrganisationID {
      var facts = OrganisationFacts(legalName: name + " SAS", usualName: name, kind: kind, siren: siren, vatNumber: vat)
      facts.address = PostalAddress(lines: ["1 rue de l’Essai"], postcode: "68100", city: city)
      return try await perform(AddOrganisation(facts))
    }
    let sas = try await add("Maison", .company, siren: "732829320", vat: "FR44732829320")
    let sci = try await add("Murs", .company, siren: "552100554", vat: "FR87552100554")
    _ = try await perform(NameHouseEntity(sas, as: .operating, HeldSpan(from: day, until: nil)))
    _ = try await perform(NameHouseEntity(sci, as: .property, HeldSpan(from: day, until: nil)))
    for (entity, vat, prefix) in [(sas, VATTiming.receipts, "SAS-"), (sci, .debits, "SCI-")] {
      try await perform(SetEntityTerms(terms(entity, from: day, vat)))
      _ = try await perform(OpenSeries(entity, for: .invoices, prefix: prefix + "F-", reason: "Série unique des factures"))
      _ = try await perform(OpenSeries(entity, for: .deposits, prefix: prefix + "D-", reason: "Appels de dépôt de garantie, hors TVA"))
    }
    let ada = try await add("Ada", siren: "356000000")
    let bob = try await add("Bob", siren: "443061841")
    let lost = try await add("Perdu", siren: "542065479", city: nil)
    return InvoicingHouse(database: database, sas: sas, sci: sci, ada: ada, bob: bob, lost: lost, rents: Rents())
  }

  static func terms(_ entity: OrganisationID, from day: Day, _ vat: VATTiming) -> EntityTerms {
    EntityTerms(
      entity: entity, from: day, termDays: 10, vat: vat, iban: "FR7630006000011234567890189", bic: "AGRIFRPP", ics: nil,
      indemnityNote: "Indemnité forfaitaire de recouvrement : 40 €", penaltyNote: "Pénalités : taux BCE + 10 points",
      discountNote: "Pas d’escompte")
  }

  static let standard = VATTreatment(.standard, rate: Percentage(basisPoints: 2000))

  func charge(
    _ origin: String, _ cents: Int64, to customer: OrganisationID? = nil, by entity: OrganisationID? = nil, on day: Day = today,
    vat: VATTreatment = standard, kind: ChargeKind = .services, contract: String? = nil
  ) -> ChargeDraft {
    ChargeDraft(
      entity: entity ?? sas, customer: customer ?? ada, origin: origin, kind: kind, text: "Prestation \(origin)",
      span: DaySpan(from: day, until: day + 1), billableFrom: day, net: Money(cents: cents), vat: vat, contract: contract,
      explanation: [ExplanationStep("invoicing.explain.byHand", ["amount": String(cents)])])
  }
  @discardableResult
  func post(_ charge: ChargeDraft, at now: Instant = now) async throws -> ID<PostedCharge> {
    try await database.write { try $0.post(charge, at: now) }
  }
  @discardableResult
  func issue(_ month: Month = november, at now: Instant = now) async throws -> IssueInvoices.Report {
    try await IssueInvoices(month, desk: desk).run(on: database, for: .house, at: now)
  }
  func perform<Deed: Act>(_ act: Deed, at now: Instant = now) async throws -> Deed.Outcome {
    try await database.perform(act, for: .house, at: now)
  }
  func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.value(sql) ?? 0 } }
  func faults() async throws -> [String] {
    var faults: [String] = []
    for check in InvoicingCheck.all { faults += try await database.read { try check.faults($0) } }
    return faults
  }
}

/// A source: a rent for each customer it is told of, due on the first of each month of its span.
final class Rents: ChargeSource, @unchecked Sendable {
  struct Rent {
    let entity: OrganisationID
    let customer: OrganisationID
    let monthly: Money
    let span: DaySpan
    var days: Int?
    var order: String?
  }
  var all: [Rent] = []
  var addresses: [OrganisationID: String] = [:]
  var waiting: [ChargeWait] = []

  func add(
    _ customer: OrganisationID, of entity: OrganisationID, _ cents: Int64, from: Day, until: Day? = nil, days: Int? = nil,
    order: String? = nil
  ) {
    all.append(
      Rent(
        entity: entity, customer: customer, monthly: Money(cents: cents), span: DaySpan(from: from, until: until), days: days, order: order)
    )
  }

  func billingAddresses(on _: Day, in _: borrowing Transaction) throws -> [OrganisationID: [String]] { addresses.mapValues { [$0] } }
  func waits(in _: Month, on _: Day, in _: borrowing Transaction) throws -> [ChargeWait] { waiting }

  func charges(billableIn month: Month, of customer: OrganisationID?, in _: borrowing Transaction) throws -> [ChargeDraft] {
    var charges: [ChargeDraft] = []
    for (place, rent) in all.enumerated() where customer == nil || customer == rent.customer {
      guard let days = rent.span.intersection(month.span), let length = days.length else { continue }
      let net = rent.monthly.fraction(Int64(length), of: Int64(month.length))
      charges.append(
        ChargeDraft(
          entity: rent.entity, customer: rent.customer, origin: "rent/\(place)/\(month)", kind: .rent, text: "Loyer \(month)", span: days,
          billableFrom: days.from, unit: "MON", net: net, vat: InvoicingHouse.standard, contract: "BAIL-\(place)",
          paymentDays: rent.days, order: rent.order,
          explanation: [ExplanationStep("invoicing.explain.byHand", ["amount": String(rent.monthly.cents)])]))
    }
    return charges
  }
}

extension InvoicingHouse {
  /// Gives an organisation an address.
  func moveIn(_ organisation: OrganisationID) async throws {
    guard var facts = try await database.read({ try $0.organisation(organisation) })?.facts else { throw Refusal.notFound }
    facts.address = PostalAddress(lines: ["2 rue de l’Essai"], postcode: "68100", city: "Mulhouse")
    try await perform(ChangeOrganisation(organisation, facts))
  }
}
