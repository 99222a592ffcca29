/// A plan that is better than all before it in the same search: fewer who must be housed have no place, or it is worth more.
package struct Improvement: Sendable, Equatable {
  package let solution: Solution
  package let objective: Int
  /// How many of those who must be housed have no place in it.
  package let unhoused: Int

  package init(solution: Solution, objective: Int, unhoused: Int) {
    (self.solution, self.objective, self.unhoused) = (solution, objective, unhoused)
  }

  /// A plan in the sense of the format: whoever must be housed is.
  package var isValid: Bool { unhoused == 0 }

  package func isBetter(than other: Improvement) -> Bool { (other.unhoused, objective) > (unhoused, other.objective) }
}
