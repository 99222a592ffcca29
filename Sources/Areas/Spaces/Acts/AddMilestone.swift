import Kernel
import Store

/// Names a day the house counts on, and says for the first time when it will be.
package struct AddMilestone: Act {
  package let key: String
  package let building: ID<Building>
  package let name: String
  package let kind: MilestoneKind
  package let day: Day
  package let reason: String
  package let source: String

  package init(key: String, building: ID<Building>, name: String, kind: MilestoneKind, day: Day, reason: String = "", source: String = "") {
    (self.key, self.building, self.name, self.kind, self.day) = (key, building, name, kind, day)
    (self.reason, self.source) = (reason, source)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Milestone> {
    try viewer.demand(.writeMilestones)
    try transaction.lock(planLock)
    var problems = Problems()
    problems.demand(key, field: "key")
    problems.demand(name, field: "name")
    try problems.refuse()
    guard try transaction.building(building) != nil else { throw Refusal.notFound }
    if try transaction.milestone(key: key) != nil { throw Refusal.conflict("spaces.problem.keyTaken", field: "key", ["key": key]) }
    let id = ID<Milestone>.fresh(at: now)
    try transaction.run(
      "INSERT INTO milestones (id, building, external_key, name, kind) VALUES (\(id), \(building), \(key), \(name), \(kind))")
    _ = try transaction.say(day, of: id, sequence: 1, reached: false, reason: reason, source: source, at: now)
    try transaction.note(
      "spaces.milestone.add", on: "milestone/\(id)", by: viewer, at: now,
      after: try audited(["key": key, "name": name, "kind": kind.rawValue, "day": day.description]))
    return id
  }
}
