import Kernel
import Solver

/// Modules kept free for growth, so many in a hundred: pairs for a year each, worth more than any newcomer and less than whoever must be housed.
extension HouseInstance {
  package func keeping(reserve: Int) -> HouseInstance {
    var instance = instance
    let kept = self.instance.tenants.indices.filter { self.origins[$0].kind != .reserve }
    var origins = kept.map { self.origins[$0] }
    instance.tenants = kept.map { self.instance.tenants[$0] }
    let pairs = (reserve * count(PlanningFacts.module) + 100) / 200
    let within = within(PlanningFacts.module)
    if pairs > 0, instance.corridors.contains(where: { $0.modules >= 2 }) {
      let rent = 10 * max(1, modules.map(\.rent).max() ?? 1)
      for month in stride(from: 0, to: months.count, by: 12) {
        for number in 0..<pairs {
          var pair = Instance.Tenant(
            named: "reserve/\(month)/\(number + 1)", kind: "forecast", mandatory: false, prob: 100, rent: rent, starts: [month],
            length: min(12, months.count - month), cells: 2)
          pair.within = within
          instance.tenants.append(pair)
          origins.append(Origin(kind: .reserve, key: "", name: "", organisation: nil, cells: 2))
        }
      }
    }
    return HouseInstance(instance: instance, months: months, modules: modules, origins: origins, unfit: unfit)
  }

  /// Where not everybody can be housed who must be: promises that have not chosen give way, so that nobody who has a place loses it.
  package var yielding: HouseInstance { changing({ $0.mandatory = false }, where: isUnchosen) }
  package func isUnchosen(_ tenant: Int) -> Bool { origins[tenant].kind == .option && instance.tenants[tenant].current == nil }
  /// Those who must be housed, or were promised to be, and are not.
  package func unhoused(in solution: Solution) -> [Origin] {
    instance.tenants.indices.filter { number in
      (instance.tenants[number].mandatory || isUnchosen(number)) && solution.plans[instance.tenants[number].id] == nil
    }.map { origins[$0] }
  }

  /// What the pairs that this plan keeps count in the objective: not money, so it is taken off what is shown.
  package func reserveWorth(in solution: Solution) -> Int {
    zip(instance.tenants, origins).reduce(0) { sum, line in
      let (tenant, origin) = line
      guard origin.kind == .reserve, solution.plans[tenant.id] != nil else { return sum }
      return sum + tenant.terms(from: tenant.starts[0], room: false, horizon: instance.horizon).worth
    }
  }
}
