import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// A call for a deposit that is cancelled while it is being collected.
@Suite struct DepositDebitTests {
  /// Called under a mandate and announced: cancelled, the letter says that no debit comes. In a file for the bank it stays, until that file is
  /// cancelled.
  @Test(arguments: TrialStore.engines) func whatTheBankIsAboutToTakeIsNotCancelled(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.mandate()
      let day = DebitTests.collectionDay
      func call(_ origin: String) async throws -> ID<DepositCall> {
        try await house.perform(
          CallDeposit(
            DepositDraft(
              entity: house.sas, customer: house.ada, origin: "by-hand/\(origin)", contract: "BAIL-1", text: "Dépôt",
              amount: Money(cents: 450_00), due: day)))
      }
      func cancel(_ call: ID<DepositCall>) -> CancelDepositCall { CancelDepositCall(call, reason: "Erreur", mandates: [PaymentMandates()]) }
      func lettersWithoutDebit() async throws -> Int {
        try await house.count("SELECT COUNT(*) FROM outbox WHERE body LIKE '%15 décembre 2026 n’aura pas lieu%'")
      }
      let announced = try await call("1")
      #expect(try await house.perform(AnnounceCollection(entity: house.sas, day: day)) == 1)
      try await house.perform(cancel(announced))
      #expect(try await lettersWithoutDebit() == 1)

      let taken = try await call("2")
      #expect(try await house.perform(AnnounceCollection(entity: house.sas, day: day)) == 1)
      let file = try #require(try await house.perform(CollectDirectDebits(entity: house.sas, day: day)))
      #expect(await refusals { try await house.perform(cancel(taken)) } == ["invoicing.problem.depositAtBank"])
      #expect(try await house.balance(Account.deposits) == -450_00)
      func reduce() async throws -> Bool {
        try await house.database.write {
          try $0.reduceDepositCall(
            taken, by: Money(cents: 150_00), reason: "Moins", mandates: [PaymentMandates()], for: .house, at: PaymentsHouse.now)
        }
      }
      #expect(try await reduce() == false, "it waits for the bank")
      #expect(try await house.balance(Account.deposits) == -450_00)
      try await house.perform(CancelCollection(file))
      // Nothing was paid: 450 − 150 = 300.00 are left to pay, and what is cancelled then is those 300.00.
      #expect(try await reduce())
      #expect(try await house.balance(Account.deposits) == -300_00)
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE subject LIKE '%réduit de 150,00%' AND body LIKE '%300,00%'") == 1)
      try await house.perform(cancel(taken))
      #expect(try await house.balance(Account.deposits) == 0)
    }
  }
}
