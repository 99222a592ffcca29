import Kernel

/// The days on which anything on a plan changes, first to last: what “next change” and the play button step through.
package struct PlanChanges: Sendable {
  /// By level.
  private let levels: [[Day]]
  private let all: [Day]

  package init(_ timeline: Timeline) {
    var levels = [Set<Day>](repeating: [], count: timeline.levels.count)
    for (place, cell) in timeline.cells.enumerated() {
      levels[cell.level].insert(cell.span.from)
      if let until = cell.span.until { levels[cell.level].insert(until) }
      for kept in timeline.occupations[place] {
        levels[cell.level].insert(kept.from)
        if let until = kept.until { levels[cell.level].insert(until) }
      }
    }
    for (place, level) in timeline.levels.enumerated() {
      if let opening = level.opening { levels[place].insert(opening) }
    }
    // Promises are shown as they were known, so the day one was made, moved or taken back is a change too.
    for hold in timeline.holds {
      let said = [hold.madeOn] + hold.promises.map(\.said) + [hold.endedOn, hold.expiresOn].compactMap(\.self)
      for level in Set((hold.cells + hold.pool).map { timeline.cells[$0].level }) {
        levels[level].formUnion(said.filter { $0 <= timeline.today })
      }
    }
    self.levels = levels.map { $0.sorted() }
    all = levels.reduce(into: Set<Day>()) { $0.formUnion($1) }.sorted()
  }

  package func days(level: Int? = nil) -> [Day] { level.map { levels[$0] } ?? all }
  package func next(after day: Day, level: Int? = nil) -> Day? { days(level: level).first { $0 > day } }
  package func previous(before day: Day, level: Int? = nil) -> Day? { days(level: level).last { $0 < day } }
}
