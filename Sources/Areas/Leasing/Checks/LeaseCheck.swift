import Kernel
import Spaces
import Store

/// Something that must hold of all leases, looked at from outside of any act.
package struct LeaseCheck: Sendable {
  package let name: String
  /// Something for the house to do; the records hold all the same.
  package var isDuty = false
  /// A sentence for each thing that does not hold.
  package let faults: @Sendable (borrowing Transaction, Instant) throws -> [String]

  package static let all = [letsAreKept, revisionsFollow, depositsAreCovered, stopsAreKept, premisesAreInsured]

  /// What a lease holds and what the plan shows are one.
  static let letsAreKept = LeaseCheck(name: "leases and the plan") { transaction, now in
    let today = HouseTime.mulhouse.day(of: now)
    var faults: [String] = []
    for facts in try transaction.leaseFacts(heldIn: DaySpan(from: today, until: today + 3650)) {
      guard let span = facts.lease.span, !(try transaction.cells(of: facts.lease.id).isEmpty) else { continue }
      let lets = try transaction.lets(of: facts.lease.id).filter { $0.endedAt == nil }
      let from = max(today, span.from)
      if !lets.contains(where: { $0.span.contains(from) }) { faults.append("\(facts.lease.number) holds no space on \(from)") }
      let last = lets.map { $0.span.until?.number ?? .max }.max()
      if !lets.isEmpty, last != (span.until?.number ?? .max) {
        faults.append("\(facts.lease.number) ends on \(span.until.map(\.description) ?? "no day"), and its spaces do not")
      }
    }
    return faults
  }

  /// Each revision starts where the one before ended, and its rents are those of its ratio.
  static let revisionsFollow = LeaseCheck(name: "revisions of rents") { transaction, _ in
    var faults: [String] = []
    var before: [String: (quarter: String, day: Day)] = [:]
    let amended: [AmendedTerms] = try transaction.all(
      "SELECT * FROM lease_terms WHERE index_name IS NOT NULL ORDER BY lease, from_day, place")
    let clauses = Dictionary(grouping: amended, by: \.lease)
    for row in try transaction.rows(
      """
      SELECT r.*, l.number, COALESCE(l.index_base, '') AS index_base FROM lease_revisions r JOIN leases l ON l.id = r.lease ORDER BY r.lease, r.day
      """)
    {
      let (number, base, new): (String, String, String) = (try row.get("number"), try row.get("base_quarter"), try row.get("new_quarter"))
      let first: String = try row.get("index_base")
      let (lease, day): (ID<Lease>, Day) = (try row.get("lease"), try row.get("day"))
      let begun = clauses[lease]?.last { $0.from <= day }
      let last = before[number].flatMap { last in (begun?.from).map { last.day >= $0 } ?? true ? last.quarter : nil }
      let expected = last ?? (begun?.index?.clause?.base).map { "\($0)" } ?? first
      if base != expected { faults.append("\(number): a revision starts from \(base), the one before ended at \(expected)") }
      before[number] = (new, day)
    }
    for row in try transaction.rows(
      """
      SELECT l.number, s.from_day, s.amount, s.amount_before, s.base_value, s.new_value FROM lease_steps s
      JOIN lease_lines i ON i.id = s.line JOIN leases l ON l.id = i.lease WHERE s.cause = 'index' AND s.bound IS NULL ORDER BY s.id
      """)
    {
      let (old, now): (Money, Money) = (try row.get("amount_before"), try row.get("amount"))
      let expected = old.fraction(try row.get("new_value"), of: try row.get("base_value"))
      let (number, day): (String, Day) = (try row.get("number"), try row.get("from_day"))
      if expected != now { faults.append("\(number): the rent from \(day) is \(now.plain), its index says \(expected.plain)") }
    }
    return faults
  }

  /// Nobody was given back more than the house held, money that the books have for its calls included.
  static let depositsAreCovered = LeaseCheck(name: "deposits") { transaction, _ in
    try transaction.rows(
      "SELECT id, number FROM leases WHERE id IN (SELECT lease FROM deposit_movements) ORDER BY number"
    ).compactMap { row in
      let (id, number): (ID<Lease>, String) = (try row.get("id"), try row.get("number"))
      let held = try transaction.depositMovements(of: id).held
      return held < .zero ? "\(number): \(held.plain) of deposit is held" : nil
    }
  }

  /// Nobody was left in place after a derogatory lease without a decision (C. com. L145-5).
  static let stopsAreKept = LeaseCheck(name: "hard stops of derogatory leases", isDuty: true) { transaction, now in
    let today = HouseTime.mulhouse.day(of: now)
    return try transaction.undecidedLeases(on: today).compactMap { try transaction.lease($0) }.sorted { $0.number < $1.number }.compactMap {
      guard let until = $0.until, StayCounter.hardStop(after: until) <= today else { return nil }
      return "\($0.number) passed its hard stop of \(StayCounter.hardStop(after: until)) undecided"
    }
  }

  /// A certificate that ran out was followed by another. Of leases that never had one, their own pages tell.
  static let premisesAreInsured = LeaseCheck(name: "insurance of premises", isDuty: true) { transaction, now in
    let today = HouseTime.mulhouse.day(of: now)
    return try transaction.rows(
      """
      SELECT l.number, MAX(i.until_day) AS last FROM leases l JOIN lease_insurances i ON i.lease = l.id
      WHERE l.signed_at IS NOT NULL AND l.from_day <= \(today) AND (l.until_day IS NULL OR l.until_day > \(today))
        AND (l.ended_on IS NULL OR l.ended_on > \(today)) GROUP BY l.id, l.number HAVING MAX(i.until_day) <= \(today) ORDER BY l.number
      """
    ).map { row in
      let (number, last): (String, Day) = (try row.get("number"), try row.get("last"))
      return "the insurance of \(number) ran out on \(last - 1)"
    }
  }
}
