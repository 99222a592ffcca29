import Kernel

/// One organisation's way through the house: what it had from when to when, what changed each time, and what was promised before.
package struct OrganisationPath: Sendable {
  package enum Change: String, Sendable, CaseIterable {
    case arrival, growth, reduction, move, mixed, reshaped, departure, comeback
  }
  /// The same cells from a day until another; none between a departure and a comeback.
  package struct Step: Sendable, Hashable {
    package let from: Day
    package let until: Day?
    /// In the order of their codes.
    package let cells: [Int]
    package let entered: [Int]
    package let left: [Int]
    package let area: FloorArea
    package let change: Change
  }
  /// An option or an offer with all days it was promised for, and what came of it.
  package struct Promise: Sendable, Hashable {
    package let hold: Int
    /// How many days the beginning was put off in all; negative when it came sooner.
    package let slipped: Int
    /// The first day of the let it led to.
    package let entry: Day?
  }
  package let holder: Int
  package let steps: [Step]
  package let promises: [Promise]

  /// - Parameter withPromises: what was promised is left out for whom it does not concern.
  package init(_ timeline: Timeline, of holder: Int, withPromises: Bool = true) {
    self.holder = holder
    var lets: [(cell: Int, from: Day, until: Day?)] = []
    for cell in timeline.cells.indices {
      for kept in timeline.occupations[cell] {
        let hold = timeline.holds[kept.hold]
        if hold.kind == .let, hold.organisation == holder { lets.append((cell, kept.from, kept.until)) }
      }
    }
    let days = Set(lets.flatMap { [$0.from, $0.until].compactMap(\.self) }).sorted()
    var steps: [Step] = []
    for (place, day) in days.enumerated() {
      let until = place + 1 < days.count ? days[place + 1] : nil
      let cells = lets.filter { $0.from <= day && ($0.until.map { day < $0 } ?? true) }.map(\.cell)
        .sorted { (timeline.cells[$0].code, $0) < (timeline.cells[$1].code, $1) }
      OrganisationPath.add(cells, from: day, until: until, to: &steps, in: timeline)
    }
    self.steps = steps
    promises = withPromises ? OrganisationPath.promises(timeline, of: holder) : []
  }

  private static func add(_ cells: [Int], from day: Day, until: Day?, to steps: inout [Step], in timeline: Timeline) {
    let before = steps.last?.cells ?? []
    if let last = steps.last, last.cells == cells {
      // One let followed another in the same cells.
      steps[steps.count - 1] = Step(
        from: last.from, until: until, cells: cells, entered: last.entered, left: last.left, area: last.area, change: last.change)
      return
    }
    let entered = cells.filter { !before.contains($0) }
    let left = before.filter { !cells.contains($0) }
    let change = kind(entered: entered, left: left, kept: cells.count - entered.count, isFirst: steps.isEmpty, in: timeline)
    steps.append(
      Step(
        from: day, until: until, cells: cells, entered: entered, left: left,
        area: cells.reduce(.zero) { $0 + timeline.cells[$1].area }, change: change))
  }

  private static func kind(entered: [Int], left: [Int], kept: Int, isFirst: Bool, in timeline: Timeline) -> Change {
    if isFirst { return .arrival }
    if left.isEmpty { return kept == 0 ? .comeback : .growth }
    if entered.isEmpty { return kept == 0 ? .departure : .reduction }
    // Cells drawn anew where the old ones were: the walls moved, the organisation did not.
    let isSamePlace = entered.allSatisfy { new in
      left.contains { old in
        timeline.cells[old].level == timeline.cells[new].level && timeline.cells[old].outline.overlaps(timeline.cells[new].outline)
      }
    }
    if isSamePlace { return .reshaped }
    return kept == 0 ? .move : .mixed
  }

  private static func promises(_ timeline: Timeline, of holder: Int) -> [Promise] {
    let places = Dictionary(timeline.holds.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return timeline.holds.indices.filter { place in
      let hold = timeline.holds[place]
      return hold.organisation == holder && (hold.kind == .option || hold.kind == .offer)
    }.map { place in
      let hold = timeline.holds[place]
      let said = hold.promises.map(\.from)
      // An option may become an offer before it becomes a let, each the successor of the one before.
      var (next, entry, steps): (ID<Hold>?, Day?, Int) = (hold.successor, nil, 0)
      while let id = next, let at = places[id], entry == nil, steps < 20 {
        let following = timeline.holds[at]
        if following.kind == .let, following.organisation == holder { entry = following.span.from }
        (next, steps) = (following.successor, steps + 1)
      }
      return Promise(hold: place, slipped: (said.last ?? hold.span.from) - (said.first ?? hold.span.from), entry: entry)
    }.sorted { (timeline.holds[$0.hold].madeOn, $0.hold) < (timeline.holds[$1.hold].madeOn, $1.hold) }
  }
}
