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
  private let pricing: Pricing
  private var price: [Double]
  private var direction: Direction
  private var used: [Double]
  /// By module and month: 1 when anybody may still have it, else 0.
  private var open: [Double]
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
    (self.layout, self.pricing, self.price, self.chance) = (layout, pricing, price, chance)
    held = 4 * Double(layout.puzzle.penalty)
    open = layout.puzzle.serving
    direction = Direction(count: price.count)
    used = Array(repeating: 0, count: price.count)
    choice = Array(repeating: -1, count: layout.tenants)
    picks = Array(repeating: [], count: layout.tenants)
    wanted = Array(repeating: [], count: layout.tenants)
    refused = Array(repeating: 0, count: layout.tenants)
  }

  /// Gives the tenant this plan.
  mutating func fix(_ tenant: Int, choice number: Int, picks candidates: [Int32]) {
    (choice[tenant], picks[tenant]) = (number, candidates)
    let first = Int(layout.parts[number])
    for (index, candidate) in candidates.enumerated() {
      for place in pricing.places(Int(candidate), of: first + index) {
        (open[place], price[place]) = (0, held)
        direction.clear(place)
      }
    }
    for other in wanted.indices where choice[other] < 0 {
      wanted[other] = wanted[other].filter { !clash($0.choice, $0.picks, number, candidates) }
    }
  }

  /// One round: who wants what at these prices, and the prices changed by it.
  mutating func round(gap: Double) {
    pricing.set(price)
    for index in used.indices { used[index] = 0 }
    for tenant in 0..<layout.tenants where choice[tenant] < 0 {
      for index in wanted[tenant].indices { wanted[tenant][index].share *= Self.decay }
      refused[tenant] *= Self.decay
      guard let (_, number) = pricing.best(of: tenant, above: layout.mandatory[tenant] ? -held / 2 : 0) else {
        refused[tenant] += 1
        continue
      }
      let first = Int(layout.parts[number])
      let count = Int(layout.parts[number + 1]) - first
      note(tenant, number, count)
      for part in 0..<count {
        pricing.count(Int(pricing.picks[part]), of: first + part, in: &used)
      }
    }
    let square = direction.turn(Self.turn, towards: used, from: price, open: open)
    if square < 1e-9 { return }
    direction.move(&price, by: Self.step * gap / square)
  }

  private mutating func note(_ tenant: Int, _ number: Int, _ count: Int) {
    let known = wanted[tenant].firstIndex { one in one.choice == number && (0..<count).allSatisfy { one.picks[$0] == pricing.picks[$0] } }
    if let known {
      wanted[tenant][known].share += 1
    } else {
      wanted[tenant].removeAll { $0.share < 0.05 }
      wanted[tenant].append(Wanted(choice: number, picks: (0..<count).map { pricing.picks[$0] }, share: 1))
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
