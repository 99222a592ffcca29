extension Allocation {
  /// How much is done about the bound beside a search that is counted in steps.
  package static let rounds = 2_600

  /// What a search and its bound have to tell.
  package enum News: Equatable, Sendable {
    /// So many steps are made.
    case steps(Int)
    case plan(Improvement)
    case bound(Int)
  }

  /// Searches for so many steps, and lowers the bound by a round at each look at how far it is, so that both are the same for the same steps and
  /// seed, however busy the machine. What is left of the rounds follows the search. It ends early with a plan that is proven to be the best.
  package func interleaved(
    seed: UInt64, from plan: Solution? = nil, steps: Int, rounds: Int = Allocation.rounds, isStopped: () -> Bool = { false },
    heard: (News) -> Void
  ) -> Answer {
    var tightening = self.tightening()
    var left = rounds
    var target = 0
    func lower() {
      let before = tightening.best
      left -= tightening.weight
      if !tightening.round(target: target) { left = 0 }
      if tightening.best < before { heard(.bound(tightening.best)) }
    }
    heard(.bound(tightening.best))
    let searched = search(
      seed: seed, from: plan,
      progress: { made in
        heard(.steps(made))
        if left > 0, !isStopped() { lower() }
        return isStopped() ? 1 : Double(made) / Double(max(1, steps))
      }, rounds: 0, isProven: { $0 >= tightening.best },
      improved: { found in
        if found.isValid { target = max(0, found.objective) }
        heard(.plan(found))
      })
    while left > 0, !isStopped() { lower() }
    return searched.beside(tightening.found, bound: tightening.best)
  }
}
