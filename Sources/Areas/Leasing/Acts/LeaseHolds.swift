import Kernel
import Spaces
import Store

extension Viewer {
  /// Who moves the holds of a lease: whoever may, or the house on behalf of a tenant who signs or leaves.
  var inSpaces: Viewer { may(.writeHolds) ? self : .house }
}

extension Transaction {
  /// The offer that still holds the cells of a lease.
  borrowing func standingOffer(of lease: ID<Lease>, on today: Day) throws -> Hold? {
    for link in try leaseHolds(of: lease) where link.purpose == .offer {
      if let hold = try hold(link.hold), hold.stands(on: today) { return hold }
    }
    return nil
  }

  /// The lets of a lease, in the order of their days; those that took over when walls moved included.
  package borrowing func lets(of lease: ID<Lease>) throws -> [Hold] {
    var found: [Hold] = []
    for link in try leaseHolds(of: lease) where link.purpose == .let {
      var next = try hold(link.hold)
      while let hold = next {
        if hold.endedHow == .reshaped, let successor = hold.successor {
          next = try self.hold(successor)
        } else {
          found.append(hold)
          next = nil
        }
      }
    }
    return found.filter { $0.kind == .let }.sorted { ($0.span.from, $0.id.text) < ($1.span.from, $1.id.text) }
  }

  borrowing func link(_ hold: ID<Hold>, to lease: ID<Lease>, as purpose: HoldPurpose) throws {
    try run("INSERT INTO lease_holds (hold, lease, purpose) VALUES (\(hold), \(lease), \(purpose))")
  }

  /// Lets the cells of a lease that nothing holds for it yet.
  borrowing func letCells(of facts: LeaseFacts, from day: Day, until: Day?, for viewer: Viewer, at now: Instant) throws {
    let cells = try cells(of: facts.lease.id).map(\.id)
    guard !cells.isEmpty, until.map({ day < $0 }) ?? true else { return }
    let act = LetSpace(
      organisation: facts.lease.tenant, cells: cells, start: .day(day), until: until, monthlyRent: facts.monthlyRent(on: day),
      reason: facts.lease.number, silently: true)
    try link(try act.perform(in: self, for: viewer.inSpaces, at: now), to: facts.lease.id, as: .let)
  }

  /// Brings the lets of a lease to an end on a day, or on to it: what the plan shows is what the lease says.
  borrowing func keepLets(of facts: LeaseFacts, until end: Day?, for viewer: Viewer, at now: Instant) throws {
    let lets = try lets(of: facts.lease.id)
    for hold in lets where hold.endedAt == nil {
      if let end, hold.span.until.map({ $0 > end }) ?? true {
        try EndLet(hold.id, on: end, reason: facts.lease.number, silently: true).perform(in: self, for: viewer.inSpaces, at: now)
      }
    }
    // A let cannot be made longer; another follows it, unless the cells were promised meanwhile.
    let standing = lets.filter { $0.endedAt == nil }
    if let last = standing.compactMap({ $0.span.until }).max(), !standing.contains(where: { $0.span.until == nil }),
      end.map({ $0 > last }) ?? true
    {
      try letCells(of: facts, from: last, until: end, for: viewer, at: now)
    }
  }

  /// Says the rent of a lease to the plan, where it still holds something.
  borrowing func tellRent(of facts: LeaseFacts, on day: Day, for viewer: Viewer, at now: Instant) throws {
    let today = HouseTime.mulhouse.day(of: now)
    let lets = try lets(of: facts.lease.id).filter { $0.stands(on: today) && ($0.span.until.map { $0 > today } ?? true) }
    guard lets.count == 1, let hold = lets.first, hold.monthlyRent != facts.monthlyRent(on: day) else { return }
    var act = ReplaceTerms(hold.id, monthlyRent: facts.monthlyRent(on: day), reason: hold.reason, queuePosition: hold.queuePosition)
    act.kept = [.reason, .place]
    try act.perform(in: self, for: viewer.inSpaces, at: now)
  }
}

extension LeaseFacts {
  /// What the plan says of it: the rent of a month, reductions taken off.
  package func monthlyRent(on day: Day) -> Money {
    schedule(over: lease.agreed).monthly(on: max(day, lease.from), rentOnly: true)
  }
}
