import Invoicing
import Kernel
import Store

/// A lease with everything its money comes from.
package struct LeaseFacts: Sendable, Hashable {
  package let lease: Lease
  package let lines: [LeaseLine]
  package let steps: [LeaseStep]
  package let reductions: [LeaseReduction]
  /// In the order of their days.
  package let amended: [AmendedTerms]

  package init(
    lease: Lease, lines: [LeaseLine], steps: [LeaseStep], reductions: [LeaseReduction], amended: [AmendedTerms]
  ) {
    (self.lease, self.lines, self.steps, self.reductions, self.amended) = (lease, lines, steps, reductions, amended)
  }

  /// What it asks over time; nil of a lease that was annulled.
  package var schedule: RentSchedule? { lease.span.map { schedule(over: $0) } }

  /// The same with other days, as for a preview.
  package func schedule(over span: DaySpan) -> RentSchedule {
    let byLine = Dictionary(grouping: steps, by: \.line)
    let signedOn = lease.signature.flatMap { $0.how == .import ? nil : HouseTime.mulhouse.day(of: $0.at) }
    return RentSchedule(
      span: span, proration: lease.terms.proration, rhythm: lease.terms.rhythm, amended: amendedSchedule,
      lines: lines.map { line in
        ScheduledLine(
          id: line.id.text, span: line.span, steps: (byLine[line.id] ?? []).map { $0.step(area: line.area) }, isRent: line.isRent)
      }, reductions: reductions.map(\.reduction), signedOn: signedOn)
  }

  package func line(_ id: String) -> LeaseLine? { lines.first { $0.id.text == id } }
  /// The price in force, before reductions.
  package func price(of line: LeaseLine, on day: Day) -> RentPrice? {
    let own = steps.filter { $0.line == line.id }.sorted { $0.from < $1.from }
    return (own.last { $0.from <= day } ?? own.first)?.price
  }
  /// The rent of a year at the prices of a day, before reductions: what guarantees and revisions are reckoned on.
  package func yearlyRent(on day: Day) -> Money {
    lines.filter { $0.isRent && $0.span.contains(day) }.reduce(.zero) { $0 + (price(of: $1, on: day)?.yearly ?? .zero) }
  }
}

extension Transaction {
  package borrowing func lease(_ id: ID<Lease>) throws -> Lease? { try one("SELECT * FROM leases WHERE id = \(id)") }
  package borrowing func lease(number: String) throws -> Lease? { try one("SELECT * FROM leases WHERE number = \(number)") }
  package borrowing func lease(key: String) throws -> Lease? { try one("SELECT * FROM leases WHERE external_key = \(key)") }
  package borrowing func leases(of tenant: OrganisationID) throws -> [Lease] {
    try all("SELECT * FROM leases WHERE tenant = \(tenant) ORDER BY from_day, id")
  }
  package borrowing func leases(after lease: ID<Lease>) throws -> [Lease] {
    try all("SELECT * FROM leases WHERE previous = \(lease) ORDER BY from_day, id")
  }
  package borrowing func leaseFacts(_ id: ID<Lease>) throws -> LeaseFacts? {
    guard let lease = try lease(id) else { return nil }
    return LeaseFacts(
      lease: lease, lines: try lines(of: id), steps: try steps(of: id), reductions: try reductions(of: id),
      amended: try amendedTerms(of: id))
  }

  /// Every signed lease that is held on some day of the span, of one who pays on some day or of all, read in five questions whatever their
  /// number.
  package borrowing func leaseFacts(heldIn span: DaySpan, payer: OrganisationID? = nil) throws -> [LeaseFacts] {
    let chosen: SQL = """
      signed_at IS NOT NULL AND from_day < \(span.until) AND (until_day IS NULL OR until_day > \(span.from))
      AND (ended_on IS NULL OR (ended_on > \(span.from) AND ended_on > from_day))
      """
    let ofPayer: SQL = payer.map { "AND (payer = \($0) OR id IN (SELECT lease FROM lease_terms WHERE payer = \($0)))" } ?? ""
    let found: [Lease] = try all("SELECT * FROM leases WHERE \(chosen) \(ofPayer) ORDER BY number, id")
    let which: SQL = "(SELECT id FROM leases WHERE \(chosen) \(ofPayer))"
    let lines: [LeaseLine] = try all("SELECT * FROM lease_lines WHERE lease IN \(which) ORDER BY lease, place")
    let steps = try rows(
      """
      SELECT s.*, l.lease AS of_lease FROM lease_steps s JOIN lease_lines l ON l.id = s.line WHERE l.lease IN \(which)
      ORDER BY s.line, s.from_day, s.made_at, s.id
      """)
    let reductions: [LeaseReduction] = try all(
      "SELECT * FROM lease_reductions WHERE lease IN \(which) ORDER BY lease, from_day, made_at, id")
    let amended: [AmendedTerms] = try all("SELECT * FROM lease_terms WHERE lease IN \(which) ORDER BY lease, from_day, place")
    let linesOf = Dictionary(grouping: lines, by: \.lease)
    var stepsOf: [ID<Lease>: [LeaseStep]] = [:]
    for row in steps { stepsOf[try row.get("of_lease"), default: []].append(try LeaseStep(row: row)) }
    let reductionsOf = Dictionary(grouping: reductions, by: \.lease)
    let amendedOf = Dictionary(grouping: amended, by: \.lease)
    return found.map { lease in
      LeaseFacts(
        lease: lease, lines: linesOf[lease.id] ?? [], steps: stepsOf[lease.id] ?? [], reductions: reductionsOf[lease.id] ?? [],
        amended: amendedOf[lease.id] ?? [])
    }
  }
}
