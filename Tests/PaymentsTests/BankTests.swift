import Banking
import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// Statement lines, settled by themselves or by a person; money given back.
@Suite struct BankTests {
  @Test(arguments: TrialStore.engines) func transfersFindTheirInvoice(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let first = try await house.invoice(1_000_00)
      let second = try await house.invoice(250_00)
      let bank = TrialBank(
        name: "S1",
        entries: [
          // Named, in part.
          [.init(amount: 200_00, day: "2026-11-20", iban: PaymentsHouse.adaIBAN, text: "acompte \(first)")],
          // The payer is known by its account now, and 300.00 is what one invoice asks for.
          [.init(amount: 300_00, day: "2026-11-21", iban: PaymentsHouse.adaIBAN, text: "merci")],
          // Nothing says what this is.
          [.init(amount: 5_55, day: "2026-11-22", name: "Inconnu")],
          [.init(amount: -9_90, day: "2026-11-22", name: "", text: "Frais")],
        ])
      let outcome = try await house.perform(try ImportBankStatement(bank.xml))
      #expect(outcome == .init(taken: 1, known: 0, lines: 4, settled: 2))
      #expect(try await house.open(first) == 1_000_00)
      #expect(try await house.open(second) == 0)
      let waiting = try await house.database.read { try $0.bankLines(onlyWaiting: true) }
      #expect(Set(waiting.map(\.amount.cents)) == [5_55, -9_90])
      let fee = try #require(waiting.first { $0.amount < .zero }), gift = try #require(waiting.first { $0.amount > .zero })
      try await house.perform(SettleBankLine(fee.id, as: .charges))
      #expect(try await house.balance(Account.bankCharges) == 9_90)
      #expect(await refusals { try await house.perform(SettleBankLine(fee.id, as: .charges)) } == ["payments.problem.settled"])
      #expect(
        await refusals { try await house.perform(SettleBankLine(gift.id, as: .other(account: "411000", reason: "non"))) } == [
          "payments.problem.account"
        ])
      try await house.perform(SettleBankLine(gift.id, as: .receipt(of: house.ada, documents: [first])))
      #expect(try await house.open(first) == 994_45)
      // The books hold what the statement says came and went.
      #expect(try await house.balance(Account.bank) == 200_00 + 300_00 + 5_55 - 9_90)
    }
  }

  @Test(arguments: TrialStore.engines) func statementsOfStrangersAreRefused(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let bank = TrialBank(name: "S1", account: "BE68539007547034", entries: [[.init(amount: 1, day: "2026-11-20")]])
      #expect(await refusals { _ = try await house.perform(try ImportBankStatement(bank.xml)) } == ["payments.problem.notOurs"])
      #expect(await refusals { _ = try ImportBankStatement(Array("<html/>".utf8)) } == ["payments.problem.statement.notStatement"])
      let kept = try await house.count("SELECT COUNT(*) FROM bank_statements")
      #expect(kept == 0)
    }
  }

  /// A credit of 80.00 goes back by transfer, once; what is promised cannot be promised again.
  @Test(arguments: TrialStore.engines) func creditsGoBack(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(100_00)
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 200_00), means: .transfer,
          documents: [number]))
      func ask(_ cents: Int64, origin: String? = nil) -> AskRefund {
        AskRefund(
          entity: house.sas, customer: house.ada, amount: Money(cents: cents), source: .credit, holder: "Ada SAS",
          iban: IBAN(stored: PaymentsHouse.adaIBAN), reason: "Trop-perçu", origin: origin)
      }
      #expect(await refusals { _ = try await house.perform(ask(80_01)) } == ["payments.problem.most"])
      let refund = try await house.perform(ask(80_00, origin: "trial"))
      // The same origin is asked once; the credit is promised.
      #expect(try await house.perform(ask(80_00, origin: "trial")) == refund)
      #expect(await refusals { _ = try await house.perform(ask(1)) } == ["payments.problem.most"])
      let make = MakeTransfers(entity: house.sas, day: PaymentsHouse.today)
      let file = try #require(try await house.perform(make))
      #expect(try await house.perform(make) == nil)
      let content = try #require(try await house.database.read { try $0.content(of: file) })
      #expect(content.contains("pain.001.001.09") && content.contains("<EndToEndId>RBT-000001</EndToEndId>") && content.contains(">80.00<"))
      #expect(await refusals { try await house.perform(CancelRefund(refund)) } == ["payments.problem.refundGone"])
      let bank = TrialBank(name: "S1", entries: [[.init(amount: -80_00, day: "2026-11-25", endToEnd: "RBT-000001")]])
      #expect(try await house.perform(try ImportBankStatement(bank.xml)).settled == 1)
      #expect(try await house.credit(of: house.ada) == 0)
      #expect(try await house.balance(Account.bank) == 120_00)
      #expect(try await house.balance(Account.customers) == 0)
      #expect(try await house.balance(Account.collectedVAT) == -20_00)
    }
  }

  /// A deposit of 3 000.00: called, paid, given back but for 500.00; the first refund is asked for in error.
  @Test(arguments: TrialStore.engines) func depositsGoBack(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let call = try await house.perform(
        CallDeposit(
          DepositDraft(
            entity: house.sas, customer: house.ada, origin: "by-hand/trial", contract: "BAIL-1", text: "Dépôt",
            amount: Money(cents: 3_000_00))))
      let number = try #require(try await house.database.read { try $0.depositCall(call)?.number })
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: PaymentsHouse.today, amount: Money(cents: 3_000_00), means: .transfer,
          documents: [number]))
      #expect(try await house.open(number) == 0)
      #expect(try await house.balance(Account.deposits) == -3_000_00)
      func ask(_ cents: Int64) async throws -> ID<Refund> {
        try await house.perform(
          AskRefund(
            entity: house.sas, customer: house.ada, amount: Money(cents: cents), source: .deposit, document: number, holder: "Ada SAS",
            iban: IBAN(stored: PaymentsHouse.adaIBAN), reason: "Dépôt de garantie"))
      }
      #expect(await refusals { _ = try await ask(3_000_01) } == ["payments.problem.most"])
      let wrong = try await ask(2_000_00)
      #expect(try await house.balance(Account.deposits) == -1_000_00)
      try await house.perform(CancelRefund(wrong))
      #expect(try await house.balance(Account.deposits) == -3_000_00)
      #expect(try await house.credit(of: house.ada) == 0)
      _ = try await ask(2_500_00)
      #expect(try await house.balance(Account.deposits) == -500_00)
      _ = try await house.perform(MakeTransfers(entity: house.sas, day: PaymentsHouse.today))
      let bank = TrialBank(name: "S1", entries: [[.init(amount: -2_500_00, day: "2026-11-25", endToEnd: "RBT-000002")]])
      #expect(try await house.perform(try ImportBankStatement(bank.xml)).settled == 1)
      #expect(try await house.balance(Account.customers) == 0)
      #expect(try await house.balance(Account.bank) == 500_00)
    }
  }
}
