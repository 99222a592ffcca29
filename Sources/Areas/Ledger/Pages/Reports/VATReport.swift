import Kernel
import Store

extension Transaction {
  /// All that says something of VAT in a span.
  borrowing func vatLines(_ span: DaySpan, of entity: OrganisationID) throws -> [VATLine] {
    let until = span.until ?? span.from + 1
    let lines: [EntryLine] = try all(
      """
      SELECT * FROM ledger_lines l WHERE l.entity = \(entity) AND l.day >= \(span.from) AND l.day < \(until)
        AND (l.account >= '44571' AND l.account < '44575' OR l.vat_category IS NOT NULL) ORDER BY l.id
      """)
    let waiting = Set(lines.filter { $0.account.hasPrefix("44574") }.map(\.entry))
    return lines.map {
      VATLine(account: $0.account, amount: $0.amount, vat: $0.vat, entry: $0.entry.text, comesFromWaiting: waiting.contains($0.entry))
    }
  }
}

/// The VAT of a month: figures by why it fell due and at which rate, and behind each figure its entries.
struct VATReport: Sendable {
  let entity: OrganisationID
  let month: Month

  func report(_ transaction: borrowing Transaction) throws -> Report {
    let lines = try transaction.vatLines(month.span, of: entity)
    let figures = VATStatement.figures(of: lines)
    let books = try transaction.bookLines(month.span, of: entity, by: .validation)
    let byEntry = Dictionary(grouping: books, by: \.line.entry.text)
    var report = Report([
      .init("basis", share: 1.8), .init("rate", .rate, share: 0.7), .init("day", .day), .init("piece", share: 1.2),
      .init("label", share: 2),
      .init("base", .money), .init("tax", .money),
    ])
    var total = Money.zero
    for figure in figures {
      let basis: Report.Cell = .key("ledger.vat.\(figure.basis.rawValue)")
      let rate: Report.Cell = figure.rate.map { .rate($0) } ?? .none
      report.begin([basis, rate], amount: figure.tax == .zero ? .money(figure.base) : .money(figure.tax))
      report.add([basis, rate, .none, .none, .none, .money(figure.base), .some(figure.tax)], .total)
      total += figure.tax
      for entry in figure.entries {
        guard let found = byEntry[entry], let head = found.first else { continue }
        let (base, tax) = VATReport.part(of: figure, in: found.map(\.line))
        report.add([
          basis, rate, .day(head.line.day), .link(head.piece, path: "/accounts/\(entity)/entries/\(entry)"), .text(head.label),
          .money(base), .some(tax),
        ])
      }
    }
    report.end()
    let waiting = -(try transaction.balance("44574", entity: entity, on: month.span.last))
    let collected = -lines.filter { $0.account.hasPrefix("44571") }.reduce(Money.zero) { $0 + $1.amount }
    report.add([.key("ledger.vat.due"), .none, .none, .none, .none, .none, .money(total)], .total)
    report.add([.key("ledger.vat.account"), .none, .none, .none, .none, .none, .money(collected)], .total)
    report.add([.key("ledger.vat.waiting"), .none, .none, .none, .none, .none, .money(waiting)], .total)
    report.notes = ["ledger.report.vat.note"]
    return report
  }

  /// What one entry has in a figure.
  private static func part(of figure: VATFigure, in lines: [EntryLine]) -> (base: Money, tax: Money) {
    var (base, tax) = (Money.zero, Money.zero)
    for line in lines where line.vat?.rate == figure.rate && line.vat?.category == figure.category {
      let isCollected = line.account.hasPrefix("44571")
      guard isCollected != (figure.basis == .untaxed), isCollected || line.account.hasPrefix("7") else { continue }
      base += line.vat?.base ?? .zero
      if isCollected { tax += -line.amount }
    }
    return (base, tax)
  }
}
