/// The most that can be put into one zone for given rewards, cells counted and not placed: a sweep over the months that keeps every way of
/// filling which may still be best. What is dropped for want of room counts with what it might have become, so the answer is a bound whatever happens.
struct ZoneSweep {
  /// A stay in the zone: from the month `from` on, cells by month packed eight to a word, and what it brings.
  struct Stay {
    let from: Int
    let until: Int
    let cells: [UInt64]
    /// The same by spans of months.
    let spans: [(from: Int, until: Int, size: Int)]
    /// Stays of one group exclude each other; -1 belongs to none.
    let group: Int
  }
  struct Answer {
    var bound: Double
    /// Numbers of the stays of the best filling found.
    var taken: [Int]
    /// True when nothing was dropped: then no filling is worth more than this one.
    var isExact: Bool
  }

  let stays: [Stay]
  let words: Int
  let stride: Int
  let horizon: Int
  let capacity: [Int]
  let full: [UInt64]
  /// By stay: the bit of its group, and the first stay after which the bit is of no more use.
  private(set) var slot: [Int]
  private(set) var expires: [[Int]]
  /// Euros for a cell by month: where they fit, few fillings have to be kept.
  private(set) var price: [Double]
  private var slack: Double
  private let groups: Int
  private static let fitRounds = 60

  static let high: UInt64 = 0x8080_8080_8080_8080

  init(_ stays: [Stay], capacity: [Int], price: [Double]) {
    (self.stays, self.capacity, self.price) = (stays, capacity, price)
    horizon = capacity.count
    words = (horizon + 7) / 8
    stride = words + 4
    slack = 0
    groups = (stays.map(\.group).max() ?? -1) + 1
    var full = Array(repeating: Self.high, count: words)
    for (month, cells) in capacity.enumerated() { full[month / 8] += UInt64(cells) << UInt64(8 * (month % 8)) }
    self.full = full
    (slot, expires) = Self.slots(stays, horizon)
  }

  /// Groups with more than one stay get one of 128 bits while they matter; where bits run out, a group is not watched, which only loosens the bound.
  private static func slots(_ stays: [Stay], _ horizon: Int) -> ([Int], [[Int]]) {
    var members: [Int: (count: Int, first: Int, last: Int)] = [:]
    for stay in stays where stay.group >= 0 {
      let known = members[stay.group] ?? (0, stay.from, stay.from)
      members[stay.group] = (known.count + 1, min(known.first, stay.from), max(known.last, stay.from))
    }
    var free = Array(repeating: -1, count: 128)
    var slotOf: [Int: Int] = [:]
    var expires: [[Int]] = Array(repeating: [], count: horizon + 1)
    for (group, span) in members.sorted(by: { ($0.value.first, $0.key) < ($1.value.first, $1.key) }) where span.count > 1 {
      guard let slot = free.indices.first(where: { free[$0] < span.first }) else { continue }
      free[slot] = span.last
      slotOf[group] = slot
      expires[span.last + 1 > horizon ? horizon : span.last + 1].append(slot)
    }
    return (stays.map { slotOf[$0.group] ?? -1 }, expires)
  }

  /// `reward` by stay; at most `room` fillings are kept at a time.
  mutating func fill(_ reward: [Double], room: Int) -> Answer {
    var rests = reward
    fit(&rests, reward, rounds: Self.fitRounds)
    // What the stays from each on may still bring, one of each group.
    var gains = Array(repeating: 0.0, count: stays.count + 1)
    var bestOf: [Int: Double] = [:]
    for number in stays.indices.reversed() {
      let rest = max(0, rests[number])
      let group = stays[number].group
      gains[number] = gains[number + 1]
      if slot[number] < 0 {
        gains[number] += rest
      } else if rest > bestOf[group] ?? 0 {
        gains[number] += rest - (bestOf[group] ?? 0)
        bestOf[group] = rest
      }
    }
    let ceiling = zip(price, capacity).reduce(0) { $0 + $1.0 * Double($1.1) }
    var budget = max(slack * 1.1, 20)
    while true {
      var sweep = ZoneFillings(self, rests, gains, room: room, budget: budget)
      let answer = sweep.run(ceiling)
      if let answer {
        slack = max(1, ceiling + gains[0] - answer.bound)
        return answer
      }
      budget *= 1.6
    }
  }

  /// Lowers what prices and rests say together, by a few rounds of subgradients.
  private mutating func fit(_ rests: inout [Double], _ reward: [Double], rounds: Int) {
    var best = Double.infinity
    var bestPrice = price
    var sums = Array(repeating: 0.0, count: horizon + 1)
    var used = Array(repeating: 0.0, count: horizon)
    var direction = used
    var now = rests
    var top: [Double] = Array(repeating: 0, count: groups)
    var which: [Int32] = Array(repeating: -1, count: groups)
    var (factor, fails) = (0.5, 0)
    for _ in 0..<rounds {
      for month in 0..<horizon { sums[month + 1] = sums[month] + price[month] }
      for group in 0..<groups { (top[group], which[group]) = (0, -1) }
      var value = zip(price, capacity).reduce(0) { $0 + $1.0 * Double($1.1) }
      for month in 0..<horizon { used[month] = Double(-capacity[month]) }
      for number in stays.indices {
        var rest = reward[number]
        for span in stays[number].spans { rest -= Double(span.size) * (sums[span.until] - sums[span.from]) }
        now[number] = rest
        if rest <= 0 { continue }
        let group = slot[number] < 0 ? -1 : stays[number].group
        if group < 0 {
          value += rest
          for span in stays[number].spans { for month in span.from..<span.until { used[month] += Double(span.size) } }
        } else if rest > top[group] {
          (top[group], which[group]) = (rest, Int32(number))
        }
      }
      for group in 0..<groups where which[group] >= 0 {
        value += top[group]
        for span in stays[Int(which[group])].spans { for month in span.from..<span.until { used[month] += Double(span.size) } }
      }
      if value < best - 0.01 { (best, bestPrice, rests, fails) = (value, price, now, 0) } else { fails += 1 }
      if fails > 5 { (factor, fails) = (factor * 0.6, 0) }
      var square = 0.0
      for month in 0..<horizon {
        direction[month] = 0.3 * used[month] + 0.7 * direction[month]
        if price[month] <= 0 && direction[month] < 0 { direction[month] = 0 }
        square += direction[month] * direction[month]
      }
      if square < 1e-9 { break }
      let length = factor * (value - best + 0.01 * best) / square
      for month in 0..<horizon { price[month] = max(0, price[month] + length * direction[month]) }
    }
    price = bestPrice
  }
}
