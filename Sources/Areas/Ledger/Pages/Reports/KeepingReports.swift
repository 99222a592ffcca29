import Kernel
import Store
import Web

/// Closings, the chart of accounts, and the dated parameters.
enum KeepingReports {
  static func closings(
    of entity: OrganisationID, only kind: ClosingKind?, house: HouseTime, _ transaction: borrowing Transaction
  ) throws -> Report {
    var report = Report([
      .init("place", .number, share: 0.5), .init("closing", share: 0.7), .init("from", .day), .init("last", .day),
      .init("entries", .number, share: 0.7), .init("total", .money, share: 1.2), .init("runningTotal", .money, share: 1.3),
      .init("closedOn", .day), .init("closedBy", share: 1.2), .init("digest", share: 1.2),
    ])
    for closing in try transaction.closings(of: entity) where kind == nil || closing.kind == kind {
      report.add([
        .number(closing.place), .key("ledger.closing.\(closing.kind.rawValue)"), .day(closing.span.from),
        closing.span.last.map { .day($0) } ?? .none,
        .number(closing.count), .money(closing.total), .money(closing.runningTotal), .day(house.day(of: closing.closedAt)),
        .text(closing.closedBy), .text(String(closing.digest.prefix(16))),
      ])
    }
    report.notes = ["ledger.report.closings.note"]
    return report
  }

  static func chart(of entity: OrganisationID, _ transaction: borrowing Transaction) throws -> Report {
    var report = Report([.init("account", share: 0.6), .init("accountName", share: 3), .init("opened", share: 1)])
    let opened = try transaction.chart(of: entity)
    let numbers = Set(opened.map(\.number))
    let all = opened + (try transaction.standardChart().filter { !numbers.contains($0.number) })
    for account in all.sorted(by: { $0.number < $1.number }) {
      report.add([
        .text(account.number), .text(account.name), .key(numbers.contains(account.number) ? "ledger.chart.open" : "ledger.chart.standard"),
      ])
    }
    report.notes = ["ledger.report.chart.note"]
    return report
  }

  /// What is in force on a day, one value of each; without a day, all that ever was or will be. For who corrects them, what is doubtful leads to
  /// the form.
  static func parameters(
    on day: Day?, today: Day, correcting: Bool = false, _ transaction: borrowing Transaction
  ) throws -> Report {
    var report = Report([
      .init("parameter", share: 1.8), .init("from", .day), .init("value", .number), .init("standing", share: 1.1),
      .init("reference", share: 2),
      .init("source", share: 2),
    ])
    var outdated = false
    for (parameter, facts) in Dictionary(grouping: try transaction.parameters(), by: \.parameter).sorted(by: {
      $0.key.rawValue < $1.key.rawValue
    }) {
      let current = facts.first { $0.from <= day ?? today }
      for fact in facts where day == nil || fact.from == current?.from {
        let isCurrent = fact.from == current?.from
        let isOutdated = isCurrent && fact.isOutdated(on: day ?? today)
        if isOutdated { outdated = true }
        let standing =
          isOutdated
          ? "outdated"
          : !fact.isVerified ? (isCurrent ? "unverified-now" : "unverified") : fact.from > today ? "future" : isCurrent ? "now" : "past"
        let state = "ledger.standing.\(standing)"
        let isDoubted = correcting && isCurrent && (isOutdated || !fact.isVerified)
        report.add([
          .key("ledger.parameter.\(parameter.rawValue)"), .day(fact.from), .value(fact),
          isDoubted ? .way(state, path: fact.correction(isOutdated: isOutdated, on: day ?? today)) : .key(state),
          .text(fact.reference), .text(fact.source),
        ])
      }
    }
    report.notes = (outdated ? ["ledger.report.parameters.outdated"] : []) + ["ledger.report.parameters.note"]
    return report
  }
}

extension ParameterFact {
  /// The form of values with what is known: of a half-year that is over the first day of the running one, else the value that was never verified.
  fileprivate func correction(isOutdated: Bool, on day: Day) -> String {
    let start = isOutdated ? Parameter.halfYear(of: day).from : from
    let typed = isOutdated ? "" : [.rate, .cents].contains(parameter.unit) ? Format(.french).typed(amount) : String(value)
    return
      "/parameters?parameter=\(parameter.rawValue)&from=\(start)&value=\(percentEncoded(typed))&reference=\(percentEncoded(reference))#add-parameter"
  }
}
