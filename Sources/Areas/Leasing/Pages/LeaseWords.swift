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
}
