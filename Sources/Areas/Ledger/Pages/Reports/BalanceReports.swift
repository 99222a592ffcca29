import Kernel
import Store

/// Balances: of all accounts, of all customers, and how old what they owe is.
struct BalanceReports: Sendable {
  let entity: OrganisationID
  let ask: ReportAsk
  private var root: String { "/accounts/\(entity)" }

  func balance(_ transaction: borrowing Transaction) throws -> Report {
    let sums = try transaction.accountSums(ask.span, of: entity)
    var report = Report([
      .init("account", share: 0.8), .init("accountName", share: 2.4), .init("opening", .money), .init("debit", .money),
      .init("credit", .money),
      .init("closing", .money),
    ])
    let carried = sums.reduce(Money.zero) { $0 + $1.carried }
    var totals = (opening: carried, debits: Money.zero, credits: Money.zero, closing: carried)
    if carried != .zero {
      report.add([.text("110000"), .key("ledger.report.carried"), .money(carried), .none, .none, .money(carried)])
    }
    for sum in sums where sum.opening != .zero || sum.debits != .zero || sum.credits != .zero {
      report.add([
        .link(sum.account, path: "\(root)/general-ledger?account=\(sum.account)&month=\((ask.span.last ?? ask.day).month)"),
        .text(sum.name),
        .some(sum.opening), .some(sum.debits), .some(sum.credits), .money(sum.closing),
      ])
      totals = (totals.opening + sum.opening, totals.debits + sum.debits, totals.credits + sum.credits, totals.closing + sum.closing)
    }
    if !report.rows.isEmpty {
      report.add(
        [
          .key("ledger.report.total"), .none, .money(totals.opening), .money(totals.debits), .money(totals.credits), .money(totals.closing),
        ], .total)
    }
    report.notes = ["ledger.report.trial-balance.note"]
    return report
  }

  func customers(_ transaction: borrowing Transaction) throws -> Report {
    let account = ask.account ?? Account.customers
    var report = Report([
      .init("customer", share: 0.8), .init("name", share: 2.4), .init("debit", .money), .init("credit", .money), .init("balance", .money),
    ])
    var totals = (debits: Money.zero, credits: Money.zero)
    for (auxiliary, debits, credits) in try transaction.auxiliarySums(account: account, entity: entity, on: ask.day) {
      let link = account == Account.customers ? "" : "?account=\(account)"
      report.add([
        .link(auxiliary.number, path: "\(root)/customers/\(auxiliary.number)\(link)"), .text(auxiliary.name), .some(debits), .some(credits),
        .money(debits - credits),
      ])
      totals = (totals.debits + debits, totals.credits + credits)
    }
    if !report.rows.isEmpty {
      report.add(
        [.key("ledger.report.total"), .none, .money(totals.debits), .money(totals.credits), .money(totals.debits - totals.credits)], .total)
    }
    return report
  }

  func aged(_ transaction: borrowing Transaction) throws -> Report {
    var agings: [String: (name: String, aging: Aging)] = [:]
    for item in try transaction.openItems(entity: entity, on: ask.day) {
      let auxiliary = item.line.auxiliary ?? Auxiliary("", "")
      agings[auxiliary.number, default: (auxiliary.name, Aging())].aging.add(item.open, from: item.pieceDay, on: ask.day)
    }
    let money = ["upTo30", "upTo60", "upTo90", "over90", "unsettled", "balance"]
    var report = Report([.init("customer", share: 0.8), .init("name", share: 1.8)] + money.map { .init($0, .money) })
    var totals = [Money](repeating: .zero, count: money.count)
    for (number, found) in agings.sorted(by: { $0.key < $1.key }) {
      let amounts = found.aging.buckets + [found.aging.unsettled, found.aging.total]
      report.add([.link(number, path: "\(root)/customers/\(number)"), .text(found.name)] + amounts.map { .some($0) })
      totals = zip(totals, amounts).map(+)
    }
    if !report.rows.isEmpty { report.add([.key("ledger.report.total"), .none] + totals.map { .money($0) }, .total) }
    report.notes = ["ledger.report.aged-balance.note"]
    return report
  }
}
