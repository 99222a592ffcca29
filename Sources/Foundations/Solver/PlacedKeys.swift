/// What a state of the sweep with places is: the counted state, until when each cell is held, a byte for each, and for each tenant with more than one
/// stretch the way it is on and where it stands.
struct PlacedKeys {
  private let layout: Layout
  /// Where a zone's cells begin, and the words of the cells.
  private let offsets: [Int]
  private let cellWords: Int
  /// The slot of each tenant who may have more than one stretch, -1 for the others.
  private let slots: [Int]
  /// By slot: the months in which somebody may go on to another stretch.
  private let cuts: [Set<Int>]
  /// Words of a key.
  let width: Int

  init(_ ways: Ways) {
    layout = ways.layout
    var offsets: [Int] = []
    var cells = 0
    for zone in layout.puzzle.ground.zones {
      offsets.append(cells)
      cells += zone.modules.count
    }
    (self.offsets, cellWords) = (offsets, (cells + 7) / 8)
    var slots = Array(repeating: -1, count: layout.tenants)
    var cuts: [Set<Int>] = []
    for way in ways.all where way.zones.count > 1 {
      if slots[way.tenant] < 0 {
        slots[way.tenant] = cuts.count
        cuts.append([])
      }
      let first = Int(ways.layout.parts[way.choice])
      for index in 1..<way.zones.count { cuts[slots[way.tenant]].insert(Int(ways.layout.from[first + index])) }
    }
    (self.slots, self.cuts) = (slots, cuts)
    width = 1 + cellWords + cuts.count
  }

  /// The word that says where the tenant stands; nil when it never goes on to another stretch.
  @inline(__always) func word(of tenant: Int) -> Int? { slots[tenant] < 0 ? nil : 1 + cellWords + slots[tenant] }
  /// Those who may go on to another stretch in this month.
  func due(in month: Int) -> [Int] { slots.indices.filter { slots[$0] >= 0 && cuts[slots[$0]].contains(month) } }

  /// The cells of a zone that are held in a month.
  @inline(__always) func held(_ key: UnsafePointer<UInt64>, _ zone: Int, _ month: Int) -> UInt64 {
    var mask: UInt64 = 0
    for position in 0..<layout.puzzle.ground.zones[zone].modules.count {
      let place = offsets[zone] + position
      if Int(key[1 + place / 8] >> UInt64(8 * (place % 8)) & 0xFF) > month { mask |= 1 << UInt64(position) }
    }
    return mask
  }
  /// Holds the cells of a candidate, which are free.
  @inline(__always) func hold(_ key: UnsafeMutablePointer<UInt64>, _ candidate: Int, until: Int) {
    var rest = layout.mask[candidate]
    let offset = offsets[Int(layout.zone[candidate])]
    while rest != 0 {
      let place = offset + rest.trailingZeroBitCount
      key[1 + place / 8] |= UInt64(until) << UInt64(8 * (place % 8))
      rest &= rest - 1
    }
  }
  /// What was held until then is free.
  func release(_ key: UnsafeMutablePointer<UInt64>, until month: Int) {
    for word in 1..<(1 + cellWords) {
      for byte in 0..<8 where Int(key[word] >> UInt64(8 * byte) & 0xFF) <= month { key[word] &= ~(0xFF << UInt64(8 * byte)) }
    }
  }
}
