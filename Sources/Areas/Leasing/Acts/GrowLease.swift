import Kernel
import Spaces
import Store

/// Keeps neighbouring cells for a tenant who may grow into them, up to a day.
package struct GrantGrowth: Act {
  package let lease: ID<Lease>
  package let cells: [ID<Cell>]
  package let from: Day
  package let expiresOn: Day
  package let monthlyRent: Money?

  package init(_ lease: ID<Lease>, cells: [ID<Cell>], from: Day, expiresOn: Day, monthlyRent: Money? = nil) {
    (self.lease, self.cells, self.from, self.expiresOn, self.monthlyRent) = (lease, cells, from, expiresOn, monthlyRent)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    try viewer.demand(.prepareLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try transaction.state(of: facts.lease, on: today).demand(.growth)
    guard let span = facts.lease.span, span.contains(from) else { throw Refusal.invalid("leasing.problem.outside", field: "from") }
    let own = try transaction.cells(of: lease).map(\.id)
    if !(try transaction.neighbours(on: max(from, today)).isConnected(own + cells)) {
      throw Refusal.invalid("leasing.problem.noNeighbour", field: "cells")
    }
    let hold = try GrantOption(
      organisation: facts.lease.tenant, cells: .exactly(cells), start: .day(from), until: facts.lease.until, expiresOn: expiresOn,
      monthlyRent: monthlyRent, reason: facts.lease.number, silently: true
    ).perform(in: transaction, for: viewer.inSpaces, at: now)
    try transaction.link(hold, to: lease, as: .growth)
    try transaction.note(
      "leasing.growth.grant", on: facts.lease.subject, by: viewer, at: now,
      after: try audited(["hold": hold.text, "expires": expiresOn.description]))
    return hold
  }
}

extension Transaction {
  private borrowing func standingGrowth(of lease: ID<Lease>, on today: Day) throws -> [Hold] {
    try leaseHolds(of: lease).filter { $0.purpose == .growth }.compactMap { try hold($0.hold) }.filter { $0.stands(on: today) }
  }

  /// Whoever leaves has no more to grow into.
  borrowing func releaseGrowth(of lease: Lease, for viewer: Viewer, at now: Instant) throws {
    for hold in try standingGrowth(of: lease.id, on: HouseTime.mulhouse.day(of: now)) {
      try ReleaseHold(hold.id, reason: lease.number, silently: true).perform(in: self, for: viewer.inSpaces, at: now)
    }
  }

  /// What was kept beside a lease is kept beside the one that renews it.
  borrowing func carryGrowth(from lease: ID<Lease>, to next: ID<Lease>, on today: Day) throws {
    for hold in try standingGrowth(of: lease, on: today) {
      try run("UPDATE lease_holds SET lease = \(next) WHERE hold = \(hold.id) AND purpose = 'growth'")
    }
  }
}

/// Takes the cells of a growth option into the lease, from a day on, at a price of their own.
package struct TakeGrowth: Act {
  package let lease: ID<Lease>
  package let hold: ID<Hold>
  package let day: Day
  package let line: LineDraft
  package let summary: String

  package init(_ lease: ID<Lease>, hold: ID<Hold>, from day: Day, line: LineDraft, summary: String) {
    (self.lease, self.hold, self.day, self.line, self.summary) = (lease, hold, day, line, summary)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try transaction.state(of: facts.lease, on: today).demand(.growth)
    guard try transaction.leaseHolds(of: lease).contains(where: { $0.hold == hold && $0.purpose == .growth }) else {
      throw Refusal.notFound
    }
    let let_ = try FirmUpHold(
      hold, into: .let, start: .day(day), until: facts.lease.until.map { .before($0) } ?? .withoutEnd, monthlyRent: line.rent.monthly,
      reason: facts.lease.number, silently: true
    ).perform(in: transaction, for: viewer.inSpaces, at: now)
    try transaction.link(let_, to: lease, as: .let)
    guard let made = try transaction.hold(let_), let space = made.space else { throw Refusal.notFound }
    for cell in try transaction.cells(of: space) {
      try transaction.run("INSERT INTO lease_cells (lease, cell, from_day) VALUES (\(lease), \(cell.id), \(day))")
    }
    try transaction.amend(facts, from: day, summary: summary, [.add(line)], for: viewer, at: now)
  }
}
