import Foundation
import Kernel
import Solver
import Synchronization

/// A changed house is planned anew, gently: near to the plan before, nobody who has signed moving unasked.
extension SearchRun {
  /// First with everybody held who has signed. Where one of them cannot stay, once more as if those were asked and agreed; then with promises
  /// that have not chosen giving way; then without the growth for which there is no room at all.
  package func start(_ house: HouseInstance, after former: FormerPlan, _ changes: HouseChanges, _ assumptions: Assumptions) {
    let thread = Thread { [self] in
      let seed = UInt64(max(0, assumptions.seed))
      let steps = assumptions.effort.steps
      var (house, asked, smaller): (HouseInstance, Set<String>, Set<String>) = (house, [], [])
      var passes = 0
      func replanning() -> Replanning {
        Replanning(house.instance, keeping: Keeping(today: former.plan, held: house.signed, price: changes.price))
      }
      func search() -> Replanning.Answer {
        let pass = passes
        passes += 1
        return replanning().search(seed: seed) { made in
          standing.withLock { standing in
            let done = standing.isStopped ? 1 : Double(made) / Double(max(1, steps))
            standing.permille = min(900, pass * 200 + Int(done * 200))
            standing.steps = pass * steps + made
            return done
          }
        }
      }
      var answer = search()
      let growing = Set(house.growing(changes).keys.map { house.instance.tenants[$0].id })
      if !answer.unhoused.isEmpty {
        // Whoever grows where others were promised cells may do so elsewhere.
        asked = Set(answer.unhoused).union(growing).intersection(house.signed)
        house = house.asking(asked, cost: assumptions.moveCost)
        answer = search()
      }
      if !answer.unhoused.isEmpty, house.origins.indices.contains(where: house.isUnchosen) {
        house = house.yielding
        answer = search()
      }
      if !answer.unhoused.isEmpty, !growing.isEmpty {
        let own = growing.intersection(answer.unhoused)
        smaller = own.isEmpty ? growing : own
        house = house.withoutGrowth(of: smaller)
        answer = search()
      }
      // Nobody moves for nothing, and of moves that wait for each other in a ring none is proposed.
      answer = replanning().settled(answer) { SeatedPlan(house, $0).circling }
      finish(house, answer, former, changes, asked: asked, smaller: smaller)
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func finish(
    _ house: HouseInstance, _ answer: Replanning.Answer, _ former: FormerPlan, _ changes: HouseChanges, asked: Set<String>,
    smaller: Set<String>
  ) {
    standing.withLock { $0.objective = answer.objective }
    // No plan of the changed house is worth more, near to the former or not.
    let allocation = Allocation(house.instance)
    let bound = allocation.bound(target: answer.objective) { now.isStopped }
    let found = Allocation.Answer(
      solution: answer.solution, objective: answer.objective, bound: max(answer.objective, bound), unhoused: answer.unhoused,
      steps: now.steps)
    let replanned = Replanned(answer, from: former, in: house, changes, asked: asked, cannotGrow: smaller)
    let hindrances = hindrances(of: house, in: answer.solution, of: allocation)
    let reasons = house.reasons(in: answer.solution, of: allocation)
    standing.withLock { standing in
      standing.found = Found(answer: found, hindrances: hindrances, reasons: reasons, changed: (house, replanned))
      (standing.permille, standing.bound) = (1000, found.bound)
    }
  }
}
