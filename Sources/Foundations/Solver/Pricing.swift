/// What suits each tenant best when modules cost something in each month: for each choice of terms a walk over its stretches from candidate to
/// candidate. Prices are never below 0.
final class Pricing {
  private let layout: Layout
  private let depth: Int
  private let sums: PriceSums
  private let reached: UnsafeMutablePointer<Double>
  private let cameFrom: UnsafeMutablePointer<Int32>
  private let walked: UnsafeMutablePointer<Int32>
  /// What tenants are held to, where only a part of all plans is looked at.
  var limits: Limits? { didSet { memory.forget() } }
  private let memory: ChoiceMemory
  /// The candidates of what suited best.
  let picks: UnsafeMutablePointer<Int32>

  init(_ layout: Layout) {
    self.layout = layout
    depth = layout.puzzle.depth
    (sums, memory) = (PriceSums(layout), ChoiceMemory(layout))
    reached = .zeros(layout.puzzle.width * depth)
    (cameFrom, walked, picks) = (.zeros(layout.puzzle.width * depth), .zeros(layout.puzzle.width), .zeros(layout.puzzle.width))
  }
  deinit {
    memory.deallocate()
    sums.deallocate()
    reached.deallocate()
    cameFrom.deallocate()
    walked.deallocate()
    picks.deallocate()
  }

  /// - Parameter price: by module and month, row after row.
  func set(_ price: [Double]) { sums.set(price, memory) }
  /// The choice that leaves a tenant most after paying, if that is more than `least`; its candidates are left in `picks`.
  func best(of tenant: Int, above least: Double) -> (worth: Double, choice: Int)? {
    var (most, chosen) = (least, -1)
    let zones = limits?.zones[tenant] ?? ~0
    func look(_ choice: Int) {
      let value = walk(choice, into: zones, moveCost: layout.moveCost[tenant])
      memory.note(choice, leaves: value)
      if value <= most { return }
      (most, chosen) = (value, choice)
      picks.update(from: walked, count: layout.puzzle.width)
    }
    // What suited best mostly does so again, and then few others have to be looked at.
    let last = memory.last(of: tenant)
    if last >= 0, limits?.closed[last] != true { look(last) }
    for choice in Int(layout.choices[tenant])..<Int(layout.choices[tenant + 1]) {
      if Double(layout.most[choice]) <= most { break }
      if choice == last || limits?.closed[choice] == true || memory.most(choice) + 1e-6 <= most { continue }
      look(choice)
    }
    if chosen >= 0 { memory.setLast(of: tenant, chosen) }
    return chosen < 0 ? nil : (most, chosen)
  }

  /// What the choice leaves at best; the candidates are left in `walked`.
  private func walk(_ choice: Int, into zones: UInt64, moveCost: Int) -> Double {
    let first = Int(layout.parts[choice])
    let last = Int(layout.parts[choice + 1]) - 1
    var topBefore = 0.0
    var topPlace: Int32 = -1
    for part in first...last {
      sums.look(at: part)
      let values = reached + (part - first) * depth
      let begin = Int(layout.candidates[part])
      let (top, place) =
        part == first
        ? enter(part, into: zones, values)
        : follow(part, values, cameFrom + (part - first) * depth, moveCost < 0 ? -.infinity : topBefore - Double(moveCost), topPlace)
      if place < 0 { return -.infinity }
      (topBefore, topPlace) = (top, Int32(place - begin))
    }
    var place = topPlace
    for part in (first...last).reversed() {
      walked[part - first] = layout.candidates[part] + place
      if part > first { place = cameFrom[(part - first) * depth + Int(place)] }
    }
    return topBefore + Double(layout.worth[choice])
  }

  /// The candidates of a first part, in the zones that it may be in.
  @inline(__always) private func enter(
    _ part: Int, into zones: UInt64, _ values: UnsafeMutablePointer<Double>
  ) -> (top: Double, place: Int) {
    let (begin, size) = (Int(layout.candidates[part]), Int(layout.size[part]))
    var (top, place) = (-Double.infinity, -1)
    for zone in 0..<layout.zones {
      let from = Int(layout.firstIn[part * layout.zones + zone])
      let all = from..<(from + Int(layout.countIn[part * layout.zones + zone]))
      if zones & Limits.bit(zone) == 0 {
        for candidate in all { values[candidate - begin] = -.infinity }
        continue
      }
      for candidate in all {
        let value = Double(layout.value[candidate]) - sums.price(candidate, zone, size)
        values[candidate - begin] = value
        if value > top { (top, place) = (value, candidate) }
      }
    }
    return (top, place)
  }
  /// The candidates of a later part, each reached without a move from one that it nests with, or with a move from the best of all.
  @inline(__always) private func follow(
    _ part: Int, _ values: UnsafeMutablePointer<Double>, _ origins: UnsafeMutablePointer<Int32>, _ moved: Double, _ topPlace: Int32
  ) -> (top: Double, place: Int) {
    let (begin, size) = (Int(layout.candidates[part]), Int(layout.size[part]))
    let before = values - depth
    var (top, place) = (-Double.infinity, -1)
    for zone in 0..<layout.zones {
      let from = Int(layout.firstIn[part * layout.zones + zone])
      for candidate in from..<(from + Int(layout.countIn[part * layout.zones + zone])) {
        var (entered, origin) = (moved, topPlace)
        for index in Int(layout.nested[candidate])..<Int(layout.nested[candidate + 1]) {
          let other = layout.nests[index]
          if before[Int(other)] > entered { (entered, origin) = (before[Int(other)], other) }
        }
        let value = entered + Double(layout.value[candidate]) - sums.price(candidate, zone, size)
        values[candidate - begin] = value
        origins[candidate - begin] = origin
        if value > top { (top, place) = (value, candidate) }
      }
    }
    return (top, place)
  }
}
