import Kernel
import Spaces
import Store

extension Transaction {
  borrowing func writeEnding(of lease: Lease, on day: Day, reason: EndReason, note: String, at now: Instant) throws {
    try run(
      """
      UPDATE leases SET ended_on = \(day), ended_at = \(now), end_reason = \(reason), end_note = \(note) WHERE id = \(lease.id)
      """)
  }

  /// Ends a lease on a day: the plan lets go of the cells, what was charged for later is given back. Neighbouring cells kept for the tenant to
  /// grow into are free again, unless another lease follows in the same place.
  borrowing func end(_ facts: LeaseFacts, on day: Day, reason: EndReason, note: String, for viewer: Viewer, at now: Instant) throws {
    try writeEnding(of: facts.lease, on: day, reason: reason, note: note, at: now)
    if reason != .renewed { try releaseGrowth(of: facts.lease, for: viewer, at: now) }
    try keepLets(of: facts, until: day, for: viewer, at: now)
    try settleDifferences(of: facts.lease.id, reason: "leasing.explain.ended", for: viewer, at: now)
  }
}

/// Ends a lease before a day, with the reason that tells churn from moves. On its first day or before, it never was.
package struct EndLease: Act {
  package let lease: ID<Lease>
  /// The first day without.
  package let day: Day
  package let reason: EndReason
  package let note: String

  package init(_ lease: ID<Lease>, on day: Day, reason: EndReason, note: String = "") {
    (self.lease, self.day, self.reason, self.note) = (lease, day, reason, note)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try transaction.state(of: facts.lease, on: today).demand(.end)
    var problems = Problems()
    problems.demandNear(day, field: "last")
    try problems.refuse()
    if let until = facts.lease.until, day > until {
      throw Refusal.invalid("leasing.problem.afterTerm", field: "last", ["last": "\(until - 1)"])
    }
    let entry = facts.lease.from
    if reason == .annulled, day > entry { throw Refusal.invalid("leasing.problem.annulled", field: "last", ["entry": "\(entry)"]) }
    if reason != .annulled, day <= entry {
      throw Refusal.invalid("leasing.problem.neverBegan", field: "reason", ["entry": "\(entry)"])
    }
    let before = facts.lease.ending?.day
    try transaction.end(facts, on: max(day, facts.lease.from), reason: reason, note: note, for: viewer, at: now)
    try transaction.note(
      "leasing.lease.end", on: facts.lease.subject, by: viewer, at: now, before: before?.description,
      after: try audited(["day": day.description, "reason": reason.rawValue, "note": note]))
  }
}

/// Gives notice, by one side or the other: the lease ends on its day unless the notice is withdrawn before.
package struct GiveNotice: Act {
  package let lease: ID<Lease>
  package let side: NoticeSide
  package let receivedOn: Day
  /// The first day without.
  package let effectiveOn: Day
  /// Both sides agreed on a day that the contract alone would not allow.
  package let isAgreed: Bool
  /// Of a landlord who ends a commercial lease.
  package let ground: LandlordGround
  package let note: String
  /// The letter, where it is at hand.
  package let letter: LeaseUpload?

  package init(
    _ lease: ID<Lease>, by side: NoticeSide, receivedOn: Day, effectiveOn: Day, agreed: Bool = false,
    ground: LandlordGround = .term, note: String = "", letter: LeaseUpload? = nil
  ) {
    (self.lease, self.side, self.receivedOn, self.effectiveOn) = (lease, side, receivedOn, effectiveOn)
    (isAgreed, self.ground, self.note, self.letter) = (agreed, ground, note, letter)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let known = try transaction.lease(lease) else { throw Refusal.notFound }
    if side == .landlord || isAgreed {
      try viewer.demand(.writeLeases)
    } else {
      try viewer.demand(.acceptLeases, for: known.tenant)
    }
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let facts = try transaction.leaseFacts(lease), let version = try transaction.schemeVersion(known.version) else {
      throw Refusal.notFound
    }
    try transaction.state(of: facts.lease, on: today).demand(.giveNotice)
    var problems = Problems()
    problems.demandNear(receivedOn, field: "received_on")
    problems.demandNear(effectiveOn, field: "effective_on")
    try problems.refuse()
    if receivedOn > today { problems.add("leasing.problem.receivedLater", field: "received_on") }
    // A tenant gives it today: only the house records one that came on paper earlier.
    if !viewer.may(.writeLeases), receivedOn != today { problems.add("leasing.problem.receivedToday", field: "received_on") }
    let rule = version.terms.notice
    let (from, term) = (try transaction.contractBegin(of: facts.lease), facts.lease.term)
    if !isAgreed, !rule.allows(effectiveOn, received: receivedOn, leaseFrom: from, term: term, by: side, for: ground) {
      let earliest = rule.earliest(received: receivedOn, leaseFrom: from, term: term, by: side, for: ground)
      problems.add(
        "leasing.problem.noticeEarly", field: "effective_on", ["day": "\(earliest - 1)", "reference": version.terms.reference])
    }
    if isAgreed, note.isEmpty { problems.add("kernel.problem.missing", field: "note") }
    if effectiveOn <= facts.lease.from || effectiveOn < receivedOn { problems.add("leasing.problem.reversed", field: "effective_on") }
    if let until = facts.lease.until, effectiveOn > until {
      problems.add("leasing.problem.afterTerm", field: "effective_on", ["last": "\(until - 1)"])
    }
    try problems.refuse()
    try transaction.run(
      """
      INSERT INTO lease_notices (id, lease, side, received_on, effective_on, agreed, ground, note, made_at, made_by)
      VALUES (\(ID<LeaseNotice>.fresh(at: now)), \(lease), \(side), \(receivedOn), \(effectiveOn), \(isAgreed),
        \(side == .landlord && rule.onlyEachThreeYears ? ground : nil), \(note), \(now),
        \(viewer.name))
      """)
    try transaction.end(facts, on: effectiveOn, reason: side == .tenant ? .notice : .landlord, note: note, for: viewer, at: now)
    try transaction.note(
      "leasing.notice.give", on: facts.lease.subject, by: viewer, at: now,
      after: try audited(["side": side.rawValue, "effective": effectiveOn.description]))
    if let letter {
      let place = try transaction.notices(of: lease).count
      try transaction.file(letter, for: .notice(place), of: facts.lease, by: viewer, at: now)
    }
  }
}

/// Takes a notice back before its day, if nobody was promised the cells meanwhile.
package struct WithdrawNotice: Act {
  package let lease: ID<Lease>

  package init(_ lease: ID<Lease>) { self.lease = lease }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let known = try transaction.lease(lease) else { throw Refusal.notFound }
    guard let notice = try transaction.notice(of: lease) else { throw Refusal.conflict("leasing.problem.noNotice") }
    try transaction.state(of: known, on: today).demand(.withdrawNotice)
    try transaction.run("UPDATE lease_notices SET withdrawn_at = \(now), withdrawn_by = \(viewer.name) WHERE id = \(notice.id)")
    try transaction.run("UPDATE leases SET ended_on = NULL, ended_at = NULL, end_reason = NULL, end_note = NULL WHERE id = \(lease)")
    guard let facts = try transaction.leaseFacts(lease) else { throw Refusal.notFound }
    try transaction.keepLets(of: facts, until: facts.lease.until, for: viewer, at: now)
    try transaction.settleDifferences(of: lease, reason: "leasing.explain.goesOn", for: viewer, at: now)
    try transaction.note(
      "leasing.notice.withdraw", on: known.subject, by: viewer, at: now, before: notice.effectiveOn.description)
  }
}
