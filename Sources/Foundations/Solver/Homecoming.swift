/// Takes moves back: of a tenant and of all who stand in its place of today, and so on, so that no move is left that brings less than it costs, nor a
/// round of tenants who only change places.
struct Homecoming: ~Copyable {
  private let seating: Seating
  private var insertion: Insertion
  /// By tenant: the plan in which it never leaves its place of today; nil of who has none.
  private let homes: [Solution.Seat?]

  init(_ solution: Solution, of layout: Layout) {
    seating = Seating(layout)
    insertion = Insertion(layout, seed: 1)
    let tenants = layout.puzzle.instance.tenants
    homes = tenants.map { $0.home(horizon: layout.horizon) }
    seating.put(solution)
  }

  var solution: Solution { seating.solution }

  /// Sends home whoever moves and brings no more by it, until nobody is left to send.
  mutating func sendHome() {
    for _ in 0..<10 {
      var isChanged = false
      for tenant in homes.indices where isAway(tenant) { isChanged = sendHome(tenant, atMost: 0) || isChanged }
      if !isChanged { return }
    }
  }

  /// Sends one home with all who stand there.
  ///
  /// - Parameter loss: what the plan may lose by it, in euros; whoever must be housed keeps a place whatever it is.
  /// - Returns: whether it went.
  mutating func sendHome(_ tenant: Int, atMost loss: Int) -> Bool {
    let (before, known) = (seating.score, Seating.Known(seating))
    let missing = unhoused
    if clear(tenant), unhoused <= missing, seating.score >= before - loss { return true }
    known.restore(seating)
    return false
  }

  /// Whether somebody who has a place today is elsewhere in some months, or was.
  func isAway(_ tenant: Int) -> Bool {
    guard let home = homes[tenant], seating.isSeated(tenant) else { return false }
    let seat = seating.seat(of: tenant)
    let size = home.cells?.first?.count ?? 0
    let today = Set(home.modules(0, size: size))
    let stretches = seating.layout.puzzle.instance.tenants[tenant].terms(
      from: seat.start, room: seat.room == 1, horizon: seating.layout.horizon
    ).stretches
    return zip(stretches, seat.blocks.indices).contains { stretch, place in
      let block = Set(seat.modules(place, size: stretch.size))
      return !today.isSubset(of: block) && !block.isSubset(of: today)
    }
  }

  private var unhoused: Int { (0..<seating.count).count { seating.layout.mandatory[$0] && !seating.isSeated($0) } }

  /// Puts it in its place of today, and whoever stands there in theirs; who has none, and who was refused before, go where it is best for them.
  private mutating func clear(_ tenant: Int) -> Bool {
    let layout = seating.layout
    var (going, came): ([Int], Set<Int>) = ([tenant], [])
    while let one = going.popLast() {
      if came.contains(one) { continue }
      guard let home = homes[one], let places = places(home, of: one) else { return false }
      if seating.isSeated(one) { seating.remove(one) }
      for place in places {
        for other in 0..<seating.count
        where seating.holds(other, zone: place.zone, mask: place.mask, from: place.from, until: place.until) {
          if came.contains(other) { return false }
          seating.remove(other)
          if homes[other] != nil { going.append(other) }
        }
      }
      if !seating.put(one, home) { return false }
      came.insert(one)
    }
    for mandatory in [true, false] {
      for other in layout.byMost where layout.mandatory[other] == mandatory && !seating.isSeated(other) {
        _ = insertion.seat(other, in: seating, blur: 0)
      }
    }
    return true
  }

  private typealias Place = (zone: Int32, mask: UInt64, from: Int32, until: Int32)
  private func places(_ home: Solution.Seat, of tenant: Int) -> [Place]? {
    let layout = seating.layout
    let wishes = layout.puzzle.wishes[tenant].choices
    guard let at = wishes.firstIndex(where: { $0.terms.start == home.start && !$0.terms.room }) else { return nil }
    let choice = Int(layout.choices[tenant]) + at
    return (Int(layout.parts[choice])..<Int(layout.parts[choice + 1])).enumerated().compactMap { place, part in
      layout.puzzle.ground.block(of: home.modules(place, size: Int(layout.size[part]))).map {
        (Int32($0.zone), $0.mask, layout.from[part], layout.until[part])
      }
    }
  }
}

extension Instance.Tenant {
  /// The plan in which it stays where it is today for all its months; nil of who has no place today, or changes its size.
  func home(horizon: Int) -> Solution.Seat? {
    guard let today = currentModules, let start = starts.first, start < horizon else { return nil }
    let stretches = terms(from: start, room: false, horizon: horizon).stretches
    guard stretches.allSatisfy({ $0.size == today.count }) else { return nil }
    return Solution.Seat(
      start: start, room: 0, blocks: stretches.map { _ in today[0] }, cells: stretches.map { _ in today })
  }
}

extension Allocation {
  /// The plan without moves that bring less than they cost: each mover is sent back with all who stand in its place, and stays when nobody loses by it.
  ///
  /// - Parameter unwanted: of a plan, those whose moves cannot be made: they are sent back whatever that costs.
  package func settled(_ solution: Solution, unwanted: (Solution) -> [String] = { _ in [] }) -> Solution {
    var homecoming = Homecoming(solution, of: layout)
    homecoming.sendHome()
    var stuck: Set<String> = []
    while let name = unwanted(homecoming.solution).first(where: { !stuck.contains($0) }) {
      guard let tenant = layout.puzzle.instance.tenants.firstIndex(where: { $0.id == name }) else { break }
      if homecoming.isAway(tenant), homecoming.sendHome(tenant, atMost: .max / 4) { homecoming.sendHome() } else { stuck.insert(name) }
    }
    return homecoming.solution
  }
}
