import Kernel

/// The days on which anything on a plan changes, first to last: what “next change” and the play button step through.
package struct PlanChanges: Sendable {
  /// By level.
  private let levels: [[Day]]
  private let all: [Day]

  package init(_ timeline: Timeline) {
    var levels = [[Day]](repeating: [], count: timeline.levels.count)
    for (place, cell) in timeline.cells.enumerated() {
      levels[cell.level].append(cell.span.from)
      if let until = cell.span.until { levels[cell.level].append(until) }
      for kept in timeline.occupations[place] {
        levels[cell.level].append(kept.from)
        if let until = kept.until { levels[cell.level].append(until) }
      }
    }
    for (place, level) in timeline.levels.enumerated() {
      if let opening = level.opening { levels[place].append(opening) }
    }
    // Promises are shown as they were known, so the day one was made, moved or taken back is a change too.
    for (place, hold) in timeline.holds.enumerated() {
      let days = timeline.holdDays[place]
      func say(_ day: Day?, on level: Int) {
        if let day, day <= timeline.today { levels[level].append(day) }
      }
      for level in PlanChanges.levels(of: hold, in: timeline) {
        say(days.madeOn, on: level)
        for promise in days.promises { say(promise.said, on: level) }
        say(hold.endedOn, on: level)
        say(hold.expiresOn, on: level)
      }
    }
    self.levels = levels.map(\.inOrderOnce)
    all = self.levels.flatMap(\.self).inOrderOnce
  }

  private static func levels(of hold: PlanHold, in timeline: Timeline) -> Set<Int> {
    var levels: Set<Int> = []
    for cell in hold.cells { levels.insert(timeline.cells[cell].level) }
    for cell in hold.pool { levels.insert(timeline.cells[cell].level) }
    return levels
  }

  package func days(level: Int? = nil) -> [Day] { level.map { levels[$0] } ?? all }
  package func next(after day: Day, level: Int? = nil) -> Day? { days(level: level).first { $0 > day } }
  package func previous(before day: Day, level: Int? = nil) -> Day? { days(level: level).last { $0 < day } }
}

extension [Day] {
  /// First to last, each once.
  fileprivate var inOrderOnce: [Day] {
    var once: [Day] = []
    for day in sorted() where day != once.last { once.append(day) }
    return once
  }
}
