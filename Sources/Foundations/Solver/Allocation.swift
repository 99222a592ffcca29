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

    package init(solution: Solution, objective: Int, bound: Int, unhoused: [String], steps: Int) {
      (self.solution, self.objective, self.bound, self.unhoused, self.steps) = (solution, objective, bound, unhoused, steps)
    }

    /// The bound for whoever shows it: never below the plan in hand.
    package var ceiling: Int { max(bound, objective) }
    /// True when it is proven that no plan is worth more.
    package var isOptimal: Bool { unhoused.isEmpty && objective >= bound }

    /// The better of this and of a plan that the proof came across, which houses all who must be.
    package func beside(_ found: (plan: Solution, objective: Int)?, bound: Int, steps: Int? = nil) -> Answer {
      let steps = steps ?? self.steps
      if let found, !unhoused.isEmpty || found.objective > objective {
        return Answer(solution: found.plan, objective: found.objective, bound: bound, unhoused: [], steps: steps)
      }
      return Answer(solution: solution, objective: objective, bound: bound, unhoused: unhoused, steps: steps)
    }
  }

  /// How far a plan may be from the best, in basis points of the bound, rounded up: nought only where none is worth more. Nil without a bound.
  package static func gap(of value: Int, under bound: Int) -> Int? {
    bound <= 0 ? nil : max(0, ((bound - value) * 10_000 + bound - 1) / bound)
  }

  let layout: Layout
  private var puzzle: Puzzle { layout.puzzle }

  package init(_ instance: Instance) { layout = Layout(Puzzle(instance)) }
  init(_ instance: Instance, keeping: Keeping) { layout = Layout(Puzzle(instance, keeping: keeping)) }

  /// Floors and numbers of cells of which not all connected sets are looked through: a bound holds for plans of those that are.
  package var cut: [(corridor: Int, cells: Int)] {
    puzzle.ground.cut.map { (puzzle.ground.zones[$0.zone].corridor, $0.size) }
  }

  /// Searches until `progress` of the number of steps made reaches 1; `improved` hears each better plan. The same seed and
  /// the same progress by steps give the same answer. `rounds` says how much is done about the bound when the search is over; `isProven` is asked
  /// whether a plan that houses all who must be, of this objective, is known to be the best: then it stops.
  /// - Parameters:
  ///   - plan: a valid plan to begin with; what is found is not worth less.
  ///   - offered: a valid plan of another search that is worth more than this; asked now and then, when the search has come to nothing for long.
  package func search(
    seed: UInt64, from plan: Solution? = nil, progress: (Int) -> Double, rounds: Int = Allocation.rounds,
    isProven: (Int) -> Bool = { _ in false }, offered: (Int) -> Solution? = { _ in nil },
    improved: (Improvement) -> Void
  ) -> Answer {
    var search = Search(layout, seed: seed, from: plan)
    var best = search.seating.solution
    var score = Int.min
    var value: Int?
    search.run(progress: { steps in value.map(isProven) ?? false ? 1 : progress(steps) }, offered: offered) { seating in
      (best, score) = (seating.solution, seating.score)
      let found = Improvement(solution: best, objective: objective(score, of: best), unhoused: unhoused(in: best).count)
      value = found.isValid ? found.objective : nil
      improved(found)
    }
    let worth = objective(score, of: best)
    let tightened = self.tightened(rounds: rounds, target: value ?? 0)
    return Answer(solution: best, objective: worth, bound: tightened.best, unhoused: unhoused(in: best), steps: search.steps)
      .beside(tightened.found, bound: tightened.best)
  }

  private func unhoused(in solution: Solution) -> [String] {
    puzzle.instance.tenants.filter { $0.mandatory && solution.plans[$0.id] == nil }.map(\.id)
  }
  private func objective(_ score: Int, of solution: Solution) -> Int {
    score + unhoused(in: solution).count * puzzle.penalty
  }

  /// No plan is worth more than this; `target`, the value of a plan, only steers how fast it falls.
  package func bound(rounds: Int = Allocation.rounds, target: Int, isStopped: () -> Bool) -> Int {
    tightened(rounds: rounds, target: target, isStopped: isStopped).best
  }

  private func tightened(rounds: Int, target: Int, isStopped: () -> Bool = { false }) -> Tightening {
    var tightening = self.tightening()
    var left = rounds
    while left > 0, !isStopped() {
      left -= tightening.weight
      if !tightening.round(target: target) { break }
    }
    return tightening
  }
  /// A bound that falls round by round, for whoever wants to look at it beside a search.
  package func tightening() -> Tightening { Tightening(layout) }
}
