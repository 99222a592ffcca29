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
    case .closings: return fields + [.choice("kind", of: ClosingKind.self)]
    default: return fields
    }
  }
}

extension QueryField {
  fileprivate static let accountPrefix = QueryField("account") { reader in
    let typed = reader.input["account"]
    if !typed.isEmpty, !Account.isPrefix(typed) { reader.problems.add("ledger.problem.accountPrefix", field: "account") }
  }
}

/// Which part of the books is asked for; what was left out is what is usual.
struct ReportAsk: Sendable {
  let month: Month
  let span: DaySpan
  let day: Day
  /// The first digits of the accounts.
  let account: String?
  let book: BookCode?
  let closing: ClosingKind?

  init(_ query: Input, today: Day) {
    let reasonable = DaySpan(from: Day(number: 0), until: Month(year: 2100, month: 1).first)
    func read(_ name: String) -> Day? { Day(query[name]).flatMap { reasonable.contains($0) ? $0 : nil } }
    month = Month(query["month"]).flatMap { reasonable.contains($0.first) ? $0 : nil } ?? today.month
    day = read("day") ?? today
    let from = read("from") ?? Month(year: (read("last") ?? today).year, month: 1).first
    let last = read("last") ?? max(today, from)
    span = DaySpan(checking: from, until: last + 1) ?? DaySpan(from: from, until: from + 1)
    account = Account.isPrefix(query["account"]) ? query["account"] : nil
    book = BookCode(rawValue: query["book"])
    closing = ClosingKind(rawValue: query["kind"])
  }

  /// What the statement of a customer may be asked with.
  static let statement: [QueryField] = [
    .days("from", last: "last"),
    QueryField("account") { reader in
      let typed = reader.input["account"]
      if !typed.isEmpty, !Account.isNumber(typed) { reader.problems.add("ledger.problem.accountNumber", field: "account") }
    },
  ]

  func span(of name: ReportName) -> DaySpan? {
    switch name.period {
    case .span: span
    case .month: month.span
    case .day: DaySpan(from: day, until: day + 1)
    case .none: nil
    }
  }
}
