import EInvoice
import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import People

/// Leases that were invoiced, credited, corrected, and then asked for something else: nothing is given back twice.
@Suite("Credit notes and leases") struct MadeGoodTests {
  /// A lease of 1,000.00 a month from 1 January 2026, whose January is invoiced on the 2nd.
  struct Told {
    let house: LeasingHouse
    let lease: ID<Lease>
    let january: Invoice
    func standing() async throws -> Money? { try await house.database.read { try $0.chargedPeriods(of: lease).first?.value.standing } }
    /// Of each charge posted since, in their order.
    func differences() async throws -> [Money] { try await house.posted().sorted { $0.origin < $1.origin }.map(\.net) }
    func waiting() async throws -> [ChargeDraft] {
      try await house.database.read { try $0.waitingCharges(until: day("2026-12-31")).map(\.draft) }
    }
    func end(on last: String, today: String) async throws {
      try await house.perform(EndLease(lease, on: day(last), reason: .closure, note: "accord"), on: day(today))
    }
    func faults() async throws -> [String] {
      try await house.database.read { transaction in try InvoicingCheck.all.flatMap { try $0.faults(transaction) } }
    }
  }

  static func told(_ engine: Engine, _ body: (Told) async throws -> Void) async throws {
    try await LeasingHouse.with(engine) { house in
      for (organisation, siren) in [(house.landlord, "552100554"), (house.ada, "356000000")] {
        guard var facts = try await house.database.read({ try $0.organisation(organisation) })?.facts else { throw Refusal.notFound }
        facts.siren = siren
        facts.vatNumber = organisation == house.landlord ? "FR87552100554" : nil
        facts.address = PostalAddress(lines: ["1 rue de l’Essai"], postcode: "68100", city: "Mulhouse")
        try await house.perform(ChangeOrganisation(organisation, facts))
      }
      try await house.perform(
        SetEntityTerms(
          EntityTerms(
            entity: house.landlord, from: LeasingHouse.start, termDays: 10, vat: .debits, iban: "FR7630006000011234567890189",
            bic: "AGRIFRPP", ics: nil, indemnityNote: "40 €", penaltyNote: "BCE + 10 points", discountNote: "Pas d’escompte")))
      try await house.perform(OpenSeries(house.landlord, for: .invoices, prefix: "F-", reason: "Série unique"))
      var draft = house.draft(from: day("2026-01-01"), terms: LeaseTerms(regime: .option, deposit: .zero))
      draft.lines = [LineDraft(.rent, "Loyer", .month(euros("1000")))]
      let lease = try await house.sign(draft, on: day("2025-12-20"))
      try await issue(house, "2026-01", on: "2026-01-02")
      let january = try #require(try await house.database.read { try $0.invoices(of: house.ada).first })
      #expect(january.net == euros("1000"))
      try await body(Told(house: house, lease: lease, january: january))
    }
  }
  static func issue(_ house: LeasingHouse, _ month: String, on text: String) async throws {
    _ = try await IssueInvoices(Month(month)!, desk: InvoiceDesk(sources: [LeaseCharges()])).run(
      on: house.database, for: .house, at: LeasingHouse.noon(day(text)))
  }

  /// January is credited in full, and then the lease is ended on the 15th: 483.87 of 0 standing, nothing is given back again.
  @Test(arguments: TrialStore.engines) func creditedThenEnded(engine: Engine) async throws {
    try await Self.told(engine) { told in
      _ = try await told.house.perform(CreditInvoice(told.january.id, reason: "Erreur"), on: day("2026-01-10"))
      #expect(try await told.standing() == .zero)
      try await told.end(on: "2026-01-16", today: "2026-01-12")
      #expect(try await told.differences() == [])
      #expect(try await told.faults() == [])
    }
  }

  /// In the other order: the end gives back 516.13, so that the page offers 483.87 and no cent more; a correction is refused.
  @Test(arguments: TrialStore.engines) func endedThenCredited(engine: Engine) async throws {
    try await Self.told(engine) { told in
      try await told.end(on: "2026-01-16", today: "2026-01-12")
      #expect(try await told.differences() == [euros("-516.13")])
      func left() async throws -> [Money] { try await told.house.database.read { try $0.creditedLines(of: told.january.id).map(\.left) } }
      // Whether the difference waits or stands on a credit note.
      #expect(try await left() == [euros("483.87")])
      try await Self.issue(told.house, "2026-02", on: "2026-02-02")
      let notes = try await told.house.database.read { try $0.invoices(of: told.house.ada).filter { $0.type == .creditNote } }
      #expect(notes.map(\.net) == [euros("-516.13")])
      #expect(try await left() == [euros("483.87")])
      let whole = CreditInvoice(told.january.id, lines: [CreditRequest(place: 1, amount: euros("1000"))], reason: "Tout")
      #expect(try await told.house.codes(of: whole, on: day("2026-02-03")) == ["invoicing.problem.tooMuch"])
      let correct = CorrectInvoice(told.january.id, lines: [CorrectedLine(place: 1, text: "Loyer", net: euros("900"))], reason: "Prix")
      #expect(try await told.house.codes(of: correct, on: day("2026-02-03")).first?.hasPrefix("invoicing.problem.") == true)
      let rest = try await told.house.perform(CreditInvoice(told.january.id, reason: "Geste"), on: day("2026-02-03"))
      #expect(rest.net == euros("-483.87"))
      #expect(try await told.standing() == .zero)
      #expect(try await told.faults() == [])
    }
  }

  /// Corrected to 900.00 and then ended: 483.87 − 900 = −416.13. Of the line that replaced it, 483.87 may still be credited.
  @Test(arguments: TrialStore.engines) func correctedThenEnded(engine: Engine) async throws {
    try await Self.told(engine) { told in
      let corrected = try await told.house.perform(
        CorrectInvoice(told.january.id, lines: [CorrectedLine(place: 1, text: "Loyer", net: euros("900"))], reason: "Prix"),
        on: day("2026-01-10"))
      #expect(try await told.standing() == euros("900"))
      try await told.end(on: "2026-01-16", today: "2026-01-12")
      #expect(try await told.differences() == [euros("-416.13")])
      #expect(try await told.house.database.read { try $0.creditedLines(of: corrected.id).map(\.left) } == [euros("483.87")])
      let step = try #require(try await told.waiting().first?.explanation.first { $0.text == "leasing.explain.standing" })
      #expect(step.values["amount"] == "90000")
      #expect(try await told.faults() == [])
    }
  }

  /// A rise to 1,100.00 from 2 January is posted and cancelled by the house. The lease ends on the 15th: 529.04 − 1,000 is given back under a
  /// number of its own, and the cancelled rise does not come again.
  @Test(arguments: TrialStore.engines) func aCancelledDifferenceSwallowsNoLater(engine: Engine) async throws {
    try await Self.told(engine) { told in
      let line = try #require(try await told.house.facts(told.lease).lines.first)
      try await told.house.perform(
        AmendLease(told.lease, from: day("2026-01-02"), summary: "Hausse", [.price(line: line.id, .month(euros("1100")))]),
        on: day("2026-01-05"))
      let rise = try #require(try await told.house.database.read { try $0.waitingCharges(until: day("2026-01-31")).first })
      // 30 of 31 days, 100.00 more a month.
      #expect(rise.draft.net > euros("96") && rise.draft.net < euros("97"))
      try await told.house.perform(CancelCharge(rise.id, reason: "Geste"), on: day("2026-01-06"))
      try await told.house.perform(
        FreezeLease(told.lease, over: span("2027-01-01", "2027-02-01"), reason: "Travaux"), on: day("2026-01-07"))
      #expect(try await told.differences() == [rise.draft.net])
      // 1,000.00 × 1/31 = 32.26, and of 1,100.00 the days to the 15th less the first, 532.26 − 35.48 = 496.78: 529.04 is due for January now.
      try await told.end(on: "2026-01-16", today: "2026-01-12")
      let differences = try await told.differences()
      #expect(differences == [rise.draft.net, euros("529.04") - euros("1000")])
      #expect(try await told.standing() == euros("529.04"))
    }
  }

  /// January was invoiced at 20 %; from 1 February the rate is another. What is given back bears the VAT it was asked with.
  @Test(arguments: TrialStore.engines) func givenBackAtTheRateItWasAsked(engine: Engine) async throws {
    try await Self.told(engine) { told in
      try await told.house.perform(
        AddParameter(
          ParameterFact(
            .vatStandard, from: day("2026-02-01"), value: 2100, reference: "essai", source: "essai", isVerified: true)))
      try await told.end(on: "2026-01-16", today: "2026-02-10")
      let posted = try #require(try await told.waiting().first)
      #expect(posted.origin.hasSuffix("2026-01-01/1") && posted.vat == VATTreatment(.standard, rate: Percentage(basisPoints: 2000)))
    }
  }
}
