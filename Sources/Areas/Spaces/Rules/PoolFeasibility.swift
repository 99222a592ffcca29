import Kernel

/// Whether all promises of "k among these" can be kept together, beside all that holds known cells. See docs/placing.md.
package struct PoolFeasibility: Sendable {
  package enum Verdict: Sendable, Hashable {
    /// With cells for each hold that would keep every promise at once.
    case kept([ID<Hold>: [ID<Cell>]])
    case short(PoolShortage)
    /// On every day there are cells enough, but whether they can be parted as promised was not found out.
    case unproven
  }

  private let requests: [PoolRequest]
  /// For each request the cells that are its own to take on all of its days.
  private let takeable: [[Int]]
  private let cells: [ID<Cell>]
  private let beside: [[Int]]

  /// - Parameters:
  ///   - existence: the days on which a cell is there; a cell not named is there always.
  ///   - beside: for each cell its neighbours; nil when any cells are as good as connected ones.
  package init(
    _ requests: [PoolRequest], blocked: [BlockedSpan], existence: [ID<Cell>: DaySpan] = [:], beside: [ID<Cell>: [ID<Cell>]]? = nil
  ) {
    let requests = requests.sorted { ($0.span.from, $0.hold) < ($1.span.from, $1.hold) }
    let own = Set(requests.map(\.hold))
    var wishes: [ID<Cell>: Int] = [:]
    for cell in requests.flatMap(\.cells) { wishes[cell, default: 0] += 1 }
    // First what fewest wish for, and what has fewest neighbours: a choice that begins there leaves the others whole.
    let cells = wishes.keys.sorted {
      (wishes[$0] ?? 0, beside?[$0]?.count ?? 0, $0) < (wishes[$1] ?? 0, beside?[$1]?.count ?? 0, $1)
    }
    let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
    let taken = Dictionary(grouping: blocked.filter { !own.contains($0.hold) }, by: \.cell)
    // A holder does not move from cell to cell: what is not free on all days of a promise is nothing to it.
    takeable = requests.map { request in
      Set(request.cells)
        .filter { cell in
          (existence[cell]?.covers(request.span) ?? true) && !(taken[cell] ?? []).contains { $0.span.overlaps(request.span) }
        }
        .compactMap { places[$0] }.sorted()
    }
    self.beside = cells.indices.map { cell in
      guard let beside else { return cells.indices.filter { $0 != cell } }
      return (beside[cells[cell]] ?? []).compactMap { places[$0] }.sorted()
    }
    (self.requests, self.cells) = (requests, cells)
  }

  /// nil when all can be served at once, or nothing proves that they cannot; otherwise by how much.
  package func shortage() -> PoolShortage? {
    if case .short(let shortage) = verdict() { return shortage }
    return nil
  }

  package func verdict() -> Verdict {
    if let short = daily() { return .short(short) }
    var found: [ID<Hold>: [ID<Cell>]] = [:]
    var isProven = true
    for group in groups() {
      switch choice(for: group) {
      case .kept(let chosen):
        for (request, own) in zip(group, chosen) { found[requests[request].hold, default: []] += own.map { cells[$0] }.sorted() }
      case .broken: return .short(apart(group))
      case .unproven: isProven = false
      }
    }
    return isProven ? .kept(found) : .unproven
  }

  /// The promises that cannot be kept as connected spaces whatever is done: from before there was this rule. They keep
  /// their claim to so many cells.
  package func resigned() -> Set<ID<Hold>> {
    guard daily() == nil else { return [] }
    var resigned: Set<ID<Hold>> = []
    for group in groups() {
      var rest = group
      while !rest.isEmpty, choice(for: rest) == .broken {
        let culprits = needed(for: rest)
        resigned.formUnion(culprits.map { requests[$0].hold })
        rest.removeAll { culprits.contains($0) }
      }
    }
    return resigned
  }

  /// What must be on every day: cells enough, whether they hang together or not. The first days on which there are not.
  private func daily() -> PoolShortage? {
    let ends = requests.flatMap { [$0.span.from] + ($0.span.until.map { [$0] } ?? []) }
    let days = Set(ends).sorted()
    for (place, day) in days.enumerated() {
      let active = requests.indices.filter { requests[$0].count > 0 && requests[$0].span.contains(day) }
      guard let short = shortage(among: active) else { continue }
      let common = short.dropFirst().reduce(requests[short[0]].span) { $0.intersection(requests[$1].span) ?? $0 }
      let next = place + 1 < days.count ? days[place + 1] : nil
      return PoolShortage(
        requests: short.map { requests[$0] }, cells: reach(short), wanted: demand(short),
        days: DaySpan(checking: day, until: common.until) ?? DaySpan(checking: day, until: next) ?? requests[short[0]].span)
    }
    return nil
  }

  /// The promises that must be whole, parted into those that may get in each other's way.
  private func groups() -> [[Int]] {
    var waiting = requests.indices.filter { requests[$0].count > 0 && !requests[$0].mayBeApart }
    var groups: [[Int]] = []
    while !waiting.isEmpty {
      var group = [waiting.removeFirst()]
      var next = 0
      while next < group.count {
        let own = Set(takeable[group[next]])
        let span = requests[group[next]].span
        let met = waiting.filter { requests[$0].span.overlaps(span) && !own.isDisjoint(with: takeable[$0]) }
        waiting.removeAll { met.contains($0) }
        group += met
        next += 1
      }
      groups.append(group.sorted())
    }
    return groups
  }

  private func choice(for group: [Int]) -> PoolChoice.Outcome {
    PoolChoice.of(
      group.map { PoolChoice.Wish(count: requests[$0].count, takeable: takeable[$0], span: requests[$0].span) }, beside: beside)
  }

  /// Of promises that cannot be kept together as few as show it.
  private func needed(for group: [Int]) -> [Int] {
    group.reversed().reduce(group) { group, member in
      let rest = group.filter { $0 != member }
      return !rest.isEmpty && choice(for: rest) == .broken ? rest : group
    }
  }

  private func apart(_ group: [Int]) -> PoolShortage {
    let group = needed(for: group)
    let spans = group.map { requests[$0].span }
    let first = spans.map(\.from).min() ?? spans[0].from
    let until = spans.contains { $0.until == nil } ? nil : spans.compactMap(\.until).max()
    return PoolShortage(
      requests: group.map { requests[$0] }, cells: reach(group), wanted: demand(group), days: DaySpan(from: first, until: until),
      isApart: true)
  }

  private func demand(_ group: [Int]) -> Int { group.reduce(0) { $0 + min(requests[$1].count, 1_000_000) } }
  private func reach(_ group: [Int]) -> [ID<Cell>] { Set(group.flatMap { takeable[$0] }).map { cells[$0] }.sorted() }

  private func shortage(among active: [Int]) -> [Int]? {
    var matching = Matching(takeable: takeable, cells: cells.count)
    for place in active {
      for _ in 0..<min(requests[place].count, cells.count + 1) where !matching.serve(place) {
        // Whoever was asked in vain to give way: they want more than all of them can take. Then leave out whom the proof does not need.
        var group = matching.asked.sorted()
        for member in group.reversed() where group.count > 1 {
          let rest = group.filter { $0 != member }
          if demand(rest) > reach(rest).count { group = rest }
        }
        return group
      }
    }
    return nil
  }
}
