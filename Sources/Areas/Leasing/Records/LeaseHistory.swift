import Kernel
import Spaces
import Store

extension NoticeSide: Bindable, Fetchable {}
extension LandlordGround: Bindable, Fetchable {}

package struct LeaseNotice: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseNotice>
  package let lease: ID<Lease>
  package let side: NoticeSide
  package let receivedOn: Day
  /// The first day without.
  package let effectiveOn: Day
  package let isAgreed: Bool
  /// Of a landlord who ends a commercial lease.
  package let ground: LandlordGround?
  package let note: String
  package let madeAt: Instant
  package let madeBy: String
  package let withdrawnAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    side = try row.get("side")
    receivedOn = try row.get("received_on")
    effectiveOn = try row.get("effective_on")
    isAgreed = try row.get("agreed")
    ground = try row.get("ground")
    note = try row.get("note")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    withdrawnAt = try row.get("withdrawn_at")
  }
}

package struct LeaseAmendment: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseAmendment>
  package let lease: ID<Lease>
  package let place: Int
  package let day: Day
  package let summary: String
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    place = try row.get("place")
    day = try row.get("day")
    summary = try row.get("summary")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }
}

/// A revision by the index, applied: what its letter says.
package struct LeaseRevision: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseRevision>
  package let lease: ID<Lease>
  package let day: Day
  package let index: RentIndex
  package let base: Quarter
  package let baseValue: Int64
  package let new: Quarter
  package let newValue: Int64
  package let ratio: String
  package let bound: Indexation.Bound?
  package let reference: String?
  package let rentBefore: Money
  package let rentAfter: Money
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    day = try row.get("day")
    index = try row.get("index_name")
    base = try row.get("base_quarter")
    baseValue = try row.get("base_value")
    new = try row.get("new_quarter")
    newValue = try row.get("new_value")
    ratio = try row.get("ratio")
    bound = try row.get("bound")
    reference = try row.get("reference")
    rentBefore = try row.get("rent_before")
    rentAfter = try row.get("rent_after")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }
}

/// What a hold in Spaces is to a lease.
package enum HoldPurpose: String, Sendable, CaseIterable, Bindable, Fetchable { case offer, `let`, growth }

package struct LeaseHold: RowReadable, Sendable, Hashable {
  package let hold: ID<Hold>
  package let lease: ID<Lease>
  package let purpose: HoldPurpose

  package init(row: Row) throws {
    hold = try row.get("hold")
    lease = try row.get("lease")
    purpose = try row.get("purpose")
  }
}

extension Transaction {
  package borrowing func notices(of lease: ID<Lease>) throws -> [LeaseNotice] {
    try all("SELECT * FROM lease_notices WHERE lease = \(lease) ORDER BY made_at, id")
  }
  /// The one that was not withdrawn.
  package borrowing func notice(of lease: ID<Lease>) throws -> LeaseNotice? {
    try one("SELECT * FROM lease_notices WHERE lease = \(lease) AND withdrawn_at IS NULL")
  }
  package borrowing func amendments(of lease: ID<Lease>) throws -> [LeaseAmendment] {
    try all("SELECT * FROM lease_amendments WHERE lease = \(lease) ORDER BY place")
  }
  /// In the order of their days.
  package borrowing func revisions(of lease: ID<Lease>) throws -> [LeaseRevision] {
    try all("SELECT * FROM lease_revisions WHERE lease = \(lease) ORDER BY day")
  }
  /// By each hold of a lease, who let what it holds, who pays for it, and under which number.
  package borrowing func leaseParties() throws -> [ID<Hold>: (entity: OrganisationID, payers: LeasePayers, number: String)] {
    let amended = Dictionary(
      grouping: try all("SELECT * FROM lease_terms WHERE payer IS NOT NULL ORDER BY lease, from_day, place", as: AmendedTerms.self),
      by: \.lease)
    let leases = Dictionary(uniqueKeysWithValues: try all("SELECT * FROM leases ORDER BY id", as: Lease.self).map { ($0.id, $0) })
    var found: [ID<Hold>: (entity: OrganisationID, payers: LeasePayers, number: String)] = [:]
    for row in try rows("SELECT hold, lease FROM lease_holds ORDER BY hold") {
      guard let lease = leases[try row.get("lease")] else { continue }
      found[try row.get("hold")] = (lease.entity, LeasePayers(lease, amended[lease.id] ?? []), lease.number)
    }
    return found
  }
  package borrowing func leaseHolds(of lease: ID<Lease>) throws -> [LeaseHold] {
    try all("SELECT * FROM lease_holds WHERE lease = \(lease) ORDER BY hold")
  }
  package borrowing func lease(holding hold: ID<Hold>) throws -> ID<Lease>? {
    try value("SELECT lease FROM lease_holds WHERE hold = \(hold)")
  }
  /// The cells written in the lease.
  package borrowing func cells(of lease: ID<Lease>) throws -> [Cell] {
    try all("SELECT c.* FROM cells c JOIN lease_cells l ON l.cell = c.id WHERE l.lease = \(lease) ORDER BY c.code, c.from_day")
  }
  /// The state of a lease on a day, its notice included.
  package borrowing func state(of lease: Lease, on day: Day) throws -> LeaseState {
    let state = lease.state(on: day, noticed: try notice(of: lease.id) != nil)
    if state != .ended { return state }
    return try undecidedLeases(on: day, only: lease.id).isEmpty ? .ended : .undecided
  }

  /// Whether a lease that came to its term is renewed as if nobody had been late: for a month after, while nobody said that it was left.
  package borrowing func mayRenewLate(_ lease: Lease, on today: Day) throws -> Bool {
    guard lease.signature != nil, lease.ending == nil, let until = lease.until, until <= today, today < until.adding(months: 1) else {
      return false
    }
    return try !inventories(of: lease.id).contains { $0.kind == .exit } && notice(of: lease.id) == nil
  }
  /// Refuses what cannot be renewed, with its state.
  package borrowing func demandRenewable(_ lease: Lease, on today: Day) throws {
    if try mayRenewLate(lease, on: today) { return }
    try state(of: lease, on: today).demand(.renew)
  }

  /// Leases of C. com. L145-5 at their term, of which nobody said what follows: no end, no inventory on exit, no lease after it on its cells.
  package borrowing func undecidedLeases(on day: Day, only lease: ID<Lease>? = nil) throws -> Set<ID<Lease>> {
    let one: SQL = lease.map { "AND l.id = \($0)" } ?? ""
    return Set(
      try rows(
        """
        SELECT l.id FROM leases l JOIN scheme_versions v ON v.id = l.version JOIN lease_schemes s ON s.id = v.scheme
        WHERE s.kind IN \(list: LeaseKind.shortTerm) AND l.signed_at IS NOT NULL AND l.ended_on IS NULL AND l.until_day <= \(day) \(one)
          AND NOT EXISTS (SELECT 1 FROM lease_inventories i WHERE i.lease = l.id AND i.kind = 'exit')
          AND NOT EXISTS (SELECT 1 FROM leases n WHERE n.previous = l.id AND n.signed_at IS NOT NULL)
          AND NOT EXISTS (
            SELECT 1 FROM lease_cells a JOIN lease_cells b ON b.cell = a.cell JOIN leases n ON n.id = b.lease
            WHERE a.lease = l.id AND n.id <> l.id AND n.signed_at IS NOT NULL AND n.from_day >= l.until_day
              AND (n.ended_on IS NULL OR n.ended_on > n.from_day))
        ORDER BY l.id
        """
      ).map { try $0.get("id") })
  }
}
