import Kernel
import Store

extension Transaction {
  /// Whether these cells can be held so: every problem at once, and who stands in the way.
  borrowing func decide(
    _ kind: HoldKind, _ cells: [Cell], choosing count: Int?, waiting: Bool, over span: DaySpan, hangsOn milestone: ID<Milestone>?,
    replacing replaced: [Hold], on today: Day
  ) throws {
    var problems: [Problem] = []
    for cell in cells {
      if kind != .works, !cell.kind.isLettable { problems.append(Problem("spaces.problem.notLettable", field: "cells", ["cell": cell.code])) }
      if !cell.span.covers(span) {
        problems.append(Problem("spaces.problem.cellNotThere", field: "cells", ["cell": cell.code, "span": cell.span.description]))
      }
    }
    if count == nil, try !neighbours(of: cells).isConnected(cells.map(\.id)) {
      problems.append(Problem("spaces.problem.notConnected", field: "cells"))
    }
    let levels = try levels(Array(Set(cells.map(\.level))))
    let openings = try openings()
    for level in levels {
      if let opening = openings[level.id], span.from < opening, milestone == nil {
        problems.append(Problem("spaces.problem.beforeOpening", field: "from", ["level": level.name, "day": opening.description]))
      }
    }
    for building in Set(levels.map(\.building)) {
      guard let limit = try headLeases(of: building).compactMap(\.span.until).max() else { continue }
      if span.from >= limit || (span.until.map { $0 > limit } ?? false) {
        problems.append(Problem("spaces.problem.pastHeadLease", field: span.from >= limit ? "from" : "until", ["day": limit.description]))
      }
    }
    if !problems.isEmpty { throw Refusal(.invalid, problems) }
    if waiting || count != nil { return }
    let replacedIDs = Set(replaced.map(\.id))
    let taken = try blockedSpans(of: cells.map(\.id), in: span).filter { !replacedIDs.contains($0.hold) }
    if taken.isEmpty { return }
    throw Refusal(.conflict, taken.map(\.clash))
  }
}

extension BlockedSpan {
  /// The clash as it is told to whoever wanted the cell.
  var clash: Problem {
    let code = kind == .works ? "spaces.problem.takenByWorks" : "spaces.problem.taken"
    return Problem(
      code, field: "cells",
      ["cell": self.code, "holder": holder ?? "", "from": span.from.description, "until": span.until?.description ?? "—", "kind": kind.rawValue])
  }
}
