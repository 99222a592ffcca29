import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Invoicing

@Suite struct HistoryTests {
  /// A year lived month by month with a hand clock, every run executed twice: rents in and out, one-off charges, notes, corrections.
  @Test(arguments: TrialStore.engines) func aYearInWhichEveryRunIsExecutedTwice(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let january = Month(year: 2024, month: 1)
      house.rents.add(house.ada, of: house.sas, 30_000, from: january.first)
      // In a leap year: from 15 February, 15 of 29 days; gone on 10 October.
      house.rents.add(
        house.bob, of: house.sas, 58_000, from: Month(year: 2024, month: 2).first + 14, until: Month(year: 2024, month: 10).first + 9)
      house.rents.add(house.ada, of: house.sci, 100_000, from: Month(year: 2024, month: 7).first)
      var issued: [Int] = []
      for number in 0..<12 {
        let month = january + number
        let now = HouseTime.mulhouse.instant(on: month.first + 4, hour: 9)
        if number == 3 { try await house.post(house.charge("repair", 7_777, on: month.first), at: now) }
        let first = try await house.issue(month, at: now)
        let second = try await house.issue(month, at: now + 60)
        #expect(second.issued.isEmpty && second.run == nil)
        issued.append(first.issued.count)
        if number == 5 {
          _ = try await house.perform(
            CreditInvoice(first.issued[0].id, lines: [CreditRequest(place: 1, amount: Money(cents: 1_000))], reason: "Panne"), at: now + 120
          )
        }
        #expect(try await house.faults() == [], "\(month)")
      }
      // Bob's February is due from the 15th, so his first invoice is March's, with both months.
      #expect(issued == [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 2, 2])
      let bob = try await house.database.read { try $0.invoices(of: house.bob) }
      // 580,00 × 15/29 = 300,00; seven whole months; 9/31 of October 168,39.
      #expect(bob.reduce(0) { $0 + $1.net.cents } == 30_000 + 7 * 58_000 + 16_839)
      let march = try #require(bob.last)
      #expect(march.net.cents == 88_000)
      // 12 × 300,00 + 6 × 1 000,00 + 77,77 − 10,00.
      let ada = try await house.database.read { try $0.invoices(of: house.ada) }
      #expect(ada.reduce(0) { $0 + $1.net.cents } == 360_000 + 600_000 + 7_777 - 1_000)
      #expect(try await house.database.read { try $0.balance("411", entity: house.sci) }.cents == 720_000)
    }
  }

  /// Acts at random for many days: whatever was refused, every chain holds, no origin twice, and the books say what the invoices say.
  @Test(arguments: TrialStore.engines, [1, 2, 3] as [UInt64]) func randomHistories(engine: Engine, seed: UInt64) async throws {
    try await InvoicingHouse.with(engine) { house in
      var chance = Chance(seed: seed)
      var now = HouseTime.mulhouse.instant(on: Month(year: 2025, month: 3).first, hour: 8)
      house.rents.add(house.ada, of: house.sas, 31_415, from: HouseTime.mulhouse.day(of: now))
      let customers = [house.ada, house.bob, house.lost]
      for step in 0..<40 {
        now = now + Int64.random(in: 0...5, using: &chance) * 86_400 + 60
        let day = HouseTime.mulhouse.day(of: now)
        let invoices = try await house.database.read { transaction in
          try customers.flatMap { try transaction.invoices(of: $0) }
        }
        let any = invoices.randomElement(using: &chance)
        let customer = customers.randomElement(using: &chance) ?? house.ada
        let amount = Int64.random(in: -3_000...9_000, using: &chance)
        let entity = Bool.random(using: &chance) ? house.sas : house.sci
        do {
          switch Int.random(in: 0...6, using: &chance) {
          case 0, 1:
            try await house.post(house.charge("random/\(step)", amount == 0 ? 1 : amount, to: customer, by: entity, on: day), at: now)
          case 2, 3: try await house.issue(day.month, at: now)
          case 4:
            if let any { _ = try await house.perform(CreditInvoice(any.id, lines: [CreditRequest(place: 1)], reason: "R"), at: now) }
          case 5:
            if let any {
              let line = CorrectedLine(place: 1, text: "Corrigé \(step)", net: Money(cents: abs(amount)))
              _ = try await house.perform(CorrectInvoice(any.id, lines: [line], reason: "R"), at: now)
            }
          default:
            let waiting = try await house.database.read { try $0.waitingCharges(until: day) }
            if let charge = waiting.randomElement(using: &chance) {
              try await house.perform(CancelCharge(charge.id, reason: "R"), at: now)
            }
          }
        } catch is Refusal {}
      }
      #expect(try await house.faults() == [])
      for entity in [house.sas, house.sci] {
        // What stands: everything but what a corrected invoice replaced.
        let owed = try await house.count(
          """
          SELECT COALESCE(CAST(SUM(total) AS BIGINT), 0) FROM invoices i WHERE entity = \(entity)
            AND NOT EXISTS (SELECT 1 FROM invoice_predecessors p WHERE p.predecessor = i.id AND p.relation = 'corrects')
          """)
        let books = try await house.database.read { try $0.balance("411", entity: entity) }
        #expect(books.cents == Int64(owed))
      }
      #expect(try await house.count("SELECT COUNT(*) - COUNT(DISTINCT origin) FROM invoice_lines WHERE origin IS NOT NULL") == 0)
    }
  }

  /// Twenty runs at once: every invoice once, no gap, none refused.
  @Test(arguments: TrialStore.engines) func twentyRunsAtOnce(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      for place in 0..<16 {
        house.rents.add(
          place % 2 == 0 ? house.ada : house.bob, of: place % 3 == 0 ? house.sci : house.sas, 10_000 + Int64(place),
          from: InvoicingHouse.november.first)
        try await house.post(house.charge("c\(place)", 500, to: [house.ada, house.bob][place % 2], by: [house.sas, house.sci][place / 8]))
      }
      let reports = try await withThrowingTaskGroup(of: IssueInvoices.Report.self) { group in
        for _ in 0..<20 { group.addTask { try await house.issue() } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(reports.flatMap(\.refused).isEmpty)
      #expect(reports.flatMap(\.issued).count == 4)
      #expect(Set(reports.flatMap(\.issued).map(\.number)).count == 4)
      #expect(try await house.count("SELECT COUNT(*) FROM invoices") == 4)
      #expect(try await house.count("SELECT COUNT(*) FROM invoice_lines") == 32)
      #expect(try await house.faults() == [])
    }
  }
}
