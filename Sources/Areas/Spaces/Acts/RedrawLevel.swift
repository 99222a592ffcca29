import Kernel
import Store

/// The editor's one act: from a day on, a level has exactly these cells. Those whose outline stays keep their history; others end that day,
/// and new ones begin. A cell that anyone holds from that day on keeps its outline. All problems come at once, the cell's code as field.
package struct RedrawLevel: Act {
  package let level: ID<Level>
  package let day: Day
  package let cells: [DrawnCell]
  package let cost: Money
  package let note: String
  /// What the drawing began with; nil for one that replaces whatever is there.
  package let seen: SeenLevel?

  package init(
    _ level: ID<Level>, from day: Day, cells: [DrawnCell], cost: Money = .zero, note: String = "", seen: SeenLevel? = nil
  ) {
    (self.level, self.day, self.cells, self.cost, self.note, self.seen) = (level, day, cells, cost, note, seen)
  }

  /// The ids, in the order drawn.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [ID<Cell>] {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: false, at: now)
    guard let level = try transaction.level(level) else { throw Refusal.notFound }
    if let changed = try seen.map({ $0.changed(try transaction.cells(of: level.id, on: $0.day)) }), !changed.isEmpty {
      throw Refusal.conflict("spaces.problem.levelChanged", ["cells": changed.prefix(20).joined(separator: ", ")])
    }
    let known = try transaction.cells(of: level.id).filter { $0.span.until.map { day < $0 } ?? true }
    if let later = known.first(where: { $0.span.from > day }) {
      throw Refusal.conflict("spaces.problem.laterCells", ["cell": later.code, "day": later.span.from.description])
    }
    var problems = Problems()
    let checked = transaction.check(cells, &problems)
    try transaction.checkCodes(cells.map(\.code), from: day, except: Set(known.map(\.id)), &problems)
    let redrawing = Redrawing(known: known, drawn: checked, problems: &problems)
    try problems.refuse()
    try refuseHeld(redrawing, in: transaction, at: now)
    try refuseRewritingThePast(redrawing.kept, in: transaction, on: HouseTime.mulhouse.day(of: now))
    let ids = try write(redrawing, on: level, in: transaction, at: now)
    try transaction.refuseOverlaps(on: level, from: day)
    try transaction.note(
      "spaces.level.redraw", on: level.subject, by: viewer, at: now,
      after: try audited([
        "day": day.description, "ended": redrawing.ended.map(\.code).joined(separator: " "),
        "begun": redrawing.begun.map(\.drawn.code).joined(separator: " "), "note": note,
      ]))
    try transaction.renewPlan()
    return ids
  }

  private func refuseHeld(_ redrawing: Redrawing, in transaction: borrowing Transaction, at now: Instant) throws {
    let gone = redrawing.ended + redrawing.moved.map(\.old)
    var problems: [Problem] = []
    for line in try transaction.holdsAfter(day, of: gone.map(\.id), at: now) {
      for cell in gone where (line.cells + line.pool).contains(where: { $0.id == cell.id }) {
        problems.append(Problem("spaces.problem.cellHeld", field: cell.code, ["cell": cell.code, "holder": line.organisation ?? ""]))
      }
    }
    for kept in redrawing.kept where kept.old.kind.isLettable && !kept.new.drawn.facts.kind.isLettable {
      for line in try transaction.holdsAfter(day, of: [kept.old.id], at: now) where line.hold.kind != .works {
        problems.append(
          Problem("spaces.problem.cellHeld", field: kept.new.drawn.code, ["cell": kept.old.code, "holder": line.organisation ?? ""]))
      }
    }
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
  }

  private func refuseRewritingThePast(
    _ kept: [(old: Cell, new: CheckedCell)], in transaction: borrowing Transaction, on today: Day
  ) throws {
    var problems: [Problem] = []
    for cell in kept {
      let past = CellPast(cell: cell.old, code: cell.new.drawn.code, facts: cell.new.drawn.facts, day: day)
      problems += try past.problems(in: transaction, today: today)
    }
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
  }

  private func write(_ redrawing: Redrawing, on level: Level, in transaction: borrowing Transaction, at now: Instant) throws -> [ID<Cell>] {
    var byCode: [String: ID<Cell>] = [:]
    var ended: [ID<Cell>] = []
    for cell in redrawing.ended { if try transaction.endCell(cell, on: day) { ended.append(cell.id) } }
    // Codes may change hands among those that stay: all leave theirs before any takes another's.
    let changed = (redrawing.kept + redrawing.moved).filter { $0.old.code != $0.new.drawn.code }
    for cell in changed { try transaction.run("UPDATE cells SET code = \("~\(cell.old.number)") WHERE id = \(cell.old.id)") }
    for cell in redrawing.kept + redrawing.moved.filter({ $0.old.span.from >= day }) {
      try transaction.rewrite(cell.old, as: cell.new)
      byCode[cell.new.drawn.code] = cell.old.id
    }
    let replaced = redrawing.moved.filter { $0.old.span.from < day }
    for cell in replaced {
      try transaction.run("UPDATE cells SET code = \(cell.old.code) WHERE id = \(cell.old.id)")
      if try transaction.endCell(cell.old, on: day) { ended.append(cell.old.id) }
    }
    let beginning = redrawing.begun + replaced.map(\.new)
    let ids = try transaction.begin(beginning, on: level.id, span: DaySpan(from: day, until: nil), at: now)
    for (cell, id) in zip(beginning, ids) { byCode[cell.drawn.code] = id }
    for cell in replaced { if let id = byCode[cell.new.drawn.code] { try transaction.handLinks(of: cell.old.id, to: id, at: now) } }
    if !ended.isEmpty {
      _ = try transaction.insertReshaping(
        .redraw, on: level.id, day: day, works: nil, cost: cost, note: note, before: ended, after: ids, at: now)
    }
    return cells.compactMap { byCode[$0.code] }
  }
}

/// What becomes of each cell of a level that is drawn anew.
struct Redrawing {
  /// Same outline; what else is said of it may change.
  private(set) var kept: [(old: Cell, new: CheckedCell)] = []
  /// Another outline.
  private(set) var moved: [(old: Cell, new: CheckedCell)] = []
  private(set) var begun: [CheckedCell] = []
  private(set) var ended: [Cell] = []

  init(known: [Cell], drawn: [CheckedCell], problems: inout Problems) {
    var left = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
    for cell in drawn {
      guard let id = cell.drawn.id else {
        begun.append(cell)
        continue
      }
      guard let old = left.removeValue(forKey: id) else {
        problems.add("spaces.problem.cellUnknown", field: cell.drawn.code, ["cell": cell.drawn.code])
        continue
      }
      let staysPut = old.outline == cell.outline
      let following = CheckedCell(drawn: cell.drawn.following(old, staysPut: staysPut), outline: cell.outline)
      if staysPut { kept.append((old, following)) } else { moved.append((old, following)) }
    }
    ended = known.filter { left[$0.id] != nil }
  }
}

extension Transaction {
  /// Ends a cell on a day. One that would never have existed goes altogether, unless something remembers it. Whether a trace is left.
  fileprivate borrowing func endCell(_ cell: Cell, on day: Day) throws -> Bool {
    if cell.span.from < day {
      try run("UPDATE cells SET until_day = \(day) WHERE id = \(cell.id)")
      return true
    }
    let memories: Int =
      try value(
        """
        SELECT (SELECT COUNT(*) FROM space_cells WHERE cell = \(cell.id)) + (SELECT COUNT(*) FROM hold_pool WHERE cell = \(cell.id))
          + (SELECT COUNT(*) FROM reshaping_cells WHERE cell = \(cell.id))
        """) ?? 0
    if memories > 0 {
      throw Refusal(
        .conflict, [Problem("spaces.problem.cellTooYoung", field: cell.code, ["cell": cell.code, "day": cell.span.from.description])])
    }
    try run("DELETE FROM cell_links WHERE first_cell = \(cell.id) OR second_cell = \(cell.id)")
    try run("DELETE FROM cells WHERE id = \(cell.id)")
    return false
  }

  fileprivate borrowing func rewrite(_ cell: Cell, as new: CheckedCell) throws {
    let facts = new.drawn.facts
    try run(
      """
      UPDATE cells SET code = \(new.drawn.code), name = \(facts.name), kind = \(facts.kind), outline = \(new.outline),
        area = \(facts.area ?? new.outline.area), noise = \(facts.noise), has_window = \(facts.hasWindow), capacity = \(facts.capacity),
        workplaces = \(facts.workplaces), attributes = \(try facts.attributesText())
      WHERE id = \(cell.id)
      """)
  }
}

/// Adds cells to a level over a span, beside those that are there.
package struct AddCells: Act {
  package let level: ID<Level>
  package let span: DaySpan
  package let cells: [DrawnCell]

  package init(_ level: ID<Level>, over span: DaySpan, cells: [DrawnCell]) { (self.level, self.span, self.cells) = (level, span, cells) }

  /// The ids, in the order given.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [ID<Cell>] {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard let level = try transaction.level(level) else { throw Refusal.notFound }
    var problems = Problems()
    let checked = transaction.check(cells, &problems)
    let rivals: [Cell] = try transaction.all("SELECT * FROM cells WHERE code IN \(list: cells.map(\.code))")
    for rival in rivals where rival.span.overlaps(span) {
      problems.add("spaces.problem.codeTaken", field: rival.code, ["code": rival.code])
    }
    try problems.refuse()
    let ids = try transaction.begin(checked, on: level.id, span: span, at: now)
    try transaction.refuseOverlaps(on: level, from: span.from)
    try transaction.note(
      "spaces.level.add", on: level.subject, by: viewer, at: now,
      after: try audited(["day": span.description, "begun": cells.map(\.code).joined(separator: " ")]))
    try transaction.renewPlan()
    return ids
  }
}
