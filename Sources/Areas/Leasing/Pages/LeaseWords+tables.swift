import Invoicing
import Kernel
import Store
import Web

/// The tables of a lease.
extension LeaseWords {
  func tables() -> [PageTable] {
    [money, lines, terms, revisions, deposits, papers].filter { !$0.isEmpty || $0.empty != nil }
  }
  func title(_ name: String) -> String { visit.text("leasing.table.\(name)") }
  func column(_ name: String, number: Bool = false) -> PageTable.Column { visit.leasingColumn(name, isNumber: number) }

  /// One row for each day on which something is asked for; its headings and the way to each amount are unfolded.
  var money: PageTable {
    let first = max(visit.today.month, lease.from.month)
    let charges = (0..<12).flatMap { view.charges(in: first + $0) }
    let byDay = Dictionary(grouping: charges, by: \.billableFrom).sorted { $0.key < $1.key }
    func row(_ cells: [PageCell], _ sum: ChargeSum, _ kind: PageRow.Kind = .line) -> PageRow {
      PageRow(cells + [sum.net, sum.vat, sum.total].map { .init(format.money($0)) }, kind)
    }
    var rows = byDay.map { day, charges in
      let steps = charges.map { charge in
        let span = format.shortSpan(charge.span)
        let way = charge.explanation.map { visit.explained($0) }.joined(separator: " ; ")
        return visit.text(
          "leasing.table.way", ["line": charge.text, "span": span, "amount": format.money(charge.net), "way": way])
      }
      return row(
        [.init(format.shortDay(day)), .init(charges.map(\.text).joined(separator: " + "), steps: steps)], ChargeSum(charges))
    }
    if rows.count > 1 {
      rows.append(row([.init(visit.text("leasing.whatIf.sum")), .init("")], ChargeSum(charges), .total))
    }
    return PageTable(
      title("money"), hint: visit.text("leasing.table.moneyHint"),
      columns: [
        column("asked"), column("label"), column("net", number: true), column("vat", number: true), column("gross", number: true),
      ], rows: rows, empty: visit.text("leasing.table.moneyEmpty"))
  }

  private var lines: PageTable {
    PageTable(
      title("lines"), columns: [column("label"), column("since"), column("price", number: true), column("cause")],
      rows: view.facts.lines.flatMap { line in
        view.facts.steps.filter { $0.line == line.id }.map { step in
          PageRow(
            [
              .init(line.text), .init(format.shortDay(step.from)),
              .init(visit.text("leasing.per.\(step.price.basis.rawValue)", ["amount": format.money(step.price.amount)])),
              .init(visit.text("leasing.cause.\(step.cause.rawValue)")),
            ], notes: step.reason.isEmpty ? [] : [step.reason])
        }
      }
        + view.facts.reductions.map { written in
          PageRow([
            .init(visit.text("leasing.reduction.\(written.reduction.kind.rawValue)")), .init(format.shortSpan(written.reduction.span)),
            .init("−\(format.percentage(written.reduction.share))"), .init(written.reason),
          ])
        })
  }

  /// What amendments made of the terms beside prices, newest last.
  var terms: PageTable {
    let difference = TermsDifference(texts: visit.texts, language: visit.language)
    return PageTable(
      title("terms"), columns: [column("since"), column("what"), column("before"), column("after")],
      rows: view.facts.amended.flatMap { change -> [PageRow] in
        guard let (before, after) = view.facts.terms(around: change.place) else { return [] }
        return difference.items(before, after, payers: view.facts.payers(around: change, named: view.payerNames)).map { item in
          PageRow([.init(format.shortDay(change.from)), .init(item.name), .init(item.before), .init(item.after)])
        }
      })
  }

  var revisions: PageTable {
    PageTable(
      title("revisions"), columns: [column("day"), column("index"), column("yearBefore", number: true), column("yearAfter", number: true)],
      rows: view.revisions.map { revision in
        PageRow(
          [
            .init(format.shortDay(revision.day)),
            .init("\(revision.index.rawValue) \(visit.quarterText(revision.base)) → \(visit.quarterText(revision.new))"),
            .init(format.money(revision.rentBefore)), .init(format.money(revision.rentAfter)),
          ],
          notes: [
            "\(visit.shownPoint(revision.newValue)) / \(visit.shownPoint(revision.baseValue)) = \(visit.shownRatio(revision.ratio))…"
              + (revision.reference.map { " · \($0)" } ?? "")
          ])
      })
  }

  /// Of the lease before or after this one.
  func number(of other: ID<Lease>?) -> String? {
    guard let other else { return nil }
    return ([view.previous].compactMap(\.self) + view.next).first { $0.id == other }?.number
  }

  private var deposits: PageTable {
    PageTable(
      title("deposit"), columns: [column("day"), column("kind"), column("amount", number: true), column("document")],
      rows: view.deposits.map { move in
        PageRow([
          .init(format.shortDay(move.day)), .init(visit.text("leasing.deposit.\(move.word)")),
          .init(format.money(move.amount)),
          .init(move.document ?? number(of: move.other) ?? move.reason, path: move.other.map { "/leases/\($0)" } ?? callPath(move)),
        ])
      })
  }
}
