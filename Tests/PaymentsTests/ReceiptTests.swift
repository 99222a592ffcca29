import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// Money by hand: what it settles, what stays, what is taken back.
@Suite struct ReceiptTests {
  /// 1 000.00 and 20 % on receipts: 1 200.00 owed, 200.00 of VAT waiting. 500.00 come in: 83.33 fall due.
  @Test(arguments: TrialStore.engines) func aPartIsPaidAndItsVATFallsDue(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(1_000_00)
      #expect(try await house.balance(Account.waitingVAT) == -200_00)
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 500_00), means: .transfer,
          documents: [number]))
      #expect(try await house.open(number) == 700_00)
      #expect(try await house.balance(Account.waitingVAT) == -116_67)
      #expect(try await house.balance(Account.collectedVAT) == -83_33)
      #expect(try await house.balance(Account.bank) == 500_00)
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 700_00), means: .cash, documents: [number])
      )
      #expect(try await house.open(number) == 0)
      #expect(try await house.balance(Account.waitingVAT) == 0)
      #expect(try await house.balance(Account.collectedVAT) == -200_00)
      #expect(try await house.balance(Account.cash) == 700_00)
      let cashed = try await house.database.read { try $0.cashed(house.sas, in: PaymentsHouse.today.month) }
      #expect(cashed.map(\.gross.cents) == [1_200_00])
      #expect(cashed.map(\.vat.cents) == [200_00])
    }
  }

  @Test(arguments: TrialStore.engines) func tooMuchStaysACreditAndPaysTheNext(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(100_00)
      let receipt = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 200_00), means: .transfer,
          documents: [number]))
      #expect(try await house.credit(of: house.ada) == 80_00)
      let next = try await house.invoice(50_00)
      let credit = try #require(try await house.database.read { try $0.openBooks(house.sas, of: house.ada).credits.first })
      let used = try await house.perform(UseCredit(entity: house.sas, credit: credit.line, document: next))
      #expect(used == Money(cents: 60_00))
      #expect(try await house.open(next) == 0)
      #expect(try await house.credit(of: house.ada) == 20_00)
      // All VAT of both is due: 20 + 10.
      #expect(try await house.balance(Account.collectedVAT) == -30_00)
      // The cheque bounces: both are open again, all VAT waits again.
      try await house.perform(ReverseReceipt(receipt, reason: "Chèque sans provision"))
      #expect(try await house.open(number) == 120_00)
      #expect(try await house.open(next) == 60_00)
      #expect(try await house.credit(of: house.ada) == 0)
      #expect(try await house.balance(Account.collectedVAT) == 0)
      #expect(try await house.balance(Account.waitingVAT) == -30_00)
      #expect(try await house.balance(Account.bank) == 0)
      #expect(await refusals { try await house.perform(ReverseReceipt(receipt, reason: "Encore")) } == ["payments.problem.reversed"])
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsNotOpenIsNotPaid(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(100_00, to: house.bob)
      func receive(_ documents: [String], cents: Int64 = 10_00, day: Day = PaymentsHouse.today, from customer: OrganisationID? = nil) async
        -> Set<String>
      {
        await refusals {
          _ = try await house.perform(
            RecordReceipt(
              entity: house.sas, customer: customer ?? house.ada, day: day, amount: Money(cents: cents), means: .cash, documents: documents)
          )
        }
      }
      // Another's, unknown, to come, nothing, nobody.
      #expect(await receive([number]) == ["payments.problem.notOpen"])
      #expect(await receive(["X-1"]) == ["payments.problem.notOpen"])
      #expect(await receive([], day: PaymentsHouse.today + 1) == ["payments.problem.future"])
      #expect(await receive([], cents: 0) == ["payments.problem.amount"])
      #expect(await receive([], from: OrganisationID.fresh(at: PaymentsHouse.now)) == ["kernel.problem.choice"])
      #expect(try await house.count("SELECT COUNT(*) FROM receipts") == 0)
    }
  }

  /// On debits VAT fell due with the invoice; given up, 1 000.00 are lost and 200.00 recovered. On receipts they never fell due.
  @Test(arguments: TrialStore.engines) func badDebtsAreALossWithoutTheirVAT(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      for (entity, account) in [(house.sci, Account.collectedVAT), (house.sas, Account.waitingVAT)] {
        let number = try await house.invoice(1_000_00, by: entity)
        #expect(try await house.balance(account, entity) == -200_00)
        try await house.perform(WriteOff(entity: entity, document: number, reason: "Liquidation"))
        #expect(try await house.open(number, entity) == 0)
        #expect(try await house.balance(Account.badDebts, entity) == 1_000_00)
        #expect(try await house.balance(account, entity) == 0)
        #expect(
          await refusals { try await house.perform(WriteOff(entity: entity, document: number, reason: "Encore")) } == [
            "payments.problem.notOpen"
          ])
      }
    }
  }

  @Test(arguments: TrialStore.engines) func onlyThoseWhoMayRecord(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let resident = Viewer(person: PersonID.fresh(at: PaymentsHouse.now), name: "Ada", grants: [Grant(.resident, on: house.ada)])
      await #expect(throws: Refusal.notAllowed) {
        try await house.database.perform(
          RecordReceipt(entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 1), means: .cash),
          for: resident,
          at: PaymentsHouse.now)
      }
      await #expect(throws: Refusal.notSignedIn) {
        try await house.database.perform(MakeTransfers(entity: house.sas, day: PaymentsHouse.today), for: .visitor(), at: PaymentsHouse.now)
      }
    }
  }
}
