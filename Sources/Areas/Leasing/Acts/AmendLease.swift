import Kernel
import Spaces
import Store

/// One thing an amendment changes from its day on.
package enum LeaseChange: Sendable, Hashable {
  case price(line: ID<LeaseLine>, LineDraft.Price)
  case add(LineDraft)
  case endLine(ID<LeaseLine>)
  case reduce(ReductionDraft)
  case terms(TermsChange)
}

/// Changes what a signed lease asks, from a day on. What was before stays written; what was invoiced for later is set right by a difference.
package struct AmendLease: Act {
  package let lease: ID<Lease>
  package let day: Day
  package let summary: String
  package let changes: [LeaseChange]
  /// The signed copy, where it is there already.
  package let paper: LeaseUpload?

  package init(_ lease: ID<Lease>, from day: Day, summary: String, _ changes: [LeaseChange], paper: LeaseUpload? = nil) {
    (self.lease, self.day, self.summary, self.changes, self.paper) = (lease, day, summary, changes, paper)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try transaction.state(of: facts.lease, on: today).demand(.amend)
    let place = try transaction.amend(facts, from: day, summary: summary, changes, for: viewer, at: now)
    if let paper { try transaction.file(paper, for: .amendment(place), of: facts.lease, by: viewer, at: now) }
  }
}

extension Transaction {
  /// Its number within the lease.
  @discardableResult
  borrowing func amend(
    _ facts: LeaseFacts, from day: Day, summary: String, _ changes: [LeaseChange], for viewer: Viewer, at now: Instant
  ) throws -> Int {
    var problems = Problems()
    let lease = facts.lease
    guard let span = lease.span, span.contains(day) else { throw Refusal.invalid("leasing.problem.outside", field: "day") }
    // What is said again as it already is changes nothing.
    let changes = try complete(changes, in: facts, from: day).filter { change in
      guard case .terms(let terms) = change else { return true }
      return terms.payer != nil || terms.applied(to: facts.terms(on: day)) != facts.terms(on: day)
    }
    let today = HouseTime.mulhouse.day(of: now)
    if summary.allSatisfy(\.isWhitespace) { problems.add("kernel.problem.missing", field: "summary") }
    if changes.isEmpty { problems.add("leasing.problem.noChange", field: "changes") }
    let yearly = facts.yearly(of: [.rent], on: day, after: changes)
    for (place, change) in changes.enumerated() {
      problems.add(try self.problems(of: change, in: facts, from: day, span: span, place: place + 1, yearly: yearly, on: today))
    }
    problems.add(followProblems(of: changes, in: facts, from: day))
    try problems.refuse()
    let last: Int = try value("SELECT COALESCE(MAX(place), 0) FROM lease_amendments WHERE lease = \(lease.id)") ?? 0
    let amendment = last + 1
    try run(
      """
      INSERT INTO lease_amendments (id, lease, place, day, summary, made_at, made_by)
      VALUES (\(ID<LeaseAmendment>.fresh(at: now)), \(lease.id), \(amendment), \(day), \(summary), \(now), \(viewer.name))
      """)
    for change in changes { try write(change, in: facts, from: day, as: amendment, summary: summary, for: viewer, at: now) }
    try settleDifferences(of: lease.id, reason: "leasing.explain.amended", for: viewer, at: now)
    guard let after = try leaseFacts(lease.id) else { throw Refusal.notFound }
    if day <= today { try tellRent(of: after, on: today, for: viewer, at: now) }
    try note(
      "leasing.lease.amend", on: lease.subject, by: viewer, at: now,
      after: try audited(["day": day.description, "summary": summary]))
    return amendment
  }

  private borrowing func problems(
    of change: LeaseChange, in facts: LeaseFacts, from day: Day, span: DaySpan, place: Int, yearly: Money, on today: Day
  )
    throws
    -> [Problem]
  {
    switch change {
    case .price(let id, let price):
      guard let line = facts.lines.first(where: { $0.id == id }), line.span.contains(day) else {
        return [Problem("kernel.problem.choice", field: "line")]
      }
      if facts.steps.contains(where: { $0.line == id && $0.from >= day && $0.from != line.span.from }) {
        return [Problem("leasing.problem.laterPrice", field: "day")]
      }
      var draft = LineDraft(line.kind, line.text, price, area: line.area)
      draft.from = day
      return LineRules.problems(draft, place: place)
        + (line.span.from == day ? [Problem("leasing.problem.firstPrice", field: "day")] : [])
    case .add(let draft): return LineRules.problems(draft, place: place)
    case .endLine(let id):
      let isThere = facts.lines.contains { $0.id == id && $0.span.contains(day) && $0.span.from < day }
      return isThere ? [] : [Problem("kernel.problem.choice", field: "line")]
    case .reduce(let reduction):
      var problems = Problems()
      checkReductions([reduction], within: span, &problems)
      if reduction.from < day { problems.add("leasing.problem.outside", field: "reduction_from") }
      return problems.items
    case .terms(let change): return try self.problems(of: change, in: facts, from: day, yearly: yearly, on: today)
    }
  }

  private borrowing func write(
    _ change: LeaseChange, in facts: LeaseFacts, from day: Day, as amendment: Int, summary: String, for viewer: Viewer, at now: Instant
  ) throws {
    switch change {
    case .price(let id, let price):
      let line = facts.lines.first { $0.id == id }
      let draft = LineDraft(line?.kind ?? .rent, "", price, area: line?.area)
      try writeStep(of: id, from: day, draft.rent, rate: draft.rate, cause: .amended, reason: summary, for: viewer, at: now)
    case .add(let draft):
      var draft = draft
      draft.from = draft.from.map { max($0, day) } ?? day
      try write(draft, in: facts.lease.id, from: day, until: facts.lease.until, reason: summary, cause: .amended, for: viewer, at: now)
    case .endLine(let id): try run("UPDATE lease_lines SET until_day = \(day) WHERE id = \(id)")
    case .reduce(let reduction): try write(reduction, in: facts.lease.id, for: viewer, at: now)
    case .terms(let change):
      try write(change, of: facts, from: day, as: amendment, for: viewer, at: now)
    }
  }
}

/// Charges nothing at all over some days, by agreement.
package struct FreezeLease: Act {
  package let lease: ID<Lease>
  package let span: DaySpan
  package let reason: String

  package init(_ lease: ID<Lease>, over span: DaySpan, reason: String) { (self.lease, self.span, self.reason) = (lease, span, reason) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try transaction.state(of: facts.lease, on: today).demand(.freeze)
    var problems = Problems()
    if span.until == nil { problems.add("kernel.problem.missing", field: "last") }
    problems.demandNear(span.until, field: "last")
    if reason.isEmpty { problems.add("kernel.problem.missing", field: "reason") }
    if let held = facts.lease.span, !held.covers(span) { problems.add("leasing.problem.outside", field: "from") }
    if facts.reductions.contains(where: { $0.reduction.kind == .freeze && $0.reduction.span.overlaps(span) }) {
      problems.add("leasing.problem.frozenAlready", field: "from")
    }
    try problems.refuse()
    try transaction.write(ReductionDraft(.freeze, from: span.from, until: span.until, reason: reason), in: lease, for: viewer, at: now)
    try transaction.settleDifferences(of: lease, reason: "leasing.explain.frozen", for: viewer, at: now)
    try transaction.note(
      "leasing.lease.freeze", on: facts.lease.subject, by: viewer, at: now,
      after: try audited(["span": span.description, "reason": reason]))
  }
}
