import Banking
import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// Years of money at random: what is open in the books is always what was invoiced less what came in.
@Suite struct PaymentHistoryTests {
  struct Chance {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  @Test(arguments: TrialStore.engines) func theBooksSayWhatHappened(engine: Engine) async throws {
    for seed in [1, 2] as [UInt64] { try await live(engine, seed) }
  }

  private func live(_ engine: Engine, _ seed: UInt64) async throws {
    try await PaymentsHouse.with(engine) { house in
      var chance = Chance(state: seed)
      var today = PaymentsHouse.today - 300
      try await house.mandate(signed: today - 10)
      for step in 0..<45 {
        today = today + chance.next(5)
        let customer = [house.ada, house.bob][chance.next(2)]
        let books = try await house.database.read { try $0.openBooks(house.sas, of: customer) }
        switch chance.next(8) {
        case 0, 1, 2:
          try await house.invoice(
            Int64(1 + chance.next(200_000)), to: customer, on: today,
            more: [(Int64(1 + chance.next(5000)), VATTreatment(.standard, rate: Percentage(basisPoints: 550)))])
        case 3, 4:
          let documents = books.documents.prefix(1 + chance.next(2)).map(\.number)
          _ = try await house.perform(
            RecordReceipt(
              entity: house.sas, customer: customer, day: today, amount: Money(cents: Int64(1 + chance.next(150_000))), means: .transfer,
              documents: documents),
            on: today)
        case 5:
          if let credit = books.credits.first, let document = books.documents.first {
            _ = try await house.perform(UseCredit(entity: house.sas, credit: credit.line, document: document.number), on: today)
          }
        case 6:
          let receipts = try await house.database.read { try $0.receipts(of: customer) }.filter { $0.reversedOn == nil }
          if !receipts.isEmpty {
            try await house.perform(ReverseReceipt(receipts[chance.next(receipts.count)].id, reason: "essai"), on: today)
          }
        default:
          if let document = books.documents.last {
            try await house.perform(WriteOff(entity: house.sas, document: document.number, reason: "essai"), on: today)
          }
        }
        try await expectSound(house, "seed \(seed), step \(step)")
      }
      for check in PaymentsCheck.all { #expect(try await house.database.read { try check.faults($0) } == [], "\(check.name)") }
      // A check that cannot fail is none.
      _ = try await house.database.write { try $0.run("UPDATE receipts SET amount = amount + 1") }
      #expect(try await house.database.read { try PaymentsCheck.all[2].faults($0) } != [])
    }
  }

  private func expectSound(_ house: PaymentsHouse, _ place: String) async throws {
    for customer in [house.ada, house.bob] {
      let books = try await house.database.read { try $0.openBooks(house.sas, of: customer) }
      let open = books.documents.reduce(Money.zero) { $0 + $1.open } - books.credits.reduce(Money.zero) { $0 + $1.amount }
      func sum(_ sql: SQL) async throws -> Int64 { try await house.database.read { try $0.value(sql, as: Int64.self) ?? 0 } }
      let invoiced = try await sum("SELECT COALESCE(CAST(SUM(total) AS BIGINT), 0) FROM invoices WHERE customer = \(customer)")
      let received = try await sum(
        "SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM receipts WHERE customer = \(customer) AND reversed_on IS NULL")
      let lost = try await sum("SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM bad_debts WHERE customer = \(customer)")
      #expect(open.cents == invoiced - received - lost, "\(place)")
    }
    // VAT due is that of what was paid; what waits is the rest of what was invoiced and not given up.
    let due = try await house.database.read {
      try $0.value("SELECT COALESCE(CAST(SUM(vat) AS BIGINT), 0) FROM payment_rates WHERE on_receipt = 1", as: Int64.self) ?? 0
    }
    #expect(try await house.balance(Account.collectedVAT) == -due, "\(place)")
    let sum = try await house.database.read {
      try $0.value("SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM ledger_lines", as: Int64.self)
    }
    #expect(sum == 0, "\(place)")
  }
}
