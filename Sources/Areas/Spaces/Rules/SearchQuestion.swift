import Kernel

/// "`count` adjacent cells of at least `area`, free from a day, near those". Without a count: as many cells as the area takes.
package struct SearchQuestion: Hashable, Sendable {
  /// More cells than this are one floor, not a search.
  package static let mostCells = 60

  package var count: Int?
  /// Of all cells together.
  package var area: FloorArea = .zero
  package var from: Day
  /// nil: without end.
  package var until: Day?
  /// Empty: any that is let.
  package var kinds: Set<CellKind> = []
  package var needsWindow = false
  package var noise: NoiseZone?
  package var building: ID<Building>?
  package var level: ID<Level>?
  /// One cell, or all those of an organisation.
  package var near: [ID<Cell>] = []

  package init(count: Int?, from: Day, until: Day? = nil) { (self.count, self.from, self.until) = (count, from, until) }

  package var problems: [Problem] {
    var found: [Problem] = []
    if let count, !(1...SearchQuestion.mostCells).contains(count) {
      found.append(Problem("spaces.problem.searchCount", field: "count", ["most": "\(SearchQuestion.mostCells)"]))
    }
    if area < .zero { found.append(Problem("spaces.problem.searchArea", field: "area")) }
    if count == nil, area <= .zero { found.append(Problem("spaces.problem.searchNothing", field: "count")) }
    if DaySpan(checking: from, until: until) == nil {
      found.append(Problem("spaces.problem.reversed", field: "last", ["from": "\(from)"]))
    }
    return found
  }

  /// Whether the cell would do, were it free.
  func suits(_ cell: SearchCell) -> Bool {
    (kinds.isEmpty ? cell.kind.isLettable : kinds.contains(cell.kind)) && (!needsWindow || cell.hasWindow)
      && (noise.map { cell.noise.rawValue <= $0.rawValue } ?? true) && (building.map { cell.building == $0 } ?? true)
      && (level.map { cell.level == $0 } ?? true)
  }
}

/// One point more is one reason less. The answers are ordered by the sum, and each tells its share.
package struct SearchWeights: Hashable, Sendable {
  /// For each metre to walk.
  package var walk: Int64 = 10
  /// For each metre of wall around the space.
  package var wall: Int64 = 5
  /// For each square metre over what was asked.
  package var excess: Int64 = 10
  /// For each free cell that is left alone.
  package var stranded: Int64 = 150
  /// For each hundred euros of monthly list rent.
  package var rent: Int64 = 5
  /// Metres that a flight of stairs counts as.
  package var stairs: Int64 = 25

  package init() {}
}

/// A connected set of cells that answers, with the reasons for its place in the order.
package struct SearchAnswer: Hashable, Sendable {
  /// Sorted.
  package let cells: [ID<Cell>]
  package let area: FloorArea
  /// Millimetres from the middle of its cells to the nearest of those it should be near, on average, along walls and stairs; nil when nothing is near.
  package let walk: Int64?
  /// Millimetres of wall between its cells, and around them all.
  package let innerWall: Int64
  package let outerWall: Int64
  package let excess: FloorArea
  /// Free cells beside it that would have no free neighbour left.
  package let stranded: [ID<Cell>]
  package let monthlyRent: Money?
  /// The less, the better.
  package let points: Int64
}

/// Why there is no answer, and what there is instead.
package struct SearchNone: Hashable, Sendable {
  /// The most cells in one piece that suit and are free, by count, then by area; empty when none is.
  package let largest: [ID<Cell>]
  package let largestArea: FloorArea
  /// They would be enough, were they not promised to who has still to choose among several cells: from which of the days asked on.
  package let promisedFrom: Day?
  /// The first later day from which there would be an answer (for as long as was asked); nil when none is known.
  package let earliest: Day?
}

package struct SearchResult: Hashable, Sendable {
  /// At most ten, the best first.
  package let answers: [SearchAnswer]
  /// Whether nothing better can exist: every connected set was looked at or ruled out.
  package let isExact: Bool
  /// Only without answers.
  package let none: SearchNone?
}
