import Kernel

/// Which cells are to be held.
package enum WantedCells: Sendable, Hashable {
  case exactly([ID<Cell>])
  /// So many of these, to be chosen when the hold is firmed up.
  case among(count: Int, [ID<Cell>])

  var isExact: Bool { if case .exactly = self { true } else { false } }
  var cells: [ID<Cell>] {
    switch self {
    case .exactly(let cells), .among(_, let cells): cells
    }
  }
}

/// When a hold begins.
package enum HoldStart: Sendable, Hashable {
  case day(Day)
  /// So many days after the milestone: the hold moves with it.
  case milestone(ID<Milestone>, offset: Int)
}

/// When a hold that follows from another ends.
package enum HoldUntil: Sendable, Hashable {
  case asPromised
  case withoutEnd
  /// The first day it holds no longer.
  case before(Day)
}
