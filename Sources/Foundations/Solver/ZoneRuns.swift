/// The ways of a house cut into runs of stretches that are spent in one zone, and for each zone the sweep over its runs.
struct ZoneRuns {
  struct Run {
    let way: Int
    /// The stretch of the way with which it begins.
    let first: Int
    let month: Int
    let tenant: Int
    /// Months, and how many cells.
    let spans: [(from: Int, until: Int, size: Int)]
  }
  struct Place {
    let zone: Int
    let number: Int
  }
  let ways: Ways
  /// By zone.
  let runs: [[Run]]
  /// By way and stretch, where a run begins there.
  private let places: [[Place?]]
  let steps: [CountedSweep.Step]
  private let tenants: Int
  /// Numbers from here on are not tenants but those who come from another zone in a month.
  static let guests = 64

  init?(_ ways: Ways) {
    self.ways = ways
    let (layout, horizon) = (ways.layout, ways.layout.horizon)
    if layout.tenants > Self.guests || ways.all.contains(where: { $0.zones.count > 7 }) { return nil }
    var runs: [[Run]] = Array(repeating: [], count: layout.zones)
    var places: [[Place?]] = ways.all.map { Array(repeating: nil, count: $0.zones.count) }
    for (number, way) in ways.all.enumerated() {
      let begin = Int(layout.parts[way.choice])
      for first in way.zones.indices where first == 0 || way.zones[first] != way.zones[first - 1] {
        let zone = way.zones[first]
        let end = way.zones.indices.first { $0 > first && way.zones[$0] != zone } ?? way.zones.count
        let spans = (first..<end).map { (Int(layout.from[begin + $0]), Int(layout.until[begin + $0]), Int(layout.size[begin + $0])) }
        let month = Int(layout.from[begin + first])
        let tenant = first == 0 ? way.tenant : Self.guests + way.tenant * horizon + month
        places[number][first] = Place(zone: zone, number: runs[zone].count)
        runs[zone].append(Run(way: number, first: first, month: month, tenant: tenant, spans: spans))
      }
    }
    (self.runs, self.places) = (runs, places)
    // Guests get numbers without gaps.
    tenants = Self.guests + layout.tenants * horizon
    let all = runs.joined()
    let lasts = all.reduce(into: [Int: Int]()) { $0[$1.tenant] = max($0[$1.tenant] ?? 0, $1.month) }
    let coming = Dictionary(grouping: all) { $0.month }.mapValues { Set($0.map(\.tenant)).sorted() }
    steps = (0..<horizon).flatMap { month in
      (coming[month] ?? []).map { CountedSweep.Step(tenant: $0, month: month, isLast: lasts[$0] == month) }
        + [CountedSweep.Step(tenant: -1, month: month)]
    }
  }

  /// `price` by month.
  func sweep(_ zone: Int, price: [Double]) -> CountedSweep {
    let horizon = ways.layout.horizon
    let stays = runs[zone].map { run in
      var cells = Array(repeating: UInt64(0), count: (horizon + 7) / 8)
      for span in run.spans { for month in span.from..<span.until { cells[month / 8] += UInt64(span.size) << UInt64(8 * (month % 8)) } }
      return CountedSweep.Stay(tenant: run.tenant, cells: cells, spans: run.spans)
    }
    var own = steps
    for (number, step) in steps.enumerated() where step.tenant >= 0 {
      own[number].ways = runs[zone].indices.filter { runs[zone][$0].tenant == step.tenant && runs[zone][$0].month == step.month }
    }
    return CountedSweep(
      stays, own, mandatory: Array(repeating: false, count: tenants), horizon: horizon,
      capacity: ways.layout.puzzle.inService[zone].map(\.nonzeroBitCount), price: price)
  }

  /// What the runs of a zone bring when each right costs this much. A run in another zone later on is credited there with most of what its cells cost, and
  /// the first run of the way pays for it: so that it is not taken without the first, and the first not for its sake.
  func rewards(_ zone: Int, right: [Double], price: [[Double]]) -> [Double] {
    runs[zone].map { run in
      if run.first > 0 { return credit(run, price[zone]) }
      return places[run.way].indices.dropFirst().reduce(ways.worth[run.way] - right[run.tenant]) { worth, index in
        places[run.way][index].map { worth - credit(runs[$0.zone][$0.number], price[$0.zone]) } ?? worth
      }
    }
  }
  private func credit(_ run: Run, _ price: [Double]) -> Double {
    0.9 * run.spans.reduce(0) { sum, span in sum + Double(span.size) * price[span.from..<span.until].reduce(0, +) }
  }

  func place(_ way: Int, _ first: Int) -> Place { places[way][first]! }
  /// The stretch with which the way's next run begins.
  func next(_ way: Int, after first: Int) -> Int? { places[way].indices.first { $0 > first && places[way][$0] != nil } }
}
