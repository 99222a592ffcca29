import Kernel

/// Whether the cells of a level can all be there at once: each inside the level, no two on the same floor.
package enum LevelCheck {
  /// Reported overlaps end here: a plan with more is wrong as a whole.
  package static let mostProblems = 50
  /// Comparisons of walls; some seconds of work. Nothing anybody draws comes near.
  static let mostWork = 200_000_000

  /// - Parameter cells: with what is written on their doors; those that never exist on the same day are not compared.
  package static func problems(
    outline: Polygon, cells: [(code: String, outline: Polygon, span: DaySpan)], field: String? = nil
  ) -> [Problem] {
    var found: [Problem] = []
    for cell in cells where !outline.contains(cell.outline) {
      found.append(Problem("spaces.problem.outsideLevel", field: field, ["cell": cell.code]))
      if found.count >= mostProblems { return found }
    }
    var work = 0
    BoundsSweep(cells.map(\.outline)).forEachPair { first, second in
      let (one, other) = (cells[first], cells[second])
      guard one.span.overlaps(other.span) else { return true }
      work += 1 + one.outline.ring.count * other.outline.ring.count
      if work > mostWork {
        found.append(Problem("spaces.problem.tooIntricate", field: field))
        return false
      }
      if one.outline.overlaps(other.outline) {
        found.append(Problem("spaces.problem.cellsOverlap", field: field, ["first": one.code, "second": other.code]))
      }
      return found.count < mostProblems
    }
    return found
  }
}
