import Kernel

/// What a promise of "k among these" will at least take of some cells, over the days on which it stands and so many are in service.
struct OccupancyChoice: Hashable, Sendable {
  let days: DaySpan
  let change: Tally
}

extension Timeline {
  /// Of a promise whose pool lies wholly in the part that is asked, all it was promised; of another, what it cannot find elsewhere. The area
  /// is that of the smallest cells it may choose.
  func choices(where isAsked: (PlanCell) -> Bool) -> [OccupancyChoice] { choosing.compactMap { choice(of: holds[$0], where: isAsked) } }

  private func choice(of hold: PlanHold, where isAsked: (PlanCell) -> Bool) -> OccupancyChoice? {
    let own = hold.pool.map { cells[$0] }.filter { $0.kind.isLettable && isAsked($0) }
    let count = (hold.wantedCount ?? 0) - (hold.pool.count - own.count)
    if count <= 0 || count > own.count { return nil }
    let over = hold.endedOn ?? hold.expiresOn.flatMap { $0 <= today ? $0 : nil }
    let starts = own.map { max($0.span.from, levels[$0.level].opening ?? $0.span.from) }.sorted()
    let ends = own.map { $0.span.until ?? Day(number: .max) }.sorted(by: >)
    let from = max(hold.span.from, starts[count - 1])
    let end = ends[count - 1] == Day(number: .max) ? nil : ends[count - 1]
    guard let days = DaySpan(checking: from, until: DaySpan.earlier(end, DaySpan.earlier(hold.span.until, over))) else { return nil }
    let area = own.map(\.area.hundredths).sorted().prefix(count).reduce(0, +)
    var change = Tally()
    if hold.kind == .offer {
      (change.offerCells, change.offerArea) = (Int64(count), area)
    } else {
      (change.optionCells, change.optionArea) = (Int64(count), area)
    }
    return OccupancyChoice(days: days, change: change)
  }
}
