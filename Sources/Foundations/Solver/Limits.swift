/// A part of all plans: what a tenant is held to there, or all else.
struct Cut: Sendable {
  enum Side: Sendable {
    /// It stays away, or, where it must come, has any of its plans.
    case coming
    /// Its start lies in these months.
    case start(ClosedRange<Int>)
    case room(Bool)
    /// It is in these zones at first (`Limits.bit`).
    case zones(UInt64)
  }
  let tenant: Int
  let side: Side
  /// True when it has to come and be so; else it may stay away too.
  let comes: Bool
}

/// What tenants are held to in a part of all plans.
struct Limits {
  /// By choice.
  private(set) var closed: [Bool]
  /// By tenant: the zones it may be in at first; whether it has to come; whether anything is asked of it beyond the instance.
  private(set) var zones: [UInt64]
  private(set) var comes: [Bool]
  private(set) var isHeld: [Bool]

  init(_ layout: Layout, _ cuts: [Cut]) {
    closed = Array(repeating: false, count: Int(layout.choices[layout.tenants]))
    zones = Array(repeating: ~0, count: layout.tenants)
    comes = (0..<layout.tenants).map { layout.mandatory[$0] }
    isHeld = Array(repeating: false, count: layout.tenants)
    for cut in cuts { hold(cut, layout) }
  }

  /// Zones beyond 64 share bits.
  static func bit(_ zone: Int) -> UInt64 { 1 << UInt64(zone & 63) }

  private mutating func hold(_ cut: Cut, _ layout: Layout) {
    isHeld[cut.tenant] = true
    if cut.comes { comes[cut.tenant] = true }
    let wish = layout.puzzle.wishes[cut.tenant]
    let first = Int(layout.choices[cut.tenant])
    switch cut.side {
    case .coming: if !cut.comes { for number in wish.choices.indices { closed[first + number] = true } }
    case .start(let months): close(wish, first) { !months.contains($0.start) }
    case .room(let room): close(wish, first) { $0.room != room }
    case .zones(let allowed): zones[cut.tenant] &= allowed
    }
  }
  private mutating func close(_ wish: Puzzle.Wish, _ first: Int, _ isOut: (Terms) -> Bool) {
    for (number, choice) in wish.choices.enumerated() where isOut(choice.terms) { closed[first + number] = true }
  }
}
