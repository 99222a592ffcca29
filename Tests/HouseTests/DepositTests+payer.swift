import Banking
import Kernel
import Payments
import Store
import Testing
import Trials

@testable import House
@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People

extension DepositTests {
  /// Ada paid 450.00. From 1 June her holding pays the rents, and 600.00 are asked: 150.00 are called of the holding. Settled at the end, 80.00 kept:
  /// 450 − 80 = 370.00 go back to Ada, 150.00 to the holding. The costs of the year are split on the day.
  @Test(arguments: TrialStore.engines) func whoPaidGetsItBack(engine: Engine) async throws {
    try await with(engine) { place in
      var facts = OrganisationFacts(legalName: "Holding SAS", usualName: "Holding", kind: .company, legalForm: .sas, siren: "542051180")
      facts.address = PostalAddress(lines: ["2 rue de l’Essai"], postcode: "68100", city: "Mulhouse")
      let holding = try await place.perform(AddOrganisation(facts))
      let lease = try await place.sign(try await place.draft())
      func pay(_ call: DepositCall, on day: Day) async throws {
        try await place.perform(
          RecordReceipt(
            entity: place.landlord, customer: call.customer, day: day, amount: call.amount, means: .transfer, documents: [call.number]),
          on: day)
      }
      func calls() async throws -> [DepositCall] { try await place.database.read { try $0.depositCalls(of: lease) } }
      try await pay(try #require(try await calls().first), on: Place.signed + 3)
      try await place.perform(
        AmendLease(
          lease, from: Day("2025-06-01")!, summary: "Payeur", [.terms(TermsChange(deposit: Money(cents: 600_00), payer: holding))]),
        on: Day("2025-05-20")!)
      let june = Day("2025-06-02")!
      try await place.perform(CallLeaseDeposit(lease, text: "Dépôt"), on: june)
      #expect(try await calls().map(\.customer) == [place.tenant, holding])
      try await pay(try #require(try await calls().last), on: june + 3)
      #expect(try await place.held(lease) == 600_00)

      // What is invoiced from the day on stands on the account of the new payer.
      _ = try await IssueInvoices(june.month, desk: InvoiceDesk(sources: [LeaseCharges()])).run(
        on: place.database, for: .house, at: HouseTime.mulhouse.instant(on: june, hour: 9))
      let open = try await place.database.read { try $0.openBooks(place.landlord, of: holding).documents.filter { $0.kind == .invoice } }
      #expect(open.map(\.open.cents) == [180_00])

      let ground = try await place.database.read { transaction in
        let building = try #require(try transaction.buildings().first)
        let year = DaySpan(from: Day("2025-01-01")!, until: Day("2026-01-01")!)
        return try HouseOccupancy().ground(of: building.id.text, letBy: place.landlord, in: year, in: transaction)
      }
      #expect(ground.tenancies.map(\.customer) == [place.tenant, holding])
      #expect(ground.tenancies.map(\.span.from) == [Place.signed + 17, Day("2025-06-01")!])

      let after = Day("2026-02-10")!
      try await place.perform(EndLease(lease, on: (Place.signed + 17).adding(months: 12), reason: .term), on: after)
      // An invoice of the holding is paid with the holding's money alone.
      let number = try #require(open.first).number
      #expect(
        try await place.codes(
          of: SettleDeposit(
            lease, on: after, setOff: [.init(Money(cents: 150_01), number)], returned: Money(cents: 449_99)), on: after)
          == ["leasing.problem.setOffMore"])
      try await place.perform(
        SettleDeposit(lease, on: after, retained: [.init(Money(cents: 80_00), "Porte")], returned: Money(cents: 520_00)), on: after)
      #expect(try await place.balance(Account.deposits) == 0)
      #expect(try await place.balance(Account.indemnities) == -80_00)
      let credits = try await place.database.read { transaction in
        let found = try #require(try transaction.lease(lease))
        return try [place.tenant, holding].map {
          try transaction.itemsOnAccount(of: $0, entity: place.landlord).open(of: found.number).cents
        }
      }
      #expect(credits == [-370_00, -150_00])
    }
  }
}
