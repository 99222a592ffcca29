import Invoicing
import Kernel
import Store
import Web

/// What the page of a lease says, in the visitor's words.
struct LeaseWords {
  let view: LeaseView
  let visit: Visit
  var lease: Lease { view.lease }
  var format: Format { visit.format }

  let origin: LeaseOriginPage?

  init(_ view: LeaseView, _ visit: Visit, origin: LeaseOriginPage? = nil) { (self.view, self.visit, self.origin) = (view, visit, origin) }

  func facts() -> [PageFact] {
    let terms = view.terms
    var found: [(String, String?, String?)] = [
      ("tenant", view.tenant.name, "/organisations/\(lease.tenant)"),
      ("payer", view.payer.id == lease.tenant ? nil : view.payer.name, "/organisations/\(view.payer.id)"),
      ("landlord", view.landlord.name, nil),
      ("span", format.span(lease.span ?? lease.agreed), nil),
      ("term", lease.term.map { format.day($0 - 1) }, nil),
      ("monthly", format.money(view.monthly), nil),
      (
        "rhythm",
        visit.text("leasing.frequency.\(terms.rhythm.frequency.rawValue)") + ", "
          + visit.text("leasing.timing.\(terms.rhythm.timing.rawValue)"), nil
      ),
      ("payment", visit.text("leasing.days", ["count": "\(terms.paymentDays)"]), nil),
      ("proration", visit.text("leasing.proration.\(terms.proration.rawValue)"), nil),
      ("vat", visit.text("leasing.regime.\(terms.regime.rawValue)"), nil),
      ("index", indexText, nil), ("deposit", depositText, nil), ("notice", noticeText, nil),
      ("ground", terms.ground.isEmpty ? nil : terms.ground, nil), ("purpose", terms.purpose.isEmpty ? nil : terms.purpose, nil),
      ("purchaseOrder", terms.purchaseOrder.isEmpty ? nil : terms.purchaseOrder, nil),
      ("reference", view.version.terms.reference, nil), ("signature", signatureText, nil),
      ("origin", origin?.name, origin?.path),
      ("previous", view.previous?.number, view.previous.map { "/leases/\($0.id)" }),
      ("ending", endingText, nil), ("stay", stayText, nil),
    ]
    for next in view.next { found.append(("next", next.number, "/leases/\(next.id)")) }
    if !view.contacts.contains(where: { $0.role == .billing && !$0.email.isEmpty }), ![.ended, .withdrawn].contains(view.state) {
      found.append(("billing", view.payerAddress ?? visit.text("leasing.contact.nowhere"), "/organisations/\(view.payer.id)"))
    }
    for contact in view.contacts {
      let text = [contact.name, contact.email, contact.phone].filter { !$0.isEmpty }.joined(separator: " · ")
      found.append(("contact", "\(text) (\(visit.text("leasing.contact.\(contact.role.rawValue)")))", nil))
    }
    return found.compactMap { name, value, path in
      value.map { PageFact(visit.text("leasing.fact.\(name)"), $0, path: path) }
    }
  }

  private var indexText: String? {
    guard let period = view.facts.indexPeriod(on: view.moneyDay) else { return visit.text("leasing.index.none") }
    let clause = period.clause
    let done = view.revisions.last { period.holds(on: $0.day) }
    var text = visit.text(
      "leasing.index.\(clause.comparison.rawValue)",
      ["index": clause.index.rawValue, "quarter": visit.quarterText(done?.new ?? clause.base)])
    if let tunnel = clause.tunnel { text += ", " + visit.text("leasing.index.tunnel", ["share": format.percentage(tunnel)]) }
    if let due = view.due { text += " · " + visit.text("leasing.index.next", ["day": format.day(due.day)]) }
    return text
  }
  /// What signing will call, said before it is signed.
  var atSignature: String? {
    view.depositAtSignature > .zero && view.state != .withdrawn
      ? visit.text("leasing.deposit.atSignature", ["amount": format.money(view.depositAtSignature)]) : nil
  }
  private var depositText: String {
    let held = visit.text("leasing.deposit.held", ["held": format.money(view.held), "asked": format.money(view.terms.deposit)])
    if let atSignature { return held + " · " + atSignature }
    if view.depositToReturn == .zero { return held }
    return held + " · " + visit.text("leasing.deposit.toReturn", ["amount": format.money(view.depositToReturn)])
  }
  private var noticeText: String {
    let rule = view.version.terms.notice
    let length =
      rule.months > 0 ? visit.text("leasing.months", ["count": "\(rule.months)"]) : visit.text("leasing.days", ["count": "\(rule.days)"])
    let known = view.notice.map {
      " · "
        + visit.text(
          "leasing.notice.given", ["side": visit.text("leasing.side.\($0.side.rawValue)"), "day": format.day($0.effectiveOn - 1)])
        + ($0.ground.map { ", " + visit.text("leasing.ground.\($0.rawValue)") } ?? "")
    }
    let isProlonged = lease.term.map { $0 <= visit.today } ?? false
    let exits = isProlonged ? "leasing.notice.prolonged" : "leasing.notice.triennial"
    return length + (rule.onlyEachThreeYears ? ", " + visit.text(exits) : "") + (known ?? "")
  }
  private var signatureText: String? {
    guard let signature = lease.signature else {
      return lease.offerExpiresOn.map { visit.text("leasing.offer.until", ["day": format.day($0 - 1)]) }
    }
    return visit.text(
      "leasing.signed.\(signature.how.rawValue)", ["name": signature.by, "moment": format.moment(signature.at, in: visit.house)])
      + (signature.digest.map { " · SHA-256 \($0.prefix(16))…" } ?? "")
  }
  private var endingText: String? {
    lease.ending.map { "\(format.day($0.day - 1)) · \(visit.text("leasing.reason.\($0.reason.rawValue)"))" }
  }
  private var stayText: String? {
    guard let stay = view.stay, let limit = stay.limit else { return nil }
    return visit.text(
      "leasing.stay",
      ["days": format.number(stay.days(before: max(visit.today, lease.from))), "months": "\(stay.months)", "day": format.day(limit - 1)])
  }

  // MARK: tables

  func tables() -> [PageTable] {
    [money, lines, terms, revisions, deposits, papers].filter { !$0.isEmpty || $0.empty != nil }
  }
  func title(_ name: String) -> String { visit.text("leasing.table.\(name)") }
  func column(_ name: String, number: Bool = false) -> PageTable.Column { visit.leasingColumn(name, isNumber: number) }

  /// One row for each day on which something is asked for; its headings and the way to each amount are unfolded.
  private var money: PageTable {
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
  private var terms: PageTable {
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

  private var revisions: PageTable {
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
  private func number(of other: ID<Lease>?) -> String? {
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
