/// Prices for each module and month, and the bound they give: whatever they are, no plan is worth more than all modules at their price
/// and what each tenant has left after paying for the plan that suits it best (Lagrangian relaxation). A subgradient search looks for the
/// prices that say least; it approaches the linear relaxation with positions.
struct BlockPrices {
  let layout: Layout
  /// By module and month, row after row.
  private(set) var price: [Double]
  private(set) var bestPrice: [Double]
  private(set) var best = Double.infinity
  private var direction: Direction
  /// How much a round's own direction counts beside those before.
  var turn = 0.2
  private var used: [Double]
  let pricing: Pricing
  /// Where only a part of all plans is looked at: what the tenants want there.
  var wants: Wants?
  private let horizon: Int
  private let modules: [[Int]]
  /// By module and month: 1 in service, else 0.
  private let open: [Double]

  init(_ layout: Layout) {
    self.layout = layout
    let instance = layout.puzzle.instance
    horizon = layout.horizon
    modules = layout.puzzle.ground.zones.map(\.modules)
    open = layout.puzzle.serving
    let count = instance.modules.count * horizon
    price = Array(repeating: 0, count: count)
    bestPrice = price
    direction = Direction(count: count)
    used = price
    pricing = Pricing(layout)
  }

  /// What a module of each zone costs at best, by month; meant for prices by zone.
  var byZoneAndMonth: [[Double]] {
    modules.map { cells in
      (0..<horizon).map { month in cells.first { open[$0 * horizon + month] > 0 }.map { bestPrice[$0 * horizon + month] } ?? 0 }
    }
  }

  /// Begins again from the best prices.
  mutating func restart() {
    price = bestPrice
    direction.clear()
  }
  /// Begins with these prices and looks at the plans within these limits alone.
  mutating func restart(from prices: [Float], within limits: Limits) {
    (best, bestPrice, pricing.limits) = (.infinity, prices.map(Double.init), limits)
    restart()
  }
  /// One round. False when the prices cannot be bettered, or nobody can keep to the limits.
  mutating func refine(step: Double, target: Double) -> Bool {
    var bound = price.reduce(0, +)
    pricing.set(price)
    for index in used.indices { used[index] = 0 }
    for tenant in 0..<layout.tenants {
      let comes = pricing.limits?.comes[tenant] ?? layout.mandatory[tenant]
      guard let (worth, choice) = pricing.best(of: tenant, above: comes ? -.infinity : 0) else {
        if comes && pricing.limits?.isHeld[tenant] == true {
          best = -.infinity
          return false
        }
        wants?.staysOut(tenant)
        continue
      }
      bound += worth
      wants?.comes(tenant, with: choice, zone: Int(layout.zone[Int(pricing.picks[0])]))
      let first = Int(layout.parts[choice])
      for part in first..<Int(layout.parts[choice + 1]) { pricing.count(Int(pricing.picks[part - first]), of: part, in: &used) }
    }
    if bound < best { (best, bestPrice) = (bound, price) }
    return follow(step, bound - target)
  }

  /// All modules of a zone cost the same when true.
  var byZone = false { didSet { turn = byZone ? 0.1 : 0.2 } }

  /// Spreads what a zone's modules are used over all that are in service.
  private mutating func level() {
    for cells in modules {
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

  private mutating func follow(_ step: Double, _ distance: Double) -> Bool {
    if byZone { level() }
    let square = direction.turn(turn, towards: used, from: price, open: open)
    if square < 1e-9 || distance <= 0 { return false }
    direction.move(&price, by: step * distance / square)
    return true
  }
}
