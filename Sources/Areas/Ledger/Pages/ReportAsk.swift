import Kernel
import Store
import Web

/// The statements of the books, by the last part of their address.
enum ReportName: String, Sendable, CaseIterable {
  case balance = "trial-balance"
  case ledger = "general-ledger"
  case journal
  case customers
  case aged = "aged-balance"
  case vat
  case closings
  case chart

  var title: String { "ledger.report.\(rawValue).title" }
  /// Which fields its period is asked with.
  var period: Period {
    switch self {
    case .balance: .span
    case .ledger, .journal, .vat: .month
    case .customers, .aged: .day
    case .closings, .chart: .none
    }
  }
  enum Period: Sendable { case span, month, day, none }

  /// What its address may be asked with.
  var fields: [QueryField] {
    let fields: [QueryField] =
      switch period {
      case .span: [.days("from", last: "last")]
      case .month: [.month("month")]
      case .day: [.day("day")]
      case .none: []
      }
    switch self {
    case .ledger: return fields + [.accountPrefix]
    case .journal: return fields + [.accountPrefix, .choice("book", of: BookCode.self)]
    case .customers: return fields + [.accountNumber]
    case .closings: return fields + [.choice("kind", of: ClosingKind.self)]
    default: return fields
    }
  }
}

extension QueryField {
  fileprivate static let accountNumber = QueryField("account") { reader in
    let typed = reader.input["account"]
    if !typed.isEmpty, !Account.isNumber(typed) { reader.problems.add("ledger.problem.accountNumber", field: "account") }
  }
  fileprivate static let accountPrefix = QueryField("account") { reader in
    let typed = reader.input["account"]
    if !typed.isEmpty, !Account.isPrefix(typed) { reader.problems.add("ledger.problem.accountPrefix", field: "account") }
  }
}

/// Which part of the books is asked for; what was left out is what is usual. The route has read it before.
struct ReportAsk: Sendable {
  let month: Month
  let span: DaySpan
  let day: Day
  /// The first digits of the accounts.
  let account: String?
  let book: BookCode?
  let closing: ClosingKind?

  init(_ query: Input, today: Day) {
    month = Month(query["month"]) ?? today.month
    day = Day(query["day"]) ?? today
    let last = Day(query["last"])
    let from = Day(query["from"]) ?? Month(year: (last ?? today).year, month: 1).first
    span = DaySpan(from: from, until: max(last ?? today, from) + 1)
    account = query["account"].isEmpty ? nil : query["account"]
    book = BookCode(rawValue: query["book"])
    closing = ClosingKind(rawValue: query["kind"])
  }

  /// What the statement of a customer may be asked with.
  static let statement: [QueryField] = [.days("from", last: "last"), .accountNumber]

  func span(of name: ReportName) -> DaySpan? {
    switch name.period {
    case .span: span
    case .month: month.span
    case .day: DaySpan(from: day, until: day + 1)
    case .none: nil
    }
  }
}
