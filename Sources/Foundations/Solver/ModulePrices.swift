/// Prices for each module and month beside what a cell of the zone costs in the month.
struct ModulePrices {
  private let layout: Layout
  private(set) var price: [Double]
  private var sums: [Double]
  private let modules: [[Int]]
  private(set) var total = 0.0

  init(_ layout: Layout, _ price: [Double]) {
    (self.layout, self.price) = (layout, price)
    modules = layout.puzzle.ground.zones.map(\.modules)
    sums = Array(repeating: 0, count: layout.puzzle.instance.modules.count * (layout.horizon + 1))
    set(price)
  }

  mutating func set(_ price: [Double]) {
    self.price = price
    total = runningSums(of: price, months: layout.horizon, into: &sums)
  }

  /// Of some cells of a zone in one month.
  func price(of cells: UInt64, _ zone: Int, _ month: Int) -> Double {
    var (rest, sum) = (cells, 0.0)
    while rest != 0 {
      sum += price[modules[zone][rest.trailingZeroBitCount] * layout.horizon + month]
      rest &= rest - 1
    }
    return sum
  }
  func cost(_ candidate: Int, of part: Int) -> Double {
    let (from, until) = (Int(layout.from[part]), Int(layout.until[part]))
    let cells = modules[Int(layout.zone[candidate])]
    var rest = layout.mask[candidate]
    var sum = 0.0
    while rest != 0 {
      let row = cells[rest.trailingZeroBitCount] * (layout.horizon + 1)
      sum += sums[row + until] - sums[row + from]
      rest &= rest - 1
    }
    return sum
  }
}

/// By module, what all months before each cost, and at the end what all cost; the sum of all modules is returned.
func runningSums(of price: [Double], months: Int, into sums: inout [Double]) -> Double {
  var total = 0.0
  for module in 0..<(price.count / max(1, months)) {
    var sum = 0.0
    for month in 0..<months {
      sums[module * (months + 1) + month] = sum
      sum += price[module * months + month]
    }
    sums[module * (months + 1) + months] = sum
    total += sum
  }
  return total
}
