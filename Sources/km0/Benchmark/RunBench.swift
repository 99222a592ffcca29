import Foundation
import Invoicing
import Kernel
import Ledger
import Payments
import Store
import Web

/// Measures the way from leases to invoices on one engine, and tells it line by line.
struct RunBench: Sendable {
  let database: any Database
  let house: BenchmarkLeases
  let tenants: [OrganisationID]
  let desk: InvoiceDesk
  let texts: Texts
  private(set) var report = BenchmarkReport()
  private typealias Target = BenchmarkReport.Target

  init(database: any Database, house: BenchmarkLeases, tenants: [OrganisationID], desk: InvoiceDesk, texts: Texts) {
    (self.database, self.house, self.tenants, self.desk, self.texts) = (database, house, tenants, desk, texts)
  }

  /// Ten years of the oldest tenant, each month issued and paid; then the statement of all that.
  mutating func tellHistory() async throws {
    for number in 0..<120 {
      let now = BenchmarkLeases.morning(of: BenchmarkLeases.oldest + number)
      let issued = try await IssueInvoices(BenchmarkLeases.oldest + number, desk: desk).run(on: database, for: .house, at: now).issued
      for invoice in issued {
        let receipt = RecordReceipt(
          entity: invoice.entity, customer: invoice.customer, day: HouseTime.mulhouse.day(of: now) + 8, amount: invoice.total,
          means: .transfer, documents: [invoice.number])
        _ = try await database.perform(receipt, for: .house, at: now + 8 * 86_400)
      }
    }
    try await database.gatherStatistics()
    let (entity, tenant) = (house.entity, tenants[0])
    let number = try await database.write { try $0.auxiliary(of: tenant, at: .clock).number }
    var times: [Double] = []
    var lines = 0
    for _ in 0..<20 {
      let (time, count) = try await database.read { transaction in
        let start = ContinuousClock.now
        let statement = try transaction.statement(entity: entity, auxiliary: number)
        return ((ContinuousClock.now - start).milliseconds, statement.lines.count)
      }
      times.append(time)
      lines = count
    }
    tell("statement of ten years", times.sorted().percentile(0.5), under: Target.statementTime, "%10.2f ms", "\(lines) lines")
  }

  mutating func tellPreview() async throws {
    let question = PlanQuestion(
      month: BenchmarkLeases.month, day: HouseTime.mulhouse.day(of: BenchmarkLeases.morning(of: BenchmarkLeases.month)), isWholeMonth: true)
    var times: [Double] = []
    var documents = 0
    for _ in 0..<5 {
      let start = ContinuousClock.now
      documents = try await desk.preview(question, in: database).documents.count
      times.append((ContinuousClock.now - start).milliseconds)
    }
    tell("preview of the month", times.sorted()[2], under: Target.previewTime, "%10.1f ms", "\(documents) documents")
  }

  mutating func tellRun() async throws {
    let (start, before) = (ContinuousClock.now, clock())
    let told = try await IssueInvoices(BenchmarkLeases.month, desk: desk)
      .run(on: database, for: .house, at: BenchmarkLeases.morning(of: BenchmarkLeases.month))
    let issued = told.issued.count
    let elapsed = (ContinuousClock.now - start).milliseconds / Double(max(1, issued))
    let processor = Self.processor(since: before) / Double(max(1, issued))
    tell(
      "create and issue one invoice", elapsed, under: Target.issueTime, "%10.2f ms",
      String(format: "%.2f ms of processor time, %d issued", processor, issued))
    if issued != house.count {
      let reasons = Set(told.refused.flatMap(\.problems).map(\.code)).sorted().joined(separator: ", ")
      throw BenchmarkFault(description: "\(issued) invoices of \(house.count) leases. \(reasons)")
    }
  }

  /// Every invoice of the month as Factur-X, read from the database as frozen.
  mutating func tellFiles() async throws {
    let month = BenchmarkLeases.month
    let ids = try await database.read { transaction in try transaction.invoices(issuedIn: month).map(\.id) }
    var (memory, bytes) = (0.0, 0)
    let before = clock()
    for (place, id) in ids.enumerated() {
      let texts = texts
      let file = try await database.read { transaction in try transaction.invoiceFile(id, as: .facturx, texts: texts) }
      bytes = file?.bytes.count ?? 0
      if place == 50 { memory = Resident.megabytes }
    }
    let each = Self.processor(since: before) / Double(max(1, ids.count))
    let now = Resident.megabytes
    tell(
      "one of them as Factur-X", each, under: Target.invoiceTime, "%10.2f ms of processor time",
      String(format: "%d files of %d bytes; resident %.0f MB after fifty, %.0f after all", ids.count, bytes, memory, now))
  }

  /// Twenty who press the button of the next month at the same time: every invoice once.
  mutating func tellTwenty() async throws {
    let month = BenchmarkLeases.month + 1
    let (database, desk) = (database, desk)
    let start = ContinuousClock.now
    let issued = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await IssueInvoices(month, desk: desk).run(on: database, for: .house, at: BenchmarkLeases.morning(of: month)).issued.count
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 }
    }
    let seconds = (ContinuousClock.now - start).milliseconds / 1000
    let kept = try await database.read { transaction in try transaction.invoices(issuedIn: month).count }
    let wrong = abs(issued - house.count) + abs(kept - house.count)
    tell("twenty runs at once", Double(wrong), under: 0, "%10.0f too many or too few", String(format: "%.1f s", seconds))
  }

  private mutating func tell(_ what: String, _ figure: Double, under target: Double, _ format: String, _ beside: String) {
    Terminal.say("  " + report.padded(what, 30) + report.told(what, figure, under: target, format) + "  " + beside)
  }

  private static func processor(since before: clock_t) -> Double { Double(clock() - before) * 1000 / Double(CLOCKS_PER_SEC) }
}
