/// A plan made from the bound's prices: one tenant after the other is put where the prices have wanted it most often, large ones first; what it holds
/// is taken from the others, and the prices find their way again in between.
struct Dive {
  /// A plan of a tenant that was the best at the prices of some rounds; the latest count most.
  private struct Wanted {
    let choice: Int
    let picks: [Int32]
    var share: Double
  }
  private let layout: Layout
  /// Closed where it is held already.
  private var market: Market
  private(set) var choice: [Int]
  private(set) var picks: [[Int32]]
  private var wanted: [[Wanted]]
  private var refused: [Double]
  private var chance: Chance

  /// What is held costs more than any plan is worth, so that nobody else wants it.
  private let held: Double
  private static let turn = 0.2
  private static let step = 0.1
  private static let decay = 0.95

  /// Prices by module and month.
  init(_ layout: Layout, _ pricing: Pricing, price: [Double], chance: Chance) {
    (self.layout, self.chance) = (layout, chance)
    market = Market(layout, pricing, price: price)
    held = 4 * Double(layout.puzzle.penalty)
    choice = Array(repeating: -1, count: layout.tenants)
    picks = Array(repeating: [], count: layout.tenants)
    wanted = Array(repeating: [], count: layout.tenants)
    refused = Array(repeating: 0, count: layout.tenants)
  }

  /// Gives the tenant this plan.
  mutating func fix(_ tenant: Int, choice number: Int, picks candidates: [Int32]) {
    (choice[tenant], picks[tenant]) = (number, candidates)
    let first = Int(layout.parts[number])
    for (index, candidate) in candidates.enumerated() { market.close(Int(candidate), of: first + index, at: held) }
    for other in wanted.indices where choice[other] < 0 {
      wanted[other] = wanted[other].filter { !clash($0.choice, $0.picks, number, candidates) }
    }
  }

  /// One round: who wants what at these prices, and the prices changed by it.
  mutating func round(gap: Double) {
    market.call()
    for tenant in 0..<layout.tenants where choice[tenant] < 0 {
      for index in wanted[tenant].indices { wanted[tenant][index].share *= Self.decay }
      refused[tenant] *= Self.decay
      guard let (_, number) = market.best(of: tenant, above: layout.mandatory[tenant] ? -held / 2 : 0) else {
        refused[tenant] += 1
        continue
      }
      note(tenant, number)
    }
    _ = market.follow(Self.turn, by: Self.step * gap)
  }

  private mutating func note(_ tenant: Int, _ number: Int) {
    let (picks, count) = (market.pricing.picks, Int(layout.parts[number + 1] - layout.parts[number]))
    let known = wanted[tenant].firstIndex { one in one.choice == number && (0..<count).allSatisfy { one.picks[$0] == picks[$0] } }
    if let known {
      wanted[tenant][known].share += 1
    } else {
      wanted[tenant].removeAll { $0.share < 0.05 }
      wanted[tenant].append(Wanted(choice: number, picks: (0..<count).map { picks[$0] }, share: 1))
    }
  }

  /// Gives one tenant more what it has wanted most, by how often and how large, and by chance. False when nobody wants anything any more.
  ///
  /// - Parameter bulk: by which power of its module months a large tenant goes before.
  mutating func next(bulk: Double) -> Bool {
    var most = 0.0
    var chosen: (tenant: Int, wanted: Wanted)?
    for tenant in wanted.indices where choice[tenant] < 0 {
      guard let top = wanted[tenant].max(by: { $0.share < $1.share }) else { continue }
      let all = wanted[tenant].reduce(refused[tenant]) { $0 + $1.share }
      if top.share < 0.01 * all { continue }
      let first = Int(layout.parts[top.choice])
      let months = top.picks.indices.reduce(0) { $0 + Int(layout.size[first + $1] * (layout.until[first + $1] - layout.from[first + $1])) }
      let weight = top.share / all * exponential(bulk * logarithm(Double(months) / Self.bulkiest)) * (1 + chance.unit())
      if weight > most { (most, chosen) = (weight, (tenant, top)) }
    }
    guard let chosen else { return false }
    fix(chosen.tenant, choice: chosen.wanted.choice, picks: chosen.wanted.picks)
    return true
  }
  private static let bulkiest = 100_000.0

  /// Seats everybody as the dive says, and nobody else.
  func seat(in seating: Seating) {
    for tenant in choice.indices where seating.isSeated(tenant) { seating.remove(tenant) }
    for (tenant, number) in choice.enumerated() where number >= 0 {
      let row = seating.picks + tenant * seating.width
      for (index, pick) in picks[tenant].enumerated() { row[index] = pick }
      seating.place(tenant, choice: Int32(number), worth: layout.worth(of: tenant, choice: number, picks: row))
    }
  }
  private func clash(_ choice: Int, _ picks: [Int32], _ other: Int, _ others: [Int32]) -> Bool {
    let (first, second) = (Int(layout.parts[choice]), Int(layout.parts[other]))
    for (index, one) in picks.enumerated() {
      for (place, two) in others.enumerated()
      where layout.zone[Int(one)] == layout.zone[Int(two)] && layout.mask[Int(one)] & layout.mask[Int(two)] != 0
        && layout.from[first + index] < layout.until[second + place] && layout.from[second + place] < layout.until[first + index]
      { return true }
    }
    return false
  }
}
