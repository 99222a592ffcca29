import Invoicing
import Kernel
import Store

extension Transaction {
  /// Compares what was invoiced of a lease with what it asks now, and posts each difference as a charge of its own: nothing issued changes,
  /// and nothing is lost when a revision, an amendment or an end comes late. Done twice it does nothing.
  borrowing func settleDifferences(of id: ID<Lease>, reason: String, for viewer: Viewer, at now: Instant) throws {
    guard let facts = try leaseFacts(id) else { return }
    let charged = try chargedOrigins(of: id)
    if charged.isEmpty { return }
    let rates = try VATRates(self)
    let today = HouseTime.mulhouse.day(of: now)
    for (origin, invoiced) in charged.sorted(by: { $0.key < $1.key }) {
      let parts = origin.split(separator: "/")
      guard parts.count == 4, let first = Day(parts[3]), let line = facts.line(String(parts[2])) else { continue }
      let period = facts.lease.terms.rhythm.period(of: first)
      let due = facts.schedule?.charges(of: period).first { $0.line == line.id.text }
      let difference = (due?.net ?? .zero) - invoiced.net
      if difference == .zero { continue }
      try post(
        ChargeDraft(
          entity: facts.lease.entity, customer: facts.lease.payer, origin: "\(origin)/\(invoiced.count)", kind: line.kind, text: line.text,
          span: invoiced.span, billableFrom: today, net: difference, vat: facts.treatment(of: line, on: today, rates),
          contract: facts.lease.number,
          explanation: [
            ExplanationStep(reason, ["invoiced": "\(invoiced.net.cents)", "due": "\((due?.net ?? .zero).cents)", "period": "\(first)"])
          ] + (due?.parts.flatMap { facts.explanation(of: $0) } ?? [])), by: viewer, at: now)
    }
  }

  /// What was asked for by origin: on invoices, and posted to be so.
  borrowing func chargedOrigins(of lease: ID<Lease>) throws -> [String: (net: Money, span: DaySpan, count: Int)] {
    let (first, last) = ("lease/\(lease)/", "lease/\(lease)0")
    var found: [String: (net: Money, span: DaySpan, count: Int)] = [:]
    for row in try rows(
      "SELECT origin, from_day, until_day, net FROM invoice_lines WHERE origin > \(first) AND origin < \(last) ORDER BY origin")
    {
      let origin: String = try row.get("origin")
      if origin.split(separator: "/").count == 4 {
        found[origin] = (try row.get("net"), DaySpan(from: try row.get("from_day"), until: try row.get("until_day")), 1)
      }
    }
    // Differences posted earlier count with what they correct, whether they stand on an invoice yet or not.
    for row in try rows(
      "SELECT origin, net FROM charges WHERE cancelled_at IS NULL AND origin > \(first) AND origin < \(last) ORDER BY origin")
    {
      let origin: String = try row.get("origin")
      let corrected = origin.split(separator: "/").prefix(4).joined(separator: "/")
      guard corrected != origin, let known = found[corrected] else { continue }
      let net: Money = try row.get("net")
      found[corrected] = (known.net + net, known.span, known.count + 1)
    }
    return found
  }
}
