/// The best place for one tenant among what is free: over all terms, and for each by a walk over its stretches from candidate to candidate.
struct Insertion: ~Copyable {
  private let layout: Layout
  private let free: UnsafeMutablePointer<UInt64>
  private let reached: UnsafeMutablePointer<Int>
  private let cameFrom: UnsafeMutablePointer<Int32>
  private let zones: Int
  private let depth: Int
  private var noise: UInt64

  private static let never = Int.min / 4

  init(_ layout: Layout, seed: UInt64) {
    self.layout = layout
    (zones, depth, noise) = (layout.zones, layout.puzzle.depth, seed | 1)
    free = .zeros(max(1, layout.zones * layout.puzzle.width))
    reached = .zeros(layout.puzzle.width * depth)
    cameFrom = .zeros(layout.puzzle.width * depth)
  }
  deinit {
    free.deallocate()
    reached.deallocate()
    cameFrom.deallocate()
  }

  /// Seats the tenant if it can be. Each candidate is looked at as if it were worth up to `blur` euros less, by chance: the best of
  /// each is often in the way of all.
  mutating func seat(_ tenant: Int, in seating: Seating, blur: UInt64, atAnyPrice: Bool = false, from start: Int? = nil) -> Bool {
    let must = atAnyPrice || layout.mandatory[tenant]
    var best = must ? Self.never : 0
    var chosen = -1
    let picks = seating.picks + tenant * seating.width
    for choice in Int(layout.choices[tenant])..<Int(layout.choices[tenant + 1]) {
      if layout.most[choice] <= best { break }
      if let start, layout.start(of: choice) != start { continue }
      let (value, end) = walk(choice, moveCost: layout.moveCost[tenant], in: seating, blur: blur)
      if value <= Self.never / 2 || value + layout.worth[choice] <= best { continue }
      (best, chosen) = (value + layout.worth[choice], choice)
      var place = end
      let first = Int(layout.parts[choice])
      for part in (first..<Int(layout.parts[choice + 1])).reversed() {
        picks[part - first] = layout.candidates[part] + place
        if part > first { place = cameFrom[(part - first) * depth + Int(place)] }
      }
    }
    if chosen < 0 { return false }
    let worth = layout.worth(of: tenant, choice: chosen, picks: picks)
    if worth < 0 && !must { return false }
    seating.place(tenant, choice: Int32(chosen), worth: worth)
    return true
  }

  /// The best value over the stretches and the last candidate on the way there, numbered within its part.
  private mutating func walk(_ choice: Int, moveCost: Int, in seating: Seating, blur: UInt64) -> (value: Int, place: Int32) {
    var topBefore = 0
    var topPlace: Int32 = -1
    let first = Int(layout.parts[choice])
    let last = Int(layout.parts[choice + 1]) - 1
    // Most have no place in some stretch: that is found out before any place is weighed.
    for part in first...last where !clear(part, free + (part - first) * zones, in: seating) { return (Self.never, -1) }
    for part in first...last {
      let free = free + (part - first) * zones
      let begin = Int(layout.candidates[part])
      let values = reached + (part - first) * depth
      let origins = cameFrom + (part - first) * depth
      if part < last { for number in 0..<(Int(layout.candidates[part + 1]) - begin) { values[number] = Self.never } }
      let moved = moveCost < 0 ? Self.never : topBefore - moveCost
      var top = Self.never
      var place: Int32 = -1
      for zone in 0..<zones {
        var open = free[zone]
        let starts = layout.begins[part * zones + zone]
        let from = Int(layout.firstIn[part * zones + zone])
        // On a floor, one candidate after the other; in a corridor, those that begin where there is room.
        let isFloor = layout.isFloor[zone]
        var next = from
        let end = isFloor ? from + Int(layout.countIn[part * zones + zone]) : from
        while isFloor ? next < end : open != 0 {
          let candidate: Int
          if isFloor {
            candidate = next
            next += 1
            if layout.mask[candidate] & ~open != 0 { continue }
          } else {
            let bit = open & (0 &- open)
            open &= open - 1
            candidate = from + (starts & (bit - 1)).nonzeroBitCount
          }
          var value = Int(layout.value[candidate])
          if blur > 0 {
            noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            value -= Int(truncatingIfNeeded: ((noise >> 33) &* blur) >> 31)
          }
          if part > first {
            var entered = moved
            var origin = topPlace
            let before = values - depth
            for index in Int(layout.nested[candidate])..<Int(layout.nested[candidate + 1]) {
              let other = layout.nests[index]
              if before[Int(other)] > entered { (entered, origin) = (before[Int(other)], other) }
            }
            if entered <= Self.never / 2 { continue }
            value += entered
            origins[candidate - begin] = origin
          }
          if seating.fragment > 0 { value -= fragments(candidate, part, in: seating) }
          if part < last { values[candidate - begin] = value }
          if value > top { (top, place) = (value, Int32(candidate - begin)) }
        }
      }
      if place < 0 { return (Self.never, -1) }
      (topBefore, topPlace) = (top, place)
    }
    return (topBefore, topPlace)
  }

  /// Where in each zone a run of the part's size may begin and is free over its months; false when nowhere.
  @inline(__always) private func clear(_ part: Int, _ free: UnsafeMutablePointer<UInt64>, in seating: Seating) -> Bool {
    let (from, until) = (Int(layout.from[part]), Int(layout.until[part]))
    let lanes = seating.stride / 4
    let rows = UnsafeRawPointer(seating.taken).assumingMemoryBound(to: SIMD4<UInt64>.self)
    let size = Int(layout.size[part])
    var any: UInt64 = 0
    for lane in 0..<lanes {
      var busy = SIMD4<UInt64>.zero
      for month in from..<until { busy |= rows[month * lanes + lane] }
      var room = ~busy
      var done = 1
      while done < size {
        let shift = UInt64(min(done, size - done))
        room &= room &>> SIMD4(repeating: shift)
        done += Int(shift)
      }
      for zone in (lane * 4)..<min(zones, lane * 4 + 4) {
        let open = room[zone & 3] & layout.begins[part * zones + zone]
        free[zone] = open
        any |= open
      }
    }
    return any != 0
  }

  private func fragments(_ candidate: Int, _ part: Int, in seating: Seating) -> Int {
    let zone = Int(layout.zone[candidate])
    let mask = layout.mask[candidate]
    var runs = 0
    for month in Int(layout.from[part])..<Int(layout.until[part]) {
      let open = layout.service[zone * seating.horizon + month] & ~seating.taken[month * seating.stride + zone]
      runs += layout.runs(open & ~mask, in: zone) - layout.runs(open, in: zone)
    }
    return runs * seating.fragment
  }
}
