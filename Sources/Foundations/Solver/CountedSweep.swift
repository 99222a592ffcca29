/// A whole house filled in whole cells, counted and not placed, everybody at most once: a graph from month to month, in which every step says what
/// it loses against the prices. What can still be reached from a state for how little is known afterwards for each of them.
struct CountedSweep {
  struct Step {
    /// -1 for a month that goes by.
    let tenant: Int
    let month: Int
    var ways: [Int] = []
    /// True when the tenant cannot come later.
    var isLast = true
  }
  struct Arc {
    let way: Int32
    let target: Int32
    let loss: Double
  }
  let layout: Layout
  let steps: [Step]
  private let words: Int
  /// By way.
  private let cells: [[UInt64]]
  private let full: [UInt64]
  private let capacity: [Double]
  /// Euros for a cell by zone and month.
  private(set) var price: [Double]
  private(set) var rests: [Double] = []
  /// By step: what the tenant may still bring, from this step on and after it.
  private var hopes: [(now: Double, later: Double)] = []
  /// What nothing can exceed before anything is lost.
  private(set) var ceiling = 0.0
  private(set) var arcs: [[Arc]] = []
  private(set) var starts: [[Int32]] = []
  /// By step and state: the least that will be lost from here on.
  private(set) var ahead: [[Double]] = []
  private(set) var size = 0

  /// nil when the tenants are too many.
  init?(_ ways: Ways, price: [Double]) {
    layout = ways.layout
    if layout.tenants > 64 { return nil }
    (words, self.price, cells) = (ways.words, price, ways.all.map(\.cells))
    steps = Self.steps(ways)
    let counts = layout.puzzle.inService.flatMap { $0 }.map(\.nonzeroBitCount)
    capacity = counts.map(Double.init)
    var full = Array(repeating: ZoneSweep.high, count: words)
    for (place, cells) in counts.enumerated() { full[place / 8] += UInt64(cells) << UInt64(8 * (place % 8)) }
    self.full = full
    // Whoever must be housed and has no way at all: nothing holds.
    let housed = Set(ways.all.map(\.tenant))
    for tenant in 0..<layout.tenants where layout.mandatory[tenant] && !housed.contains(tenant) { return nil }
  }
  private static func steps(_ ways: Ways) -> [Step] {
    let byMonth = Dictionary(grouping: ways.all.indices) { ways.all[$0].month }
    let lasts = ways.all.reduce(into: [Int: Int]()) { $0[$1.tenant] = max($0[$1.tenant] ?? 0, $1.month) }
    return (0..<ways.layout.horizon).flatMap { month in
      Dictionary(grouping: byMonth[month] ?? []) { ways.all[$0].tenant }.sorted { $0.key < $1.key }
        .map { Step(tenant: $0.key, month: month, ways: $0.value, isLast: lasts[$0.key] == month) } + [Step(tenant: -1, month: month)]
    }
  }

  /// Lowers what prices and hopes say together, by a few rounds of subgradients, and lays down what each step loses.
  mutating func fit(_ ways: Ways, rounds: Int) {
    let places = capacity.count
    var (best, bestPrice) = (Double.infinity, price)
    var direction = Array(repeating: 0.0, count: places)
    var (factor, fails) = (0.5, 0)
    var spent = Array(repeating: 0.0, count: ways.all.count)
    rests = ways.worth
    for _ in 0..<rounds {
      spent = ways.all.map { ways.cells(of: $0, at: price) }
      var top = (0..<layout.tenants).map { layout.mandatory[$0] ? -Double.infinity : 0 }
      var which = Array(repeating: -1, count: layout.tenants)
      for (number, way) in ways.all.enumerated() where ways.worth[number] - spent[number] > top[way.tenant] {
        (top[way.tenant], which[way.tenant]) = (ways.worth[number] - spent[number], number)
      }
      let value = zip(price, capacity).reduce(0) { $0 + $1.0 * $1.1 } + top.reduce(0, +)
      if value < best - 0.01 { (best, bestPrice, fails) = (value, price, 0) } else { fails += 1 }
      if fails > 5 { (factor, fails) = (factor * 0.6, 0) }
      var square = 0.0
      for place in 0..<places {
        var used = -capacity[place]
        for number in which where number >= 0 { used += Double(ways.all[number].cells[place / 8] >> UInt64(8 * (place % 8)) & 0xFF) }
        direction[place] = 0.3 * used + 0.7 * direction[place]
        if price[place] <= 0 && direction[place] < 0 { direction[place] = 0 }
        square += direction[place] * direction[place]
      }
      if square < 1e-9 { break }
      let length = factor * (value - best + 0.01 * abs(best)) / square
      for place in 0..<places { price[place] = max(0, price[place] + length * direction[place]) }
    }
    price = bestPrice
    spent = ways.all.map { ways.cells(of: $0, at: price) }
    rests = zip(ways.worth, spent).map { $0 - $1 }
    layHopes()
  }

  private mutating func layHopes() {
    var hope = (0..<layout.tenants).map { layout.mandatory[$0] ? -Double.infinity : 0 }
    hopes = Array(repeating: (0, 0), count: steps.count)
    for number in steps.indices.reversed() where steps[number].tenant >= 0 {
      let tenant = steps[number].tenant
      let later = hope[tenant]
      for way in steps[number].ways { hope[tenant] = max(hope[tenant], rests[way]) }
      hopes[number] = (hope[tenant], later)
    }
    ceiling = zip(price, capacity).reduce(0) { $0 + $1.0 * $1.1 } + hope.reduce(0, +)
  }

  /// Lays the graph of all that loses no more than `budget`. False when nobody arrives; nil when there would be more than `room` states in a step.
  mutating func lay(budget: Double, room: Int) -> Bool? {
    (arcs, starts, ahead, size) = ([], [], [], 0)
    var now = StateTable(width: words + 1)
    _ = ([0] + full).withUnsafeBufferPointer { now.reach($0.baseAddress!, loss: 0) }
    for number in steps.indices {
      let next = StateTable(width: words + 1, expecting: now.count)
      let (row, first) = expand(now, into: next, number, budget)
      arcs.append(row)
      starts.append(first)
      if next.count > room { return nil }
      if next.count == 0 { return false }
      size += next.count
      now = next
    }
    ahead = Array(repeating: [], count: steps.count + 1)
    ahead[steps.count] = Array(repeating: 0, count: now.count)
    for number in steps.indices.reversed() {
      ahead[number] = (0..<(starts[number].count - 1)).map { state in
        var least = Double.infinity
        for index in Int(starts[number][state])..<Int(starts[number][state + 1]) {
          least = min(least, arcs[number][index].loss + ahead[number + 1][Int(arcs[number][index].target)])
        }
        return least
      }
    }
    return true
  }

  private func expand(_ now: StateTable, into next: StateTable, _ number: Int, _ budget: Double) -> ([Arc], [Int32]) {
    let step = steps[number]
    var arcs: [Arc] = []
    var first: [Int32] = [0]
    var key = Array(repeating: UInt64(0), count: words + 1)
    let hope = hopes[number]
    let bit: UInt64 = step.tenant < 0 ? 0 : 1 << UInt64(step.tenant)
    for state in 0..<now.count {
      let base = state * (words + 1)
      let lost = now.losses[state]
      for word in 0...words { key[word] = now.keys[base + word] }
      let isSeated = key[0] & bit != 0
      if step.isLast { key[0] &= ~bit }
      var loss = isSeated || step.tenant < 0 ? 0 : hope.now - hope.later
      if step.tenant < 0 { loss = pass(step.month, &key) }
      if lost + loss <= budget {
        arcs.append(Arc(way: -1, target: Int32(key.withUnsafeBufferPointer { next.reach($0.baseAddress!, loss: lost + loss) }), loss: loss))
      }
      if !isSeated && !step.ways.isEmpty {
        if !step.isLast { key[0] |= bit }
        for way in step.ways where lost + hope.now - rests[way] <= budget {
          loss = hope.now - rests[way]
          var fits: UInt64 = ZoneSweep.high
          cells[way].withUnsafeBufferPointer { cells in
            for word in 0..<words {
              key[word + 1] = now.keys[base + 1 + word] &- cells[word]
              fits &= key[word + 1]
            }
          }
          if fits & ZoneSweep.high != ZoneSweep.high { continue }
          arcs.append(
            Arc(way: Int32(way), target: Int32(key.withUnsafeBufferPointer { next.reach($0.baseAddress!, loss: lost + loss) }), loss: loss))
        }
      }
      first.append(Int32(arcs.count))
    }
    return (arcs, first)
  }

  /// A month goes by: what was left free in it is lost.
  private func pass(_ month: Int, _ key: inout [UInt64]) -> Double {
    var loss = 0.0
    for zone in 0..<layout.zones {
      let place = zone * layout.horizon + month
      let shift = UInt64(8 * (place % 8))
      loss += price[place] * Double(Int(key[1 + place / 8] >> shift & 0xFF) - 128)
      key[1 + place / 8] = key[1 + place / 8] & ~(0xFF << shift) | 0x80 << shift
    }
    return loss
  }

  /// The ways of a filling that loses least.
  func best() -> [Int] {
    var state = 0
    var taken: [Int] = []
    for number in steps.indices {
      let range = Int(starts[number][state])..<Int(starts[number][state + 1])
      let arc = range.map { arcs[number][$0] }.min {
        $0.loss + ahead[number + 1][Int($0.target)] < $1.loss + ahead[number + 1][Int($1.target)]
      }!
      if arc.way >= 0 { taken.append(Int(arc.way)) }
      state = Int(arc.target)
    }
    return taken
  }
}
