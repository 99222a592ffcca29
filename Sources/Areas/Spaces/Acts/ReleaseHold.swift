import Kernel
import Store

/// Gives back what an option, an offer or works still hold, from today on. A let is ended instead.
package struct ReleaseHold: Act {
  package let hold: ID<Hold>
  package let reason: String
  package let silently: Bool

  package init(_ hold: ID<Hold>, reason: String, silently: Bool = false) {
    (self.hold, self.reason, self.silently) = (hold, reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    let today = HouseTime.mulhouse.day(of: now)
    let old = try transaction.standingHold(hold, on: today)
    if old.kind == .let { throw Refusal.conflict("spaces.problem.letIsEnded") }
    try transaction.end(old, how: .released, on: today, reason: reason, at: now)
    try transaction.note("spaces.hold.release", on: old.subject, by: viewer, at: now, after: try audited(["reason": reason]))
    if !silently { try transaction.write("released", about: old.id, at: now) { _ in ["why": reason] } }
    try transaction.serveQueue(silently: silently, at: now)
  }
}

/// Ends a let before a day: given notice, or annulled when the day is not after its first.
package struct EndLet: Act {
  package let hold: ID<Hold>
  /// The first day on which it holds no longer.
  package let day: Day
  package let reason: String
  package let silently: Bool

  package init(_ hold: ID<Hold>, on day: Day, reason: String, silently: Bool = false) {
    (self.hold, self.day, self.reason, self.silently) = (hold, day, reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    guard let old = try transaction.hold(hold) else { throw Refusal.notFound }
    if old.kind != .let { throw Refusal.conflict("spaces.problem.notLet") }
    if old.endedAt != nil { throw Refusal.conflict("spaces.problem.holdOver") }
    if let until = old.span.until, until <= day {
      throw Refusal.conflict("spaces.problem.endsBefore", field: "day", ["day": until.description])
    }
    if day <= old.span.from {
      try transaction.end(old, how: .ended, on: day, reason: reason, at: now)
    } else {
      // It stands until that day, as any let with an end: nothing has to be written when the day comes.
      try transaction.shorten(old, to: day, reason: reason, at: now)
      try transaction.run("UPDATE holds SET ended_reason = \(reason) WHERE id = \(old.id)")
      try transaction.renewPlan()
    }
    try transaction.note(
      "spaces.let.end", on: old.subject, by: viewer, at: now, before: old.span.description,
      after: try audited(["day": day.description, "reason": reason]))
    try transaction.serveQueue(silently: silently, at: now)
  }
}
