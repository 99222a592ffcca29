/// Prices for each module and month, and the bound they give: whatever they are, no plan is worth more than all modules at their price
/// and what each tenant has left after paying for the plan that suits it best (Lagrangian relaxation). A subgradient search looks for the
/// prices that say least; it approaches the linear relaxation with positions.
struct BlockPrices {
  let layout: Layout
  /// By module and month, row after row.
  private(set) var price: [Double]
  private(set) var bestPrice: [Double]
  private(set) var best = Double.infinity
  private var direction: [Double]
  /// How much a round's own direction counts beside those before.
  private var turn: Double { byZone ? 0.1 : 0.2 }
  private var used: [Double]
  private var sums: [Double]
  private let horizon: Int
  private let modules: [[Int]]
  /// By module and month: whether it is in service.
  private let serves: [Bool]
  private var reached: [Double]
  private var cameFrom: [Int32]
  private var busyCost: [Double]
  private var picks: [Int32]

  init(_ layout: Layout) {
    self.layout = layout
    let instance = layout.puzzle.instance
    horizon = layout.horizon
    modules = layout.puzzle.ground.zones.map(\.modules)
    serves = instance.modules.flatMap { module in (0..<instance.horizon).map { module.serves($0) } }
    let count = instance.modules.count * horizon
    price = Array(repeating: 0, count: count)
    bestPrice = price
    direction = price
    used = price
    sums = Array(repeating: 0, count: instance.modules.count * (horizon + 1))
    let room = layout.puzzle.width * layout.puzzle.depth
    reached = Array(repeating: 0, count: room)
    cameFrom = Array(repeating: 0, count: room)
    busyCost = Array(repeating: 0, count: layout.zones * 65)
    picks = Array(repeating: 0, count: layout.puzzle.width)
  }

  /// What a module of each zone costs at best, by month; meant for prices by zone.
  var byZoneAndMonth: [[Double]] {
    modules.map { cells in
      (0..<horizon).map { month in cells.first { serves[$0 * horizon + month] }.map { bestPrice[$0 * horizon + month] } ?? 0 }
    }
  }

  /// Begins again from the best prices.
  mutating func restart() {
    price = bestPrice
    for index in direction.indices { direction[index] = 0 }
  }

  /// One round. False when the prices cannot be bettered.
  mutating func refine(step: Double, target: Double) -> Bool {
    var bound = runningSums(of: price, months: horizon, into: &sums)
    for index in used.indices { used[index] = 0 }
    for tenant in 0..<layout.tenants {
      var most = layout.mandatory[tenant] ? -Double.infinity : 0
      var chosen = -1
      var held: [Int32] = []
      for choice in Int(layout.choices[tenant])..<Int(layout.choices[tenant + 1]) {
        let value = walk(choice, of: tenant)
        if value > most {
          (most, chosen) = (value, choice)
          held = picks
        }
      }
      if chosen < 0 { continue }
      bound += most
      let first = Int(layout.parts[chosen])
      for part in first..<Int(layout.parts[chosen + 1]) { hold(Int(held[part - first]), of: part) }
    }
    if bound < best { (best, bestPrice) = (bound, price) }
    return follow(step, bound - target)
  }

  private mutating func hold(_ candidate: Int, of part: Int) {
    let cells = modules[Int(layout.zone[candidate])]
    var mask = layout.mask[candidate]
    while mask != 0 {
      let module = cells[mask.trailingZeroBitCount]
      mask &= mask - 1
      for month in Int(layout.from[part])..<Int(layout.until[part]) { used[module * horizon + month] += 1 }
    }
  }

  /// All modules of a zone cost the same when true.
  var byZone = false

  /// Spreads what a zone's modules are used over all that are in service.
  private mutating func level() {
    for cells in modules {
      for month in 0..<horizon {
        var (sum, open) = (0.0, 0.0)
        for module in cells where serves[module * horizon + month] {
          sum += used[module * horizon + month]
          open += 1
        }
        for module in cells where serves[module * horizon + month] { used[module * horizon + month] = sum / open }
      }
    }
  }

  private mutating func follow(_ step: Double, _ distance: Double) -> Bool {
    var square = 0.0
    if byZone { level() }
    for index in serves.indices where serves[index] {
      let slope = turn * (used[index] - 1) + (1 - turn) * direction[index]
      direction[index] = price[index] <= 0 && slope < 0 ? 0 : slope
      square += direction[index] * direction[index]
    }
    if square < 1e-9 || distance <= 0 { return false }
    let length = step * distance / square
    for index in price.indices where direction[index] != 0 { price[index] = max(0, price[index] + length * direction[index]) }
    return true
  }

  /// What the choice is worth at best after paying; the candidates are left in `picks`.
  private mutating func walk(_ choice: Int, of tenant: Int) -> Double {
    let depth = layout.puzzle.depth
    let first = Int(layout.parts[choice])
    let last = Int(layout.parts[choice + 1]) - 1
    let moveCost = layout.moveCost[tenant]
    var topBefore = 0.0
    var topPlace: Int32 = -1
    for part in first...last {
      priceCells(Int(layout.from[part]), Int(layout.until[part]))
      let row = (part - first) * depth
      let begin = Int(layout.candidates[part])
      let moved = moveCost < 0 ? -Double.infinity : topBefore - Double(moveCost)
      var top = -Double.infinity
      var place: Int32 = -1
      for candidate in begin..<Int(layout.candidates[part + 1]) {
        var value = Double(layout.value[candidate]) - cost(candidate, Int(layout.size[part]))
        if part > first {
          var entered = moved
          var origin = topPlace
          for index in Int(layout.nested[candidate])..<Int(layout.nested[candidate + 1]) {
            let other = layout.nests[index]
            let before = reached[row - depth + Int(other)]
            if before > entered { (entered, origin) = (before, other) }
          }
          value += entered
          cameFrom[row + candidate - begin] = origin
        }
        reached[row + candidate - begin] = value
        if value > top { (top, place) = (value, Int32(candidate - begin)) }
      }
      if place < 0 { return -.infinity }
      (topBefore, topPlace) = (top, place)
    }
    var place = topPlace
    for part in (first...last).reversed() {
      picks[part - first] = Int32(Int(layout.candidates[part])) + place
      if part > first { place = cameFrom[(part - first) * depth + Int(place)] }
    }
    return topBefore + Double(layout.worth[choice])
  }

  private mutating func priceCells(_ from: Int, _ until: Int) {
    for zone in modules.indices {
      var sum = 0.0
      for (position, module) in modules[zone].enumerated() {
        busyCost[zone * 65 + position] = sum
        sum += sums[module * (horizon + 1) + until] - sums[module * (horizon + 1) + from]
      }
      busyCost[zone * 65 + modules[zone].count] = sum
    }
  }
  @inline(__always) private func cost(_ candidate: Int, _ size: Int) -> Double {
    let row = Int(layout.zone[candidate]) * 65
    let mask = layout.mask[candidate]
    let low = Int(layout.low[candidate])
    if mask >> UInt64(low) == bits(size) { return busyCost[row + low + size] - busyCost[row + low] }
    var sum = 0.0
    var rest = mask
    while rest != 0 {
      let position = rest.trailingZeroBitCount
      sum += busyCost[row + position + 1] - busyCost[row + position]
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
