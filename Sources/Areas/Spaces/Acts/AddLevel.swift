import Kernel
import Store

/// What can be said of a level.
package struct LevelFacts: Sendable, Hashable {
  package var name: String
  package var shortName: String
  /// 0 is the ground floor.
  package var ordinal: Int
  package var outline: Polygon
  package var commissioning: ID<Milestone>?
  package var place: Int

  package init(name: String, shortName: String, ordinal: Int, outline: Polygon, commissioning: ID<Milestone>? = nil, place: Int = 0) {
    (self.name, self.shortName, self.ordinal) = (name, shortName, ordinal)
    (self.outline, self.commissioning, self.place) = (outline, commissioning, place)
  }
  package init(_ level: Level) {
    self.init(
      name: level.name, shortName: level.shortName, ordinal: level.ordinal, outline: level.outline, commissioning: level.commissioning,
      place: level.place)
  }

  /// The facts with their outline as the house keeps it; throws every problem.
  func checked(in transaction: borrowing Transaction, of building: ID<Building>) throws -> LevelFacts {
    var problems = Problems()
    problems.demand(name, field: "name")
    problems.demand(shortName, field: "short_name")
    if !(-20...200).contains(ordinal) { problems.add("kernel.problem.range", field: "ordinal", ["low": "-20", "high": "200"]) }
    var facts = self
    do { facts.outline = try Polygon(checking: outline.ring) } catch { problems.add([error.problem(field: "outline")]) }
    if let commissioning {
      let milestone = try transaction.milestone(commissioning)?.milestone
      if milestone?.building != building || milestone?.kind != .commissioning {
        problems.add("kernel.problem.choice", field: "commissioning")
      }
    }
    try problems.refuse()
    return facts
  }
  func audit() throws -> String {
    try audited(["name": name, "ordinal": "\(ordinal)", "outline": outline.text, "commissioning": commissioning?.text])
  }
}

package struct AddLevel: Act {
  /// nil makes one of the name.
  package let key: String?
  package let building: ID<Building>
  package let facts: LevelFacts

  package init(key: String? = nil, building: ID<Building>, _ facts: LevelFacts) {
    (self.key, self.building, self.facts) = (key, building, facts)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Level> {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard try transaction.building(building) != nil else { throw Refusal.notFound }
    let facts = try facts.checked(in: transaction, of: building)
    let key = try transaction.key(key, of: facts.name, in: .levels)
    let id = ID<Level>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO levels (id, building, external_key, name, short_name, ordinal, outline, commissioning, place)
      VALUES (\(id), \(building), \(key), \(facts.name), \(facts.shortName), \(facts.ordinal), \(facts.outline), \(facts.commissioning),
        \(facts.place))
      """)
    try transaction.note("spaces.level.add", on: "level/\(id)", by: viewer, at: now, after: try facts.audit())
    try transaction.renewPlan()
    return id
  }
}

/// Says anew what is known of a level: its cells must still lie inside, and what stands must not begin before it opens.
package struct ChangeLevel: Act {
  package let level: ID<Level>
  package let facts: LevelFacts

  package init(_ level: ID<Level>, _ facts: LevelFacts) { (self.level, self.facts) = (level, facts) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard let known = try transaction.level(level) else { throw Refusal.notFound }
    let facts = try facts.checked(in: transaction, of: known.building)
    if facts == LevelFacts(known) { return }
    if facts.outline != known.outline {
      let cells = try transaction.cells(of: level).map { (code: $0.code, outline: $0.outline, span: $0.span) }
      let problems = cells.isEmpty ? [] : LevelCheck.problems(outline: facts.outline, cells: cells, field: "outline")
      if !problems.isEmpty { throw Refusal(.invalid, problems) }
    }
    try transaction.run(
      """
      UPDATE levels SET name = \(facts.name), short_name = \(facts.shortName), ordinal = \(facts.ordinal), outline = \(facts.outline),
        commissioning = \(facts.commissioning), place = \(facts.place)
      WHERE id = \(level)
      """)
    if facts.commissioning != known.commissioning { try transaction.refuseEarlyHolds(on: level, at: now) }
    try transaction.note(
      "spaces.level.change", on: known.subject, by: viewer, at: now, before: try LevelFacts(known).audit(), after: try facts.audit())
    try transaction.renewPlan()
  }
}
