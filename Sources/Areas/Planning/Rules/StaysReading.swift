import Kernel

/// Stays out of who had how many cells in each month; one month without is a move, two are an end.
package enum StaysReading {
  /// - Parameter held: of one organisation, cells by month; the last month is the present one.
  package static func stays(_ held: [Int]) -> [DemandFit.Stay] {
    var stays: [DemandFit.Stay] = []
    var current: [Int] = []
    var gap = 0
    for cells in held {
      if cells > 0 {
        if gap == 1, let last = current.last { current.append(last) }
        current.append(cells)
        gap = 0
      } else if !current.isEmpty {
        gap += 1
        if gap == 2 {
          stays.append(DemandFit.Stay(cells: current, isOver: true))
          (current, gap) = ([], 0)
        }
      }
    }
    if !current.isEmpty { stays.append(DemandFit.Stay(cells: current, isOver: gap > 0)) }
    return stays
  }
}
