/// The bound of a small house as a whole, and the proof that a plan is the best: at first the house is filled in counted cells, at prices for modules
/// and months that fall round by round; then everybody is placed.
struct HouseProof {
  private enum Stage { case counting, zoning, joining, placing, done }
  private let layout: Layout
  private var stage = Stage.counting
  private var ways: Ways
  private var prices: ModulePrices
  private var sweep: CountedSweep
  private var joint: JointSweep?
  private var placed: PlacedSweep?
  private var ceiling = 0.0
  /// No plan is worth more.
  private(set) var best = Double.infinity
  /// The best plan found on the way to the proof, when it is better than the one in hand, and what it is worth.
  private(set) var found: (plan: Solution, objective: Int)?
  private var bestPrice: [Double] = []
  private var direction: Direction
  private var slack = 20.0
  private var rounds = 0
  private var (factor, fails) = (0.3, 0)
  private var work = 0
  /// How much of what the relaxation has said of single modules is tried at first.
  private static let shares = [0, 0.25, 0.5, 1]
  private let given: [Double]
  private static let rounds = 80
  private static let zoned = 8
  private static let joined = 200_000
  private var reach = 0.0
  private static let effort = 4_000_000
  private static let counted = 120_000

  /// `price` by module and month, from the relaxation with positions. nil for a house too large, with floors, whose free runs are no runs, or in which somebody has
  /// no place at all.
  init?(_ layout: Layout, price: [Double]) {
    if layout.puzzle.ground.zones.contains(where: { $0.near != nil }) { return nil }
    guard layout.horizon < 255, layout.tenants > 0, let ways = Ways(layout) else { return nil }
    let horizon = layout.horizon
    // In several zones some of the relaxation's prices for single modules are kept, in one none to begin with.
    let share = layout.zones > 1 ? 0.5 : 1
    var (own, common) = (price, Array(repeating: 0.0, count: layout.zones * horizon))
    for (zone, cells) in layout.puzzle.ground.zones.enumerated() {
      for month in 0..<horizon {
        let open = cells.modules.filter { layout.puzzle.instance.modules[$0].serves(month) }
        let least = open.map { price[$0 * horizon + month] }.min() ?? 0
        let mean = open.reduce(0) { $0 + price[$1 * horizon + month] } / Double(max(1, open.count))
        common[zone * horizon + month] = share * least + (1 - share) * mean
        for module in cells.modules {
          own[module * horizon + month] = open.contains(module) ? share * (price[module * horizon + month] - least) : 0
        }
      }
    }
    guard let sweep = ways.sweep(price: common) else { return nil }
    (self.layout, self.ways, self.sweep) = (layout, ways, sweep)
    given = own
    prices = ModulePrices(layout, own.map { $0 * (layout.zones > 1 ? 1 : Self.shares[0]) })
    direction = Direction(count: own.count)
    if layout.zones == 1 { return }
    self.ways.reckon(prices)
    guard let joint = JointSweep(self.ways, price: common) else { return nil }
    (self.joint, stage) = (joint, .zoning)
  }

  /// How much work the next step is, beside a round of prices.
  var weight: Int {
    switch stage {
    case .counting: 5
    case .zoning, .joining: 60
    case .placing, .done: 1
    }
  }

  /// One step; `target` is the value of a plan. False when it is done, or leads no further.
  mutating func advance(target: Int) -> Bool {
    switch stage {
    case .counting: count(Double(target))
    case .zoning: zone(Double(target))
    case .joining: join(Double(target))
    case .placing: place(Double(target))
    case .done: break
    }
    return stage != .done
  }
  /// What may be lost by a plan that is worth more than `target`; values are whole.
  private func budget(_ target: Double) -> Double { ceiling - target - 0.999 }

  /// The whole house filled at these prices, and the prices changed.
  private mutating func count(_ target: Double) {
    rounds += 1
    ways.reckon(prices)
    sweep.fit(ways.worth, rounds: rounds == 1 ? 200 : 60)
    ceiling = prices.total + sweep.ceiling
    if !ceiling.isFinite { return stage = .done }
    var budget = min(max(slack * 1.2, 20), self.budget(target))
    var bound = target
    while budget >= 0 {
      guard let arrived = sweep.lay(budget: budget, room: Self.counted) else { return stage = .done }
      if arrived {
        slack = sweep.ahead[0][0]
        bound = ceiling - slack
        break
      }
      if budget >= self.budget(target) { break }
      budget = min(budget * 1.6, self.budget(target))
    }
    work += sweep.size
    if bound < best { (best, bestPrice, fails) = (bound, prices.price, 0) } else { fails += 1 }
    if best < target + 0.999 { return stage = .done }
    if rounds < Self.shares.count {
      prices.set(given.map { $0 * Self.shares[rounds] })
    } else if rounds == Self.rounds || work > Self.effort || !follow(bound - target) {
      begin(target)
    }
  }

  private mutating func begin(_ target: Double) {
    prices.set(bestPrice)
    ways.reckon(prices)
    sweep.fit(ways.worth, rounds: 60)
    ceiling = prices.total + sweep.ceiling
    guard let arrived = sweep.lay(budget: budget(target), room: Self.counted) else { return stage = .done }
    if !arrived { return (best, stage) = (target, .done) }
    placed = PlacedSweep(ways, prices, sweep.steps, sweep.graph, budget: budget(target))
    stage = .placing
  }

  /// The zones by themselves, with some of the prices of single modules.
  private mutating func zone(_ target: Double) {
    rounds += 1
    let goesOn = joint!.refine(target: target, constant: prices.total, room: Self.counted)
    best = min(best, joint!.best)
    if best < target + 0.999 { return stage = .done }
    if goesOn && rounds < Self.zoned { return }
    if !joint!.best.isFinite { return stage = .done }
    (stage, reach) = (.joining, 0.3 * (joint!.best - target))
  }

  /// The zones together, within a reach that grows until somebody arrives, and then as far as the plan in hand.
  private mutating func join(_ target: Double) {
    let all = joint!.best - target - 0.999
    reach = min(reach, all)
    guard let arrived = joint!.join(more: reach, constant: prices.total, room: Self.joined) else { return stage = .done }
    if arrived { best = min(best, joint!.ceiling - joint!.graph.ahead[0][0]) } else { best = min(best, max(target, joint!.best - reach)) }
    if best < target + 0.999 { return stage = .done }
    if reach < all { return reach = arrived ? all : reach * 1.35 }
    joint!.close()
    ceiling = joint!.ceiling
    placed = PlacedSweep(ways, prices, joint!.steps, joint!.graph, budget: budget(target))
    joint = nil
    stage = .placing
  }

  private mutating func place(_ target: Double) {
    placed!.advance(budget: budget(target), room: placed!.room)
    if !placed!.isDone { return }
    stage = .done
    let dropped = ceiling - placed!.dropped
    if let arrived = placed!.arrived {
      best = min(best, max(ceiling - arrived.loss, dropped, target))
      found = (ways.solution(arrived.picks), Int((ceiling - arrived.loss).rounded()))
    } else {
      best = min(best, max(target, dropped))
    }
    placed = nil
  }

  /// Changes the prices towards what is used too much.
  private mutating func follow(_ distance: Double) -> Bool {
    if rounds == Self.shares.count || fails > 3 {
      prices.set(bestPrice)
      direction.clear()
      (factor, fails) = (rounds == Self.shares.count ? factor : factor * 0.6, 0)
      return factor > 0.01
    }
    let serving = layout.puzzle.serving
    var used = Array(repeating: 0.0, count: serving.count)
    for number in sweep.graph.best {
      let first = Int(layout.parts[ways.all[number].choice])
      for (index, candidate) in ways.picks(number).enumerated() {
        layout.eachPlace(Int(candidate), of: first + index) { used[$0] += 1 }
      }
    }
    var price = prices.price
    let square = direction.turn(0.4, towards: used, from: price, open: serving)
    if square < 1e-9 { return false }
    direction.move(&price, by: factor * distance / square)
    prices.set(price)
    return true
  }
}
