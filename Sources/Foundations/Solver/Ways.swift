/// Every way of housing a tenant with its cells counted and not placed: terms, and a zone for each stretch. At prices for each module and month a
/// way is worth what it brings on the blocks that suit it best.
struct Ways {
  struct Way {
    let tenant: Int
    let choice: Int
    /// By part.
    let zones: [Int]
    let month: Int
    /// By zone and month, eight to a word.
    let cells: [UInt64]
    /// By part: where its candidates' onward values begin.
    let rows: [Int]
  }
  let layout: Layout
  let words: Int
  private(set) var all: [Way] = []
  /// By part and zone.
  let candidates: [[Int32]]
  /// By candidate: its place among those of its part and zone.
  private let place: [Int32]
  /// By way, part and candidate: what the way brings from this part on when it stands there, prices paid. Minus infinity when it leads nowhere.
  private(set) var onward: [Double]
  /// By way, prices paid.
  private(set) var worth: [Double]
  private let depth: Int
  private static let most = 20_000

  /// nil when there are too many ways for a house to be treated like this.
  init?(_ layout: Layout) {
    self.layout = layout
    let (zones, horizon) = (layout.zones, layout.horizon)
    if layout.tenants > 64 { return nil }
    words = (zones * horizon + 7) / 8
    var lists: [[Int32]] = Array(repeating: [], count: layout.from.count * zones)
    var place = Array(repeating: Int32(0), count: layout.zone.count)
    for part in 0..<layout.from.count {
      for candidate in Int(layout.candidates[part])..<Int(layout.candidates[part + 1]) {
        let list = part * zones + Int(layout.zone[candidate])
        place[candidate] = Int32(lists[list].count)
        lists[list].append(Int32(candidate))
      }
    }
    (candidates, self.place) = (lists, place)
    depth = lists.reduce(1) { max($0, $1.count) }
    var rows = 0
    for tenant in 0..<layout.tenants {
      for choice in Int(layout.choices[tenant])..<Int(layout.choices[tenant + 1]) {
        let (first, end) = (Int(layout.parts[choice]), Int(layout.parts[choice + 1]))
        var routes: [[Int]] = [[]]
        for part in first..<end {
          let open = (0..<zones).filter { !lists[part * zones + $0].isEmpty }
          routes = routes.flatMap { route in
            open.filter { route.isEmpty || layout.moveCost[tenant] >= 0 || $0 == route.last! }.map { route + [$0] }
          }
          if routes.count + all.count > Self.most { return nil }
        }
        for route in routes {
          var cells = Array(repeating: UInt64(0), count: words)
          var begins: [Int] = []
          for (index, zone) in route.enumerated() {
            begins.append(rows)
            rows += lists[(first + index) * zones + zone].count
            for month in Int(layout.from[first + index])..<Int(layout.until[first + index]) {
              cells[(zone * horizon + month) / 8] += UInt64(layout.size[first + index]) << UInt64(8 * ((zone * horizon + month) % 8))
            }
          }
          all.append(Way(tenant: tenant, choice: choice, zones: route, month: Int(layout.from[first]), cells: cells, rows: begins))
        }
      }
    }
    onward = Array(repeating: 0, count: rows)
    worth = Array(repeating: 0, count: all.count)
  }

  /// Reckons anew at these prices.
  mutating func reckon(_ prices: ModulePrices) {
    var (nested, next) = (Array(repeating: 0.0, count: depth), Array(repeating: 0.0, count: depth))
    for (number, way) in all.enumerated() {
      let first = Int(layout.parts[way.choice])
      let moveCost = layout.moveCost[way.tenant]
      var top = 0.0
      for index in way.zones.indices.reversed() {
        let part = first + index
        let (list, isLast) = (candidates[part * layout.zones + way.zones[index]], index == way.zones.count - 1)
        let moved = isLast ? 0 : moveCost < 0 ? -Double.infinity : top - Double(moveCost)
        for position in list.indices { nested[position] = moved }
        if !isLast && way.zones[index + 1] == way.zones[index] {
          for (later, candidate) in candidates[(part + 1) * layout.zones + way.zones[index]].enumerated() {
            for edge in Int(layout.nested[Int(candidate)])..<Int(layout.nested[Int(candidate) + 1]) {
              let earlier = Int(place[Int(layout.candidates[part]) + Int(layout.nests[edge])])
              nested[earlier] = max(nested[earlier], next[later])
            }
          }
        }
        top = -.infinity
        for (position, candidate) in list.enumerated() {
          let value = Double(layout.value[Int(candidate)]) - prices.cost(Int(candidate), of: part) + nested[position]
          onward[way.rows[index] + position] = value
          next[position] = value
          top = max(top, value)
        }
      }
      worth[number] = top + Double(layout.worth[way.choice])
    }
  }

  /// What moving costs from one candidate to one of the part after; nil when it cannot be.
  func move(from earlier: Int32, to later: Int32, of tenant: Int) -> Double? {
    let (one, other) = (layout.mask[Int(earlier)], layout.mask[Int(later)])
    if layout.zone[Int(earlier)] == layout.zone[Int(later)] && (one & other == one || one & other == other) { return 0 }
    return layout.moveCost[tenant] < 0 ? nil : Double(layout.moveCost[tenant])
  }

  /// The sweep over the whole house at these prices by zone and month. nil when somebody who must be housed has no way at all.
  func sweep(price: [Double]) -> CountedSweep? {
    let housed = Set(all.map(\.tenant))
    if (0..<layout.tenants).contains(where: { layout.mandatory[$0] && !housed.contains($0) }) { return nil }
    let stays = all.map { way in
      let first = Int(layout.parts[way.choice])
      let spans = way.zones.enumerated().map { index, zone in
        let place = zone * layout.horizon
        return (place + Int(layout.from[first + index]), place + Int(layout.until[first + index]), Int(layout.size[first + index]))
      }
      return CountedSweep.Stay(tenant: way.tenant, cells: way.cells, spans: spans)
    }
    let byMonth = Dictionary(grouping: all.indices) { all[$0].month }
    let lasts = all.reduce(into: [Int: Int]()) { $0[$1.tenant] = max($0[$1.tenant] ?? 0, $1.month) }
    let steps = (0..<layout.horizon).flatMap { month in
      Dictionary(grouping: byMonth[month] ?? []) { all[$0].tenant }.sorted { $0.key < $1.key }
        .map { CountedSweep.Step(tenant: $0.key, month: month, ways: $0.value, isLast: lasts[$0.key] == month) }
        + [CountedSweep.Step(tenant: -1, month: month)]
    }
    return CountedSweep(
      stays, steps, mandatory: (0..<layout.tenants).map { layout.mandatory[$0] }, horizon: layout.horizon,
      capacity: layout.puzzle.inService.flatMap { $0 }.map(\.nonzeroBitCount), price: price)
  }

  /// The candidates that a way likes best.
  func picks(_ number: Int) -> [Int32] {
    let way = all[number]
    var picks: [Int32] = []
    for index in way.zones.indices {
      let list = candidates[(Int(layout.parts[way.choice]) + index) * layout.zones + way.zones[index]]
      var (best, chosen) = (-Double.infinity, Int32(-1))
      for (position, candidate) in list.enumerated() {
        var value = onward[way.rows[index] + position]
        if let before = picks.last { value -= move(from: before, to: candidate, of: way.tenant) ?? .infinity }
        if value > best || chosen < 0 { (best, chosen) = (value, candidate) }
      }
      picks.append(chosen)
    }
    return picks
  }

  /// The plan of these ways with these candidates.
  func solution(_ picks: [(way: Int, candidates: [Int32])]) -> Solution {
    var plans: [String: Solution.Seat] = [:]
    for (number, candidates) in picks {
      let way = all[number]
      let terms = layout.puzzle.wishes[way.tenant].choices[way.choice - Int(layout.choices[way.tenant])].terms
      plans[layout.puzzle.instance.tenants[way.tenant].id] = layout.seat(terms, candidates.map(Int.init))
    }
    return Solution(instance: layout.puzzle.instance.name, plans: plans)
  }
}
