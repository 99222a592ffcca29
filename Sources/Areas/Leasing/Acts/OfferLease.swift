import Kernel
import Spaces
import Store

/// Offers a prepared lease for signature: the cells are held for the tenant until the offer expires, so that signing cannot fail for want of them.
package struct OfferLease: Act {
  package let lease: ID<Lease>
  /// The first day on which it stands no longer.
  package let expiresOn: Day
  /// An option or an offer of the same tenant, which becomes the offer of this lease.
  package let hold: ID<Hold>?

  package init(_ lease: ID<Lease>, expiresOn: Day, from hold: ID<Hold>? = nil) {
    (self.lease, self.expiresOn, self.hold) = (lease, expiresOn, hold)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.prepareLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try facts.lease.state(on: today).demand(.offer)
    if expiresOn.year > 2500 || expiresOn <= today { throw Refusal.invalid("leasing.problem.expiryPast", field: "expires_on") }
    let cells = try transaction.cells(of: lease).map(\.id)
    if let standing = try transaction.standingOffer(of: lease, on: today) {
      try ExtendOption(standing.id, expiresOn: expiresOn, reason: facts.lease.number, silently: true)
        .perform(in: transaction, for: viewer.inSpaces, at: now)
    } else if !cells.isEmpty, try !transaction.isHeldAlready(facts.lease, on: facts.lease.from) {
      try transaction.link(try offer(facts, cells, in: transaction, for: viewer, at: now), to: lease, as: .offer)
    }
    try transaction.run("UPDATE leases SET offered_at = \(now), offer_expires_on = \(expiresOn) WHERE id = \(lease)")
    try transaction.note(
      "leasing.lease.offer", on: facts.lease.subject, by: viewer, at: now, after: try audited(["expires": expiresOn.description]))
  }

  private func offer(
    _ facts: LeaseFacts, _ cells: [ID<Cell>], in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant
  ) throws -> ID<Hold> {
    let lease = facts.lease
    if let hold {
      guard let old = try transaction.hold(hold), old.organisation == lease.tenant else {
        throw Refusal.invalid("kernel.problem.choice", field: "hold")
      }
      // An offer already made by hand is taken as it is when it says the same.
      if old.kind == .offer {
        let held = try old.space.map { try transaction.cells(of: $0).map(\.id) } ?? []
        if Set(held) != Set(cells) { throw Refusal.invalid("leasing.problem.otherCells", field: "hold") }
        if old.expiresOn != expiresOn {
          try ExtendOption(hold, expiresOn: expiresOn, silently: true).perform(in: transaction, for: viewer.inSpaces, at: now)
        }
        return hold
      }
      return try FirmUpHold(
        hold, into: .offer, cells: cells, start: .day(lease.from), until: lease.until.map { .before($0) } ?? .withoutEnd,
        expiresOn: expiresOn, monthlyRent: facts.monthlyRent(on: lease.from), reason: lease.number, silently: true
      ).perform(in: transaction, for: viewer.inSpaces, at: now)
    }
    return try MakeOffer(
      organisation: lease.tenant, cells: .exactly(cells), start: .day(lease.from), until: lease.until, expiresOn: expiresOn,
      monthlyRent: facts.monthlyRent(on: lease.from), reason: lease.number, silently: true
    ).perform(in: transaction, for: viewer.inSpaces, at: now)
  }
}

extension Transaction {
  /// Whether the lease before this one still holds the cells on its first day: a renewal needs no offer beside it.
  borrowing func isHeldAlready(_ lease: Lease, on day: Day) throws -> Bool {
    guard lease.succession == .renewal, let previous = lease.previous else { return false }
    return try lets(of: previous).contains { $0.endedAt == nil && $0.span.contains(day) }
  }
}
