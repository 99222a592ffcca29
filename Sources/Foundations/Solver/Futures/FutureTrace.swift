/// What one future left behind.
struct FutureTrace {
  private(set) var occupied: [Int]
  private(set) var second: [Int]
  private(set) var waiting: [Int]
  /// Hundredths of cell months that were refused, by the month they would have been let in.
  private(set) var lost: [Int]
  private(set) var lostGrowth = 0
  var arrived: [Int]
  var blocked: [Int]

  init(months: Int, sizes: Int) {
    occupied = Array(repeating: 0, count: months)
    (second, waiting, lost) = (occupied, occupied, occupied)
    arrived = Array(repeating: 0, count: sizes)
    blocked = arrived
  }

  mutating func note(month: Int, occupied: Int, second: Int, waiting: Int) {
    self.occupied[month] = occupied
    self.second[month] = second
    self.waiting[month] = waiting
  }

  /// Cells that nobody has over a stay that did not come about.
  mutating func lose(cells: Int, from: Double, until: Double, isGrowth: Bool) {
    var month = Int(from)
    while month < lost.count, Double(month) < until {
      let share = min(until, Double(month + 1)) - max(from, Double(month))
      lost[month] += Int(share * 100 * Double(cells) + 0.5)
      month += 1
    }
    if isGrowth { lostGrowth += cells }
  }

  /// The first month of so many in a row in which more is wanted than the house has; nil when there is none.
  func outgrows(_ capacity: Int, for sustained: Int) -> Int? { outgrows(for: sustained) { _ in capacity } }
  func outgrows(for sustained: Int, _ capacity: (Int) -> Int) -> Int? {
    var run = 0
    for month in occupied.indices {
      run = occupied[month] + second[month] + waiting[month] > capacity(month) ? run + 1 : 0
      if run == sustained { return month - sustained + 1 }
    }
    return nil
  }
}
