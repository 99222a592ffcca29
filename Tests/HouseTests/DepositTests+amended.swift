import Banking
import House
import Kernel
import Payments
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger

extension DepositTests {
  /// 450.00 called and paid. From 1 June 600.00 are asked: 150.00 more are called, and paid. From 1 September 500.00: 100.00 go back, 40.00 of them
  /// as the payment of an invoice. From 1 November 550.00: 600 − 100 are there, 50.00 are called. At the end 500.00 are given back.
  @Test(arguments: TrialStore.engines) func anAmendmentAsksForMoreAndForLess(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft())
      func amend(_ cents: Int64, from text: String) -> AmendLease {
        AmendLease(lease, from: Day(text)!, summary: "Dépôt", [.terms(TermsChange(deposit: Money(cents: cents)))])
      }
      func pay(_ call: DepositCall, on day: Day) async throws {
        try await place.perform(
          RecordReceipt(
            entity: place.landlord, customer: place.tenant, day: day, amount: call.amount, means: .transfer, documents: [call.number]),
          on: day)
      }
      func sums(_ text: String) async throws -> [Int64] {
        try await place.database.read { transaction in
          let found = try #require(try transaction.lease(lease))
          let day = Day(text)!
          return [
            try transaction.depositAsked(of: found, on: day).cents, try transaction.depositMovements(of: lease).held.cents,
            try transaction.depositToCall(of: found, on: day).cents, try transaction.depositExcess(of: found, on: day).cents,
            try transaction.depositToReturn(of: found).cents,
          ]
        }
      }
      try await pay(try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first), on: Place.signed + 3)
      let may = Day("2025-05-20")!
      try await place.perform(amend(600_00, from: "2025-06-01"), on: may)
      #expect(try await sums("2025-05-31") == [450_00, 450_00, 0, 0, 0])
      #expect(try await place.codes(of: CallLeaseDeposit(lease, text: "Dépôt"), on: may) == ["leasing.problem.depositCalled"])
      #expect(try await sums("2025-06-01") == [600_00, 450_00, 150_00, 0, 0])
      let june = Day("2025-06-02")!
      try await place.perform(CallLeaseDeposit(lease, text: "Dépôt"), on: june)
      let second = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.last)
      #expect(second.number == "D-000002" && second.amount == Money(cents: 150_00))
      try await pay(second, on: june + 5)
      #expect(try await sums("2025-06-10") == [600_00, 600_00, 0, 0, 0])
      #expect(try await place.balance(Account.deposits) == -600_00)

      let september = Day("2025-09-02")!
      #expect(
        try await place.codes(of: SettleDeposit(lease, on: june, returned: Money(cents: 1)), on: june + 6)
          == ["leasing.problem.depositNotMore", "leasing.problem.excessSum"])
      try await place.perform(amend(500_00, from: "2025-09-01"), on: Day("2025-08-20")!)
      #expect(try await sums("2025-08-31") == [600_00, 600_00, 0, 0, 0])
      #expect(try await sums("2025-09-01") == [500_00, 600_00, 0, 100_00, 0])
      _ = try await IssueInvoices(september.month, desk: InvoiceDesk(sources: [LeaseCharges()])).run(
        on: place.database, for: .house, at: HouseTime.mulhouse.instant(on: september, hour: 9))
      let invoice = try #require(
        try await place.database.read { try $0.openBooks(place.landlord, of: place.tenant).documents.first { $0.kind == .invoice } })
      // Nothing is kept of it, and no more goes back than is held too much.
      #expect(
        try await place.codes(
          of: SettleDeposit(
            lease, on: september, retained: [.init(Money(cents: 20_00), "Porte")], returned: Money(cents: 100_00)), on: september)
          == ["leasing.problem.retainedEarly", "leasing.problem.excessSum"])
      try await place.perform(
        SettleDeposit(
          lease, on: september, setOff: [.init(Money(cents: 40_00), invoice.number)], returned: Money(cents: 60_00)), on: september)
      #expect(try await place.balance(Account.deposits) == -500_00)
      #expect(try await sums("2025-09-02") == [500_00, 500_00, 0, 0, 60_00])
      #expect(try await place.perform(UseMeantCredits(), on: september + 1) == 1)
      #expect(
        try await place.database.read { try $0.open(document: invoice.number, entity: place.landlord) }
          == invoice.open - Money(cents: 40_00))
      try await place.perform(
        AskRefund(
          entity: place.landlord, customer: place.tenant, amount: Money(cents: 60_00), source: .credit, document: "BAIL-2025-0001",
          holder: "Ada SAS", iban: IBAN(stored: "FR1420041010050500013M02606"), reason: "Dépôt de garantie"), on: september + 1)

      // What went back is not there any more when more is asked for.
      try await place.perform(amend(550_00, from: "2025-11-01"), on: Day("2025-10-20")!)
      #expect(try await sums("2025-11-01").prefix(4) == [550_00, 500_00, 50_00, 0])
      let after = Day("2026-02-10")!
      try await place.perform(EndLease(lease, on: (Place.signed + 17).adding(months: 12), reason: .term), on: after)
      #expect(try await sums("2026-02-10")[1...3] == [500_00, 0, 0])
      try await place.perform(SettleDeposit(lease, on: after, returned: Money(cents: 500_00)), on: after)
      #expect(try await place.balance(Account.deposits) == 0)
      #expect(try await place.held(lease) == 0)
      let faults = try await place.database.read { transaction in
        try LeaseCheck.depositsAreCovered.faults(transaction, HouseTime.mulhouse.instant(on: after, hour: 10))
      }
      #expect(faults == [])
    }
  }
}
