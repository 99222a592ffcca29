import Foundation
import Kernel
import Solver
import Synchronization

/// A search on a thread of its own, so that the house goes on answering; what it has found so far can be read at any moment, and it can be told to stop.
package final class SearchRun: Sendable {
  package struct Standing: Sendable {
    package var permille = 0
    package var steps = 0
    package var objective: Int?
    package var bound: Int?
    package var isStopped = false
    package var found: Found?
  }
  /// The plan, and a bound that no plan exceeds.
  package struct Found: Sendable {
    package let answer: Allocation.Answer
    package let hindrances: [Hindrance]
    package var reasons: [PlanReason] = []
    /// Of a changed house: as it was planned in the end, and what is otherwise.
    package var changed: (house: HouseInstance, replanned: Replanned)?
  }
  let standing = Mutex(Standing())

  package init() {}
  package var now: Standing { standing.withLock { $0 } }
  package func stop() { standing.withLock { $0.isStopped = true } }

  /// Searches for so many steps. The bound falls beside the search, a round at each look at how far it is, so that both are the same for the
  /// same steps and seed; what is left of its rounds follows the search, unless that was stopped.
  ///
  /// - Parameter explaining: whether it is also found out why somebody has no place.
  package func start(_ house: HouseInstance, steps: Int, seed: UInt64, from plan: Solution? = nil, explaining: Bool) {
    let thread = Thread { [self] in
      let allocation = Allocation(house.instance)
      var tightening = allocation.tightening()
      var rounds = Allocation.rounds
      func lower() {
        guard let target = now.objective, rounds > 0 else { return }
        rounds -= tightening.weight
        if !tightening.round(target: target) { rounds = 0 }
        standing.withLock { [bound = tightening.best] in $0.bound = bound }
      }
      let searched = allocation.search(
        seed: seed, from: plan,
        progress: { made in
          lower()
          return standing.withLock { standing in
            (standing.permille, standing.steps) = (min(999, made * 1000 / max(1, steps)), made)
            return standing.isStopped ? 1 : Double(made) / Double(max(1, steps))
          }
        }, rounds: 0, improved: { found in if found.isValid { standing.withLock { $0.objective = found.objective } } })
      while rounds > 0 && !now.isStopped { lower() }
      let answer = searched.beside(tightening.found, bound: tightening.best)
      let hindrances = explaining ? house.hindrances(in: answer.solution, of: allocation) : []
      let reasons = explaining ? house.reasons(in: answer.solution, of: allocation) : []
      standing.withLock { standing in
        (standing.found, standing.permille) = (Found(answer: answer, hindrances: hindrances, reasons: reasons), 1000)
        (standing.objective, standing.bound) = (answer.objective, answer.ceiling)
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }
}
