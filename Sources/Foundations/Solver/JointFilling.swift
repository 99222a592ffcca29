/// One sweep over all zones: a state is a state of each zone, who is seated and may not come again, and who is still to go on to another zone.
struct JointFilling {
  private let runs: ZoneRuns
  private let zones: [CountedGraph]
  private let right: [Double]
  private let budget: Double
  private let layout: Layout
  private(set) var graph = CountedGraph()
  /// Where in a key it says who is seated, and who is to go on: three of 21 bits, the way and the stretch with which its next run begins.
  private let seated: Int
  private let width: Int
  private var isFull = false
  private var row: [CountedGraph.Arc] = []

  init(_ runs: ZoneRuns, _ zones: [CountedGraph], right: [Double], budget: Double) {
    (self.runs, self.zones, self.right, self.budget, layout) = (runs, zones, right, budget, runs.ways.layout)
    seated = (zones.count + 1) / 2
    width = seated + 2
  }

  private struct State {
    let ids: [Int]
    let lost: Double
    let seated: UInt64
    let pending: UInt64
    /// By zone, the arc of nobody's coming.
    let without: [CountedGraph.Arc?]
  }

  /// False when nobody arrives; nil when there would be more than `room` states in a step.
  mutating func run(room: Int) -> Bool? {
    var now = StateTable(width: width)
    _ = Array(repeating: UInt64(0), count: width).withUnsafeBufferPointer { now.reach($0.baseAddress!, loss: 0) }
    for number in runs.steps.indices {
      let next = StateTable(width: width, expecting: now.count)
      var first: [Int32] = [0]
      row = []
      for index in 0..<now.count {
        expand(state(now, index, number), number, into: next)
        first.append(Int32(row.count))
      }
      graph.append(row, first)
      if next.count > room || isFull { return nil }
      if next.count == 0 { return false }
      now = next
    }
    graph.lookAhead()
    return true
  }

  private func state(_ table: StateTable, _ index: Int, _ number: Int) -> State {
    let base = index * width
    let ids = zones.indices.map { Int(table.keys[base + $0 / 2] >> UInt64(32 * ($0 % 2)) & 0xFFFF_FFFF) }
    let without = zones.indices.map { zone -> CountedGraph.Arc? in
      let range = zones[zone].range(number, ids[zone])
      guard let place = range.first, zones[zone].arcs[number][place].way < 0 else { return nil }
      return zones[zone].arcs[number][place]
    }
    return State(
      ids: ids, lost: table.losses[index], seated: table.keys[base + seated], pending: table.keys[base + seated + 1], without: without)
  }

  private mutating func expand(_ state: State, _ number: Int, into next: StateTable) {
    let step = runs.steps[number]
    if step.tenant >= ZoneRuns.guests, let slot = slot(due: step, state.pending) {
      let (way, first) = entry(state.pending, slot)
      let place = runs.place(way, first)
      for index in zones[place.zone].range(number, state.ids[place.zone])
      where Int(zones[place.zone].arcs[number][index].way) == place.number {
        var left = state.pending & ~(0x1F_FFFF << UInt64(21 * slot))
        if let later = runs.next(way, after: first) { left |= word(way, later) << UInt64(21 * slot) }
        go(state, number, (place.zone, zones[place.zone].arcs[number][index]), way: -1, state.seated, left, into: next)
      }
      return
    }
    let isTenant = step.tenant >= 0 && step.tenant < ZoneRuns.guests
    let bit: UInt64 = isTenant ? 1 << UInt64(step.tenant) : 0
    let isSeated = state.seated & bit != 0
    let mayGo = !(isTenant && step.isLast && !isSeated && layout.mandatory[step.tenant])
    // Whoever never comes leaves the right unused.
    let wasted = isTenant && step.isLast && !isSeated ? right[step.tenant] : 0
    if mayGo { go(state, number, nil, way: -1, step.isLast ? state.seated & ~bit : state.seated, state.pending, wasted, into: next) }
    if !isTenant || isSeated { return }
    for zone in zones.indices {
      for index in zones[zone].range(number, state.ids[zone]) where zones[zone].arcs[number][index].way >= 0 {
        let arc = zones[zone].arcs[number][index]
        let way = runs.runs[zone][Int(arc.way)].way
        var left = state.pending
        if let later = runs.next(way, after: 0) {
          guard let slot = (0..<3).first(where: { state.pending >> UInt64(21 * $0) & 0x1F_FFFF == 0 }) else {
            isFull = true
            return
          }
          left |= word(way, later) << UInt64(21 * slot)
        }
        go(state, number, (zone, arc), way: Int32(way), step.isLast ? state.seated : state.seated | bit, left, into: next)
      }
    }
  }

  private func word(_ way: Int, _ first: Int) -> UInt64 { UInt64(way << 3 + first + 1) }
  private func entry(_ pending: UInt64, _ slot: Int) -> (way: Int, first: Int) {
    let entry = Int(pending >> UInt64(21 * slot) & 0x1F_FFFF) - 1
    return (entry >> 3, entry & 7)
  }
  /// Who is to go on in this step.
  private func slot(due step: CountedSweep.Step, _ pending: UInt64) -> Int? {
    (0..<3).first { slot in
      if pending >> UInt64(21 * slot) & 0x1F_FFFF == 0 { return false }
      let (way, first) = entry(pending, slot)
      let place = runs.place(way, first)
      return runs.runs[place.zone][place.number].tenant == step.tenant
    }
  }

  /// To the next step, with somebody's coming in one zone and nobody's in the others.
  private mutating func go(
    _ state: State, _ number: Int, _ taking: (zone: Int, arc: CountedGraph.Arc)?, way: Int32, _ seatedAfter: UInt64, _ pending: UInt64,
    _ wasted: Double = 0, into next: StateTable
  ) {
    var (loss, ahead) = (wasted, 0.0)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: width) { key in
      key.initialize(repeating: 0)
      for zone in zones.indices {
        guard let arc = taking?.zone == zone ? taking!.arc : state.without[zone] else { return }
        loss += arc.loss
        ahead += zones[zone].ahead[number + 1][Int(arc.target)]
        key[zone / 2] |= UInt64(UInt32(arc.target)) << UInt64(32 * (zone % 2))
      }
      if state.lost + loss + ahead > budget { return }
      (key[seated], key[seated + 1]) = (seatedAfter, pending)
      let target = next.reach(key.baseAddress!, loss: state.lost + loss)
      row.append(CountedGraph.Arc(way: way, target: Int32(target), loss: loss))
    }
  }
}
