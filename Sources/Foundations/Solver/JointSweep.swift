/// The zones of a house side by side. Each is at first filled by itself, at a price for every tenant's right to one way; then all together, everybody at
/// most once, where what a zone can still lose by itself says which fillings need not be looked at.
struct JointSweep {
  private let layout: Layout
  private let runs: ZoneRuns
  private var zones: [CountedSweep]
  private let price: [[Double]]
  private var right: [Double]
  private var bestRight: [Double]
  private var direction: [Double]
  private var slack: [Double]
  private var (factor, fails) = (0.2, 0)
  /// What the zones by themselves say at best.
  private(set) var best = Double.infinity
  /// After joining: what nothing can exceed before anything is lost, and what can be lost from there on.
  private(set) var ceiling = 0.0
  private(set) var graph = CountedGraph()
  var steps: [CountedSweep.Step] { runs.steps }
  private static let step = 1.25

  /// `price` by zone and month.
  init?(_ ways: Ways, price: [Double]) {
    guard ways.layout.zones <= 8, let runs = ZoneRuns(ways), var house = ways.sweep(price: price) else { return nil }
    (layout, self.runs) = (ways.layout, runs)
    house.fit(ways.worth, rounds: 200)
    let horizon = layout.horizon
    let fitted = house.price
    self.price = (0..<layout.zones).map { Array(fitted[($0 * horizon)..<(($0 + 1) * horizon)]) }
    zones = self.price.enumerated().map { runs.sweep($0.offset, price: $0.element) }
    right = house.hope(of: layout.tenants)
    bestRight = right
    direction = right.map { _ in 0 }
    slack = Array(repeating: 20, count: layout.zones)
  }

  /// One round: the zones filled, each by itself, and the prices of the rights changed. `constant` is what the prices of modules add. False when it leads no further.
  mutating func refine(target: Double, constant: Double, room: Int) -> Bool {
    var bound = constant + right.reduce(0, +)
    var slope = right.map { _ in 1.0 }
    for zone in zones.indices {
      zones[zone].fit(runs.rewards(zone, right: right, price: price), rounds: best.isFinite ? 40 : 200)
      var budget = max(20, slack[zone] * 1.1)
      while true {
        guard let arrived = zones[zone].lay(budget: budget, room: room) else { return false }
        if arrived { break }
        budget *= Self.step
      }
      slack[zone] = zones[zone].graph.ahead[0][0]
      bound += zones[zone].ceiling - slack[zone]
      for number in zones[zone].graph.best where runs.runs[zone][number].first == 0 { slope[runs.runs[zone][number].tenant] -= 1 }
    }
    if bound < best - 0.01 { (best, bestRight, fails) = (bound, right, 0) } else { fails += 1 }
    if fails > 4 {
      (right, fails, factor) = (bestRight, 0, factor * 0.6)
      direction = direction.map { _ in 0 }
      return factor > 0.005
    }
    var square = 0.0
    for tenant in right.indices {
      direction[tenant] = 0.3 * slope[tenant] + 0.7 * direction[tenant]
      if right[tenant] <= 0 && direction[tenant] > 0 && !layout.mandatory[tenant] { direction[tenant] = 0 }
      square += direction[tenant] * direction[tenant]
    }
    if square < 1e-9 || bound <= target { return false }
    let length = factor * (bound - target) / square
    for tenant in right.indices {
      right[tenant] -= length * direction[tenant]
      if !layout.mandatory[tenant] { right[tenant] = max(0, right[tenant]) }
    }
    return true
  }

  /// All zones together, within `more` of what the zones say. False when nobody arrives: then nothing is worth as much. nil when there are too many states.
  mutating func join(more: Double, constant: Double, room: Int) -> Bool? {
    graph = CountedGraph()
    var least = 0.0
    ceiling = constant + bestRight.reduce(0, +)
    for zone in zones.indices {
      zones[zone].fit(runs.rewards(zone, right: bestRight, price: price), rounds: 60)
      var budget = more + max(20, slack[zone] * 1.1)
      while true {
        guard let arrived = zones[zone].lay(budget: budget, room: room) else { return nil }
        let wanted = arrived ? zones[zone].graph.ahead[0][0] + more : budget * Self.step
        if arrived && wanted <= budget + 1e-6 {
          zones[zone].prune(to: wanted)
          break
        }
        budget = wanted
      }
      slack[zone] = zones[zone].graph.ahead[0][0]
      least += slack[zone]
      ceiling += zones[zone].ceiling
    }
    best = min(best, ceiling - least)
    var filling = JointFilling(runs, zones.map(\.graph), right: bestRight, budget: ceiling - best + more)
    let arrived = filling.run(room: room)
    graph = filling.graph
    return arrived
  }
  /// Gives back what only the zones by themselves need.
  mutating func close() { zones = [] }
}
