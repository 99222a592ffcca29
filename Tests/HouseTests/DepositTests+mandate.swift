import Banking
import EInvoice
import House
import Kernel
import Payments
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People

extension DepositTests {
  /// Ada pays by direct debit. From 1 June her holding pays, and has signed nothing: its invoices ask for a transfer, and no mandate of Ada's collects
  /// them. It signs on 20 June: the invoice of July is debited under its own mandate, the one of June once that is announced.
  @Test(arguments: TrialStore.engines) func theMandateOfWhoPaidBeforeIsNotUsed(engine: Engine) async throws {
    try await with(engine) { place in
      let first = Day("2025-01-02")!
      try await place.perform(
        SetEntityTerms(
          EntityTerms(
            entity: place.landlord, from: first, termDays: 10, vat: .receipts, iban: "FR7630006000011234567890189", bic: "AGRIFRPP",
            ics: "FR72ZZZ123456", indemnityNote: "40 €", penaltyNote: "BCE + 10 points", discountNote: "Pas d’escompte")), on: first)
      var facts = OrganisationFacts(legalName: "Holding SAS", usualName: "Holding", kind: .company, legalForm: .sas, siren: "542051180")
      facts.address = PostalAddress(lines: ["2 rue de l’Essai"], postcode: "68100", city: "Mulhouse")
      let holding = try await place.perform(AddOrganisation(facts))
      // Whoever is to be told of a debit has an address.
      let person = try await place.perform(AddPerson(PersonFacts(name: "Holda", email: "holda@km0.example")))
      _ = try await place.perform(AddMembership(of: person, in: holding, title: nil, HeldSpan(from: Place.signed, until: nil)))
      func mandate(of customer: OrganisationID, _ iban: String, signed text: String) async throws {
        let debtor = BankParty(name: "SAS", iban: try IBAN(checking: iban))
        try await place.perform(
          KeepMandate(
            entity: place.landlord, customer: customer, reference: nil, scheme: .core, isOnce: false, debtor: debtor, signedOn: Day(text)!),
          on: Day(text)!)
      }
      let desk = InvoiceDesk(sources: [LeaseCharges()], mandates: [PaymentMandates()])
      /// The invoice of a month: who was asked, and how they pay.
      func issued(_ text: String) async throws -> (invoice: Invoice, payment: PaymentInstructions) {
        let month = Month(text)!
        _ = try await IssueInvoices(month, desk: desk).run(
          on: place.database, for: .house, at: HouseTime.mulhouse.instant(on: month.first + 1, hour: 9))
        return try await place.database.read { transaction in
          let invoice = try #require(try transaction.invoices(issuedIn: month).last)
          return (invoice, try #require(try transaction.frozen(invoice.id)?.document.payment))
        }
      }
      func taken(_ text: String) async throws -> [String: OrganisationID] {
        let plan = try await place.database.read { try $0.collectionPlan(place.landlord, on: Day(text)!) }
        return Dictionary(uniqueKeysWithValues: plan.taken.map { ($0.document.number, $0.mandate.customer) })
      }
      try await mandate(of: place.tenant, "FR1420041010050500013M02606", signed: "2025-01-15")
      let lease = try await place.sign(try await place.draft(deposit: 0))
      for month in ["2025-02", "2025-03", "2025-04"] { _ = try await issued(month) }
      let may = try await issued("2025-05")
      #expect(may.invoice.customer == place.tenant && may.payment.means == .directDebit && may.payment.mandate == "KM0-000001")
      try await place.perform(
        AmendLease(lease, from: Day("2025-06-01")!, summary: "Payeur", [.terms(TermsChange(payer: holding))]), on: Day("2025-05-20")!)
      let june = try await issued("2025-06")
      #expect(june.invoice.customer == holding && june.payment.means == .transfer && june.payment.mandate == nil)
      #expect(june.payment.iban == "FR7630006000011234567890189" && june.payment.reference == june.invoice.number)
      let texts = try House.sample.texts()
      let paper = try #require(try await place.database.read { try $0.invoiceFile(june.invoice.id, as: .facturx, texts: texts) })
      let words = try Tool.words(paper.bytes)
      #expect(words.contains("Virement SEPA") && words.contains("FR76 3000 6000") && !words.contains("KM0-000001"))
      let before = try await taken("2025-06-30")
      #expect(before[may.invoice.number] == place.tenant && before[june.invoice.number] == nil && !before.values.contains(holding))

      try await mandate(of: holding, "DE89370400440532013000", signed: "2025-06-20")
      let july = try await issued("2025-07")
      #expect(july.invoice.customer == holding && july.payment.means == .directDebit && july.payment.mandate == "KM0-000002")
      #expect(july.payment.debtorIBAN == "DE89370400440532013000")
      let day = "2025-08-08"
      let then = try await taken(day)
      #expect(then[july.invoice.number] == holding && then[june.invoice.number] == nil, "what asked for a transfer announced no debit")
      try await place.perform(AnnounceCollection(entity: place.landlord, day: Day(day)!), on: Day("2025-07-10")!)
      #expect(try await taken(day)[june.invoice.number] == holding)
      #expect(try await taken(day)[may.invoice.number] == place.tenant)
    }
  }
}
