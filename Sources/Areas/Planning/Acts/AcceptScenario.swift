import Kernel
import Store

/// Takes a scenario as what the house means to do: its offers, options and moves become drafts, and nothing else happens.
package struct AcceptScenario: Act {
  package let scenario: ID<Scenario>

  package init(_ scenario: ID<Scenario>) { self.scenario = scenario }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.acceptScenarios)
    try transaction.lock("planning")
    guard let found = try transaction.scenario(scenario) else { throw Refusal.notFound }
    if found.acceptedAt != nil { throw Refusal.conflict("planning.problem.accepted") }
    guard found.state == .done, let house = try transaction.house(of: scenario), let plan = try transaction.solution(of: scenario) else {
      throw Refusal.conflict("planning.problem.notDone")
    }
    let proposals = DraftMaking.proposals(SeatedPlan(house, plan))
    for (place, act) in proposals.enumerated() {
      let organisation = act.organisation.map { OrganisationID($0) }
      try transaction.run(
        """
        INSERT INTO scenario_drafts (id, scenario, place, kind, subject, name, organisation, cells, from_day, monthly_rent, made_at)
        VALUES (\(ID<Draft>.fresh(at: now)), \(scenario), \(place), \(act.kind), \(act.subject), \(act.name), \(organisation), \(act.cells), \(act.from),
          \(act.rent.map { Money(cents: Int64($0) * 100) }), \(now))
        """)
    }
    try transaction.run("UPDATE scenarios SET accepted_at = \(now), accepted_by = \(viewer.name) WHERE id = \(scenario)")
    try transaction.note("planning.scenario.accept", on: found.subject, by: viewer, at: now, after: "\(proposals.count)")
    return proposals.count
  }
}

/// Puts a draft aside, with the reason.
package struct DiscardDraft: Act {
  package let draft: ID<Draft>
  package let reason: String

  package init(_ draft: ID<Draft>, reason: String) { (self.draft, self.reason) = (draft, reason) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.acceptScenarios)
    try transaction.lock("planning")
    guard let found = try transaction.draft(draft) else { throw Refusal.notFound }
    if found.state != .open { throw Refusal.conflict("planning.problem.draftOver") }
    try transaction.run(
      "UPDATE scenario_drafts SET discarded_at = \(now), discarded_by = \(viewer.name), discard_reason = \(reason) WHERE id = \(draft)")
    try transaction.note("planning.draft.discard", on: "draft/\(draft)", by: viewer, at: now, after: reason)
  }
}
