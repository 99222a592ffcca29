import Kernel
import Store

@testable import Invoicing
@testable import Payments
@testable import People

extension SmallHouse {
  /// An entity that invoices, a mandate, an invoice, a charge that waits, a deposit call.
  static func invoice(_ database: any Database, owner: OrganisationID, resident: OrganisationID) async throws {
    func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome { try await database.perform(act, for: .house, at: now - 3600) }
    for (id, siren) in [(owner, "732829320"), (resident, "356000000")] {
      guard var facts = try await database.read({ try $0.organisation(id) })?.facts else { continue }
      (facts.siren, facts.address) = (siren, PostalAddress(lines: ["1 rue de l’Essai"], postcode: "68100", city: "Mulhouse"))
      if id == owner { facts.vatNumber = "FR44732829320" }
      try await perform(ChangeOrganisation(id, facts))
    }
    try await perform(
      SetEntityTerms(
        EntityTerms(
          entity: owner, from: today - 400, termDays: 30, vat: .receipts, iban: "FR7630006000011234567890189", bic: "AGRIFRPP",
          ics: "FR72ZZZ123456",
          indemnityNote: "40 €", penaltyNote: "BCE + 10",
          discountNote: "Pas d’escompte")))
    _ = try await perform(OpenSeries(owner, for: .invoices, prefix: "F-", reason: "Série unique"))
    _ = try await perform(OpenSeries(owner, for: .deposits, prefix: "DG-", reason: "Hors TVA"))
    func charge(_ origin: String) -> ChargeDraft {
      ChargeDraft(
        entity: owner, customer: resident, origin: origin, kind: .services, text: "Clef", span: DaySpan(from: today, until: today + 1),
        billableFrom: today, net: Money(cents: 1250), vat: VATTreatment(.standard, rate: Percentage(basisPoints: 2000)))
    }
    _ = try await perform(PostCharge(charge("small/1")))
    // The invoice announces its collection: what was not announced is not collected.
    _ = try await perform(KeepMandate(entity: owner, customer: resident, debtor: debtor, signedOn: today - 30))
    _ = try await IssueInvoices(today.month, desk: InvoiceDesk(mandates: [PaymentMandates()])).run(
      on: database, for: .house, at: now - 3600)
    _ = try await perform(PostCharge(charge("small/2")))
    _ = try await perform(
      CallDeposit(
        DepositDraft(
          entity: owner, customer: resident, origin: "small/deposit", contract: nil, text: "Dépôt", amount: Money(cents: 90_000))))
  }
}
