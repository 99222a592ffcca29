/// The bound by zones. Each tenant's right to one plan has a price, and so has each change of zone at a cut between stretches; each zone is filled
/// as well as it can be at these prices, in whole cells. No plan is worth more than the rights at their price and what the zones make of it.
struct ZoneBound {
  /// A run of stretches of a choice that is spent in one zone.
  private struct Run {
    let tenant: Int
    /// Nodes of the way through the stretches where it begins and ends; -1 for the way's beginning and end.
    let enter: Int
    let leave: Int
    /// What it brings, moves into it included, the rights not.
    let worth: Double
    /// By stretch, the candidate that likes it best.
    let picks: [Int32]
    let firstPart: Int
  }
  private let layout: Layout
  private let horizon: Int
  private var runs: [[Run]] = []
  private var sweeps: [ZoneSweep] = []
  /// The prices: of each tenant's right, of each node.
  private var right: [Double]
  private var node: [Double]
  private var turns: (right: [Double], node: [Double])
  private(set) var best = Double.infinity
  private(set) var exact = true
  private var bestRight: [Double] = []
  private var bestNode: [Double] = []
  private var fails = 0
  private static let patience = 5
  private var factor = 1.0

  init(_ layout: Layout, prices: [[Double]]) {
    self.layout = layout
    horizon = layout.horizon
    right = Array(repeating: 0, count: layout.tenants)
    node = Array(repeating: 0, count: layout.from.count + 1)
    turns = (right, node)
    lay(prices)
  }

  private mutating func lay(_ base: [[Double]]) {
    let puzzle = layout.puzzle
    let baseSums = base.map { row in
      row.reduce(into: [0.0]) { $0.append($0.last! + $1) }
    }
    var found: [[(run: Run, stay: ZoneSweep.Stay)]] = Array(repeating: [], count: layout.zones)
    for tenant in 0..<layout.tenants {
      let moveCost = layout.moveCost[tenant]
      var most = layout.mandatory[tenant] ? -Double.infinity : 0
      let mostParts =
        (layout.choices[tenant]..<layout.choices[tenant + 1]).map { layout.parts[Int($0) + 1] - layout.parts[Int($0)] }.max() ?? 0
      for choice in Int(layout.choices[tenant])..<Int(layout.choices[tenant + 1]) {
        let (first, end) = (Int(layout.parts[choice]), Int(layout.parts[choice + 1]))
        let count = end - first
        var onward = Array(repeating: 0.0, count: count + 1)
        for enter in (0..<count).reversed() {
          if (moveCost < 0 || layout.zones == 1) && enter > 0 { continue }
          var top = -Double.infinity
          for zone in 0..<layout.zones {
            var paid = 0.0
            walk(first + enter, end, in: zone, moveCost: moveCost) { part, worth, picks in
              paid += Double(layout.size[part]) * (baseSums[zone][Int(layout.until[part])] - baseSums[zone][Int(layout.from[part])])
              if (moveCost < 0 || layout.zones == 1) && part < end - 1 { return }
              let total = worth + (enter > 0 ? -Double(moveCost) : Double(layout.worth[choice]))
              let leave = part + 1
              top = max(top, total - paid + onward[leave - first])
              let run = Run(
                tenant: tenant, enter: enter == 0 ? -1 : first + enter, leave: leave == end ? -1 : leave, worth: total, picks: picks,
                firstPart: first + enter)
              let group = enter == 0 ? 2 * tenant : mostParts < 4 ? 2 * tenant + 1 : -1
              found[zone].append((run, stay(run, group)))
            }
          }
          onward[enter] = top
          if enter > 0 { node[first + enter] = top.isFinite ? top : 0 }
        }
        most = max(most, onward[0])
      }
      // In a house of one zone nobody can be in two, and no right is needed.
      right[tenant] = most.isFinite && layout.zones > 1 ? most : 0
    }
    for zone in 0..<layout.zones {
      let sorted = found[zone].sorted { $0.stay.from < $1.stay.from }
      runs.append(sorted.map(\.run))
      sweeps.append(ZoneSweep(sorted.map(\.stay), capacity: puzzle.inService[zone].map(\.nonzeroBitCount), price: base[zone]))
    }
  }

  /// The best way through the parts within one zone, moves within it paid; says for each part what it is worth to stay until its end.
  private func walk(
    _ first: Int, _ end: Int, in zone: Int, moveCost: Int, reach: (Int, Double, [Int32]) -> Void
  ) {
    var before: [Int32: (worth: Double, picks: [Int32])] = [:]
    for part in first..<end {
      let begin = layout.candidates[part]
      let top = before.values.max { $0.worth < $1.worth }
      var now: [Int32: (worth: Double, picks: [Int32])] = [:]
      for candidate in Int(begin)..<Int(layout.candidates[part + 1]) where Int(layout.zone[candidate]) == zone {
        var worth = Double(layout.value[candidate])
        var picks: [Int32] = []
        if part > first {
          var entered = moveCost < 0 ? -Double.infinity : top!.worth - Double(moveCost)
          picks = top!.picks
          for index in Int(layout.nested[candidate])..<Int(layout.nested[candidate + 1]) {
            if let other = before[layout.nests[index]], other.worth > entered { (entered, picks) = other }
          }
          if entered == -.infinity { continue }
          worth += entered
        }
        now[Int32(candidate) - begin] = (worth, picks + [Int32(candidate)])
      }
      guard let best = now.values.max(by: { $0.worth < $1.worth }) else { return }
      reach(part, best.worth, best.picks)
      before = now
    }
  }

  private func stay(_ run: Run, _ group: Int) -> ZoneSweep.Stay {
    var cells = Array(repeating: UInt64(0), count: (horizon + 7) / 8)
    var spans: [(from: Int, until: Int, size: Int)] = []
    for index in run.picks.indices {
      let part = run.firstPart + index
      spans.append((Int(layout.from[part]), Int(layout.until[part]), Int(layout.size[part])))
      for month in Int(layout.from[part])..<Int(layout.until[part]) {
        cells[month / 8] += UInt64(layout.size[part]) << UInt64(8 * (month % 8))
      }
    }
    return ZoneSweep.Stay(
      from: Int(layout.from[run.firstPart]), until: Int(layout.until[run.firstPart + run.picks.count - 1]), cells: cells, spans: spans,
      group: group)
  }

  /// One round: all zones filled, at most `room` fillings kept at a time. False when it leads no further.
  mutating func refine(step: Double, turn: Double, target: Double, room: Int) -> Bool {
    var bound = right.reduce(0, +)
    var slope = (right: right.map { _ in 1.0 }, node: node.map { _ in 0.0 })
    exact = true
    for zone in sweeps.indices {
      let reward = runs[zone].map { run in
        run.worth - (run.enter < 0 ? right[run.tenant] : node[run.enter]) + (run.leave < 0 ? 0 : node[run.leave])
      }
      let answer = sweeps[zone].fill(reward, room: room)
      bound += answer.bound
      if !answer.isExact { exact = false }
      for number in answer.taken {
        let run = runs[zone][number]
        if run.enter < 0 { slope.right[run.tenant] -= 1 } else { slope.node[run.enter] -= 1 }
        if run.leave >= 0 { slope.node[run.leave] += 1 }
      }
    }
    if bound < best - 0.01 { (best, bestRight, bestNode, fails) = (bound, right, node, 0) } else { fails += 1 }
    if fails > Self.patience {
      (right, node, fails) = (bestRight, bestNode, 0)
      turns = (right.map { _ in 0 }, node.map { _ in 0 })
      factor *= 0.7
      return factor > 0.01
    }
    var square = 0.0
    for index in right.indices {
      var change = turn * slope.right[index] + (1 - turn) * turns.right[index]
      if right[index] <= 0 && change > 0 && !layout.mandatory[index] { change = 0 }
      turns.right[index] = change
      square += change * change
    }
    for index in node.indices {
      turns.node[index] = turn * slope.node[index] + (1 - turn) * turns.node[index]
      square += turns.node[index] * turns.node[index]
    }
    if square < 1e-9 || bound <= target { return false }
    let length = factor * step * (bound - target) / square
    for index in right.indices {
      right[index] -= length * turns.right[index]
      if !layout.mandatory[index] { right[index] = max(0, right[index]) }
    }
    for index in node.indices { node[index] -= length * turns.node[index] }
    return true
  }
}
