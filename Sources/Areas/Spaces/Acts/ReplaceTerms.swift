import Kernel
import Store

/// Gives an option or an offer more time, or less.
package struct ExtendOption: Act {
  package let hold: ID<Hold>
  /// The first day on which it will hold no longer.
  package let expiresOn: Day
  package let reason: String
  package let silently: Bool

  package init(_ hold: ID<Hold>, expiresOn: Day, reason: String = "", silently: Bool = false) {
    (self.hold, self.expiresOn, self.reason, self.silently) = (hold, expiresOn, reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    let today = HouseTime.mulhouse.day(of: now)
    let old = try transaction.standingHold(hold, on: today)
    guard let before = old.expiresOn else { throw Refusal.conflict("spaces.problem.neverExpires") }
    if expiresOn <= today { throw Refusal.invalid("spaces.problem.expiryPast", field: "expires_on", ["today": today.description]) }
    // As placing has it: a promise does not stand longer than what it promises.
    if let until = old.span.until, expiresOn > until {
      throw Refusal.invalid("spaces.problem.expiryAfterEnd", field: "expires_on", ["last": (until - 1).description])
    }
    let cells = try old.space.map { try transaction.cells(of: $0) } ?? transaction.pool(of: old.id)
    if let end = try transaction.headLease(of: transaction.placingCells(cells), from: old.span.from)?.until, expiresOn > end {
      throw Refusal.invalid("spaces.problem.expiryAfterLease", field: "expires_on", ["last": (end - 1).description])
    }
    if expiresOn == before { return }
    try transaction.run("UPDATE holds SET expires_on = \(expiresOn) WHERE id = \(old.id)")
    try transaction.note(
      "spaces.hold.extend", on: old.subject, by: viewer, at: now, before: before.description,
      after: try audited(["expires": expiresOn.description, "reason": reason]))
    try transaction.renewPlan()
    if !silently { try transaction.write("extended", about: old.id, at: now) { _ in ["why": reason] } }
  }
}

/// Says anew the rent, the reason and the place in the queue of what stands.
package struct ReplaceTerms: Act {
  /// What can be said anew, by the names of the fields.
  package enum Term: String, Sendable, CaseIterable {
    case rent = "monthly_rent"
    case reason
    case place = "queue_position"
  }
  package let hold: ID<Hold>
  package let monthlyRent: Money?
  package let reason: String
  package let queuePosition: Int?
  /// What stays as it is, whatever is given here.
  package var kept: Set<Term> = []

  package init(_ hold: ID<Hold>, monthlyRent: Money?, reason: String, queuePosition: Int?) {
    (self.hold, self.monthlyRent, self.reason, self.queuePosition) = (hold, monthlyRent, reason, queuePosition)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: false, at: now)
    let old = try transaction.standingHold(hold, on: HouseTime.mulhouse.day(of: now))
    let monthlyRent = kept.contains(.rent) ? old.monthlyRent : self.monthlyRent
    let reason = kept.contains(.reason) ? old.reason : self.reason
    let queuePosition = kept.contains(.place) ? old.queuePosition : self.queuePosition
    var problems = Problems()
    if let monthlyRent, monthlyRent < .zero { problems.add("kernel.problem.amount", field: "monthly_rent") }
    if let queuePosition, !(1...1000).contains(queuePosition) {
      problems.add("kernel.problem.range", field: "queue_position", ["low": "1", "high": "1000"])
    }
    try problems.refuse()
    // Who waits and who holds is decided by placing, not by a number.
    if old.isWaiting != (queuePosition != nil) { throw Refusal.conflict("spaces.problem.queueChanges", field: "queue_position") }
    try transaction.run(
      """
      UPDATE holds SET monthly_rent = \(monthlyRent), reason = \(reason), queue_position = \(queuePosition) WHERE id = \(old.id)
      """)
    try transaction.note(
      "spaces.hold.terms", on: old.subject, by: viewer, at: now,
      before: try audited(["rent": old.monthlyRent.map { "\($0.cents)" }, "reason": old.reason, "queue": old.queuePosition.map { "\($0)" }]
      ),
      after: try audited(["rent": monthlyRent.map { "\($0.cents)" }, "reason": reason, "queue": queuePosition.map { "\($0)" }]))
    try transaction.renewPlan()
  }
}

extension Hold {
  /// In a queue behind others for the same cells: it keeps them from nobody.
  package var isWaiting: Bool { queuePosition != nil }
}
