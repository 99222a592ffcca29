/// The ways for a tenant through its stretches, by who stands in them.
struct WaysIn {
  private let layout: Layout
  private let tenant: Int
  private let choices: [Int]
  /// By candidate of these choices: who holds any of its cells in its months, ascending.
  private var holders: [Int: [Int]] = [:]
  /// By tenant: what its plan is worth.
  private let worth: [Int]

  /// With `start`, only ways that begin in that month.
  init(_ tenant: Int, _ start: Int?, in seating: Seating) {
    layout = seating.layout
    self.tenant = tenant
    worth = (0..<seating.count).map { seating.isSeated($0) ? seating.worth[$0] : 0 }
    let layout = layout
    choices = (Int(layout.choices[tenant])..<Int(layout.choices[tenant + 1])).filter { start == nil || layout.start(of: $0) == start }
    // By month, zone and cell: who is there.
    var there = Array(repeating: Int32(-1), count: layout.horizon * layout.zones * 64)
    for other in 0..<seating.count where seating.isSeated(other) {
      let first = Int(layout.parts[Int(seating.choice[other])])
      for part in first..<Int(layout.parts[Int(seating.choice[other]) + 1]) {
        let pick = Int(seating.picks[other * seating.width + part - first])
        for month in Int(layout.from[part])..<Int(layout.until[part]) {
          for cell in cellsOf(layout.mask[pick]) { there[(month * layout.zones + Int(layout.zone[pick])) * 64 + cell] = Int32(other) }
        }
      }
    }
    for part in choices.flatMap({ Int(layout.parts[$0])..<Int(layout.parts[$0 + 1]) }) {
      for candidate in Int(layout.candidates[part])..<Int(layout.candidates[part + 1]) {
        var found: Set<Int> = []
        for cell in cellsOf(layout.mask[candidate]) {
          for month in Int(layout.from[part])..<Int(layout.until[part]) {
            let other = there[(month * layout.zones + Int(layout.zone[candidate])) * 64 + cell]
            if other >= 0 { found.insert(Int(other)) }
          }
        }
        holders[candidate] = found.sorted()
      }
    }
  }

  /// The sets of so many of whom at least one stands in every other way, each once, ascending; every way is through the places of one set.
  func groups(of size: Int) -> [[Int]] {
    var found: Set<[Int]> = []
    for choice in choices { walk(Int(layout.parts[choice]), until: Int(layout.parts[choice + 1]), size, &found) { $0 } }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Sets of so many of whom none is among `staying`, those first whose plans are worth least together. On the way to each place no more than `most` sets
  /// are carried along: whether any were left behind is said.
  func cheapGroups(of size: Int, without staying: (Int) -> Bool, most: Int) -> (sets: [[Int]], isCut: Bool) {
    var found: Set<[Int]> = []
    var isCut = false
    let thin = { (sets: Set<[Int]>) -> Set<[Int]> in
      let allowed = sets.filter { !$0.contains(where: staying) }
      if allowed.count <= most { return allowed }
      isCut = true
      return Set(cheapest(allowed).prefix(most))
    }
    for choice in choices { walk(Int(layout.parts[choice]), until: Int(layout.parts[choice + 1]), size, &found, thin) }
    return (cheapest(found), isCut)
  }

  private func cheapest(_ sets: Set<[Int]>) -> [[Int]] {
    sets.map { (set: $0, worth: $0.reduce(0) { $0 + worth[$1] }) }
      .sorted { $0.worth != $1.worth ? $0.worth < $1.worth : $0.set.lexicographicallyPrecedes($1.set) }.map(\.set)
  }

  /// By candidate, the sets of at most so many on the way there; where a move is free to go anywhere, by set alone.
  private func walk(_ first: Int, until end: Int, _ size: Int, _ found: inout Set<[Int]>, _ thin: (Set<[Int]>) -> Set<[Int]>) {
    let mayMove = layout.moveCost[tenant] >= 0
    var before: [Int: Set<[Int]>] = [:]
    var anywhere: Set<[Int]> = []
    for part in first..<end {
      let begin = Int(layout.candidates[part])
      var now: [Int: Set<[Int]>] = [:]
      for candidate in begin..<Int(layout.candidates[part + 1]) {
        guard let own = holders[candidate], own.count <= size else { continue }
        var entered: Set<[Int]> = part == first ? [[]] : mayMove ? anywhere : []
        if part > first && !mayMove {
          for index in Int(layout.nested[candidate])..<Int(layout.nested[candidate + 1]) {
            if let sets = before[Int(layout.nests[index])] { entered.formUnion(sets) }
          }
        }
        let sets = thin(Set(entered.map { own.isEmpty ? $0 : Set($0).union(own).sorted() }.filter { $0.count <= size }))
        if !sets.isEmpty { now[candidate - begin] = sets }
      }
      before = now
      anywhere = mayMove ? thin(now.values.reduce(into: []) { $0.formUnion($1) }) : []
    }
    for sets in before.values { found.formUnion(sets.filter { $0.count == size }) }
  }
}
