/// The search for a plan: valid at any moment, better with time, with a bound that no plan can exceed.
package struct Allocation: Sendable {
  package struct Answer: Sendable {
    package let solution: Solution
    package let objective: Int
    /// No plan is worth more.
    package let bound: Int
    /// Mandatory tenants for whom the search found no place.
    package let unhoused: [String]
    package let steps: Int

    /// How far the plan may be from the best, as a share of the bound.
    package var gap: Double { bound <= 0 ? 0 : Double(bound - objective) / Double(bound) }
  }

  private let puzzle: Puzzle

  package init(_ instance: Instance) { puzzle = Puzzle(instance) }

  /// Searches until `progress` of the number of steps made reaches 1; `improved` hears each better plan's objective. The same seed and
  /// the same progress by steps give the same answer.
  package func search(seed: UInt64, progress: (Int) -> Double, improved: (Int) -> Void) -> Answer {
    var annealing = Annealing(puzzle, seed: seed)
    var best = annealing.seating.solution
    var score = Int.min
    annealing.run(progress: progress) { seating in
      (best, score) = (seating.solution, seating.score)
      improved(objective(score, of: best))
    }
    let value = objective(score, of: best)
    return Answer(
      solution: best, objective: value, bound: bound(rounds: 1_500, target: value), unhoused: unhoused(in: best),
      steps: annealing.steps)
  }

  private func unhoused(in solution: Solution) -> [String] {
    puzzle.instance.tenants.filter { $0.mandatory && solution.plans[$0.id] == nil }.map(\.id)
  }
  private func objective(_ score: Int, of solution: Solution) -> Int {
    score + unhoused(in: solution).count * puzzle.penalty
  }

  /// No plan is worth more than this; `target`, the value of a plan, only steers how fast it falls.
  package func bound(rounds: Int, target: Int) -> Int {
    var bound = CapacityBound(puzzle)
    var step = 1.8
    var (lowest, since) = (Double.infinity, 0)
    for _ in 0..<rounds {
      if !bound.refine(step: step, target: target) { break }
      if bound.best < lowest - 0.01 { (lowest, since) = (bound.best, 0) } else { since += 1 }
      if since > 12 { (step, since) = (step * 0.8, 0) }
    }
    return bound.best.isFinite ? Int(bound.best.rounded(.down)) : 0
  }
}
