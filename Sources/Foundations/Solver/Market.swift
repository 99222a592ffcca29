/// Prices by module and month that are on their way: in each round tenants say what suits them best, and the prices go the way of what is wanted.
struct Market {
  let pricing: Pricing
  /// Row after row, as all that follows.
  private(set) var price: [Double]
  /// 1 where the price may change, else 0.
  private(set) var open: [Double]
  private var direction: Direction
  /// What is wanted in this round.
  private var used: [Double]
  private let layout: Layout

  init(_ layout: Layout, _ pricing: Pricing, price: [Double]) {
    (self.layout, self.pricing, self.price, open) = (layout, pricing, price, layout.puzzle.serving)
    direction = Direction(count: price.count)
    used = Array(repeating: 0, count: price.count)
  }

  /// From these prices on, whichever way they have come.
  mutating func restart(from price: [Double]) {
    self.price = price
    direction.clear()
  }
  /// Holds the price of what a candidate of a part takes from now on.
  mutating func close(_ candidate: Int, of part: Int, at held: Double) {
    layout.eachPlace(candidate, of: part) { place in
      (open[place], price[place]) = (0, held)
      direction.clear(place)
    }
  }

  /// Begins a round.
  mutating func call() {
    pricing.set(price)
    for index in used.indices { used[index] = 0 }
  }
  /// What suits a tenant best, if it leaves more than `least`; it counts as wanted. Its candidates are in `pricing.picks`.
  mutating func best(of tenant: Int, above least: Double) -> (worth: Double, choice: Int)? {
    guard let best = pricing.best(of: tenant, above: least) else { return nil }
    let first = Int(layout.parts[best.choice])
    for part in first..<Int(layout.parts[best.choice + 1]) {
      layout.eachPlace(Int(pricing.picks[part - first]), of: part) { used[$0] += 1 }
    }
    return best
  }
  /// Spreads what is wanted of a zone's modules over all that are in service.
  mutating func level(_ zones: [[Int]]) {
    let horizon = layout.horizon
    for cells in zones {
      for month in 0..<horizon {
        var (sum, count) = (0.0, 0.0)
        for module in cells where open[module * horizon + month] > 0 {
          sum += used[module * horizon + month]
          count += 1
        }
        for module in cells where open[module * horizon + month] > 0 { used[module * horizon + month] = sum / count }
      }
    }
  }
  /// Ends a round: turns by the share `turn` and goes by `length` over the length of the way. False when they cannot be bettered.
  mutating func follow(_ turn: Double, by length: Double) -> Bool {
    let square = direction.turn(turn, towards: used, from: price, open: open)
    if square < 1e-9 || length <= 0 { return false }
    direction.move(&price, by: length / square)
    return true
  }
}
