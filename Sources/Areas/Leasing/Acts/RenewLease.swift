import Kernel
import Store

/// Prepares the lease that follows another: the same parties, premises and terms at the prices of its first day, unless told otherwise.
package struct RenewLease: Act {
  package let lease: ID<Lease>
  /// nil: the day after the one before ends.
  package let from: Day?
  /// nil: by the renewal step of the scheme.
  package let until: Day?
  /// nil: the same; another is the way out of a scheme that is used up.
  package let scheme: ID<Scheme>?
  /// nil: the prices in force.
  package let lines: [LineDraft]?
  package let deposit: Money?

  package init(
    _ lease: ID<Lease>, from: Day? = nil, until: Day? = nil, scheme: ID<Scheme>? = nil, lines: [LineDraft]? = nil, deposit: Money? = nil
  ) {
    (self.lease, self.from, self.until, self.scheme, self.lines, self.deposit) = (lease, from, until, scheme, lines, deposit)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Lease> {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease), let version = try transaction.schemeVersion(facts.lease.version) else {
      throw Refusal.notFound
    }
    let old = facts.lease
    try transaction.demandRenewable(old, on: today)
    if try transaction.leases(after: lease).contains(where: { $0.withdrawnAt == nil }) {
      throw Refusal.conflict("leasing.problem.followedAlready")
    }
    guard let first = from ?? old.until ?? old.term, first > old.from else {
      throw Refusal.invalid("kernel.problem.missing", field: "from")
    }
    if let until = old.until, first != until {
      throw Refusal.invalid("leasing.problem.renewalGap", field: "from", ["day": "\(until)"])
    }
    // Whoever was left in place for a month after a derogatory lease has a statutory one (C. com. L145-5).
    if let term = old.until, today >= StayCounter.hardStop(after: term), try transaction.state(of: old, on: today) == .undecided {
      let next = try transaction.scheme(scheme ?? version.scheme)
      if next?.kind != .commercial { throw Refusal.invalid("leasing.problem.stopPassed", field: "scheme") }
    }
    try transaction.demandRevised(facts, before: first, on: today)
    var draft = try transaction.draft(after: facts, from: first, asAgreed: lines != nil)
    if let lines { draft.lines = lines }
    if let deposit { draft.terms.deposit = deposit }
    draft.succession = .renewal
    if let scheme {
      draft.scheme = scheme
      draft.until = until
    } else {
      let step = version.terms.renewalStep ?? version.terms.firstTerm
      draft.until = until ?? step.map { first.adding(months: $0) }
    }
    let id = ID<Lease>.fresh(at: now)
    let checked = try transaction.check(draft, on: today)
    try transaction.write(checked, as: id, for: viewer, at: now)
    try transaction.note("leasing.lease.renew", on: old.subject, by: viewer, at: now, after: try audited(["next": id.text]))
    return id
  }
}

extension Transaction {
  /// What a lease would be if it were written again for a later day, at the prices of then; reductions of years of stay come from the scheme.
  /// The index goes on in its rhythm from its last revision. See docs/indexation.md.
  /// - Parameter asAgreed: whether the prices are agreed anew for that day, which is then not a day of revision.
  package borrowing func draft(after facts: LeaseFacts, from day: Day, asAgreed: Bool) throws -> LeaseDraft {
    let old = facts.lease
    guard let version = try schemeVersion(old.version) else { throw Refusal.notFound }
    var terms = facts.terms(on: day)
    terms.indexDay = nil
    if let clause = terms.index, let period = facts.indexPeriod(on: day) {
      let base = try indexBase(of: old, period, after: try revisions(of: old.id).last)
      terms.index = IndexClause(
        clause.index, base: base.quarter, clause.comparison, tunnel: clause.tunnel, isSmallFirm: clause.isSmallFirm)
      let from = asAgreed ? day + 1 : day
      // A first day of revision that an amendment agreed and that did not come yet stays agreed.
      let agreed = period.isAmended && base.since == period.from ? period.first : nil
      terms.indexDay =
        agreed.map { $0 >= from ? $0 : IndexRule.next(since: $0, every: terms.indexMonths, from: from) }
        ?? IndexRule.next(since: base.since, every: terms.indexMonths, from: from)
    }
    return LeaseDraft(
      scheme: version.scheme, entity: old.entity, tenant: old.tenant, payer: facts.payer(on: day), language: old.language,
      cells: try cells(of: old.id).map(\.id), from: day, terms: terms, lines: facts.lineDrafts(on: day), previous: old.id)
  }

  /// A revision that was due before the day and can be made comes first: what follows starts from its rent and its quarter.
  borrowing func demandRevised(_ facts: LeaseFacts, before day: Day, on today: Day) throws {
    guard let due = try dueRevision(of: facts, through: min(day - 1, today), on: today), due.indexation != nil else { return }
    throw Refusal.conflict("leasing.problem.reviseFirst", ["day": "\(due.day)"])
  }
}

extension LeaseStep {
  fileprivate var written: LineDraft.Price {
    rate.map { .rate($0) } ?? (price.basis == .year ? .year(price.amount) : .month(price.amount))
  }
}

extension LeaseFacts {
  /// The headings of a day as they could be written again.
  package func lineDrafts(on day: Day) -> [LineDraft] {
    lines.filter { $0.span.contains(day) || $0.span.until == nil }.compactMap { line in
      let own = steps.filter { $0.line == line.id }
      guard let step = own.last(where: { $0.from <= day }) ?? own.first else { return nil }
      var draft = LineDraft(line.kind, line.text, step.written, area: line.area, vat: line.vat, isIndexed: line.isIndexed)
      // Added for a later day, it begins on that day.
      if line.span.from > day { draft.from = line.span.from }
      draft.steps = own.filter { $0.from > max(day, line.span.from) && $0.cause != .index }.enumerated().map { place, later in
        LineDraft.Step(from: later.from, later.written, row: place + 1)
      }
      return draft
    }
  }
}
