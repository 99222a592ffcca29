import Kernel
import Store

/// A revision that is due: by which values, or why not yet.
package struct DueRevision: Sendable {
  package let facts: LeaseFacts
  package let day: Day
  /// That is in force on the day.
  package let clause: IndexClause
  package let outcome: Result<Indexation, Refusal>

  package var indexation: Indexation? { try? outcome.get() }
  /// The indexed lines with their prices before and after.
  package func prices(_ indexation: Indexation) -> [(line: LeaseLine, before: RentPrice, after: RentPrice)] {
    facts.lines.filter { $0.isIndexed && $0.span.contains(day) }.compactMap { line in
      // A price agreed for that very day is the price: it is not revised at once, unless it is the one that a renewal took over.
      let isTakenOver = facts.lease.succession == .renewal && day == facts.lease.from
      if !isTakenOver, facts.steps.contains(where: { $0.line == line.id && $0.from == day }) { return nil }
      guard let before = facts.price(of: line, on: day) else { return nil }
      return (line, before, RentPrice(before.basis, indexation.applied(to: before.amount)))
    }
  }
}

extension Transaction {
  borrowing func indexRule(_ period: IndexPeriod) throws -> IndexRule {
    let clause = period.clause
    return IndexRule(
      clause, every: period.months, points: try indexValues(of: clause.index).map(\.point), ceilings: try indexCeilings())
  }

  /// The day from which the prices of a lease without revisions stand: its first, or that of the last revision in the leases it goes on from.
  borrowing func unrevisedSince(_ lease: Lease) throws -> Day {
    var lease = lease
    while let clause = lease.terms.index, lease.succession != nil, let id = lease.previous, let before = try self.lease(id) {
      let done = try revisions(of: id).last
      guard let period = before.indexPeriods(try amendedTerms(of: id)).last, period.clause.index == clause.index else { break }
      let own = done.flatMap { $0.day >= period.from ? $0 : nil }
      guard (own?.new ?? period.clause.base) == clause.base else { break }
      if let own { return own.day }
      if period.isAmended { return period.from }
      lease = before
    }
    return lease.from
  }

  /// What a clause compares with, and since when: the last revision under it, else the quarter it names and the day it begins.
  borrowing func indexBase(of lease: Lease, _ period: IndexPeriod, after done: LeaseRevision?) throws -> (quarter: Quarter, since: Day) {
    if let done, done.day >= period.from { return (done.new, done.day) }
    return (period.clause.base, period.isAmended ? period.from : try unrevisedSince(lease))
  }

  /// The next revision of a lease, if its day is not after `horizon`.
  package borrowing func dueRevision(of facts: LeaseFacts, through horizon: Day, on today: Day) throws -> DueRevision? {
    let lease = facts.lease
    let periods = facts.indexPeriods
    guard let span = lease.span, !periods.isEmpty else { return nil }
    let done = try revisions(of: lease.id).last
    guard let (period, day) = periods.next(after: done?.day, before: min(span.until ?? (horizon + 1), horizon + 1)) else { return nil }
    let outcome: Result<Indexation, Refusal>
    do {
      let base = try indexBase(of: lease, period, after: done)
      outcome = .success(try indexRule(period).revision(from: base.quarter, since: base.since, on: day, today: today))
    } catch let error as Refusal { outcome = .failure(error) }
    return DueRevision(facts: facts, day: day, clause: period.clause, outcome: outcome)
  }

  /// The next revision of every lease that has one on a day up to the last of the month.
  package borrowing func dueRevisions(in month: Month, on today: Day) throws -> [DueRevision] {
    let last = (month + 1).first - 1
    let found = try leaseFacts(heldIn: month.span).filter { !$0.indexPeriods.isEmpty }
    return try found.compactMap { try dueRevision(of: $0, through: last, on: today) }
  }
}

/// Revises the rent of a lease by its index, on the day its clause says. Never twice: a day that is revised is done.
package struct IndexLease: Act {
  package let lease: ID<Lease>
  package let day: Day

  package init(_ lease: ID<Lease>, on day: Day) { (self.lease, self.day) = (lease, day) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<LeaseRevision> {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try transaction.state(of: facts.lease, on: today).demand(.index)
    if try transaction.revisions(of: lease).contains(where: { $0.day == day }) {
      throw Refusal.conflict("leasing.problem.indexedAlready", field: "day", ["day": "\(day)"])
    }
    guard let due = try transaction.dueRevision(of: facts, through: day, on: today), due.day == day else {
      throw Refusal.conflict("leasing.problem.notDue", field: "day", ["day": "\(day)"])
    }
    let indexation = try due.outcome.get()
    let prices = due.prices(indexation)
    let id = ID<LeaseRevision>.fresh(at: now)
    let before = prices.reduce(Money.zero) { $0 + $1.before.yearly }
    let after = prices.reduce(Money.zero) { $0 + $1.after.yearly }
    try transaction.run(
      """
      INSERT INTO lease_revisions (id, lease, day, index_name, base_quarter, base_value, new_quarter, new_value, ratio, bound, reference,
        rent_before, rent_after, made_at, made_by)
      VALUES (\(id), \(lease), \(day), \(indexation.index), \(indexation.base.quarter), \(indexation.base.hundredths),
        \(indexation.new.quarter), \(indexation.new.hundredths), \(indexation.ratio), \(indexation.bound), \(indexation.reference), \(before),
        \(after), \(now), \(viewer.name))
      """)
    for (line, old, new) in prices {
      let values = PriceStep.IndexValues(
        indexation.index, base: indexation.base.quarter, indexation.base.hundredths, new: indexation.new.quarter,
        indexation.new.hundredths, ratio: indexation.ratio, before: old.amount, bound: indexation.bound)
      try transaction.writeStep(of: line.id, from: day, new, cause: .index, index: values, reason: "", for: viewer, at: now)
    }
    try transaction.settleDifferences(of: lease, reason: "leasing.explain.revised", for: viewer, at: now)
    if day <= today, let revised = try transaction.leaseFacts(lease) {
      try transaction.tellRent(of: revised, on: today, for: viewer, at: now)
    }
    try transaction.note(
      "leasing.lease.index", on: facts.lease.subject, by: viewer, at: now, before: "\(before.cents)",
      after: try audited(["day": day.description, "rent": "\(after.cents)", "ratio": indexation.ratio]))
    return id
  }
}

/// What revising a month came to.
package struct IndexedMonth: Sendable {
  package var done: [ID<Lease>] = []
  /// Those that could not be revised, with the reasons.
  package var refused: [(lease: Lease, refusal: Refusal)] = []
}

extension Database {
  /// Revises every lease that is due up to the end of a month, each in a transaction of its own: one that cannot be does not stop the others.
  package func indexLeases(in month: Month, for viewer: Viewer, at now: Instant) async throws -> IndexedMonth {
    try viewer.demand(.writeLeases)
    let today = HouseTime.mulhouse.day(of: now)
    var outcome = IndexedMonth()
    // A lease that fell behind is revised date by date, in their order.
    for _ in 0..<200 {
      let refused = Set(outcome.refused.map(\.lease.id))
      let due = try await read { transaction in try transaction.dueRevisions(in: month, on: today) }
        .filter { !refused.contains($0.facts.lease.id) }
      if due.isEmpty { break }
      for revision in due {
        do {
          _ = try await perform(IndexLease(revision.facts.lease.id, on: revision.day), for: viewer, at: now)
          outcome.done.append(revision.facts.lease.id)
        } catch let refusal as Refusal { outcome.refused.append((revision.facts.lease, refusal)) }
      }
    }
    return outcome
  }
}
