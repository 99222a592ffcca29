import Kernel
import Store

/// The journals, the general ledger, and the statement of one customer.
struct BookReports: Sendable {
  let entity: OrganisationID
  let ask: ReportAsk
  private var root: String { "/accounts/\(entity)" }

  func journal(_ transaction: borrowing Transaction) throws -> Report {
    let lines = try transaction.bookLines(ask.month.span, of: entity, account: ask.account, book: ask.book, by: .validation)
    var report = Report([
      .init("number", share: 0.6), .init("day", .day), .init("book", share: 0.5), .init("piece", share: 1.1), .init("account", share: 0.8),
      .init("label", share: 2), .init("debit", .money), .init("credit", .money),
    ])
    var totals = (debits: Money.zero, credits: Money.zero)
    let debits = lines.reduce(into: [:]) { $0[$1.line.entry, default: Money.zero] += max($1.line.amount, .zero) }
    var entry: ID<Entry>?
    for line in lines {
      if line.line.entry != entry {
        entry = line.line.entry
        // A text that names the piece says it once.
        let piece: [Report.Cell] = line.label.contains(line.piece) ? [] : [.text(line.piece)]
        report.begin(
          [.text(String(line.number)), .day(line.line.day)], note: [.text(line.book.rawValue)] + piece + [.text(line.label)],
          amount: .money(debits[line.line.entry] ?? .zero))
      }
      report.add(
        [
          .link(String(line.number), path: "\(root)/entries/\(line.line.entry)"), .day(line.line.day), .text(line.book.rawValue),
          .text(line.piece), .text(line.line.account + (line.line.auxiliary.map { " " + $0.number } ?? "")), .text(line.label),
        ] + Report.Cell.sides(line.line.amount))
      if line.line.amount > .zero { totals.debits += line.line.amount } else { totals.credits += -line.line.amount }
    }
    report.end()
    if !lines.isEmpty {
      report.add(
        [.key("ledger.report.total"), .none, .none, .none, .none, .none, .money(totals.debits), .money(totals.credits)], .total)
    }
    return report
  }

  func ledger(_ transaction: borrowing Transaction) throws -> Report {
    let span = ask.month.span
    let sums = try transaction.accountSums(span, of: entity).filter { sum in ask.account.map { sum.account.hasPrefix($0) } ?? true }
    let lines = Dictionary(grouping: try transaction.bookLines(span, of: entity, account: ask.account, by: .account)) { $0.line.account }
    var report = Report([
      .init("account", share: 0.8), .init("day", .day), .init("number", share: 0.6), .init("piece", share: 1.1), .init("label", share: 2),
      .init("debit", .money), .init("credit", .money), .init("balance", .money),
    ])
    for sum in sums where sum.opening != .zero || lines[sum.account] != nil {
      report.begin([.text(sum.account), .text(sum.name)], amount: .money(sum.closing))
      let alone = "\(root)/general-ledger?account=\(sum.account)&month=\(ask.month)"
      let account: Report.Cell = ask.account == sum.account ? .text(sum.account) : .link(sum.account, path: alone)
      report.add([account, .none, .none, .none, .text(sum.name), .none, .none, .money(sum.opening)], .heading)
      var balance = sum.opening
      for line in lines[sum.account] ?? [] {
        balance += line.line.amount
        let label = line.label + (line.line.auxiliary.map { " – \($0.number)" } ?? "")
        report.add(
          [
            .text(sum.account), .day(line.line.day), .link(String(line.number), path: "\(root)/entries/\(line.line.entry)"),
            .text(line.piece),
            .text(label),
          ] + Report.Cell.sides(line.line.amount) + [.money(balance)])
      }
      report.add(
        [.text(sum.account), .none, .none, .none, .key("ledger.report.closing"), .money(sum.debits), .money(sum.credits), .money(balance)],
        .total)
    }
    return report
  }

  /// nil of a number nobody bears in these books.
  func statement(
    of number: String, account: String, within span: DaySpan?, _ transaction: borrowing Transaction
  ) throws -> (report: Report, auxiliary: Auxiliary)? {
    let statement = try transaction.statement(entity: entity, account: account, auxiliary: number, within: span)
    let named: String? =
      try statement.lines.last?.line.auxiliary?.name
      ?? transaction.value(
        "SELECT auxiliary_name FROM ledger_lines WHERE entity = \(entity) AND account = \(account) AND auxiliary = \(number) LIMIT 1")
    guard let name = named else { return nil }
    var report = Report([
      .init("day", .day), .init("piece", share: 1.2), .init("label", share: 2), .init("debit", .money), .init("credit", .money),
      .init("letter", share: 0.5), .init("open", .money), .init("balance", .money),
    ])
    if statement.opening != .zero {
      report.add([.none, .none, .key("ledger.report.opening"), .none, .none, .none, .none, .money(statement.opening)], .heading)
    }
    for line in statement.lines {
      // A letter that does not close yet is written small, as in the books of old.
      let letter = line.letter.map { Letters.text($0) }.map { line.open == .zero ? $0 : $0.lowercased() }
      report.add(
        [.day(line.line.day), .link(line.piece, path: "\(root)/entries/\(line.line.entry)"), .text(line.label)]
          + Report.Cell.sides(line.line.amount) + [letter.map { .text($0) } ?? .none, .some(line.open), .money(line.balance)])
    }
    let open = statement.lines.reduce(Money.zero) { $0 + $1.open }
    report.add(
      [
        .none, .none, .key("ledger.report.closing"), .money(statement.debits), .money(statement.credits), .none, .some(open),
        .money(statement.closing),
      ], .total)
    return (report, Auxiliary(number, name))
  }

  func entry(_ entry: Entry, _ lines: [EntryLine], names: [String: String]) -> Report {
    var report = Report([
      .init("account", share: 0.8), .init("accountName", share: 2), .init("customer", share: 1.4), .init("document"),
      .init("debit", .money),
      .init("credit", .money), .init("rate", .rate, share: 0.6), .init("base", .money),
    ])
    for line in lines {
      let customer: Report.Cell =
        line.auxiliary.map { .link("\($0.number) \($0.name)", path: "\(root)/customers/\($0.number)?account=\(line.account)") } ?? .none
      report.add(
        [.text(line.account), .text(names[line.account] ?? ""), customer, line.document.map { .text($0) } ?? .none]
          + Report.Cell.sides(line.amount) + [line.vat.map { .rate($0.rate) } ?? .none, line.vat.map { .money($0.base) } ?? .none])
    }
    report.add([.key("ledger.report.total"), .none, .none, .none, .money(entry.total), .money(entry.total), .none, .none], .total)
    return report
  }
}
