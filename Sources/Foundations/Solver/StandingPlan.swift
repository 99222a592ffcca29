/// A plan as it stands, to be asked: where could this one go, who is in the way, what does a move buy. Nothing of it changes the plan.
package final class StandingPlan {
  /// A place over time for one tenant while all others stay.
  package struct Place: Sendable, Equatable {
    package let seat: Solution.Seat
    /// In euros, moves paid, free runs aside.
    package let worth: Int
    package let moves: Int
  }
  let layout: Layout
  let seating: Seating
  private let numbers: [String: Int]

  /// Throws the first rule that the plan breaks; mandatory tenants may be refused.
  package init(_ solution: Solution, of allocation: Allocation) throws(BrokenRule) {
    layout = allocation.layout
    seating = Seating(layout)
    let instance = layout.puzzle.instance
    _ = try PlanValue(of: solution, for: instance.lenient)
    numbers = Dictionary(uniqueKeysWithValues: instance.tenants.enumerated().map { ($0.element.id, $0.offset) })
    for (number, tenant) in instance.tenants.enumerated() {
      if let seat = solution.plans[tenant.id], !seating.put(number, seat) { throw .notListed(tenant.id) }
    }
  }

  /// What the whole plan is worth, less a penalty for each mandatory tenant that is refused.
  var score: Int { seating.score }

  func number(of tenant: String) -> Int? { numbers[tenant] }
  func name(_ tenant: Int) -> String { layout.puzzle.instance.tenants[tenant].id }

  /// Where the tenant could go while all others stay, the best place for each start, room and first block; the most worth first.
  package func places(for tenant: String, moving: Bool = true, limit: Int = 20) -> [Place] {
    guard let number = numbers[tenant] else { return [] }
    let had = leave(number)
    defer { if let had { comeBack(number, had) } }
    var places: [Place] = []
    for choice in Int(layout.choices[number])..<Int(layout.choices[number + 1]) {
      places += Onward(choice, of: number, in: seating, moving: moving).places
    }
    return Array(places.sorted { ($0.worth, $1.seat.start) > ($1.worth, $0.seat.start) }.prefix(limit))
  }

  /// What the moves of the tenant's plan buy: the difference to the best place without a move while all others stay, out of today's place neither;
  /// nil when it makes none, or could stay nowhere without one.
  package func movesBuy(for tenant: String) -> (moves: Int, gain: Int)? {
    guard let number = numbers[tenant], seating.isSeated(number) else { return nil }
    let choice = Int(seating.choice[number])
    let picks = seating.picks + number * seating.width
    let moves = (Int(layout.parts[choice]) + 1..<max(Int(layout.parts[choice]) + 1, Int(layout.parts[choice + 1]))).count { part in
      let at = part - Int(layout.parts[choice])
      return !layout.nests(Int(picks[at]), after: picks[at - 1])
    }
    let known = layout.puzzle.instance.tenants[number]
    let today = known.currentModules.map { Set($0) }
    func isMovedAtOnce(_ seat: Solution.Seat) -> Bool {
      guard let today else { return false }
      let stretches = known.terms(from: seat.start, room: seat.room == 1, horizon: layout.horizon).stretches
      let first = Set(seat.modules(0, size: stretches[0].size))
      return !first.isSubset(of: today) && !today.isSubset(of: first)
    }
    let all = moves + (isMovedAtOnce(seating.seat(of: number)) ? 1 : 0)
    guard all > 0, let best = places(for: tenant, moving: false, limit: .max).first(where: { !isMovedAtOnce($0.seat) }) else { return nil }
    return (all, seating.worth[number] - best.worth)
  }

  /// Takes a tenant out; what it had.
  func leave(_ tenant: Int) -> (choice: Int32, worth: Int, picks: [Int32])? {
    if !seating.isSeated(tenant) { return nil }
    let picks = (0..<seating.width).map { seating.picks[tenant * seating.width + $0] }
    let had = (seating.choice[tenant], seating.worth[tenant], picks)
    seating.remove(tenant)
    return had
  }
  func comeBack(_ tenant: Int, _ had: (choice: Int32, worth: Int, picks: [Int32])) {
    for (index, pick) in had.picks.enumerated() { seating.picks[tenant * seating.width + index] = pick }
    seating.place(tenant, choice: had.choice, worth: had.worth)
  }
}

/// For one choice of terms: from each free block, the best way through the stretches that follow, reckoned from the last.
private struct Onward {
  private(set) var places: [StandingPlan.Place] = []

  init(_ choice: Int, of tenant: Int, in seating: Seating, moving: Bool) {
    let layout = seating.layout
    let first = Int(layout.parts[choice])
    let moveCost = moving ? layout.moveCost[tenant] : -1
    typealias Way = (worth: Int, moves: Int, picks: [Int])
    var after: [Way?] = []
    for part in (first..<Int(layout.parts[choice + 1])).reversed() {
      let begin = Int(layout.candidates[part])
      let count = Int(layout.candidates[part + 1]) - begin
      var next: [Way?] = Array(repeating: nil, count: count)
      if !after.isEmpty {
        let onward = Int(layout.candidates[part + 1])
        if moveCost >= 0, let top = after.compactMap({ $0 }).max(by: { $0.worth < $1.worth }) {
          for index in 0..<count { next[index] = (top.worth - moveCost, top.moves + 1, top.picks) }
        }
        for (number, way) in after.enumerated() {
          guard let way else { continue }
          for index in Int(layout.nested[onward + number])..<Int(layout.nested[onward + number + 1]) {
            let mine = Int(layout.nests[index])
            if next[mine].map({ $0.worth < way.worth }) ?? true { next[mine] = way }
          }
        }
      }
      let row = (0..<count).map { index -> Way? in
        let candidate = begin + index
        let zone = Int(layout.zone[candidate])
        let isFree = (Int(layout.from[part])..<Int(layout.until[part])).allSatisfy {
          seating.taken[$0 * seating.stride + zone] & layout.mask[candidate] == 0
        }
        if !isFree { return nil }
        if after.isEmpty { return (Int(layout.value[candidate]), 0, [candidate]) }
        return next[index].map { ($0.worth + Int(layout.value[candidate]), $0.moves, [candidate] + $0.picks) }
      }
      after = row
    }
    let terms = layout.puzzle.wishes[tenant].choices[choice - Int(layout.choices[tenant])].terms
    for way in after.compactMap({ $0 }) {
      places.append(
        StandingPlan.Place(seat: layout.seat(terms, way.picks), worth: way.worth + terms.worth, moves: way.moves))
    }
  }
}
