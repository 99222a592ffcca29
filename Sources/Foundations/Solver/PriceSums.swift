/// What cells cost over any months, as differences of running sums: by zone a column for each cell and one more, by month a row and one more.
struct PriceSums {
  private let layout: Layout
  private let modules: [[Int]]
  /// By zone, where its columns begin.
  private let column: [Int]
  private let columns: Int
  /// By row and column: what the cells of the zone before that cost in all months before.
  private let sums: UnsafeMutablePointer<Double>
  /// By column: what the cells before cost over the stretch that is looked at.
  private let cost: UnsafeMutablePointer<Double>
  /// The prices as they stand, row after row.
  private let before: UnsafeMutablePointer<Double>

  init(_ layout: Layout) {
    self.layout = layout
    modules = layout.puzzle.ground.zones.map(\.modules)
    var (column, columns): ([Int], Int) = ([], 0)
    for cells in modules {
      column.append(columns)
      columns += cells.count + 1
    }
    (self.column, self.columns) = (column, columns)
    (sums, cost) = (.zeros((layout.horizon + 1) * columns), .zeros(columns))
    before = .zeros(layout.puzzle.instance.modules.count * layout.horizon)
  }
  /// By its one owner.
  func deallocate() {
    sums.deallocate()
    cost.deallocate()
    before.deallocate()
  }

  /// - Parameters:
  ///   - price: by module and month, row after row.
  ///   - memory: hears how far modules have fallen at most.
  func set(_ price: [Double], _ memory: ChoiceMemory) {
    let horizon = layout.horizon
    price.withUnsafeBufferPointer { price in
      var fallen = 0.0
      for month in 0..<horizon {
        var fall = 0.0
        for (zone, cells) in modules.enumerated() {
          let (earlier, later) = (sums + month * columns + column[zone], sums + (month + 1) * columns + column[zone])
          var sum = 0.0
          for (position, module) in cells.enumerated() {
            let place = module * horizon + month
            fall = max(fall, before[place] - price[place])
            before[place] = price[place]
            sum += price[place]
            later[position + 1] = earlier[position + 1] + sum
          }
        }
        fallen += fall
        memory.fall(fallen, to: month)
      }
    }
  }

  /// Looks at the stretch of a part from now on.
  @inline(__always) func look(at part: Int) {
    let (from, until) = (sums + Int(layout.from[part]) * columns, sums + Int(layout.until[part]) * columns)
    for index in 0..<columns { cost[index] = until[index] - from[index] }
  }
  /// Of a candidate of so many cells in the stretch that is looked at.
  @inline(__always) func price(_ candidate: Int, _ zone: Int, _ size: Int) -> Double {
    let row = cost + column[zone]
    if !layout.isFloor[zone] {
      let low = Int(layout.low[candidate])
      return row[low + size] - row[low]
    }
    var (sum, rest) = (0.0, layout.mask[candidate])
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      sum += row[position + 1] - row[position]
      rest &= rest - 1
    }
    return sum
  }
}
