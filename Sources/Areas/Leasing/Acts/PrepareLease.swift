import Kernel
import Spaces
import Store

/// Writes a lease down before anybody is offered it.
package struct PrepareLease: Act {
  package let draft: LeaseDraft
  /// An option or an offer of the tenant that the lease carries out: it holds the cells until the lease is offered, and its offer takes over.
  package let hold: ID<Hold>?

  package init(_ draft: LeaseDraft, from hold: ID<Hold>? = nil) { (self.draft, self.hold) = (draft, hold) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Lease> {
    try viewer.demand(.prepareLeases)
    try transaction.lock(leaseLock)
    let id = ID<Lease>.fresh(at: now)
    let today = HouseTime.mulhouse.day(of: now)
    let checked = try transaction.check(draft, on: today)
    let promised = try hold.map { try transaction.promise($0, to: draft.tenant, on: today) }
    try transaction.write(checked, as: id, for: viewer, at: now)
    if let promised { try transaction.link(promised.id, to: id, as: .offer) }
    try transaction.note("leasing.lease.prepare", on: "lease/\(id)", by: viewer, at: now, after: try draft.told)
    return id
  }
}

/// Writes a draft anew, as long as it is one.
package struct EditLease: Act {
  package let lease: ID<Lease>
  package let draft: LeaseDraft

  package init(_ lease: ID<Lease>, _ draft: LeaseDraft) { (self.lease, self.draft) = (lease, draft) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.prepareLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let old = try transaction.lease(lease) else { throw Refusal.notFound }
    try old.state(on: today).demand(.edit)
    var draft = draft
    (draft.previous, draft.succession) = (old.previous, old.succession)
    let checked = try transaction.check(draft, replacing: lease, on: today)
    if let held = try transaction.standingOffer(of: lease, on: today), held.organisation != draft.tenant {
      throw Refusal.invalid("leasing.problem.promiseOfOther", field: "tenant")
    }
    try transaction.rewrite(checked, as: lease, for: viewer, at: now)
    try transaction.note("leasing.lease.edit", on: old.subject, by: viewer, at: now, after: try draft.told)
  }
}

/// Gives a draft or an offer up.
package struct WithdrawLease: Act {
  package let lease: ID<Lease>
  package let reason: String

  package init(_ lease: ID<Lease>, reason: String) { (self.lease, self.reason) = (lease, reason) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.prepareLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let old = try transaction.lease(lease) else { throw Refusal.notFound }
    try old.state(on: today).demand(.withdraw)
    if let offer = try transaction.standingOffer(of: lease, on: today) {
      try ReleaseHold(offer.id, reason: reason).perform(in: transaction, for: viewer.inSpaces, at: now)
    }
    try transaction.run("UPDATE leases SET withdrawn_at = \(now), withdrawn_reason = \(reason) WHERE id = \(lease)")
    try transaction.note("leasing.lease.withdraw", on: old.subject, by: viewer, at: now, after: try audited(["reason": reason]))
  }
}

extension LeaseDraft {
  /// Short facts for the audit.
  var told: String {
    get throws {
      try audited([
        "tenant": tenant.text, "entity": entity.text, "from": from.description, "until": until?.description,
        "lines": lines.map { "\($0.text) \($0.rent.amount.cents)/\($0.rent.basis.rawValue)" }.joined(separator: "; "),
        "deposit": "\(terms.deposit.cents)", "index": terms.index.map { "\($0.index.rawValue) \($0.base)" },
      ])
    }
  }
}
