/// The best place for one tenant among what is free: over all terms, and for each by a walk over its stretches from candidate to candidate.
struct Insertion: ~Copyable {
  private let busy: UnsafeMutablePointer<UInt64>
  private let reached: UnsafeMutablePointer<Int>
  private let cameFrom: UnsafeMutablePointer<Int32>
  private let zones: Int
  private let depth: Int
  private var noise: UInt64

  private static let never = Int.min / 4

  init(_ puzzle: Puzzle, seed: UInt64) {
    (zones, depth, noise) = (puzzle.ground.zones.count, puzzle.depth, seed | 1)
    let room = puzzle.width * puzzle.depth
    busy = .allocate(capacity: zones)
    reached = .allocate(capacity: room)
    cameFrom = .allocate(capacity: room)
    busy.initialize(repeating: 0, count: zones)
    reached.initialize(repeating: 0, count: room)
    cameFrom.initialize(repeating: 0, count: room)
  }
  deinit {
    busy.deallocate()
    reached.deallocate()
    cameFrom.deallocate()
  }

  /// Seats the tenant if it can be. Each candidate is looked at as if it were worth up to `blur` euros less, by chance: the best of
  /// each is often in the way of all.
  mutating func seat(_ tenant: Int, in seating: Seating, blur: UInt64) -> Bool {
    let wish = seating.puzzle.wishes[tenant]
    var best = wish.isMandatory ? Self.never : 0
    var chosen: Int32 = -1
    for (number, choice) in wish.choices.enumerated() {
      if choice.most <= best { break }
      guard let end = walk(choice, moveCost: wish.moveCost, in: seating, blur: blur) else { continue }
      let value = end.value + choice.terms.worth
      if value <= best { continue }
      (best, chosen) = (value, Int32(number))
      var place = end.place
      for position in (0..<choice.parts.count).reversed() {
        seating.picks[tenant * seating.width + position] = place
        if position > 0 { place = cameFrom[position * depth + Int(place)] }
      }
    }
    if chosen < 0 { return false }
    let worth = seating.puzzle.worth(of: tenant, choice: Int(chosen), picks: seating.picks, from: tenant * seating.width)
    if worth < 0 && !wish.isMandatory { return false }
    seating.place(tenant, choice: chosen, worth: worth)
    return true
  }

  private mutating func walk(
    _ choice: Puzzle.Choice, moveCost: Int?, in seating: Seating, blur: UInt64
  ) -> (value: Int, place: Int32)? {
    var topBefore = 0
    var topPlace: Int32 = -1
    for position in 0..<choice.parts.count {
      let part = choice.parts[position]
      for zone in 0..<zones {
        let row = seating.taken + zone * seating.horizon
        var all: UInt64 = 0
        for month in part.stretch.from..<part.stretch.until { all |= row[month] }
        busy[zone] = all
      }
      let values = reached + position * depth
      let before = values - (position > 0 ? depth : 0)
      let moved = moveCost.map { topBefore - $0 } ?? Self.never
      var top = Self.never
      var place: Int32 = -1
      for number in 0..<part.candidates.count {
        values[number] = Self.never
        let candidate = part.candidates[number]
        if busy[Int(candidate.zone)] & candidate.mask != 0 { continue }
        var value = Int(candidate.value)
        if blur > 0 {
          noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          value -= Int(truncatingIfNeeded: ((noise >> 33) &* blur) >> 31)
        }
        if position > 0 {
          var entered = moved
          var from = topPlace
          for other in part.nestedFrom[number] where before[Int(other)] > entered {
            entered = before[Int(other)]
            from = other
          }
          if entered <= Self.never / 2 { continue }
          value += entered
          cameFrom[position * depth + number] = from
        }
        if seating.fragment > 0 { value -= fragments(candidate, part.stretch, in: seating) }
        values[number] = value
        if value > top { (top, place) = (value, Int32(number)) }
      }
      if place < 0 { return nil }
      (topBefore, topPlace) = (top, place)
    }
    return (topBefore, topPlace)
  }

  private func fragments(_ candidate: Puzzle.Candidate, _ stretch: Stretch, in seating: Seating) -> Int {
    let service = seating.puzzle.inService[Int(candidate.zone)]
    let row = seating.taken + Int(candidate.zone) * seating.horizon
    var runs = 0
    for month in stretch.from..<stretch.until {
      let free = service[month] & ~row[month]
      runs += runsOfBits(free & ~candidate.mask) - runsOfBits(free)
    }
    return runs * seating.fragment
  }
}

extension Puzzle {
  /// What a choice with these candidates is worth, free runs aside.
  func worth(of tenant: Int, choice: Int, picks: [Int32], from offset: Int) -> Int {
    let wish = wishes[tenant]
    let chosen = wish.choices[choice]
    var worth = chosen.terms.worth
    for (index, part) in chosen.parts.enumerated() {
      let pick = Int(picks[offset + index])
      worth += Int(part.candidates[pick].value)
      if index > 0 && !part.nestedFrom[pick].contains(picks[offset + index - 1]) { worth -= wish.moveCost ?? 0 }
    }
    return worth
  }
}
