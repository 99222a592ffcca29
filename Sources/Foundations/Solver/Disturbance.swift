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
    let zones = seating.layout.puzzle.ground.zones
    let zone = chance.below(zones.count)
    let cells = zones[zone].modules.count
    let span = 1 + chance.below(cells)
    let mask = bits(span) << UInt64(chance.below(cells - span + 1))
    let from = chance.below(seating.horizon)
    let until = min(seating.horizon, from + 1 + chance.below(seating.horizon))
    for tenant in 0..<seating.count
    where seating.holds(tenant, zone: Int32(zone), mask: mask, from: Int32(from), until: Int32(until)) {
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
    let layout = seating.layout
    var tenant = chance.below(seating.count)
    for _ in 0..<3 where seating.isSeated(tenant) { tenant = chance.below(seating.count) }
    let terms = Int(layout.choices[tenant + 1] - layout.choices[tenant])
    if terms == 0 { return }
    let choice = Int(layout.choices[tenant]) + chance.below(terms)
    let first = Int(layout.parts[choice])
    for part in first..<Int(layout.parts[choice + 1]) {
      let begin = Int(layout.candidates[part])
      let count = Int(layout.candidates[part + 1]) - begin
      var pick = begin + chance.below(count)
      if part > first && (layout.moveCost[tenant] < 0 || chance.below(8) > 0) {
        // Stays where it is, or grows and shrinks around it: the first that nests, from a chance one on.
        let nested = (0..<count).first {
          layout.nests(begin + (pick - begin + $0) % count, after: picks[part - first - 1])
        }
        if let nested {
          pick = begin + (pick - begin + nested) % count
        } else if layout.moveCost[tenant] < 0 {
          return out.removeAll(keepingCapacity: true)
        }
      }
      picks[part - first] = Int32(pick)
      let (zone, mask) = (layout.zone[pick], layout.mask[pick])
      for other in 0..<seating.count
      where seating.holds(other, zone: zone, mask: mask, from: layout.from[part], until: layout.until[part]) {
        if !out.contains(other) { out.append(other) }
      }
    }
    let worth = picks.withUnsafeMutableBufferPointer { layout.worth(of: tenant, choice: choice, picks: $0.baseAddress!) }
    if worth < 0 && !layout.mandatory[tenant] { return out.removeAll(keepingCapacity: true) }
    if seating.isSeated(tenant) && !out.contains(tenant) { out.append(tenant) }
    guest = (tenant, choice, worth)
  }
}

/// The cells of a mask, ascending.
func cellsOf(_ mask: UInt64) -> [Int] { (0..<64).filter { mask >> UInt64($0) & 1 == 1 } }
/// The lowest `count` bits.
@inline(__always) func bits(_ count: Int) -> UInt64 { count >= 64 ? .max : (1 << UInt64(count)) - 1 }
