import Kernel
import Spaces
import Store
import Work

/// Saves what a scenario takes for granted with the instance made of it, and has it searched.
package struct MakeScenario: Act {
  package let name: String
  package let assumptions: Assumptions
  /// The month the plan begins with; nil for the one after this.
  package let first: Month?
  /// The house as it is known now.
  package let snapshot: PlanSnapshot
  package let changes: HouseChanges
  /// Whose plan a changed house keeps near to; nil for today's.
  package let former: ID<Scenario>?

  package init(
    _ name: String, _ assumptions: Assumptions, first: Month? = nil, of snapshot: PlanSnapshot, changes: HouseChanges = HouseChanges(),
    former: ID<Scenario>? = nil
  ) {
    (self.name, self.assumptions, self.first, self.snapshot) = (name, assumptions, first, snapshot)
    (self.changes, self.former) = (changes, former)
  }

  /// A plan begins with the next month, or at most two years later.
  static func begins(_ month: Month, next: Month) -> Bool { month >= next && month <= next + 24 }
  static func beginnings(next: Month) -> [String: String] { ["first": next.description, "last": (next + 24).description] }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Scenario> {
    try viewer.demand(.makeScenarios)
    try transaction.lock("planning")
    let today = HouseTime.mulhouse.day(of: now)
    let next = today.month + 1
    let month = first ?? next
    if !MakeScenario.begins(month, next: next) {
      throw Refusal.invalid("planning.problem.month", field: "month", MakeScenario.beginnings(next: next))
    }
    let waiting = try transaction.value("SELECT COUNT(*) FROM scenarios WHERE state IN ('waiting', 'running')", as: Int.self) ?? 0
    if waiting >= 5 { throw Refusal.conflict("planning.problem.busy") }
    let months = PlanMonths(first: month, count: assumptions.horizon)
    let facts = try FactsReading(snapshot, months).facts(transaction, today: today, of: FactsReading.planned)
    if facts.parts.isEmpty { throw Refusal.conflict("planning.problem.noModules") }
    let id = ID<Scenario>.fresh(at: now)
    let number = "km0-\(month)-\(id.text.suffix(12))"
    let asItIs = InstanceMaking(facts, assumptions, first: month).made(name: number)
    let changed = try changed(asItIs, facts, months, transaction)
    let house = changed?.house ?? asItIs
    if let fault = house.instance.faults.first { throw Refusal.conflict("planning.problem.instance", ["fault": fault]) }
    try transaction.run(
      """
      INSERT INTO scenarios (id, name, name_key, made_at, made_by, assumptions, house, state, changes, former, former_plan)
      VALUES (\(id), \(name), \(name.folded), \(now), \(viewer.name), \(try Kept.text(assumptions)), \(try Kept.text(house)), 'waiting',
        \(try changed.map { _ in try Kept.text(changes) }), \(former), \(try changed.map { try Kept.text($0.former) }))
      """)
    try transaction.queue("planning.search", payload: id.text, due: now, once: "planning.search/\(id)", at: now)
    try transaction.note("planning.scenario.make", on: "scenario/\(id)", by: viewer, at: now, after: name)
    return id
  }
}

/// Good enough: the search ends at its next step with the best plan it has.
package struct StopScenario: Act {
  package let scenario: ID<Scenario>

  package init(_ scenario: ID<Scenario>) { self.scenario = scenario }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.makeScenarios)
    guard let found = try transaction.scenario(scenario) else { throw Refusal.notFound }
    if found.state.isOver || found.stopAt != nil { return }
    try transaction.run("UPDATE scenarios SET stop_at = \(now) WHERE id = \(scenario)")
    try transaction.note("planning.scenario.stop", on: found.subject, by: viewer, at: now)
  }
}
