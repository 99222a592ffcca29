/// Who has to leave so that something better may come: a window of cells and months, or whoever stands where somebody is put by force.
struct Disturbance {
  /// Whom a step takes out at most, when nobody is put by force.
  static let most = 10
  /// How often somebody is put by force.
  static let forced = 0.85

  private(set) var out: [Int] = []
  /// Who was put by force, with what is wanted for them.
  private(set) var guest: (tenant: Int, choice: Int, worth: Int)?
  private(set) var picks: [Int32]

  init(width: Int) { picks = Array(repeating: 0, count: width) }

  mutating func begin(in seating: Seating, _ chance: inout Chance) {
    out.removeAll(keepingCapacity: true)
    guest = nil
    if chance.unit() < Self.forced { invite(in: seating, &chance) }
    if guest == nil { clearWindow(in: seating, &chance) }
  }

  private mutating func clearWindow(in seating: Seating, _ chance: inout Chance) {
    let puzzle = seating.puzzle
    let zone = chance.below(puzzle.ground.zones.count)
    let cells = puzzle.ground.zones[zone].modules.count
    let span = 1 + chance.below(cells)
    let mask = bits(span) << UInt64(chance.below(cells - span + 1))
    let from = chance.below(seating.horizon)
    let until = min(seating.horizon, from + 1 + chance.below(seating.horizon))
    for tenant in 0..<seating.count where seating.holds(tenant, zone: Int32(zone), mask: mask, from: from, until: until) {
      out.append(tenant)
    }
    if chance.below(4) == 0 {
      let other = chance.below(seating.count)
      if seating.isSeated(other) && !out.contains(other) { out.append(other) }
    }
    while out.count > Self.most { out.remove(at: chance.below(out.count)) }
  }

  /// Wants somebody, rather one who is refused, on chance terms in a chance place.
  private mutating func invite(in seating: Seating, _ chance: inout Chance) {
    var tenant = chance.below(seating.count)
    for _ in 0..<3 where seating.isSeated(tenant) { tenant = chance.below(seating.count) }
    let wish = seating.puzzle.wishes[tenant]
    if wish.choices.isEmpty { return }
    let number = chance.below(wish.choices.count)
    let choice = wish.choices[number]
    for (index, part) in choice.parts.enumerated() {
      var pick = Int32(chance.below(part.candidates.count))
      if index > 0 && (wish.moveCost == nil || chance.below(8) > 0) {
        // Stays where it is, or grows and shrinks around it: the first that nests, from a chance one on.
        let start = Int(pick)
        let nested = part.candidates.indices.first { part.nestedFrom[($0 + start) % part.candidates.count].contains(picks[index - 1]) }
        if let nested {
          pick = Int32((nested + start) % part.candidates.count)
        } else if wish.moveCost == nil {
          return out.removeAll(keepingCapacity: true)
        }
      }
      picks[index] = pick
      let candidate = part.candidates[Int(pick)]
      for other in 0..<seating.count where !out.contains(other) {
        if seating.holds(other, zone: candidate.zone, mask: candidate.mask, from: part.stretch.from, until: part.stretch.until) {
          out.append(other)
        }
      }
    }
    let worth = seating.puzzle.worth(of: tenant, choice: number, picks: picks, from: 0)
    if worth < 0 && !wish.isMandatory { return out.removeAll(keepingCapacity: true) }
    if seating.isSeated(tenant) && !out.contains(tenant) { out.append(tenant) }
    guest = (tenant, number, worth)
  }
}

/// The lowest `count` bits.
@inline(__always) func bits(_ count: Int) -> UInt64 { count >= 64 ? .max : (1 << UInt64(count)) - 1 }
