/// Who sits where: kept so that taking out and putting back cost a few words of memory.
final class Seating {
  let layout: Layout
  let horizon: Int
  let width: Int
  let count: Int
  /// Words a month: one for each zone, filled up to a multiple of four.
  let stride: Int
  /// By month and zone: the cells that are held.
  let taken: UnsafeMutablePointer<UInt64>
  /// The choice of each tenant, -1 for whoever is refused, and the candidate of each of its parts.
  let choice: UnsafeMutablePointer<Int32>
  let picks: UnsafeMutablePointer<Int32>
  let worth: UnsafeMutablePointer<Int>
  /// By tenant that is seated: its zone, -1 when it comes to have cells in several; and all the cells it comes to have.
  private let home: UnsafeMutablePointer<Int32>
  private let hull: UnsafeMutablePointer<UInt64>
  /// The objective, less a penalty for each mandatory tenant that is refused.
  private(set) var score: Int
  /// Euros for each free run and month; 0 asks for no counting.
  let fragment: Int
  private let penalty: Int

  init(_ layout: Layout) {
    let puzzle = layout.puzzle
    (self.layout, horizon, width, count) = (layout, layout.horizon, puzzle.width, layout.tenants)
    stride = (layout.zones + 3) / 4 * 4
    taken = .zeros(max(4, stride) * layout.horizon)
    (choice, picks, worth) = (.zeros(max(1, count)), .zeros(max(1, count * width)), .zeros(max(1, count)))
    (home, hull) = (.zeros(max(1, count)), .zeros(max(1, count)))
    for tenant in 0..<count { choice[tenant] = -1 }
    (fragment, penalty) = (puzzle.instance.weights.frag, puzzle.penalty)
    let runs = puzzle.inService.enumerated().reduce(0) { sum, zone in zone.element.reduce(sum) { $0 + layout.runs($1, in: zone.offset) } }
    score = puzzle.wishes.reduce(0) { $1.isMandatory ? $0 - puzzle.penalty : $0 } - puzzle.instance.weights.frag * runs
  }
  deinit {
    taken.deallocate()
    choice.deallocate()
    picks.deallocate()
    worth.deallocate()
    home.deallocate()
    hull.deallocate()
  }

  @inline(__always) func isSeated(_ tenant: Int) -> Bool { choice[tenant] >= 0 }

  func place(_ tenant: Int, choice number: Int32, worth value: Int) {
    choice[tenant] = number
    worth[tenant] = value
    score += value + (layout.mandatory[tenant] ? penalty : 0) - flip(tenant)
  }
  func remove(_ tenant: Int) {
    score -= worth[tenant] + (layout.mandatory[tenant] ? penalty : 0) + flip(tenant)
    choice[tenant] = -1
  }

  /// Takes or frees the cells; what the free runs that come of it cost.
  private func flip(_ tenant: Int) -> Int {
    let number = Int(choice[tenant])
    let first = Int(layout.parts[number])
    var runs = 0
    home[tenant] = layout.zone[Int(picks[tenant * width])]
    hull[tenant] = 0
    for part in first..<Int(layout.parts[number + 1]) {
      let candidate = Int(picks[tenant * width + part - first])
      let mask = layout.mask[candidate]
      let zone = Int(layout.zone[candidate])
      if Int32(zone) != home[tenant] { home[tenant] = -1 }
      hull[tenant] |= mask
      for month in Int(layout.from[part])..<Int(layout.until[part]) {
        let place = month * stride + zone
        if fragment > 0 { runs -= layout.runs(layout.service[zone * horizon + month] & ~taken[place], in: zone) }
        taken[place] ^= mask
        if fragment > 0 { runs += layout.runs(layout.service[zone * horizon + month] & ~taken[place], in: zone) }
      }
    }
    return runs * fragment
  }

  /// True when the tenant holds one of these cells in one of these months.
  @inline(__always) func holds(_ tenant: Int, zone: Int32, mask: UInt64, from: Int32, until: Int32) -> Bool {
    let number = Int(choice[tenant])
    if number < 0 || hull[tenant] & mask == 0 || home[tenant] >= 0 && home[tenant] != zone { return false }
    let first = Int(layout.parts[number])
    for part in first..<Int(layout.parts[number + 1]) {
      if layout.from[part] >= until { return false }
      if layout.until[part] <= from { continue }
      let candidate = Int(picks[tenant * width + part - first])
      if layout.zone[candidate] == zone && layout.mask[candidate] & mask != 0 { return true }
    }
    return false
  }

  /// What a tenant that is seated has, in the words of the format.
  func seat(of tenant: Int) -> Solution.Seat {
    let number = Int(choice[tenant])
    let terms = layout.puzzle.wishes[tenant].choices[number - Int(layout.choices[tenant])].terms
    return layout.seat(terms, (0..<Int(layout.parts[number + 1] - layout.parts[number])).map { Int(picks[tenant * width + $0]) })
  }

  /// Seats a tenant as a plan has it; false when that is none of its candidates.
  func put(_ tenant: Int, _ seat: Solution.Seat) -> Bool {
    let wishes = layout.puzzle.wishes[tenant].choices
    guard let at = wishes.firstIndex(where: { $0.terms.start == seat.start && $0.terms.room == (seat.room == 1) }) else { return false }
    let choice = Int(layout.choices[tenant]) + at
    let first = Int(layout.parts[choice])
    if seat.blocks.count != Int(layout.parts[choice + 1]) - first { return false }
    for part in first..<Int(layout.parts[choice + 1]) {
      let block = layout.puzzle.ground.block(of: seat.modules(part - first, size: Int(layout.size[part])))
      let pick = wishes[at].parts[part - first].candidates.firstIndex { Int($0.zone) == block?.zone && $0.mask == block?.mask }
      guard let pick else { return false }
      picks[tenant * width + part - first] = layout.candidates[part] + Int32(pick)
    }
    place(tenant, choice: Int32(choice), worth: layout.worth(of: tenant, choice: choice, picks: picks + tenant * width))
    return true
  }

  /// Seats everybody as a plan has it, and nobody else.
  func put(_ plan: Solution) {
    for tenant in 0..<count where isSeated(tenant) { remove(tenant) }
    for (number, tenant) in layout.puzzle.instance.tenants.enumerated() {
      if let seat = plan.plans[tenant.id] { _ = put(number, seat) }
    }
  }

  var solution: Solution {
    var plans: [String: Solution.Seat] = [:]
    for tenant in 0..<count where isSeated(tenant) { plans[layout.puzzle.instance.tenants[tenant].id] = seat(of: tenant) }
    return Solution(instance: layout.puzzle.instance.name, plans: plans)
  }
}

extension Seating {
  /// Who had what, to come back to.
  struct Known {
    private let choice: [Int32]
    private let picks: [Int32]
    private let worth: [Int]

    init(_ seating: Seating) {
      choice = (0..<seating.count).map { seating.choice[$0] }
      picks = (0..<(seating.count * seating.width)).map { seating.picks[$0] }
      worth = (0..<seating.count).map { seating.worth[$0] }
    }
    func restore(_ seating: Seating) {
      for tenant in choice.indices where seating.isSeated(tenant) { seating.remove(tenant) }
      for (place, pick) in picks.enumerated() { seating.picks[place] = pick }
      for tenant in choice.indices where choice[tenant] >= 0 { seating.place(tenant, choice: choice[tenant], worth: worth[tenant]) }
    }
  }
}

/// How many runs of set bits a word has.
@inline(__always) func runsOfBits(_ word: UInt64) -> Int { (word & ~(word << 1)).nonzeroBitCount }

extension UnsafeMutablePointer where Pointee: AdditiveArithmetic {
  /// Room for this many numbers, all 0, aligned for reading four words at once.
  static func zeros(_ count: Int) -> UnsafeMutablePointer {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Pointee>.stride, alignment: 32)
    let rows = raw.bindMemory(to: Pointee.self, capacity: count)
    rows.initialize(repeating: .zero, count: count)
    return rows
  }
}
