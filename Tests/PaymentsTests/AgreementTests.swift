import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Ledger
@testable import Payments

/// What an accountant lays side by side: the file for auditors, the VAT statement of each month, the invoices, the aged balance and the closings.
@Suite struct AgreementTests {
  /// Half a year of two entities, one on receipts and one on debits: two rates, parts, a credit note, a receipt taken back, a loss, too much paid.
  private func live(_ house: PaymentsHouse) async throws {
    let reduced = VATTreatment(.standard, rate: Percentage(basisPoints: 550))
    for entity in [house.sas, house.sci] {
      func receive(_ cents: Int64, _ number: String, from customer: OrganisationID, on day: Day) async throws -> ID<Receipt> {
        try await house.perform(
          RecordReceipt(
            entity: entity, customer: customer, day: day, amount: Money(cents: cents), means: .transfer, documents: [number]), on: day)
      }
      var last = ""
      for month in 1...6 {
        let first = Month(year: 2026, month: month).first
        // 333.33 and 20 % = 66.67; 10.01 and 5.5 % = 0.55: 410.56 in all.
        let ada = try await house.invoice(333_33, to: house.ada, by: entity, on: first, more: [(10_01, reduced)])
        let bob = try await house.invoice(100_00 * Int64(month), to: house.bob, by: entity, on: first + 1)
        if month != 4 { _ = try await receive(200_00, ada, from: house.ada, on: first + 9) }
        if month < 4 { _ = try await receive(210_56, ada, from: house.ada, on: first + 33) }
        // February is paid with 20.00 too much, and the money of March is taken back a month later.
        if month == 1 || month == 3 { last = bob }
        if month < 3 {
          _ = try await receive(120_00 * Int64(month) + (month == 2 ? 20_00 : 0), bob, from: house.bob, on: first + 12)
        } else if month == 3 {
          let receipt = try await receive(360_00, bob, from: house.bob, on: first + 12)
          try await house.perform(ReverseReceipt(receipt, reason: "Chèque sans provision"), on: first + 40)
        } else if month == 5 {
          let id = try #require(try await house.database.read { try $0.invoice(number: bob) }).id
          _ = try await house.perform(CreditInvoice(id, reason: "Remise"), on: first + 5)
        }
      }
      try await house.perform(WriteOff(entity: entity, document: last, reason: "Liquidation"), on: try day("2026-06-25"))
    }
  }

  private struct FECRow {
    let book, day, account: String
    let amount: Int64

    init(_ line: Substring) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      func cents(_ text: Substring) -> Int64 { Int64(text.filter { $0 != "," }) ?? 0 }
      (book, day, account, amount) = (String(fields[0]), String(fields[3]), String(fields[4]), cents(fields[11]) - cents(fields[12]))
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsSaidTwiceIsSaidAlike(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await live(house)
      let month = PaymentsHouse.today.month
      for entity in [house.sas, house.sci] {
        let file = try await house.database.read { try $0.fec(of: entity, year: 2026, now: PaymentsHouse.now) }[0]
        #expect(FECCheck.faults(of: file) == [])
        let rows = String(decoding: file.bytes, as: UTF8.self).split(separator: "\r\n").dropFirst().map { FECRow($0) }
        func moved(_ account: String, _ month: Int? = nil) -> Int64 {
          rows.reduce(0) { sum, row in
            let isMeant = row.account == account && month.map { Int(row.day.dropFirst(4).prefix(2)) == $0 } ?? true
            return isMeant ? sum + row.amount : sum
          }
        }
        // The statement of each month is what the file moves on 44571 in it; for the entity on receipts also what was cashed by rate.
        var due: Int64 = 0
        for number in 1...6 {
          let month = Month(year: 2026, month: number)
          let (report, cashed) = try await house.database.read { transaction in
            (try VATReport(entity: entity, month: month).report(transaction), try transaction.cashed(entity, in: month))
          }
          func total(_ key: String) -> Int64? {
            for row in report.rows where row.cells[0] == .key(key) { if case .money(let money)? = row.cells.last { return money.cents } }
            return nil
          }
          #expect(total("ledger.vat.due") == -moved(Account.collectedVAT, number), "\(month)")
          #expect(total("ledger.vat.account") == -moved(Account.collectedVAT, number), "\(month)")
          // Line by line it comes to the same.
          let lines = report.rows.filter { $0.kind == .line }.reduce(Int64(0)) { sum, row in
            if case .money(let money)? = row.cells.last { sum + money.cents } else { sum }
          }
          #expect(lines == -moved(Account.collectedVAT, number), "\(month)")
          if entity == house.sas { #expect(cashed.reduce(0) { $0 + $1.vat.cents } == -moved(Account.collectedVAT, number), "\(month)") }
          due += total("ledger.vat.due") ?? 0
        }
        // All months are the VAT of all invoices, less what still waits and what was given up with its debt: 300.00 at 20 %.
        let invoiced = try await house.count("SELECT CAST(SUM(vat) AS BIGINT) FROM invoices WHERE entity = \(entity)")
        #expect(due - moved(Account.waitingVAT) == Int64(invoiced) - 60_00)
        #expect(entity == house.sas || moved(Account.waitingVAT) == 0)
        let income = rows.filter { $0.account.hasPrefix("70") }.reduce(Int64(0)) { $0 + $1.amount }
        #expect(-income == Int64(try await house.count("SELECT CAST(SUM(net) AS BIGINT) FROM invoices WHERE entity = \(entity)")))
        // The aged balance, the list of customers and what the accounts show open are one sum: 411.
        let ask = ReportAsk(Input(["day": "2026-11-24", "month": month.description]), today: PaymentsHouse.today)
        let (aged, customers, books) = try await house.database.read { transaction in
          let balances = BalanceReports(entity: entity, ask: ask)
          return (try balances.aged(transaction), try balances.customers(transaction), try transaction.openBooks(entity))
        }
        for report in [aged, customers] { #expect(report.rows.last?.cells.last == .money(Money(cents: moved(Account.customers)))) }
        let open = books.documents.reduce(Money.zero) { $0 + $1.open } - books.credits.reduce(Money.zero) { $0 + $1.amount }
        #expect(open.cents == moved(Account.customers))
        // Month after month is closed: the running total is all that the file debits until then.
        for number in 1...6 {
          _ = try await house.perform(CloseMonth(Month(year: 2026, month: number), of: entity))
          let closing = try #require(try await house.database.read { try $0.closings(of: entity) }.first)
          let debits = rows.reduce(Int64(0)) { sum, row in
            row.amount > 0 && Int(row.day.dropFirst(4).prefix(2)) ?? 13 <= number ? sum + row.amount : sum
          }
          #expect(closing.runningTotal.cents == debits, "\(number)")
        }
      }
    }
  }
}
