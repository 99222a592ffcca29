import Kernel
import Spaces
import Store

extension Viewer {
  /// Who moves the holds of a lease: whoever may, or the house on behalf of a tenant who signs or leaves.
  var inSpaces: Viewer { may(.writeHolds) ? self : .house }
}

extension Transaction {
  /// What still holds the cells of a lease that is not signed: its offer, or the promise it was prepared from.
  borrowing func standingOffer(of lease: ID<Lease>, on today: Day) throws -> Hold? {
    for link in try leaseHolds(of: lease) where link.purpose == .offer {
      if let hold = try heir(of: link.hold), hold.kind != .let, hold.stands(on: today) { return hold }
    }
    return nil
  }

  /// An option or an offer that a lease may take over: it stands, is the tenant's, and is no other lease's.
  borrowing func promise(_ id: ID<Hold>, to tenant: OrganisationID, on today: Day) throws -> Hold {
    guard let hold = try heir(of: id), hold.kind == .option || hold.kind == .offer, hold.stands(on: today), !hold.isWaiting else {
      throw Refusal.invalid("leasing.problem.promiseOver", field: "hold")
    }
    if hold.organisation != tenant { throw Refusal.invalid("leasing.problem.promiseOfOther", field: "tenant") }
    if let lease = try lease(takingOver: hold.id) {
      throw Refusal.conflict("leasing.problem.promiseTaken", field: "hold", ["number": lease.number])
    }
    return hold
  }

  /// The lease that carries out what was promised by a hold, or by one that hold took over from.
  package borrowing func lease(takingOver hold: ID<Hold>) throws -> Lease? {
    var next: ID<Hold>? = hold
    while let id = next {
      if let found: Lease = try one("SELECT l.* FROM leases l JOIN lease_holds h ON h.lease = l.id WHERE h.hold = \(id)") { return found }
      next = try value("SELECT id FROM holds WHERE successor = \(id) ORDER BY id LIMIT 1")
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
