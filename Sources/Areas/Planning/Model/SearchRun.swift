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

  /// Searches for so many steps, the bound falling beside it, so that both are the same for the same steps and seed; it ends when the plan is
  /// proven to be the best. What is left of the bound's rounds follows the search, unless that was stopped. Where no plan is given to begin with, it
  /// begins with the one that moves nobody: none that moves somebody is worth less.
  ///
  /// - Parameter explaining: whether it is also found out why somebody has no place.
  package func start(_ house: HouseInstance, steps: Int, seed: UInt64, from plan: Solution? = nil, explaining: Bool) {
    let thread = Thread { [self] in
      let from = plan ?? still(house, steps: steps / 4, seed: seed)
      let allocation = Allocation(house.instance)
      let searched = allocation.interleaved(seed: seed, from: from, steps: steps, isStopped: { now.isStopped }) { news in
        standing.withLock { standing in
          switch news {
          case .steps(let made): (standing.permille, standing.steps) = (Phase.permille(made, of: steps), made)
          case .plan(let found): if found.isValid { standing.objective = found.objective }
          case .bound(let bound): standing.bound = bound
          }
        }
      }
      standing.withLock { $0.permille = max($0.permille, Phase.ends) }
      let answer = house.settled(searched, from: from, of: allocation)
      let hindrances = explaining ? hindrances(of: house, in: answer.solution, of: allocation) : []
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
