import Synchronization

/// What searches side by side and the bound beside them tell each other, by the clock. A plan that houses all who must be goes before every other,
/// whatever that one is worth, and only such a plan is what the bound is steered by.
package final class Race: Sendable {
  package struct Standing: Sendable {
    package internal(set) var best: Improvement?
    package internal(set) var bound = Int.max
    fileprivate var said = Int.max
    fileprivate var found: (plan: Solution, objective: Int)?

    /// No plan is worth more than the best.
    package var isProven: Bool { best.map { $0.isValid && $0.objective >= bound } ?? false }
  }
  private let state = Mutex(Standing())

  package init() {}

  package var standing: Standing { state.withLock { $0 } }
  /// What the best valid plan is worth, for the bound to aim at; 0 while there is none.
  package var target: Int { state.withLock { $0.best.flatMap { $0.isValid ? max(0, $0.objective) : nil } ?? 0 } }

  /// The best valid plan of all, if it is worth more than this.
  package func offer(above worth: Int) -> Solution? {
    state.withLock { $0.best.flatMap { $0.isValid && $0.objective > worth ? $0.solution : nil } }
  }

  /// True when it is better than all that any search has said.
  @discardableResult package func leads(_ one: Improvement) -> Bool {
    state.withLock { state in
      if let best = state.best, !one.isBetter(than: best) { return false }
      state.best = one
      return true
    }
  }
  /// True when it has fallen far enough since it was last said to be said again: by a thousandth.
  @discardableResult package func lowers(_ bound: Int, byLittle: Bool = false) -> Bool {
    state.withLock { state in
      state.bound = min(state.bound, bound)
      if byLittle || state.said < .max && Double(state.said - bound) < 0.001 * Double(state.said) { return false }
      state.said = bound
      return true
    }
  }
  /// The proof has come across a plan, which houses all who must be.
  package func finds(_ found: (plan: Solution, objective: Int)) {
    state.withLock { state in
      state.found = found
      let one = Improvement(solution: found.plan, objective: found.objective, unhoused: 0)
      if state.best.map(one.isBetter) ?? true { state.best = one }
    }
  }
  /// The best of the answers, which stand in the order of their seeds, and of what the proof has come across.
  package func answer(of searched: [Allocation.Answer]) -> Allocation.Answer? {
    let standing = self.standing
    let steps = searched.reduce(0) { $0 + $1.steps }
    return Race.best(of: searched)?.beside(standing.found, bound: standing.bound, steps: steps)
  }
  /// Of equals the first.
  package static func best(of answers: [Allocation.Answer]) -> Allocation.Answer? {
    answers.reduce(nil) { best, one in
      guard let best else { return one }
      return (best.unhoused.count, one.objective) > (one.unhoused.count, best.objective) ? one : best
    }
  }
}
