import Kernel

extension PlanCheck {
  static let ofGround = [outlines, codes, areas, dates]

  private static let outlines = PlanCheck(name: "cells lie in their level, and no two on one floor") { plan in
    let cells = Dictionary(grouping: plan.cells.values, by: \.level)
    return plan.levels.flatMap { level in
      let own = (cells[level.id] ?? []).sorted { ($0.code, $0.span.from) < ($1.code, $1.span.from) }
      return LevelCheck.problems(outline: level.outline, cells: own.map { (code: $0.code, outline: $0.outline, span: $0.span) }).map {
        problem in
        if let cell = problem.arguments["cell"] { return PlanFault("\(cell) lies outside of \(level.key), \(level.name)") }
        guard let first = problem.arguments["first"], let second = problem.arguments["second"] else {
          return PlanFault("the outlines of \(level.key), \(level.name), are too intricate to be compared")
        }
        return PlanFault("\(first) and \(second) overlap on \(level.key), \(level.name)")
      }
    }
  }

  private static let codes = PlanCheck(name: "a door bears one code on a day") { plan in
    Dictionary(grouping: plan.cells.values, by: \.code).sorted { $0.key < $1.key }.flatMap { code, cells in
      let sorted = cells.sorted { $0.span.from < $1.span.from }
      return zip(sorted, sorted.dropFirst()).compactMap { one, other in
        one.span.overlaps(other.span) ? PlanFault("two cells are called \(code) on \(other.span.from)") : nil
      }
    }
  }

  /// What a lease states may differ from what is drawn, by a wall here and there, not by a room.
  private static let areas = PlanCheck(name: "areas are near what is drawn") { plan in
    plan.cells.values.sorted { ($0.code, $0.span.from) < ($1.code, $1.span.from) }.compactMap { cell in
      let drawn = cell.outline.area
      if drawn.hundredths <= 0 { return PlanFault("\(cell.code) is drawn with no floor at all") }
      let apart = abs(cell.area.hundredths - drawn.hundredths)
      if cell.area > .zero, apart <= max(2_00, drawn.hundredths / 4) { return nil }
      return PlanFault("\(cell.code) is said to have \(cell.area.decimal) m², but is drawn with \(drawn.decimal) m²")
    }
  }

  private static let dates = PlanCheck(name: "every milestone has a date") { plan in
    plan.silent.map { PlanFault("no day was ever said for “\($0.name)” (\($0.key))") }
  }
}
