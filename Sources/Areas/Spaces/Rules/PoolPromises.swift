import Kernel

/// The standing promises of "k among these", as a search must leave them: whoever takes cells now may not leave too few for who has still to choose.
package struct PoolPromises: Sendable, Hashable {
  private let requests: [PoolRequest]
  private let blocked: [BlockedSpan]
  private let existence: [ID<Cell>: DaySpan]
  private let beside: [ID<Cell>: [ID<Cell>]]?

  package init(
    _ requests: [PoolRequest] = [], blocked: [BlockedSpan] = [], existence: [ID<Cell>: DaySpan] = [:],
    beside: [ID<Cell>: [ID<Cell>]]? = nil
  ) {
    (self.blocked, self.existence, self.beside) = (blocked, existence, beside)
    let resigned = PoolFeasibility(requests, blocked: blocked, existence: existence, beside: beside).resigned()
    self.requests = requests.resigning(resigned)
  }

  init(_ timeline: Timeline, neighbours: Neighbours) {
    let today = timeline.today
    let choosing = timeline.choosing.map { timeline.holds[$0] }.filter { $0.stood(on: today) }
    let requests = choosing.map { hold in
      PoolRequest(
        hold: hold.id, holder: "", count: hold.wantedCount ?? 0, cells: hold.pool.map { timeline.cells[$0].id }, span: hold.span)
    }
    let pooled = Set(choosing.flatMap(\.pool))
    let blocked = pooled.sorted().flatMap { cell in
      timeline.occupations[cell].compactMap { occupation in
        let hold = timeline.holds[occupation.hold]
        return DaySpan(checking: occupation.from, until: occupation.until).map {
          BlockedSpan(cell: timeline.cells[cell].id, hold: hold.id, holder: "", kind: hold.kind, span: $0)
        }
      }
    }
    let existence = Dictionary(uniqueKeysWithValues: pooled.map { (timeline.cells[$0].id, timeline.cells[$0].span) })
    self.init(requests, blocked: blocked, existence: existence, beside: neighbours.beside(pooled.map { timeline.cells[$0].id }))
  }

  /// The cells that somebody may still choose on days of the span; all others can be taken without asking.
  package func cells(over span: DaySpan) -> Set<ID<Cell>> { Set(requests.filter { $0.span.overlaps(span) }.flatMap(\.cells)) }

  /// The first stretch of a span on which the cell can be taken beside others that are taken already, so that every promise is kept: all of
  /// it, or as far as no promise asks for it. nil when there is none.
  package func stretch(of cell: ID<Cell>, in span: DaySpan, beside taken: [(cell: ID<Cell>, span: DaySpan)]) -> DaySpan? {
    let asking = requests.filter { $0.span.overlaps(span) && $0.cells.contains(cell) }
    if asking.isEmpty { return span }
    // Only the days on which a promise begins or ends can make a difference.
    let ends = Set(asking.flatMap { [$0.span.from] + ($0.span.until.map { [$0] } ?? []) } + [span.from]).sorted()
    for from in ends where span.contains(from) {
      for until in [nil] + ends.reversed().filter({ $0 > from }).map(Optional.some) {
        guard let days = DaySpan(checking: from, until: DaySpan.earlier(until, span.until)) else { continue }
        if areKept(taking: taken + [(cell, days)]) { return days }
      }
    }
    return nil
  }

  /// The first day of the span from which not all of the cells can be taken together; nil when they can be.
  package func firstDay(asking cells: [ID<Cell>], in span: DaySpan) -> Day? {
    if areKept(taking: cells, over: span) { return nil }
    let begins = requests.filter { $0.span.overlaps(span) && !Set($0.cells).isDisjoint(with: cells) }.map { max($0.span.from, span.from) }
    return begins.sorted().first { day in
      guard let before = DaySpan(checking: span.from, until: day + 1) else { return true }
      return !areKept(taking: cells, over: before)
    }
  }

  /// Whether every promise can still be kept when these are taken on these days.
  package func areKept(taking cells: [ID<Cell>], over span: DaySpan) -> Bool { areKept(taking: cells.map { ($0, span) }) }

  /// - Parameter left: cells that a hold gives up from a day on.
  package func areKept(
    taking cells: [(cell: ID<Cell>, span: DaySpan)], leaving left: [(cell: ID<Cell>, hold: ID<Hold>, from: Day)] = []
  ) -> Bool {
    let taker = ID<Hold>("taker")
    let taken = cells.map { BlockedSpan(cell: $0.cell, hold: taker, holder: "", kind: .let, span: $0.span) }
    let days = Dictionary(grouping: left, by: \.hold)
    let blocked = blocked.compactMap { one -> BlockedSpan? in
      guard let day = days[one.hold]?.filter({ $0.cell == one.cell }).map(\.from).min() else { return one }
      return DaySpan(checking: one.span.from, until: DaySpan.earlier(one.span.until, day)).map { span in
        BlockedSpan(cell: one.cell, hold: one.hold, holder: one.holder, kind: one.kind, span: span)
      }
    }
    return PoolFeasibility(requests, blocked: blocked + taken, existence: existence, beside: beside).shortage() == nil
  }
}

extension [PoolRequest] {
  /// These need no longer hang together.
  func resigning(_ holds: Set<ID<Hold>>) -> [PoolRequest] {
    if holds.isEmpty { return self }
    return map { request in
      var request = request
      if holds.contains(request.hold) { request.mayBeApart = true }
      return request
    }
  }
}

/// Asks the promises of one question about sets of its cells, each set of promised cells once.
struct PromiseKeeping {
  private let field: SearchField
  private var known: [[Int32]: Bool] = [:]

  init(_ field: SearchField) { self.field = field }

  mutating func keeps(taking members: [Int32]) -> Bool {
    if field.promised.isEmpty { return true }
    let taken = members.filter { field.promised.contains($0) }.sorted()
    if taken.isEmpty { return true }
    if let answer = known[taken] { return answer }
    let answer = field.promises.areKept(taking: taken.map { field.cells[Int($0)].id }, over: field.span)
    known[taken] = answer
    return answer
  }
}
