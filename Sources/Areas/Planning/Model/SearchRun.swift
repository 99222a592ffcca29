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
    package var answer: Allocation.Answer?
  }
  private let standing = Mutex(Standing())

  package init() {}
  package var now: Standing { standing.withLock { $0 } }
  package func stop() { standing.withLock { $0.isStopped = true } }

  /// Searches for so many steps; a bound is told as soon as there is a plan.
  package func start(_ instance: Instance, steps: Int, seed: UInt64) {
    let thread = Thread { [self] in
      let allocation = Allocation(instance)
      let answer = allocation.search(
        seed: seed,
        progress: { made in
          standing.withLock { standing in
            (standing.permille, standing.steps) = (min(999, made * 1000 / max(1, steps)), made)
            return standing.isStopped ? 1 : Double(made) / Double(max(1, steps))
          }
        },
        improved: { objective in
          let isFirst = standing.withLock { standing in
            standing.objective = objective
            return standing.bound == nil
          }
          if isFirst {
            let bound = allocation.bound(rounds: 60, target: objective)
            standing.withLock { $0.bound = bound }
          }
        })
      standing.withLock { standing in
        (standing.answer, standing.permille, standing.objective) = (answer, 1000, answer.objective)
        standing.bound = min(answer.bound, standing.bound ?? answer.bound)
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }
}
