import Invoicing
import Kernel
import Store

/// What was asked for a period of a lease, and what stands of it.
struct ChargedPeriod: Sendable, Hashable {
  let line: LinePlace
  let span: DaySpan
  var asked: Money
  var standing: Money
  /// The number of the last difference posted, cancelled ones among them: an origin is used once.
  var last = 0
}

extension Transaction {
  /// Compares what was invoiced of a lease with what it asks now, and posts each difference as a charge of its own: nothing issued changes,
  /// and nothing is lost when a revision, an amendment or an end comes late. What credit notes gave back is not given back again. Done twice
  /// it does nothing.
  borrowing func settleDifferences(of id: ID<Lease>, reason: String, for viewer: Viewer, at now: Instant) throws {
    guard let facts = try leaseFacts(id) else { return }
    let today = HouseTime.mulhouse.day(of: now)
    let schedule = facts.schedule
    for (origin, charged) in try chargedPeriods(of: id).sorted(by: { $0.key < $1.key }) {
      let parts = origin.split(separator: "/")
      guard let first = Day(parts[3]), let line = facts.line(String(parts[2])) else { continue }
      // A period that an amendment cut asks for its rest under an origin of its own.
      let due = schedule.flatMap { schedule in
        schedule.charges(of: schedule.period(of: first)).first { $0.line == line.id.text && $0.period.from == first }
      }
      let net = due?.net ?? .zero
      let difference = LeaseDifference.amount(due: net, asked: charged.asked, standing: charged.standing)
      // What is given back bears the VAT it was asked with, and what was asked too little that of its days (CGI 269).
      guard difference != .zero, let vat = try treatment(of: charged.line) else { continue }
      var steps = [ExplanationStep(reason, ["invoiced": "\(charged.asked.cents)", "due": "\(net.cents)", "period": "\(first)"])]
      if charged.standing != charged.asked {
        steps.append(ExplanationStep("leasing.explain.standing", ["amount": "\(charged.standing.cents)"]))
      }
      try post(
        ChargeDraft(
          entity: facts.lease.entity, customer: facts.payer(on: first), origin: "\(origin)/\(charged.last + 1)", kind: line.kind,
          text: line.text, span: charged.span, billableFrom: today, net: difference, vat: vat, contract: facts.lease.number,
          explanation: steps + (due?.parts.flatMap { facts.explanation(of: $0) } ?? [])), by: viewer, at: now)
    }
  }

  /// What was asked for by origin: invoiced, with the differences that were posted since.
  borrowing func chargedPeriods(of lease: ID<Lease>) throws -> [String: ChargedPeriod] {
    var found: [String: ChargedPeriod] = [:]
    let charges = try standingCharges(from: "lease/\(lease)")
    for charge in charges where charge.origin.split(separator: "/").count == 4 {
      guard let line = charge.line else { continue }
      found[charge.origin] = ChargedPeriod(line: line, span: charge.span, asked: charge.asked, standing: charge.standing)
    }
    for charge in charges {
      guard let (root, number) = ChargeOrigin.split(charge.origin), var period = found[root] else { continue }
      period.asked += charge.asked
      period.standing += charge.standing
      period.last = max(period.last, number)
      found[root] = period
    }
    return found
  }
}
