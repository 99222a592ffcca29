import Kernel
import Store

/// Says a new day for a milestone: everything that hangs on it moves with it, or nothing does.
package struct SlipMilestone: Act {
  package let milestone: ID<Milestone>
  package let day: Day
  package let reason: String
  /// Where it is known from.
  package let source: String
  package let silently: Bool

  package init(_ milestone: ID<Milestone>, to day: Day, reason: String, source: String = "", silently: Bool = false) {
    (self.milestone, self.day, self.reason, self.source, self.silently) = (milestone, day, reason, source, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeMilestones)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    try transaction.say(day, of: milestone, reached: false, reason: reason, source: source, silently: silently, for: viewer, at: now)
  }
}

/// Says that a milestone was reached on a day: from then on it moves no more.
package struct ReachMilestone: Act {
  package let milestone: ID<Milestone>
  package let day: Day
  package let reason: String
  package let source: String
  package let silently: Bool

  package init(_ milestone: ID<Milestone>, on day: Day, reason: String = "", source: String = "", silently: Bool = false) {
    (self.milestone, self.day, self.reason, self.source, self.silently) = (milestone, day, reason, source, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeMilestones)
    try transaction.lock(planLock)
    if day > HouseTime.mulhouse.day(of: now) { throw Refusal.invalid("spaces.problem.reachedLater", field: "day") }
    try transaction.expireHolds(silently: silently, at: now)
    try transaction.say(day, of: milestone, reached: true, reason: reason, source: source, silently: silently, for: viewer, at: now)
  }
}

extension Transaction {
  fileprivate borrowing func say(
    _ day: Day, of id: ID<Milestone>, reached: Bool, reason: String, source: String, silently: Bool, for viewer: Viewer, at now: Instant
  ) throws {
    guard let line = try milestone(id) else { throw Refusal.notFound }
    if line.isReached { throw Refusal.conflict("spaces.problem.milestoneReached", ["day": line.day.description]) }
    if day == line.day, !reached { throw Refusal.invalid("spaces.problem.sameDay", field: "day", ["day": day.description]) }
    let slip = try slip(of: line, to: day, on: HouseTime.mulhouse.day(of: now))
    if !slip.problems.isEmpty { throw Refusal(.conflict, slip.problems) }
    let said = try say(day, of: id, sequence: line.times + 1, reached: reached, reason: reason, source: source, at: now)
    // All rows leave before any comes back, so that two that move together never meet half way.
    for move in slip.moves { try run("DELETE FROM hold_cells WHERE hold = \(move.line.hold.id)") }
    for move in slip.moves {
      let hold = move.line.hold
      try setSpan(move.new, of: hold, follows: said, reason: reason, at: now)
      if let space = hold.space { try block(cells(of: space).map { (id: $0.id, number: $0.number) }, for: hold.id, over: move.new) }
      try note(
        "spaces.hold.redate", on: hold.subject, by: viewer, at: now, before: move.old.description,
        after: try audited(["span": move.new.description, "reason": reason]))
    }
    if !silently { for move in slip.moves { try writeMoved(move, reason: reason, at: now) } }
    try note(
      reached ? "spaces.milestone.reach" : "spaces.milestone.slip", on: line.milestone.subject, by: viewer, at: now,
      before: line.day.description, after: try audited(["day": day.description, "reason": reason, "holds": "\(slip.moves.count)"]))
    try renewPlan()
    try serveQueue(silently: silently, at: now)
  }
}

extension Refusal {
  static func conflict(_ code: String, _ arguments: [String: String]) -> Refusal { Refusal(.conflict, [Problem(code, arguments)]) }
}
