/// The same sweep with everybody in their places: a state says until when each cell is held, and who has stretches to come after the one they are in.
/// Whoever would lose more than the plan in hand leaves is not kept, so what arrives is better than it, and the best of it is the best there is.
struct PlacedSweep {
  private let layout: Layout
  private let ways: Ways
  private let prices: ModulePrices
  private let steps: [CountedSweep.Step]
  private let graph: CountedGraph
  /// What may be lost, beside a plan that is known.
  private var budget: Double
  private let fragment: Double
  private let keys: PlacedKeys
  private var now: StateTable
  private var step = 0
  private(set) var history: [(before: Int32, way: Int32, candidate: Int32)] = []
  /// What the least of those that were dropped for want of room had lost.
  private(set) var dropped = Double.infinity
  private(set) var most = 0
  private var width: Int { keys.width }
  /// How many states may be kept at a time, for 13 MB.
  var room: Int { 1_600_000 / width }
  var isDone: Bool { step == steps.count || now.count == 0 }

  init(_ ways: Ways, _ prices: ModulePrices, _ steps: [CountedSweep.Step], _ graph: CountedGraph, budget: Double) {
    (layout, self.ways, self.prices, self.steps, self.graph, self.budget) = (ways.layout, ways, prices, steps, graph, budget)
    fragment = Double(layout.puzzle.instance.weights.frag)
    keys = PlacedKeys(ways)
    now = StateTable(width: keys.width)
    _ = Array(repeating: UInt64(0), count: keys.width).withUnsafeBufferPointer { now.reach($0.baseAddress!, loss: 0) }
  }

  /// One step of the sweep, keeping no more than `room` states.
  mutating func advance(budget: Double, room: Int) {
    self.budget = budget
    let number = step
    step += 1
    if steps[number].tenant < 0 { pass(number) } else { seat(number, room) }
    if steps[number].tenant < 0 { goOn(after: steps[number].month, room) }
    most = max(most, now.count)
    now = thin(now, to: room)
  }

  private mutating func reach(
    _ key: UnsafePointer<UInt64>, _ loss: Double, _ before: Int32, _ way: Int32, _ candidate: Int32, _ next: StateTable
  ) {
    let origin = way < 0 ? before : Int32(history.count)
    let count = next.count
    let state = next.reach(key, loss: loss, origin: origin)
    if way >= 0 && (state == count || next.origins[state] == origin) { history.append((before, way, candidate)) }
  }

  /// The step's tenant comes, in each way and place there is, or does not.
  private mutating func seat(_ number: Int, _ room: Int) {
    var next = StateTable(width: width, expecting: now.count)
    let month = steps[number].month
    let (plain, key): (UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>) = (.zeros(width), .zeros(width))
    defer {
      plain.deallocate()
      key.deallocate()
    }
    for state in 0..<now.count {
      now.read(state, into: plain)
      let (counted, lost, before) = (Int(plain[0]), now.losses[state], now.origins[state])
      for index in graph.range(number, counted) {
        let arc = graph.arcs[number][index]
        let least = lost + arc.loss + graph.ahead[number + 1][Int(arc.target)]
        if least > budget { continue }
        key.update(from: plain, count: width)
        key[0] = UInt64(arc.target)
        if arc.way < 0 {
          reach(key, lost + arc.loss, before, -1, -1, next)
          continue
        }
        let way = ways.all[Int(arc.way)]
        let part = Int(layout.parts[way.choice])
        let busy = keys.held(plain, way.zones[0], month)
        let top = ways.worth[Int(arc.way)] - Double(layout.worth[way.choice])
        let word = way.zones.count == 1 ? nil : keys.word(of: way.tenant)
        for (position, candidate) in ways.candidates[part * layout.zones + way.zones[0]].enumerated() {
          let more = top - ways.onward[way.rows[0] + position]
          if least + more > budget || layout.mask[Int(candidate)] & busy != 0 { continue }
          key.update(from: plain, count: width)
          key[0] = UInt64(arc.target)
          keys.hold(key, Int(candidate), until: Int(layout.until[part]))
          if let word { key[word] = UInt64(UInt32(arc.way + 1)) << 32 | UInt64(UInt32(candidate)) }
          reach(key, lost + arc.loss + more, before, arc.way, candidate, next)
        }
      }
      if next.count > 2 * room { next = thin(next, to: room) }
    }
    now = next
  }

  /// A month goes by: what the free cells would have cost is lost, and so is what free runs cost.
  private mutating func pass(_ number: Int) {
    let next = StateTable(width: width, expecting: now.count)
    let month = steps[number].month
    let key: UnsafeMutablePointer<UInt64> = .zeros(width)
    defer { key.deallocate() }
    for state in 0..<now.count {
      now.read(state, into: key)
      let arc = graph.arcs[number][graph.range(number, Int(key[0])).lowerBound]
      var loss = now.losses[state] + arc.loss
      for zone in 0..<layout.zones {
        let busy = keys.held(key, zone, month)
        let open = layout.service[zone * layout.horizon + month] & ~busy
        loss += prices.price(of: open, zone, month) + fragment * Double(runsOfBits(open))
      }
      if loss + graph.ahead[number + 1][Int(arc.target)] > budget { continue }
      key[0] = UInt64(arc.target)
      keys.release(key, until: month + 1)
      reach(key, loss, now.origins[state], -1, -1, next)
    }
    now = next
  }

  /// Whoever has come to the end of a stretch goes on to the next, one after the other; all have left their cells before.
  private mutating func goOn(after month: Int, _ room: Int) {
    let (plain, key): (UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>) = (.zeros(width), .zeros(width))
    defer {
      plain.deallocate()
      key.deallocate()
    }
    for tenant in keys.due(in: month + 1) {
      let word = keys.word(of: tenant)!
      var next = StateTable(width: width, expecting: now.count)
      var any = false
      for state in 0..<now.count {
        now.read(state, into: plain)
        let entry = plain[word]
        let number = Int(entry >> 32) - 1
        let earlier = Int32(truncatingIfNeeded: Int(entry & 0xFFFF_FFFF))
        var index = 0
        if number >= 0 {
          let first = Int(layout.parts[ways.all[number].choice])
          while first + index + 1 < Int(layout.parts[ways.all[number].choice + 1])
            && Int(layout.candidates[first + index + 1]) <= Int(earlier)
          { index += 1 }
          if Int(layout.until[first + index]) > month + 1 { index = -1 }
        }
        if number < 0 || index < 0 {
          reach(plain, now.losses[state], now.origins[state], -1, -1, next)
          continue
        }
        any = true
        let way = ways.all[number]
        let part = Int(layout.parts[way.choice]) + index + 1
        let list = ways.candidates[part * layout.zones + way.zones[index + 1]]
        let values = list.indices.map { position in
          ways.move(from: earlier, to: list[position], of: tenant).map { ways.onward[way.rows[index + 1] + position] - $0 } ?? -.infinity
        }
        let top = values.max()!
        let busy = keys.held(plain, way.zones[index + 1], month + 1)
        let ahead = graph.ahead[step][Int(plain[0])]
        for (position, candidate) in list.enumerated() {
          let loss = now.losses[state] + top - values[position]
          if !(loss + ahead <= budget) || layout.mask[Int(candidate)] & busy != 0 { continue }
          key.update(from: plain, count: width)
          keys.hold(key, Int(candidate), until: Int(layout.until[part]))
          key[word] = index + 2 == way.zones.count ? 0 : UInt64(UInt32(number + 1)) << 32 | UInt64(UInt32(candidate))
          reach(key, loss, now.origins[state], Int32(number), candidate, next)
        }
        if next.count > 2 * room { next = thin(next, to: room) }
      }
      if any { now = next }
    }
  }

  /// The better of the states, where there are more than there is room for.
  private mutating func thin(_ table: StateTable, to room: Int) -> StateTable {
    if table.count <= room { return table }
    let kept = StateTable(width: width, expecting: room)
    let totals = (0..<table.count).map { table.losses[$0] + graph.ahead[step][Int(table.keys[$0 * width])] }
    let least = totals.sorted()[room]
    let key: UnsafeMutablePointer<UInt64> = .zeros(width)
    defer { key.deallocate() }
    for state in 0..<table.count {
      if totals[state] >= least {
        dropped = min(dropped, totals[state])
        continue
      }
      table.read(state, into: key)
      reach(key, table.losses[state], table.origins[state], -1, -1, kept)
    }
    return kept
  }

  /// What the best that arrived has lost, and its ways and candidates by tenant.
  var arrived: (loss: Double, picks: [(way: Int, candidates: [Int32])])? {
    guard step == steps.count, let best = now.losses.indices.min(by: { now.losses[$0] < now.losses[$1] }) else { return nil }
    var picks: [Int: [Int32]] = [:]
    var entry = Int(now.origins[best])
    while entry >= 0 {
      picks[Int(history[entry].way), default: []].append(history[entry].candidate)
      entry = Int(history[entry].before)
    }
    return (now.losses[best], picks.map { ($0.key, $0.value.reversed()) })
  }
}
