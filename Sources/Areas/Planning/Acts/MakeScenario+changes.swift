import Kernel
import Spaces
import Store

extension MakeScenario {
  /// The house after what is assumed to happen to it, and the plan it keeps near to; nil when nothing is assumed.
  func changed(
    _ house: HouseInstance, _ facts: PlanningFacts, _ months: PlanMonths, _ transaction: borrowing Transaction
  ) throws -> (house: HouseInstance, former: FormerPlan)? {
    if changes.isEmpty && former == nil { return nil }
    try check(house, months, transaction)
    let late = try changes.late.compactMap { try transaction.postponement($0, of: facts, months, in: snapshot.timeline) }
    let changed = InstanceMaking(facts.postponed(by: late, horizon: months.count), assumptions, first: months.first)
      .made(name: house.instance.name).changed(by: changes)
    return (changed, FormerPlan(try plan(transaction), in: house, changed: changed))
  }

  private func plan(_ transaction: borrowing Transaction) throws -> SeatedPlan? {
    guard let former else { return nil }
    guard let house = try transaction.house(of: former), let solution = try transaction.solution(of: former) else {
      throw Refusal.invalid("planning.problem.former", field: "former")
    }
    return SeatedPlan(house, solution)
  }

  /// All that is wrong with it at once, each beside its field.
  private func check(_ house: HouseInstance, _ months: PlanMonths, _ transaction: borrowing Transaction) throws {
    var problems = Problems()
    for (number, one) in changes.leaving.enumerated() {
      if !house.origins.contains(where: { $0.organisation == one.organisation }) {
        problems.add("planning.problem.nothingHeld", field: "leaves_\(number + 1)")
      }
      if !months.mayChange(in: one.month) {
        problems.add("planning.problem.changeMonth", field: "leaves_month_\(number + 1)", months.changing)
      }
    }
    for (number, one) in changes.growing.enumerated() {
      if !house.origins.contains(where: { $0.organisation == one.organisation && $0.kind == .firm }) {
        problems.add("planning.problem.nothingHeld", field: "grows_\(number + 1)")
      }
      if !months.mayChange(in: one.month) {
        problems.add("planning.problem.changeMonth", field: "grows_month_\(number + 1)", months.changing)
      }
    }
    for (number, one) in changes.late.enumerated() where try transaction.milestone(ID(one.milestone))?.isReached ?? true {
      problems.add("planning.problem.milestone", field: "late_\(number + 1)")
    }
    try problems.refuse()
  }
}
