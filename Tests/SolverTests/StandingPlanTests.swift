import Testing

@testable import Solver

@Suite struct StandingTests {
  @Test(arguments: 300...330 as ClosedRange<UInt64>)
  func whoBlocksCannotBeFewer(_ seed: UInt64) throws {
    let instance = SmallInstances.draw(seed: seed)
    let allocation = Allocation(instance)
    let answer = SearchTests.searched(instance, steps: 200).answer
    let standing = try StandingPlan(answer.solution, of: allocation)
    for tenant in instance.tenants where answer.solution.plans[tenant.id] == nil {
      let mostFewer = fewestInTheWay(of: tenant, answer.solution, instance)
      let hindrance = standing.hindrance(of: tenant.id)
      #expect(hindrance?.blocking.count == mostFewer)
      guard let hindrance else { continue }
      #expect(Set(hindrance.obstacles.map(\.tenant)) == Set(hindrance.blocking), "whoever blocks is shown with cells and months")
      #expect(try worth(answer.solution, after: hindrance, in: instance) == answer.objective - hindrance.price)
    }
    #expect(standing.seating.solution == answer.solution, "asking changes nothing")
  }

  /// By trying every set of seated tenants and every plan of the one who is refused; nil when the house has no place even empty.
  private func fewestInTheWay(of tenant: Instance.Tenant, _ solution: Solution, _ instance: Instance) -> Int? {
    let seated = solution.plans.keys.sorted()
    let plans = SmallInstances.plans(of: tenant, in: instance)
    return (0..<(1 << seated.count)).filter { set in
      let stay = solution.plans.filter { set >> seated.firstIndex(of: $0.key)! & 1 == 0 }
      return plans.contains { plan in
        var all = stay
        all[tenant.id] = plan
        return (try? PlanValue(of: Solution(instance: instance.name, plans: all), for: instance)) != nil
      }
    }.map(\.nonzeroBitCount).min()
  }

  private func worth(_ solution: Solution, after hindrance: Hindrance, in instance: Instance) throws -> Int {
    var plans = solution.plans
    plans[hindrance.tenant] = hindrance.seat
    for one in hindrance.displaced { plans[one.tenant] = one.seat }
    return try PlanValue(of: Solution(instance: solution.instance, plans: plans), for: instance).objective
  }

  @Test(arguments: 340...349 as ClosedRange<UInt64>)
  func ranksThePlacesByWhatTheyAreWorth(_ seed: UInt64) throws {
    let instance = SmallInstances.draw(seed: seed)
    let answer = SearchTests.searched(instance, steps: 100).answer
    let standing = try StandingPlan(answer.solution, of: Allocation(instance))
    for tenant in instance.tenants {
      let places = standing.places(for: tenant.id, limit: 1_000)
      var others = answer.solution.plans
      others[tenant.id] = nil
      let values = SmallInstances.plans(of: tenant, in: instance).compactMap { plan -> Int? in
        var all = others
        all[tenant.id] = plan
        return (try? PlanValue(of: Solution(instance: instance.name, plans: all), for: instance))?.seats[tenant.id]?.total
      }
      #expect(places.first?.worth == values.max())
      #expect(places.map(\.worth) == places.map(\.worth).sorted(by: >))
    }
  }
}
