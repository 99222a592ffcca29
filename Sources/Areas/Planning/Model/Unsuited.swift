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
  package init?(for tenant: Instance.Tenant, in month: Int, of plan: SeatedPlan) {
    guard let among = tenant.among else { return nil }
    let modules = plan.house.instance.modules
    // What nobody has asked for yet is no reason for somebody who waits.
    let holders = plan.holders(in: month).map { holder in
      holder.flatMap { plan.house.origins[$0].kind == .forecast ? nil : $0 }
    }
    let (allowed, months) = (Set(among), month..<(month + 1))
    let free = modules.indices.filter { holders[$0] == nil && !allowed.contains($0) && modules[$0].serves(months) }
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
