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
  struct Stay {
    let tenant: Int
    /// By zone and month, eight to a word.
    let cells: [UInt64]
    /// The same in ranges of zone and month.
    let spans: [(from: Int, until: Int, size: Int)]
  }
  let steps: [Step]
  let stays: [Stay]
  /// By tenant. Of the first 64 it is known who has been seated; those beyond may be as often as they like.
  private let mandatory: [Bool]
  private let horizon: Int
  private let words: Int
  private let full: [UInt64]
  private let capacity: [Double]
  /// Euros for a cell by zone and month.
  private(set) var price: [Double]
  private(set) var rests: [Double] = []
  /// By step: what the tenant may still bring, from this step on and after it.
  private var hopes: [(now: Double, later: Double)] = []
  /// What nothing can exceed before anything is lost.
  private(set) var ceiling = 0.0
  private(set) var graph = CountedGraph()
  var ahead: [[Double]] { graph.ahead }
  var size: Int { graph.size }

  /// `capacity` and `price` by zone and month.
  init(_ stays: [Stay], _ steps: [Step], mandatory: [Bool], horizon: Int, capacity counts: [Int], price: [Double]) {
    (self.stays, self.steps, self.mandatory, self.horizon, self.price) = (stays, steps, mandatory, horizon, price)
    words = (counts.count + 7) / 8
    capacity = counts.map(Double.init)
    var full = Array(repeating: ZoneSweep.high, count: words)
    for (place, cells) in counts.enumerated() { full[place / 8] += UInt64(cells) << UInt64(8 * (place % 8)) }
    self.full = full
  }

  /// Lowers what prices and hopes say together, by a few rounds of subgradients, and lays down what each step loses.
  mutating func fit(_ worth: [Double], rounds: Int) {
    var (best, bestPrice) = (Double.infinity, price)
    var direction = Array(repeating: 0.0, count: price.count)
    var (factor, fails) = (0.5, 0)
    for _ in 0..<rounds {
      pay(worth)
      var top = mandatory.map { $0 ? -Double.infinity : 0 }
      var which = Array(repeating: -1, count: mandatory.count)
      for (number, stay) in stays.enumerated() where rests[number] > top[stay.tenant] {
        (top[stay.tenant], which[stay.tenant]) = (rests[number], number)
      }
      let value = zip(price, capacity).reduce(0) { $0 + $1.0 * $1.1 } + top.reduce(0, +)
      if value < best - 0.01 { (best, bestPrice, fails) = (value, price, 0) } else { fails += 1 }
      if fails > 5 { (factor, fails) = (factor * 0.6, 0) }
      var slope = capacity.map { -$0 }
      for number in which where number >= 0 {
        for span in stays[number].spans { for place in span.from..<span.until { slope[place] += Double(span.size) } }
      }
      var square = 0.0
      for place in price.indices {
        direction[place] = 0.3 * slope[place] + 0.7 * direction[place]
        if price[place] <= 0 && direction[place] < 0 { direction[place] = 0 }
        square += direction[place] * direction[place]
      }
      if square < 1e-9 { break }
      let length = factor * (value - best + 0.01 * abs(best)) / square
      for place in price.indices { price[place] = max(0, price[place] + length * direction[place]) }
    }
    price = bestPrice
    pay(worth)
    layHopes()
  }

  private mutating func pay(_ worth: [Double]) {
    var sums = [0.0]
    for one in price { sums.append(sums.last! + one) }
    rests = zip(worth, stays).map { worth, stay in stay.spans.reduce(worth) { $0 - Double($1.size) * (sums[$1.until] - sums[$1.from]) } }
  }

  private mutating func layHopes() {
    var hope = mandatory.map { $0 ? -Double.infinity : 0 }
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
    graph = CountedGraph()
    var now = StateTable(width: words + 1)
    _ = ([0] + full).withUnsafeBufferPointer { now.reach($0.baseAddress!, loss: 0) }
    for number in steps.indices {
      let next = StateTable(width: words + 1, expecting: now.count)
      let (arcs, starts) = expand(now, into: next, number, budget)
      graph.append(arcs, starts)
      if next.count > room { return nil }
      if next.count == 0 { return false }
      now = next
    }
    graph.lookAhead()
    return true
  }

  mutating func prune(to budget: Double) { graph.prune(to: budget) }
  /// What the first so many tenants can bring at best, prices paid.
  func hope(of tenants: Int) -> [Double] {
    var first = Array(repeating: 0.0, count: tenants)
    for (step, hope) in zip(steps, hopes).reversed() where step.tenant >= 0 { first[step.tenant] = hope.now }
    return first
  }

  private func expand(_ now: StateTable, into next: StateTable, _ number: Int, _ budget: Double) -> ([CountedGraph.Arc], [Int32]) {
    let step = steps[number]
    var arcs: [CountedGraph.Arc] = []
    var first: [Int32] = [0]
    var key = Array(repeating: UInt64(0), count: words + 1)
    let hope = hopes[number]
    let bit: UInt64 = step.tenant < 0 || step.tenant >= 64 ? 0 : 1 << UInt64(step.tenant)
    for state in 0..<now.count {
      let base = state * (words + 1)
      let lost = now.losses[state]
      for word in 0...words { key[word] = now.keys[base + word] }
      let isSeated = key[0] & bit != 0
      if step.isLast { key[0] &= ~bit }
      var loss = isSeated || step.tenant < 0 ? 0 : hope.now - hope.later
      if step.tenant < 0 { loss = pass(step.month, &key) }
      if lost + loss <= budget {
        arcs.append(
          CountedGraph.Arc(
            way: -1, target: Int32(key.withUnsafeBufferPointer { next.reach($0.baseAddress!, loss: lost + loss) }), loss: loss))
      }
      if !isSeated && !step.ways.isEmpty {
        if !step.isLast { key[0] |= bit }
        for way in step.ways where lost + hope.now - rests[way] <= budget {
          loss = hope.now - rests[way]
          var fits: UInt64 = ZoneSweep.high
          stays[way].cells.withUnsafeBufferPointer { cells in
            for word in 0..<words {
              key[word + 1] = now.keys[base + 1 + word] &- cells[word]
              fits &= key[word + 1]
            }
          }
          if fits & ZoneSweep.high != ZoneSweep.high { continue }
          arcs.append(
            CountedGraph.Arc(
              way: Int32(way), target: Int32(key.withUnsafeBufferPointer { next.reach($0.baseAddress!, loss: lost + loss) }), loss: loss))
        }
      }
      first.append(Int32(arcs.count))
    }
    return (arcs, first)
  }

  /// A month goes by: what was left free in it is lost.
  private func pass(_ month: Int, _ key: inout [UInt64]) -> Double {
    var loss = 0.0
    for place in stride(from: month, to: price.count, by: horizon) {
      let shift = UInt64(8 * (place % 8))
      loss += price[place] * Double(Int(key[1 + place / 8] >> shift & 0xFF) - 128)
      key[1 + place / 8] = key[1 + place / 8] & ~(0xFF << shift) | 0x80 << shift
    }
    return loss
  }
}
