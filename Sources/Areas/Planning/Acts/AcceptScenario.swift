import Demand
import Kernel
import Spaces
import Store

/// Takes a scenario as what the house means to do: its offers, options and moves become drafts, and nothing else happens.
package struct AcceptScenario: Act {
  package let scenario: ID<Scenario>
  /// The house as it is known now.
  package let snapshot: PlanSnapshot

  package init(_ scenario: ID<Scenario>, of snapshot: PlanSnapshot) { (self.scenario, self.snapshot) = (scenario, snapshot) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.acceptScenarios)
    try transaction.lock("planning")
    guard let found = try transaction.scenario(scenario) else { throw Refusal.notFound }
    if found.acceptedAt != nil { throw Refusal.conflict("planning.problem.accepted") }
    guard found.state == .done, let house = try transaction.house(of: scenario), let plan = try transaction.solution(of: scenario) else {
      throw Refusal.conflict("planning.problem.notDone")
    }
    let homeless = house.unhoused(in: plan).filter { $0.kind == .firm }
    if !homeless.isEmpty {
      throw Refusal.conflict("planning.problem.homeless", ["names": homeless.map(\.name).joined(separator: ", ")])
    }
    let today = HouseTime.mulhouse.day(of: now)
    let ground = try transaction.draftGround(snapshot.timeline)
    if house.months.first < today.month, ground.hasChanged(since: HouseTime.mulhouse.day(of: found.madeAt)) {
      throw Refusal.conflict("planning.problem.past")
    }
    let planned = DraftMaking.proposals(SeatedPlan(house, plan))
    if planned.isEmpty { throw Refusal.conflict("planning.problem.nothing") }
    // What could never be opened becomes no draft; the page of the scenario says what was left out.
    let standings = ground.standings(planned, of: planned.map { _ in scenario.text })
    let proposals = planned.indices.filter { standings[$0].overtaken.isEmpty }.map { planned[$0] }
    if proposals.isEmpty { throw Refusal.conflict("planning.problem.nothingPossible") }
    for (place, act) in proposals.enumerated() {
      let organisation = act.organisation.map { OrganisationID($0) }
      try transaction.run(
        """
        INSERT INTO scenario_drafts (id, scenario, place, kind, subject, name, organisation, cells, from_day, until_day, monthly_rent,
          made_at)
        VALUES (\(ID<Draft>.fresh(at: now)), \(scenario), \(place), \(act.kind), \(act.subject), \(act.name), \(organisation), \(act.cells), \(act.from),
          \(act.until), \(act.rent.map { Money(cents: Int64($0) * 100) }), \(now))
        """)
    }
    try transaction.run("UPDATE scenarios SET accepted_at = \(now), accepted_by = \(viewer.name) WHERE id = \(scenario)")
    try transaction.note("planning.scenario.accept", on: found.subject, by: viewer, at: now, after: "\(proposals.count)")
    return proposals.count
  }
}

/// Enters the organisation of a file in the books, so that an option can be written on it: the form of the option comes next.
package struct EnterOrganisation: Act {
  package let draft: ID<Draft>

  package init(_ draft: ID<Draft>) { self.draft = draft }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> OrganisationID {
    try viewer.demand(.writeHolds)
    try transaction.lock("planning")
    guard let found = try transaction.draft(draft), found.kind == .option, let file = try transaction.application(ID(found.key)) else {
      throw Refusal.notFound
    }
    if !found.isOpen { throw Refusal.conflict("planning.problem.draftOver") }
    return try transaction.organisation(of: file, viewer: viewer, at: now)
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
    if !found.isOpen { throw Refusal.conflict("planning.problem.draftOver") }
    try transaction.run(
      "UPDATE scenario_drafts SET discarded_at = \(now), discarded_by = \(viewer.name), discard_reason = \(reason) WHERE id = \(draft)")
    try transaction.note("planning.draft.discard", on: "draft/\(draft)", by: viewer, at: now, after: reason)
  }
}
