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
  /// Who makes room, what becomes of them, and what it costs.
  package struct Change: Sendable, Codable, Equatable {
    /// The place that is wanted.
    package let seat: Solution.Seat
    /// What the tenant would bring there.
    package let worth: Int
    package let blocking: [String]
    package let obstacles: [Obstacle]
    package let displaced: [Displaced]
    /// What the whole plan would lose; below 0 when it would gain.
    package let price: Int
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
  /// One or two more would make room, and the whole plan loses less; nil when no such set was found.
  package let cheaper: Change?
  /// True when not all sets were tried: then the price is the cheapest found. nil of a hindrance kept from before this was known.
  package let isCut: Bool?

  init(of tenant: String, _ least: Change, cheaper: Change?, isCut: Bool?) {
    (self.tenant, seat, worth, blocking) = (tenant, least.seat, least.worth, least.blocking)
    (obstacles, displaced, price) = (least.obstacles, least.displaced, least.price)
    (self.cheaper, self.isCut) = (cheaper, isCut)
  }

  /// The cheaper change in place of the smallest.
  package var cheapest: Hindrance? { cheaper.map { Hindrance(of: tenant, $0, cheaper: nil, isCut: isCut) } }
}

extension StandingPlan {
  /// Sets of up to this many are all looked for; beyond, those who can stay are let back in one by one.
  private static var mostTried: Int { 5 }
  /// How many sizes beyond the smallest are looked through for a cheaper change, and how many sets are carried along on the way to each place.
  private static var mostFurther: Int { 2 }
  private static var mostCarried: Int { 24 }
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
    guard let (least, size, isCut) = smallest(number, start, ways, before, &insertion) else {
      let seated = (0..<seating.count).filter { seating.isSeated($0) }
      return tried(number, start, without: few(seated, for: number, start, &insertion), before, &insertion)
        .map { Hindrance(of: tenant, $0, cheaper: nil, isCut: true) }
    }
    let further = cheaper(than: least, beyond: size, number, start, ways, before, &insertion)
    return Hindrance(of: tenant, least, cheaper: further.change, isCut: isCut || further.isCut)
  }

  /// Of the smallest sets that free a place the one after which the whole plan is worth most.
  private func smallest(
    _ tenant: Int, _ start: Int?, _ ways: WaysIn, _ before: Int, _ insertion: inout Insertion
  ) -> (change: Hindrance.Change, size: Int, isCut: Bool)? {
    for size in 0...Self.mostTried {
      // Whoever must be housed and may not move has no other place: sets without them come first, and a few with them only explain.
      let groups = ways.groups(of: size)
      let able = groups.filter { !$0.contains(where: isFixed) }
      let asked = able.isEmpty ? groups.prefix(Self.mostExplained) : able.prefix(Self.mostReckoned)
      var best: Hindrance.Change?
      for group in asked {
        if let found = tried(tenant, start, without: group, before, &insertion), best.map({ found.price < $0.price }) ?? true {
          best = found
        }
      }
      if let best { return (best, size, !able.isEmpty && able.count > asked.count) }
    }
    return nil
  }

  /// A few more who make room may have other places, or less to lose.
  private func cheaper(
    than least: Hindrance.Change, beyond size: Int, _ tenant: Int, _ start: Int?, _ ways: WaysIn, _ before: Int,
    _ insertion: inout Insertion
  ) -> (change: Hindrance.Change?, isCut: Bool) {
    var (best, isCut): (Hindrance.Change?, Bool) = (nil, false)
    for more in (size + 1)...(size + Self.mostFurther) {
      let groups = ways.cheapGroups(of: more, without: isFixed, most: Self.mostCarried)
      isCut = isCut || groups.isCut || groups.sets.count > Self.mostReckoned
      for group in groups.sets.prefix(Self.mostReckoned) {
        guard let found = tried(tenant, start, without: group, before, &insertion) else { continue }
        if found.price < min(best?.price ?? least.price, layout.puzzle.penalty) { best = found }
      }
    }
    return (best, isCut)
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
  ) -> Hindrance.Change? {
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
    return Hindrance.Change(
      seat: wanted, worth: worth, blocking: group.map(name).sorted(), obstacles: obstacles,
      displaced: moved.sorted { $0.tenant < $1.tenant },
      price: before - score)
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
