import Kernel
import Solver

extension SearchRun {
  /// What a search is at.
  package enum Phase: String, Sendable, CaseIterable {
    /// The plan that moves nobody, which all others have to better.
    case still
    case search
    /// The plan is found: the bound, and why somebody waits.
    case ending

    static let searches = 150
    static let ends = 900

    package init(permille: Int, isChanged: Bool) {
      self = permille >= Self.ends ? .ending : isChanged || permille >= Self.searches ? .search : .still
    }
    static func permille(_ made: Int, of steps: Int) -> Int {
      min(ends, searches + made * (ends - searches) / max(1, steps))
    }
  }

  /// The plan that moves nobody; nil where nobody may be moved, or not everybody who must be housed can be so.
  func still(_ house: HouseInstance, steps: Int, seed: UInt64) -> Solution? {
    guard house.instance.tenants.contains(where: { $0.moveCost != nil }) else { return nil }
    let plan = Allocation.still(
      house.instance, seed: seed, steps: steps, isStopped: { now.isStopped },
      heard: { made in
        standing.withLock { standing in
          standing.permille = min(Phase.searches - 1, made * Phase.searches / max(1, steps))
        }
      })
    let worth = plan.flatMap { try? PlanValue(of: $0, for: house.instance) }?.objective
    if let worth { standing.withLock { $0.objective = worth } }
    return worth == nil ? nil : plan
  }

  /// Why some wait, which takes as long as a search where many do: it says how far it is, and ends when it is told to.
  func hindrances(of house: HouseInstance, in solution: Solution, of allocation: Allocation) -> [Hindrance] {
    house.hindrances(in: solution, of: allocation, isStopped: { now.isStopped }) { looked, all in
      standing.withLock { $0.permille = Phase.ends + looked * (1000 - Phase.ends) / max(1, all) }
    }
  }
}

extension HouseInstance {
  /// The plan without moves that bring nothing, and without those of which none could be the first; never worth less than the one it began with.
  func settled(_ answer: Allocation.Answer, from first: Solution?, of allocation: Allocation) -> Allocation.Answer {
    guard answer.unhoused.isEmpty, instance.tenants.contains(where: { $0.moveCost != nil }) else { return answer }
    let settled = allocation.settled(answer.solution) { SeatedPlan(self, $0).circling }
    let plans = [settled, first].compactMap(\.self).filter { SeatedPlan(self, $0).circling.isEmpty }
    let valued = plans.compactMap { plan in (try? PlanValue(of: plan, for: instance)).map { (plan: plan, objective: $0.objective) } }
    guard let best = valued.max(by: { $0.objective < $1.objective }) else { return answer }
    return Allocation.Answer(solution: best.plan, objective: best.objective, bound: answer.bound, unhoused: [], steps: answer.steps)
  }
}
