import Kernel
import Store

/// Says which lease the house holds on a building, or says one anew. Nothing promised may lie past the end of the last.
package struct SetHeadLease: Act {
  /// The one that is said anew; nil for a further one.
  package let lease: ID<HeadLease>?
  package let building: ID<Building>
  package let landlord: String
  package let tenant: String
  package let reference: String
  package let span: DaySpan

  package init(_ lease: ID<HeadLease>? = nil, building: ID<Building>, landlord: String, tenant: String, reference: String, span: DaySpan) {
    (self.lease, self.building, self.landlord, self.tenant) = (lease, building, landlord, tenant)
    (self.reference, self.span) = (reference, span)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<HeadLease> {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: false, at: now)
    var problems = Problems()
    problems.demand(landlord, field: "landlord")
    problems.demand(tenant, field: "tenant")
    if span.until == nil { problems.add("kernel.problem.missing", field: "last") }
    try problems.refuse()
    guard try transaction.building(building) != nil else { throw Refusal.notFound }
    let known = try transaction.headLeases(of: building)
    let before = known.first { $0.id == lease }
    if lease != nil, before == nil { throw Refusal.notFound }
    if let other = known.first(where: { $0.id != lease && $0.span.overlaps(span) }) {
      throw Refusal.conflict("spaces.problem.headLeaseOverlaps", field: "from", ["reference": other.reference])
    }
    let id = lease ?? ID<HeadLease>.fresh(at: now)
    if before == nil {
      try transaction.run(
        """
        INSERT INTO head_leases (id, building, landlord, tenant, reference, from_day, until_day)
        VALUES (\(id), \(building), \(landlord), \(tenant), \(reference), \(span.from), \(span.until))
        """)
    } else {
      try transaction.run(
        """
        UPDATE head_leases SET landlord = \(landlord), tenant = \(tenant), reference = \(reference), from_day = \(span.from),
          until_day = \(span.until) WHERE id = \(id)
        """)
    }
    try transaction.refuseHoldsPastHeadLease(of: building, at: now)
    try transaction.note(
      "spaces.headLease.set", on: "building/\(building)", by: viewer, at: now,
      before: try before.map { try audited(["reference": $0.reference, "span": $0.span.description]) },
      after: try audited(["reference": reference, "landlord": landlord, "span": span.description]))
    try transaction.renewPlan()
    return id
  }
}
