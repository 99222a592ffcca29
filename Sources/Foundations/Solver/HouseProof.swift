/// The bound of a small house as a whole, and the proof that a plan is the best: at first the house is filled in counted cells, at prices for modules
/// and months that fall round by round; then everybody is placed.
struct HouseProof {
  private enum Stage { case counting, placing, done }
  private let layout: Layout
  private var stage = Stage.counting
  private var ways: Ways
  private var prices: ModulePrices
  private var sweep: CountedSweep
  private var placed: PlacedSweep?
  private var ceiling = 0.0
  /// No plan is worth more.
  private(set) var best = Double.infinity
  /// The best plan found on the way to the proof, when it is better than the one in hand, and what it is worth.
  private(set) var found: (plan: Solution, objective: Int)?
  private var bestPrice: [Double] = []
  private var direction: [Double]
  private var slack = 20.0
  private var rounds = 0
  private var (factor, fails) = (0.3, 0)
  private var work = 0
  /// How much of what the relaxation has said of single modules is tried at first.
  private static let shares = [0, 0.25, 0.5, 1]
  private let given: [Double]
  private static let rounds = 80
  private static let effort = 4_000_000
  private static let counted = 120_000
  private static let room = 300_000

  /// `price` by module and month, from the relaxation with positions. nil for a house too large, or in which somebody has no place at all.
  init?(_ layout: Layout, price: [Double]) {
    guard layout.horizon < 255, layout.tenants > 0, let ways = Ways(layout) else { return nil }
    let horizon = layout.horizon
    var (own, common) = (price, Array(repeating: 0.0, count: layout.zones * horizon))
    for (zone, cells) in layout.puzzle.ground.zones.enumerated() {
      for month in 0..<horizon {
        let open = cells.modules.filter { layout.puzzle.instance.modules[$0].inService <= month }
        let least = open.map { price[$0 * horizon + month] }.min() ?? 0
        common[zone * horizon + month] = least
        for module in cells.modules { own[module * horizon + month] = open.contains(module) ? price[module * horizon + month] - least : 0 }
      }
    }
    guard let sweep = CountedSweep(ways, price: common) else { return nil }
    (self.layout, self.ways, self.sweep) = (layout, ways, sweep)
    given = own
    prices = ModulePrices(layout, own.map { $0 * Self.shares[0] })
    direction = Array(repeating: 0, count: own.count)
  }

  /// One step; `target` is the value of a plan. False when it is done, or leads no further.
  mutating func advance(target: Int) -> Bool {
    switch stage {
    case .counting: count(Double(target))
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
    sweep.fit(ways, rounds: rounds == 1 ? 200 : 60)
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
    sweep.fit(ways, rounds: 60)
    ceiling = prices.total + sweep.ceiling
    guard let arrived = sweep.lay(budget: budget(target), room: Self.counted) else { return stage = .done }
    if !arrived { return (best, stage) = (target, .done) }
    placed = PlacedSweep(ways, prices, sweep, budget: budget(target))
    stage = .placing
  }

  private mutating func place(_ target: Double) {
    placed!.advance(budget: budget(target), room: Self.room)
    if !placed!.isDone { return }
    stage = .done
    let dropped = ceiling - placed!.dropped
    if let arrived = placed!.arrived {
      best = min(best, max(ceiling - arrived.loss, dropped, target))
      found = (solution(arrived.picks), Int((ceiling - arrived.loss).rounded()))
    } else {
      best = min(best, max(target, dropped))
    }
    placed = nil
  }

  private func solution(_ picks: [(way: Int, candidates: [Int32])]) -> Solution {
    var plans: [String: Solution.Seat] = [:]
    for (number, candidates) in picks {
      let way = ways.all[number]
      let terms = layout.puzzle.wishes[way.tenant].choices[way.choice - Int(layout.choices[way.tenant])].terms
      plans[layout.puzzle.instance.tenants[way.tenant].id] = Solution.Seat(
        start: terms.start, room: terms.room ? 1 : 0,
        blocks: candidates.map { layout.puzzle.ground.zones[Int(layout.zone[Int($0)])].modules[Int(layout.low[Int($0)])] })
    }
    return Solution(instance: layout.puzzle.instance.name, plans: plans)
  }

  /// Changes the prices towards what is used too much.
  private mutating func follow(_ distance: Double) -> Bool {
    if rounds == Self.shares.count || fails > 3 {
      prices.set(bestPrice)
      for index in direction.indices { direction[index] = 0 }
      (factor, fails) = (rounds == Self.shares.count ? factor : factor * 0.6, 0)
      return factor > 0.01
    }
    let horizon = layout.horizon
    var slope = Array(repeating: -1.0, count: direction.count)
    for (module, cell) in layout.puzzle.instance.modules.enumerated() {
      for month in 0..<min(horizon, max(0, cell.inService)) { slope[module * horizon + month] = 0 }
    }
    for number in sweep.best() {
      let first = Int(layout.parts[ways.all[number].choice])
      for (index, candidate) in ways.picks(number).enumerated() {
        let cells = layout.puzzle.ground.zones[Int(layout.zone[Int(candidate)])].modules
        for (position, module) in cells.enumerated() where layout.mask[Int(candidate)] >> UInt64(position) & 1 == 1 {
          for month in Int(layout.from[first + index])..<Int(layout.until[first + index]) { slope[module * horizon + month] += 1 }
        }
      }
    }
    var square = 0.0
    for index in slope.indices {
      direction[index] = 0.4 * slope[index] + 0.6 * direction[index]
      if prices.price[index] <= 0 && direction[index] < 0 { direction[index] = 0 }
      square += direction[index] * direction[index]
    }
    if square < 1e-9 { return false }
    let length = factor * distance / square
    prices.set(zip(prices.price, direction).map { max(0, $0 + length * $1) })
    return true
  }
}
