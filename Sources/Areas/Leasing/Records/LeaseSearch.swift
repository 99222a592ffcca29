import Kernel
import People
import Store

/// What a list of leases asks for.
package struct LeaseSearch: Sendable {
  package enum Order: String, Sendable, CaseIterable { case number, tenant, scheme, from, term, rent }
  package var words: [String] = []
  package var state: LeaseState?
  package var scheme: String?
  package var sort = Order.number
  package var isDescending = false
  package let today: Day
  package let reach: Reach

  package init(on today: Day, within reach: Reach) { (self.today, self.reach) = (today, reach) }
}

/// A lease as lists show it.
package struct LeaseListed: Sendable {
  package let facts: LeaseFacts
  package let tenant: String
  package let landlord: String
  package let scheme: Scheme
  package let cells: [String]
  package let state: LeaseState
  /// A month of everything at the prices of today, or of its first day when that is to come.
  package let monthly: Money
  /// Of the same day.
  package let terms: LeaseTerms
  package var lease: Lease { facts.lease }
}

extension Transaction {
  /// All that are within reach and asked for, in their order: a house has thousands of leases at most, and their money is reckoned, not stored.
  package borrowing func leases(_ search: LeaseSearch) throws -> [LeaseListed] {
    var found = try leasesListed(within: search.reach, on: search.today)
    if let state = search.state { found = found.filter { $0.state == state } }
    if let scheme = search.scheme { found = found.filter { $0.scheme.code == scheme } }
    if !search.words.isEmpty {
      found = found.filter { listed in
        let text = ([listed.lease.number, listed.tenant, listed.landlord, listed.lease.terms.purpose] + listed.cells).joined(separator: " ")
          .folded
        return search.words.allSatisfy { text.contains($0) }
      }
    }
    let sorted = found.sorted { left, right in
      switch search.sort {
      case .number: return left.lease.number < right.lease.number
      case .tenant: return (left.tenant.folded, left.lease.number) < (right.tenant.folded, right.lease.number)
      case .scheme: return (left.scheme.code, left.lease.number) < (right.scheme.code, right.lease.number)
      case .from: return (left.lease.from, left.lease.number) < (right.lease.from, right.lease.number)
      case .term:
        let (one, other) = (left.lease.span?.until ?? left.lease.term, right.lease.span?.until ?? right.lease.term)
        return (one?.number ?? .max, left.lease.number) < (other?.number ?? .max, right.lease.number)
      case .rent: return (left.monthly, left.lease.number) < (right.monthly, right.lease.number)
      }
    }
    return search.isDescending ? sorted.reversed() : sorted
  }

  borrowing func leasesListed(within reach: Reach, on today: Day) throws -> [LeaseListed] {
    let scope: SQL
    switch reach {
    case .everything: scope = "1 = 1"
    // What is only being prepared is the house's own business.
    case .only(let ids): scope = "tenant IN \(list: ids.sorted()) AND offered_at IS NOT NULL"
    }
    let leases: [Lease] = try all("SELECT * FROM leases WHERE \(scope) ORDER BY number, id")
    let which: SQL = "(SELECT id FROM leases WHERE \(scope))"
    let lines = Dictionary(
      grouping: try all("SELECT * FROM lease_lines WHERE lease IN \(which) ORDER BY lease, place", as: LeaseLine.self), by: \.lease)
    var steps: [ID<Lease>: [LeaseStep]] = [:]
    for row in try rows(
      """
      SELECT s.*, l.lease AS of_lease FROM lease_steps s JOIN lease_lines l ON l.id = s.line WHERE l.lease IN \(which)
      ORDER BY s.line, s.from_day, s.made_at, s.id
      """)
    { steps[try row.get("of_lease"), default: []].append(try LeaseStep(row: row)) }
    let reductions = Dictionary(
      grouping: try all("SELECT * FROM lease_reductions WHERE lease IN \(which) ORDER BY lease, from_day, id", as: LeaseReduction.self),
      by: \.lease)
    let amended = Dictionary(
      grouping: try all("SELECT * FROM lease_terms WHERE lease IN \(which) ORDER BY lease, from_day, place", as: AmendedTerms.self),
      by: \.lease)
    var codes: [ID<Lease>: [String]] = [:]
    for row in try rows(
      "SELECT l.lease, c.code FROM lease_cells l JOIN cells c ON c.id = l.cell WHERE l.lease IN \(which) ORDER BY l.lease, c.code")
    { codes[try row.get("lease"), default: []].append(try row.get("code")) }
    let noticed = Set(
      try rows("SELECT lease FROM lease_notices WHERE withdrawn_at IS NULL ORDER BY lease").map { try $0.get("lease") as ID<Lease> })
    let undecided = try undecidedLeases(on: today)
    let names = Dictionary(uniqueKeysWithValues: try organisationNames().map { ($0.id, $0.name) })
    let schemes = Dictionary(uniqueKeysWithValues: try schemes().map { ($0.id, $0) })
    let versions = Dictionary(uniqueKeysWithValues: try schemeVersions().map { ($0.id, $0.scheme) })
    return leases.compactMap { lease in
      guard let scheme = versions[lease.version].flatMap({ schemes[$0] }) else { return nil }
      let facts = LeaseFacts(
        lease: lease, lines: lines[lease.id] ?? [], steps: steps[lease.id] ?? [], reductions: reductions[lease.id] ?? [],
        amended: amended[lease.id] ?? [])
      let day = min(max(today, lease.from), lease.span?.last ?? max(today, lease.from))
      return LeaseListed(
        facts: facts, tenant: names[lease.tenant] ?? "", landlord: names[lease.entity] ?? "", scheme: scheme, cells: codes[lease.id] ?? [],
        state: undecided.contains(lease.id) ? .undecided : lease.state(on: today, noticed: noticed.contains(lease.id)),
        monthly: facts.schedule(over: lease.agreed).monthly(on: day, rentOnly: false), terms: facts.terms(on: day))
    }
  }
}
