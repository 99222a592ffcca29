/// An upper bound that knows cells by zone and month but not by position: each zone's capacity is priced by month, and each tenant takes the
/// terms and zones that are worth most after paying. Whatever the prices, no plan is worth more than all capacity at its price and what the tenants have left
/// (Lagrangian relaxation); a subgradient search looks for the prices that say least.
struct CapacityBound {
  private struct Step {
    let from: Int
    let until: Int
    let size: Int
    /// By zone: liking of its best block, nil where there is none.
    let liking: [Int?]
  }
  private struct Terms {
    let worth: Int
    let steps: [Step]
  }

  private let wishes: [(terms: [Terms], moveCost: Int?, isMandatory: Bool)]
  private let capacity: [[Int]]
  private let horizon: Int
  /// Euros for each cell, by zone and month.
  private var price: [[Double]]
  private(set) var best = Double.infinity

  init(_ puzzle: Puzzle) {
    let zones = puzzle.ground.zones.count
    wishes = puzzle.wishes.map { wish in
      let terms = wish.choices.map { choice in
        Terms(
          worth: choice.terms.worth,
          steps: choice.parts.map { part in
            var liking: [Int?] = Array(repeating: nil, count: zones)
            for candidate in part.candidates {
              liking[Int(candidate.zone)] = max(liking[Int(candidate.zone)] ?? .min, Int(candidate.value))
            }
            return Step(from: part.stretch.from, until: part.stretch.until, size: part.stretch.size, liking: liking)
          })
      }
      return (terms, wish.moveCost, wish.isMandatory)
    }
    capacity = puzzle.inService.map { $0.map(\.nonzeroBitCount) }
    horizon = puzzle.instance.horizon
    price = Array(repeating: Array(repeating: 0, count: puzzle.instance.horizon), count: zones)
  }

  /// One round of prices; `target` is the value of the best plan known. False when the prices cannot be bettered.
  mutating func refine(step: Double, target: Int) -> Bool {
    let zones = price.count
    let sums: [[Double]] = price.map { row in
      var sum = 0.0
      return [0]
        + row.map {
          sum += $0; return sum
        }
    }
    var used = Array(repeating: Array(repeating: 0, count: horizon), count: zones)
    var bound = 0.0
    for zone in 0..<zones { for month in 0..<horizon { bound += price[zone][month] * Double(capacity[zone][month]) } }
    for wish in wishes {
      var most = wish.isMandatory ? -Double.infinity : 0
      var taken: (terms: Int, zones: [Int])?
      for (number, terms) in wish.terms.enumerated() {
        guard let walk = Self.walk(terms, wish.moveCost, sums) else { continue }
        if walk.value > most { (most, taken) = (walk.value, (number, walk.zones)) }
      }
      if most == -.infinity { continue }
      bound += most
      guard let taken else { continue }
      for (step, zone) in zip(wish.terms[taken.terms].steps, taken.zones) {
        for month in step.from..<step.until { used[zone][month] += step.size }
      }
    }
    best = min(best, bound)
    var square = 0.0
    for zone in 0..<zones {
      for month in 0..<horizon {
        let excess = used[zone][month] - capacity[zone][month]
        if excess > 0 || price[zone][month] > 0 { square += Double(excess * excess) }
      }
    }
    if square == 0 || bound <= Double(target) { return false }
    let length = step * (bound - Double(target)) / square
    for zone in 0..<zones {
      for month in 0..<horizon {
        price[zone][month] = max(0, price[zone][month] + length * Double(used[zone][month] - capacity[zone][month]))
      }
    }
    return true
  }

  private static func walk(_ terms: Terms, _ moveCost: Int?, _ sums: [[Double]]) -> (value: Double, zones: [Int])? {
    var reached: [Double] = []
    var origins: [[Int]] = []
    for step in terms.steps {
      var values = Array(repeating: -Double.infinity, count: sums.count)
      var from = Array(repeating: 0, count: sums.count)
      let top = reached.indices.max { reached[$0] < reached[$1] }
      for zone in 0..<sums.count {
        guard let liking = step.liking[zone] else { continue }
        var entered = 0.0
        if let top {
          (entered, from[zone]) = (reached[zone], zone)
          if let moveCost, reached[top] - Double(moveCost) > entered { (entered, from[zone]) = (reached[top] - Double(moveCost), top) }
        }
        values[zone] = entered + Double(liking) - Double(step.size) * (sums[zone][step.until] - sums[zone][step.from])
      }
      reached = values
      origins.append(from)
    }
    guard var zone = reached.indices.max(by: { reached[$0] < reached[$1] }), reached[zone] > -.infinity else { return nil }
    let value = reached[zone] + Double(terms.worth)
    var zones: [Int] = []
    for from in origins.reversed() {
      zones.append(zone)
      zone = from[zone]
    }
    return (value, zones.reversed())
  }
}
