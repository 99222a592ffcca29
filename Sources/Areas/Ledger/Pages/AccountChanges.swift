import Kernel
import Store
import Web

extension AccountRoutes {
  func closeMonth(_ visit: Visit) async throws -> Answer {
    let act = try closingMonth(visit)
    try await visit.perform(act)
    return .see("/accounts/\(act.entity)/closings").saying("ledger.done.month", ["month": visit.format.month(act.month)])
  }
  func closeYear(_ visit: Visit) async throws -> Answer {
    let act = try closingYear(visit)
    try await visit.perform(act)
    return .see("/accounts/\(act.entity)/closings").saying("ledger.done.year", ["year": String(act.year)])
  }
  func openAccount(_ visit: Visit) async throws -> Answer {
    let act = try opening(visit)
    try await visit.perform(act)
    return .see("/accounts/\(act.entity)/chart").saying("ledger.done.account", ["number": act.number])
  }

  func closeMonthJSON(_ visit: Visit) async throws -> Answer { try await closed(visit, try await visit.perform(try closingMonth(visit))) }
  func closeYearJSON(_ visit: Visit) async throws -> Answer { try await closed(visit, try await visit.perform(try closingYear(visit))) }
  func openAccountJSON(_ visit: Visit) async throws -> Answer {
    let act = try opening(visit)
    try await visit.perform(act)
    return .json(AccountJSON(number: act.number, name: act.name), status: 201)
  }

  private func closed(_ visit: Visit, _ id: ID<Closing>) async throws -> Answer {
    let closing: Closing? = try await visit.database.read { try $0.one("SELECT * FROM ledger_closings WHERE id = \(id)") }
    guard let closing else { throw Refusal.notFound }
    return .json(ClosingJSON(closing), status: 201)
  }

  private func closingMonth(_ visit: Visit) throws -> CloseMonth {
    var reader = InputReader(visit.form)
    let month = reader.month("month")
    if month == nil, reader.problems.isEmpty { reader.problems.add("kernel.problem.missing", field: "month") }
    try reader.finish()
    return CloseMonth(month ?? visit.today.month, of: try visit.id("books"))
  }
  private func closingYear(_ visit: Visit) throws -> CloseYear {
    let year = try visit.reading { $0.requiredInteger("year", in: 2000...2099) }
    return CloseYear(year ?? visit.today.year, of: try visit.id("books"))
  }
  private func opening(_ visit: Visit) throws -> OpenAccount {
    var reader = InputReader(visit.form)
    let number = reader.requiredText("number", limit: 12)
    if !number.isEmpty, !Account.isNumber(number) { reader.problems.add("ledger.problem.accountNumber", field: "number") }
    let name = reader.requiredText("name", limit: 120)
    try reader.finish()
    return OpenAccount(number, name: name, of: try visit.id("books"))
  }
}

struct AccountJSON: Encodable, Sendable {
  let number: String
  let name: String
}

struct ClosingJSON: Encodable, Sendable {
  let place: Int64
  let closing: String
  let from: Day
  let last: Day?
  let entries: Int64
  let totalCents: Int64
  let runningTotalCents: Int64
  let digest: String
  let closedAt: Instant

  init(_ closing: Closing) {
    (place, self.closing, from, last) = (closing.place, closing.kind.rawValue, closing.span.from, closing.span.last)
    (entries, totalCents, runningTotalCents) = (closing.count, closing.total.cents, closing.runningTotal.cents)
    (digest, closedAt) = (closing.digest, closing.closedAt)
  }
}
