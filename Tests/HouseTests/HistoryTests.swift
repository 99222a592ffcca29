import Invoicing
import Kernel
import Ledger
import Payments
import People
import Store
import Testing
import Trials

@testable import House

/// The demonstration house as its files tell it, until a day of its second year: long enough for a closed year, debits that came back, reminders.
@Suite struct HistoryTests {
  /// The day on which its files are read: they tell of days after the last that is lived here.
  static let read = HouseTime.mulhouse.instant(on: Day(2026, 11, 24) ?? Day(number: 0), hour: 12)
  static let until = HouseTime.mulhouse.instant(on: Day(2020, 6, 23) ?? Day(number: 0), hour: 12)

  private static func with(_ engine: Engine, _ body: (any Database, House) async throws -> Void) async throws {
    let house = House.km0(base: "http://localhost")
    try await TrialStore.with(engine, migrations: house.migrations) { database in
      let files = try DemonstrationHouse(folder: Repository.root.appending(path: "demo").path).files
      _ = try await house.load(files, into: database, at: read) { _, _, _ in }
      let history = try HouseHistory(files.files, desk: house.desk, occupancy: house.occupancy)
      try await history.live(in: database, until: until) { _, _, _ in }
      try await body(database, house)
      // Lived again, it finds nothing left to do.
      let count = try await database.read { try $0.value("SELECT COUNT(*) FROM audit", as: Int.self) }
      try await history.live(in: database, until: until) { _, _, _ in }
      #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM audit", as: Int.self) } == count)
    }
  }

  @Test(arguments: TrialStore.engines)
  func aYearAndAHalfHoldsTogether(_ engine: Engine) async throws {
    try await Self.with(engine) { database, house in
      for check in house.checks where !check.isDuty {
        let faults = try await database.read { transaction in try check.faults(transaction, Self.read) }
        #expect(faults.isEmpty, "\(check.name): \(faults.prefix(3))")
      }
      try await database.read { transaction in
        #expect(try transaction.sum("SELECT COUNT(*) FROM invoices") > 500)
        #expect(try transaction.sum("SELECT COUNT(*) FROM invoice_refusals") == 0)
        #expect(try transaction.sum("SELECT COUNT(*) FROM receipts WHERE reversed_on IS NOT NULL") > 0)
        // Nothing leaves for the past, nobody wrote anything after it, and the newest statement leaves something to look at.
        #expect(try transaction.sum("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL") == 0)
        #expect(try transaction.sum("SELECT COUNT(*) FROM invoices WHERE issued_at > \(Self.until)") == 0)
        #expect(try transaction.sum("SELECT COUNT(*) FROM bank_movements WHERE settled_at IS NULL") > 0)
        for key in ["km0-sci", "km0-sas"] {
          try Self.holdsTogether(try #require(try transaction.organisation(key: key)).id, in: transaction)
        }
      }
    }
  }

  private static func holdsTogether(_ entity: OrganisationID, in transaction: borrowing Transaction) throws {
    #expect(try transaction.sum("SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_lines WHERE entity = \(entity)") == 0)
    // What stands open item by item is what the account of customers says.
    let books = try transaction.openBooks(entity)
    let open = books.documents.reduce(Money.zero) { $0 + $1.open } - books.credits.reduce(Money.zero) { $0 + $1.amount }
    #expect(
      try transaction.sum(
        "SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_lines WHERE entity = \(entity) AND account = \(Account.customers)")
        == open.cents)
    // The account of the bank is where its statements end but for what nobody has looked at yet.
    let bank = try transaction.sum(
      "SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_lines WHERE entity = \(entity) AND account = \(Account.bank)")
    let waiting = try transaction.sum(
      "SELECT CAST(SUM(amount) AS BIGINT) FROM bank_movements WHERE entity = \(entity) AND settled_at IS NULL")
    let iban = try #require(try transaction.entityTerms(of: entity, on: HouseTime.mulhouse.day(of: until))?.iban)
    #expect(try transaction.closingBalance(ofAccount: iban)?.cents == bank + waiting)
    // VAT of a month: what was cashed at its rates, and what was invoiced by whoever chose debits.
    let (first, next) = (Day(2020, 2, 1), Day(2020, 3, 1))
    let due = try transaction.sum(
      """
      SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_lines
      WHERE entity = \(entity) AND account = \(Account.collectedVAT) AND day >= \(first) AND day < \(next)
      """)
    let cashed = try transaction.sum(
      """
      SELECT CAST(SUM(vat) AS BIGINT) FROM payment_rates WHERE entity = \(entity) AND on_receipt = 1 AND day >= \(first) AND day < \(next)
      """)
    let invoiced = try transaction.sum(
      """
      SELECT CAST(SUM(vat) AS BIGINT) FROM invoices
      WHERE entity = \(entity) AND vat_point = 'debits' AND issue_day >= \(first) AND issue_day < \(next)
      """)
    #expect(due != 0 && -due == cashed + invoiced)
    // The file for auditors of the closed year.
    #expect(try transaction.closed(.year, of: entity) == Day(2020, 1, 1))
    let file = try #require(try transaction.fec(of: entity, year: 2019, now: until).first)
    #expect(FECCheck.faults(of: file) == [])
  }
}

extension Transaction {
  /// One number, zero where there is none.
  fileprivate borrowing func sum(_ sql: SQL) throws -> Int64 { try value(sql, as: Int64.self) ?? 0 }
}
