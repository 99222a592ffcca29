import Kernel
import Store

/// Says anew how a milestone is called and of what kind it is; its days are said by `SlipMilestone` alone.
package struct ChangeMilestone: Act {
  package let milestone: ID<Milestone>
  package let name: String
  package let kind: MilestoneKind

  package init(_ milestone: ID<Milestone>, name: String, kind: MilestoneKind) {
    (self.milestone, self.name, self.kind) = (milestone, name, kind)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeMilestones)
    try transaction.lock(planLock)
    guard let known = try transaction.milestone(milestone)?.milestone else { throw Refusal.notFound }
    var problems = Problems()
    problems.demand(name, field: "name")
    try problems.refuse()
    if name == known.name, kind == known.kind { return }
    // A level opens with a commissioning, and with nothing else.
    let opened = kind == .commissioning ? [] : try transaction.levels(openedBy: known)
    if !opened.isEmpty {
      throw Refusal.conflict(
        "spaces.problem.milestoneOpens", field: "kind", ["name": known.name, "levels": namedFirst(opened.map(\.name))])
    }
    try transaction.run("UPDATE milestones SET name = \(name), kind = \(kind) WHERE id = \(milestone)")
    try transaction.note(
      "spaces.milestone.change", on: known.subject, by: viewer, at: now,
      before: try audited(["name": known.name, "kind": known.kind.rawValue]), after: try audited(["name": name, "kind": kind.rawValue]))
    try transaction.renewPlan()
  }
}

/// Takes away a milestone on which nothing hangs or ever hung; the days said of it go with it.
package struct RemoveMilestone: Act {
  package let milestone: ID<Milestone>

  package init(_ milestone: ID<Milestone>) { self.milestone = milestone }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeMilestones)
    try transaction.lock(planLock)
    guard let known = try transaction.milestone(milestone)?.milestone else { throw Refusal.notFound }
    let holds = try transaction.holdLines(everOn: milestone).map { line in
      [line.organisation, (line.cells.isEmpty ? line.poolCodes : line.codes).joined(separator: " ")].compactMap(\.self).joined(
        separator: " – ")
    }
    let hanging = try transaction.levels(openedBy: known).map(\.name) + holds
    if !hanging.isEmpty {
      throw Refusal.conflict("spaces.problem.milestoneHangs", ["name": known.name, "things": namedFirst(hanging)])
    }
    let days = try transaction.dates(of: milestone).map(\.day.description).joined(separator: " ")
    try transaction.run("DELETE FROM milestone_dates WHERE milestone = \(milestone)")
    try transaction.run("DELETE FROM milestones WHERE id = \(milestone)")
    try transaction.note(
      "spaces.milestone.remove", on: known.subject, by: viewer, at: now,
      before: try audited(["key": known.key, "name": known.name, "kind": known.kind.rawValue, "days": days]))
    try transaction.renewPlan()
  }
}

extension Transaction {
  /// The levels that are in service from the day of the milestone on.
  borrowing func levels(openedBy milestone: Milestone) throws -> [Level] {
    try levels(of: milestone.building).filter { $0.commissioning == milestone.id }
  }
}
