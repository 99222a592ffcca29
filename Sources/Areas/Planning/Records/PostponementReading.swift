import Kernel
import Spaces
import Store

extension Transaction {
  /// What follows when a milestone comes so many months later: the levels that open with it, and the holds that begin with it.
  package borrowing func postponement(
    _ late: HouseChanges.Late, of facts: PlanningFacts, _ months: PlanMonths, in timeline: Timeline
  ) throws -> PlanningFacts.Postponement? {
    guard let known = try milestone(ID(late.milestone)) else { return nil }
    let opens = months.place(from: known.day.adding(months: late.months))
    let levels = try Set(
      rows("SELECT id FROM levels WHERE commissioning = \(known.milestone.id)").map { row -> String in try row.get("id") })
    let places = facts.cells.indices.filter { levels.contains(timeline.levels[facts.cells[$0].box.level].id.text) }
    return PlanningFacts.Postponement(
      cells: Dictionary(uniqueKeysWithValues: places.map { ($0, min(months.count, opens)) }),
      holds: Set(try openHolds(on: known.milestone.id).map { "hold/\($0.id)" }), months: late.months)
  }
}
