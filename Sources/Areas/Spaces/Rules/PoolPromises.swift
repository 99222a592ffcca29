import Kernel

/// The standing promises of "k among these", as a search must leave them: whoever takes cells now may not leave too few for who has still to choose.
package struct PoolPromises: Sendable, Hashable {
  private let requests: [PoolRequest]
  private let blocked: [BlockedSpan]
  private let existence: [ID<Cell>: DaySpan]

  package init(_ requests: [PoolRequest] = [], blocked: [BlockedSpan] = [], existence: [ID<Cell>: DaySpan] = [:]) {
    (self.requests, self.blocked, self.existence) = (requests, blocked, existence)
  }

  package init(_ timeline: Timeline) {
    let today = timeline.today
    let choosing = timeline.holds.filter { $0.cells.isEmpty && !$0.pool.isEmpty && !$0.isWaiting && $0.stood(on: today) }
    requests = choosing.map { hold in
      PoolRequest(
        hold: hold.id, holder: "", count: hold.wantedCount ?? 0, cells: hold.pool.map { timeline.cells[$0].id }, span: hold.span)
    }
    let pooled = Set(choosing.flatMap(\.pool))
    blocked = pooled.sorted().flatMap { cell in
      timeline.occupations[cell].compactMap { occupation in
        let hold = timeline.holds[occupation.hold]
        return DaySpan(checking: occupation.from, until: occupation.until).map {
          BlockedSpan(cell: timeline.cells[cell].id, hold: hold.id, holder: "", kind: hold.kind, span: $0)
        }
      }
    }
    existence = Dictionary(uniqueKeysWithValues: pooled.map { (timeline.cells[$0].id, timeline.cells[$0].span) })
  }

  /// The cells that somebody may still choose on days of the span; all others can be taken without asking.
  func cells(over span: DaySpan) -> Set<ID<Cell>> { Set(requests.filter { $0.span.overlaps(span) }.flatMap(\.cells)) }

  /// Whether every promise can still be kept when these are taken on these days.
  package func areKept(taking cells: [ID<Cell>], over span: DaySpan) -> Bool {
    let taker = ID<Hold>("taker")
    let taken = cells.map { BlockedSpan(cell: $0, hold: taker, holder: "", kind: .let, span: span) }
    return PoolFeasibility(requests, blocked: blocked + taken, existence: existence).shortage() == nil
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
