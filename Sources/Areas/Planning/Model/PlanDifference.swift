import Kernel

/// What is otherwise in one month of a plan than in another plan: by cell, since the two may be of other days and other houses.
struct PlanDifference: Sendable {
  struct Change: Sendable, Hashable {
    let module: Int
    let code: String
    /// Names; nil where the cell is free.
    let before: String?
    let after: String?
  }
  let changes: [Change]
  /// The other plan says nothing of the month.
  let isBeyond: Bool

  init(_ plan: SeatedPlan, _ other: SeatedPlan, month: Int, expected: (Int) -> String) {
    let there = plan.house.months[month] - other.house.months.first
    var before: [String: (key: String, name: String)] = [:]
    isBeyond = !(0..<other.house.months.count).contains(there)
    if isBeyond {
      changes = []
      return
    }
    for (module, tenant) in other.holders(in: there).enumerated() {
      if let tenant { before[other.house.modules[module].cell] = PlanDifference.who(tenant, other.house, expected) }
    }
    changes = plan.holders(in: month).enumerated().compactMap { module, tenant in
      let (old, new) = (before[plan.house.modules[module].cell], tenant.map { PlanDifference.who($0, plan.house, expected) })
      if old?.key == new?.key { return nil }
      return Change(module: module, code: plan.house.modules[module].code, before: old?.name, after: new?.name)
    }
  }

  private static func who(_ tenant: Int, _ house: HouseInstance, _ expected: (Int) -> String) -> (key: String, name: String) {
    let origin = house.origins[tenant]
    let name = origin.name.isEmpty ? expected(origin.cells) : origin.name
    return (origin.key.isEmpty ? "\(origin.kind.rawValue)/\(origin.cells)" : origin.organisation ?? origin.key, name)
  }
}
