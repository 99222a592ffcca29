import Solver

/// Modules that nobody has in a month and that do not serve somebody who looks for so many: what a director sees free on the plan, and why it
/// is of no use to who waits.
package struct Unsuited: Sendable, Hashable {
  package enum Lack: String, Sendable, CaseIterable, Codable {
    case window, quiet, place
  }
  /// Ascending.
  package let modules: [Int]
  /// In the order of the cases.
  package let lacks: [Lack]

  /// nil where those that are free would not be enough, whatever they have, or all of them serve.
  package init?(for tenant: Instance.Tenant, in month: Int, of plan: FreeModules) {
    guard let among = tenant.among else { return nil }
    let (modules, allowed) = (plan.modules, Set(among))
    let free = plan.free[month].filter { !allowed.contains($0) }
    guard !free.isEmpty, free.count >= tenant.cells else { return nil }
    let suited = among.map { modules[$0] }
    let quietest = suited.map(\.noise).max() ?? 0
    var lacks: Set<Lack> = []
    for module in free.map({ modules[$0] }) {
      let misses: [Lack] =
        (module.window == 0 && suited.allSatisfy { $0.window > 0 } ? [.window] : []) + (module.noise > quietest ? [.quiet] : [])
      lacks.formUnion(misses.isEmpty ? [.place] : misses)
    }
    (self.modules, self.lacks) = (free, Lack.allCases.filter(lacks.contains))
  }
}

/// What a plan leaves free, month by month, laid out once for all who wait.
package struct FreeModules: Sendable {
  let modules: [Instance.Module]
  /// By month, ascending.
  let free: [[Int]]

  package init(_ plan: SeatedPlan) {
    let (house, modules) = (plan.house, plan.house.instance.modules)
    var taken = Array(repeating: Set<Int>(), count: house.instance.horizon)
    // What nobody has asked for yet is no reason for somebody who waits.
    for stay in plan.stays where ![.reserve, .forecast].contains(house.origins[stay.tenant].kind) {
      for month in stay.months { taken[month].formUnion(stay.block) }
    }
    self.modules = modules
    free = taken.enumerated().map { month, taken in modules.indices.filter { !taken.contains($0) && modules[$0].serves(month) } }
  }
}
