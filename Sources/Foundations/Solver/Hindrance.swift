/// Why a tenant is refused, and what would let it in.
package struct Hindrance: Sendable, Codable, Equatable {
  /// Who holds which modules that would be needed, and in which months.
  package struct Obstacle: Sendable, Codable, Equatable {
    package let tenant: String
    package let modules: [Int]
    package let from: Int
    package let until: Int
  }
  /// What becomes of somebody who has to make room.
  package struct Displaced: Sendable, Codable, Equatable {
    package let tenant: String
    /// Where they go instead; nil when there is no place.
    package let seat: Solution.Seat?
    /// What this costs; below 0 when they do better.
    package let cost: Int
  }
  package let tenant: String
  /// The place that is wanted.
  package let seat: Solution.Seat
  /// What the tenant would bring there.
  package let worth: Int
  /// With any fewer tenants out of the way there would be no place at all; empty when a place is free and only not worth its cost.
  package let blocking: [String]
  package let obstacles: [Obstacle]
  package let displaced: [Displaced]
  /// What the whole plan would lose; below 0 when it would gain.
  package let price: Int
}

extension StandingPlan {
  /// Sets of up to this many are all looked for; beyond, those who can stay are let back in one by one.
  private static var mostTried: Int { 5 }
  /// How far it is looked for a set that does without unhousing whoever must be housed.
  private static var mostFurther: Int { 3 }
  /// Of as many sets the whole plan is reckoned; of those that cannot be, so many.
  private static var mostReckoned: Int { 200 }
  private static var mostExplained: Int { 20 }
  private func isFixed(_ tenant: Int) -> Bool {
    layout.mandatory[tenant] && layout.moveCost[tenant] < 0 && layout.puzzle.instance.tenants[tenant].current != nil
  }

  /// Why the tenant is refused, or with `start` why it cannot come in that month though it has a place in another; nil when it is not so, or when no
  /// house without others would have a place for it.
  package func hindrance(of tenant: String, from start: Int? = nil) -> Hindrance? {
    guard let number = number(of: tenant) else { return nil }
    let before = score
    if let start {
      guard seating.isSeated(number), layout.start(of: Int(seating.choice[number])) != start else { return nil }
    } else if seating.isSeated(number) {
      return nil
    }
    let had = leave(number)
    defer { if let had { comeBack(number, had) } }
    var insertion = Insertion(layout, seed: 1)
    let ways = WaysIn(number, start, in: seating)
    var first: Hindrance?
    for size in 0...Self.mostTried {
      if first != nil && size > Self.mostFurther { break }
      var best: (score: Int, answer: Hindrance)?
      // Whoever must be housed and may not move has no other place: sets without them come first, and a few with them only explain.
      let groups = ways.groups(of: size)
      let able = groups.filter { !$0.contains(where: isFixed) }
      for group in able.isEmpty ? groups.prefix(first == nil ? Self.mostExplained : 0) : able.prefix(Self.mostReckoned) {
        if let found = tried(number, start, without: group, before, &insertion), best.map({ $0.score < found.score }) ?? true {
          best = found
        }
      }
      // Where somebody who must be housed would have no place, one more who makes room may do better.
      if let answer = best?.answer {
        if answer.price < layout.puzzle.penalty { return answer }
        first = first ?? answer
      }
    }
    if let first { return first }
    let seated = (0..<seating.count).filter { seating.isSeated($0) }
    return tried(number, start, without: few(seated, for: number, start, &insertion), before, &insertion)?.answer
  }

  /// Everybody out, and back who may be while there is a place: what is left cannot be made smaller by letting one of them stay.
  private func few(_ seated: [Int], for tenant: Int, _ start: Int?, _ insertion: inout Insertion) -> [Int] {
    var out = Dictionary(uniqueKeysWithValues: seated.map { ($0, leave($0)!) })
    for other in seated.sorted(by: { (out[$0]!.worth, $1) > (out[$1]!.worth, $0) }) {
      comeBack(other, out[other]!)
      if insertion.seat(tenant, in: seating, blur: 0, atAnyPrice: true, from: start) {
        seating.remove(tenant)
        out[other] = nil
      } else {
        seating.remove(other)
      }
    }
    let rest = out.keys.sorted()
    for other in rest { comeBack(other, out[other]!) }
    return rest
  }

  /// The plan if these made room; nil when even then there is no place.
  private func tried(
    _ tenant: Int, _ start: Int?, without group: [Int], _ before: Int, _ insertion: inout Insertion
  ) -> (score: Int, answer: Hindrance)? {
    let had = group.map { leave($0)! }
    defer { for (other, was) in zip(group, had) { if !seating.isSeated(other) { comeBack(other, was) } } }
    guard insertion.seat(tenant, in: seating, blur: 0, atAnyPrice: true, from: start) else { return nil }
    let wanted = seating.seat(of: tenant)
    let worth = seating.worth[tenant]
    let obstacles = zip(group, had).flatMap { clashes($0, $1, against: tenant) }
    // Those who made room look for another place, whoever had most first.
    var moved: [Hindrance.Displaced] = []
    for (other, was) in zip(group, had).sorted(by: { $0.1.worth > $1.1.worth }) {
      let housed = insertion.seat(other, in: seating, blur: 0)
      moved.append(
        Hindrance.Displaced(
          tenant: name(other), seat: housed ? seating.seat(of: other) : nil,
          cost: was.worth - (housed ? seating.worth[other] : 0)))
    }
    let score = seating.score
    for other in group where seating.isSeated(other) { seating.remove(other) }
    seating.remove(tenant)
    return (
      score,
      Hindrance(
        tenant: name(tenant), seat: wanted, worth: worth, blocking: group.map(name).sorted(), obstacles: obstacles,
        displaced: moved.sorted { $0.tenant < $1.tenant }, price: before - score)
    )
  }

  /// Where what somebody had meets what the tenant now has.
  private func clashes(
    _ other: Int, _ had: (choice: Int32, worth: Int, picks: [Int32]), against tenant: Int
  ) -> [Hindrance.Obstacle] {
    let (mine, theirs) = (Int(seating.choice[tenant]), Int(had.choice))
    var found: [Hindrance.Obstacle] = []
    for part in Int(layout.parts[mine])..<Int(layout.parts[mine + 1]) {
      let pick = Int(seating.picks[tenant * seating.width + part - Int(layout.parts[mine])])
      for against in Int(layout.parts[theirs])..<Int(layout.parts[theirs + 1]) {
        let held = Int(had.picks[against - Int(layout.parts[theirs])])
        let common = layout.zone[pick] == layout.zone[held] ? layout.mask[pick] & layout.mask[held] : 0
        let (from, until) = (max(layout.from[part], layout.from[against]), min(layout.until[part], layout.until[against]))
        if common == 0 || from >= until { continue }
        let cells = layout.puzzle.ground.zones[Int(layout.zone[pick])].modules
        let modules = cellsOf(common).map { cells[$0] }
        // Whoever stays in the same modules over several stretches is told once.
        let known = found.firstIndex { $0.modules == modules && $0.until == Int(from) }
        let since = known.map { found.remove(at: $0).from } ?? Int(from)
        found.insert(Hindrance.Obstacle(tenant: name(other), modules: modules, from: since, until: Int(until)), at: known ?? found.count)
      }
    }
    return found
  }
}
