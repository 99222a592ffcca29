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

  /// The address of the house, for the link in the letter to the tenant; without it nobody is written to, as when the past is played.
  package let base: String?

  package init(_ lease: ID<Lease>, expiresOn: Day, from hold: ID<Hold>? = nil, base: String? = nil) {
    (self.lease, self.expiresOn, self.hold, self.base) = (lease, expiresOn, hold, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.prepareLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try facts.lease.state(on: today).demand(.offer)
    if expiresOn.year > 2500 || expiresOn <= today { throw Refusal.invalid("leasing.problem.expiryPast", field: "expires_on") }
    let cells = try transaction.cells(of: lease).map(\.id)
    var held = try transaction.standingOffer(of: lease, on: today)
    if held == nil, let hold { held = try transaction.promise(hold, to: facts.lease.tenant, on: today) }
    if let held, !cells.isEmpty {
      try takeOver(held, facts, cells, in: transaction, for: viewer, at: now)
    } else if !cells.isEmpty, try !transaction.isHeldAlready(facts.lease, on: facts.lease.from) {
      let offer = MakeOffer(
        organisation: facts.lease.tenant, cells: .exactly(cells), start: .day(facts.lease.from), until: facts.lease.until,
        expiresOn: expiresOn, monthlyRent: facts.monthlyRent(on: facts.lease.from), reason: facts.lease.number, silently: true)
      try transaction.link(try offer.perform(in: transaction, for: viewer.inSpaces, at: now), to: lease, as: .offer)
    }
    try transaction.run("UPDATE leases SET offered_at = \(now), offer_expires_on = \(expiresOn) WHERE id = \(lease)")
    if let base { try transaction.tellOffered(facts.lease, until: expiresOn, base: base, at: now) }
    try transaction.note(
      "leasing.lease.offer", on: facts.lease.subject, by: viewer, at: now, after: try audited(["expires": expiresOn.description]))
  }

  /// The cells pass from the promise to the offer of the lease without a gap: prolonged where it says what the lease says, else a new
  /// offer takes over from it in this transaction.
  private func takeOver(
    _ held: Hold, _ facts: LeaseFacts, _ cells: [ID<Cell>], in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant
  ) throws {
    let lease = facts.lease
    if held.organisation != lease.tenant { throw Refusal.conflict("leasing.problem.promiseOfOther") }
    let rent = facts.monthlyRent(on: lease.from)
    let known = try held.space.map { try transaction.cells(of: $0).map(\.id) } ?? []
    var offer = held.id
    if held.kind == .offer, Set(known) == Set(cells), held.span == lease.agreed, held.milestone == nil, held.monthlyRent == rent {
      if held.expiresOn != expiresOn {
        try ExtendOption(held.id, expiresOn: expiresOn, reason: lease.number, silently: true)
          .perform(in: transaction, for: viewer.inSpaces, at: now)
      }
    } else {
      offer = try FirmUpHold(
        held.id, into: .offer, cells: cells, start: .day(lease.from), until: lease.until.map { .before($0) } ?? .withoutEnd,
        expiresOn: expiresOn, monthlyRent: rent, reason: lease.number, silently: true
      ).perform(in: transaction, for: viewer.inSpaces, at: now)
    }
    if try !transaction.leaseHolds(of: lease.id).contains(where: { $0.hold == offer }) {
      try transaction.link(offer, to: lease.id, as: .offer)
    }
  }
}

extension Transaction {
  /// Whether the lease before this one still holds the cells on its first day: a renewal needs no offer beside it.
  borrowing func isHeldAlready(_ lease: Lease, on day: Day) throws -> Bool {
    guard lease.succession == .renewal, let previous = lease.previous else { return false }
    return try lets(of: previous).contains { $0.endedAt == nil && $0.span.contains(day) }
  }
}
