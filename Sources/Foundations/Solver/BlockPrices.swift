/// Prices for each module and month, and the bound they give: whatever they are, no plan is worth more than all modules at their price
/// and what each tenant has left after paying for the plan that suits it best (Lagrangian relaxation). A subgradient search looks for the
/// prices that say least; it approaches the linear relaxation with positions.
struct BlockPrices {
  let layout: Layout
  private var market: Market
  /// By module and month, row after row.
  private(set) var bestPrice: [Double]
  private(set) var best = Double.infinity
  /// How much a round's own direction counts beside those before.
  var turn = 0.2
  var pricing: Pricing { market.pricing }
  /// Where only a part of all plans is looked at: what the tenants want there.
  var wants: Wants?
  private let modules: [[Int]]

  init(_ layout: Layout) {
    self.layout = layout
    modules = layout.puzzle.ground.zones.map(\.modules)
    bestPrice = Array(repeating: 0, count: layout.puzzle.serving.count)
    market = Market(layout, Pricing(layout), price: bestPrice)
  }

  /// What a module of each zone costs at best, by month; meant for prices by zone.
  var byZoneAndMonth: [[Double]] {
    let horizon = layout.horizon
    return modules.map { cells in
      (0..<horizon).map { month in cells.first { market.open[$0 * horizon + month] > 0 }.map { bestPrice[$0 * horizon + month] } ?? 0 }
    }
  }

  /// Begins again from the best prices.
  mutating func restart() { market.restart(from: bestPrice) }
  /// Begins with these prices and looks at the plans within these limits alone.
  mutating func restart(from prices: [Float], within limits: Limits) {
    (best, bestPrice, pricing.limits) = (.infinity, prices.map(Double.init), limits)
    restart()
  }
  /// One round. False when the prices cannot be bettered, or nobody can keep to the limits.
  mutating func refine(step: Double, target: Double) -> Bool {
    var bound = market.price.reduce(0, +)
    let pricing = pricing
    market.call()
    for tenant in 0..<layout.tenants {
      let comes = pricing.limits?.comes[tenant] ?? layout.mandatory[tenant]
      guard let (worth, choice) = market.best(of: tenant, above: comes ? -.infinity : 0) else {
        if comes && pricing.limits?.isHeld[tenant] == true {
          best = -.infinity
          return false
        }
        wants?.staysOut(tenant)
        continue
      }
      bound += worth
      wants?.comes(tenant, with: choice, zone: Int(layout.zone[Int(pricing.picks[0])]))
    }
    if bound < best { (best, bestPrice) = (bound, market.price) }
    if byZone { market.level(modules) }
    return market.follow(turn, by: step * (bound - target))
  }

  /// All modules of a zone cost the same when true.
  var byZone = false { didSet { turn = byZone ? 0.1 : 0.2 } }
}
