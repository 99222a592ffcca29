import Kernel
import Store

/// Takes back a planned merge, split or redrawing before its day: the old cells go on as if nothing had been planned, a let that was to go on in the
/// new cell stays in the old ones, and the works are called off. Refused, with what stands in the way, once something was built on it.
/// See docs/reshaping.md.
package struct WithdrawReshaping: Act {
  package let reshaping: ID<Reshapings>
  package let silently: Bool

  package init(_ reshaping: ID<Reshapings>, silently: Bool = false) { (self.reshaping, self.silently) = (reshaping, silently) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    try transaction.undo(reshaping, for: viewer, at: now)
    try transaction.serveQueue(silently: silently, at: now)
  }
}

/// Moves a planned merge or split to another day, with the works it then takes: it is withdrawn and made anew, so that the rules of either
/// decide, and what it makes has the same codes, outlines and facts.
package struct MoveReshaping: Act {
  package let reshaping: ID<Reshapings>
  package let day: Day
  package let works: ReshapingWorks
  package let silently: Bool

  package init(_ reshaping: ID<Reshapings>, to day: Day, works: ReshapingWorks, silently: Bool = false) {
    (self.reshaping, self.day, self.works, self.silently) = (reshaping, day, works, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> MovedReshaping {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    guard let known = try transaction.reshaping(reshaping) else { throw Refusal.notFound }
    if known.reshaping.kind == .redraw {
      throw Refusal.conflict("spaces.problem.reshapingRedraw", ["day": known.reshaping.day.description])
    }
    if day == known.reshaping.day, works == ReshapingWorks(known, closes: try transaction.closes(known)) {
      throw Refusal.invalid("spaces.problem.sameDay", field: "day", ["day": day.description])
    }
    let drawn = try transaction.cells(known.after).map { DrawnCell(code: $0.code, points: $0.outline.ring, CellFacts($0)) }
    try transaction.undo(reshaping, for: viewer, at: now)
    let new: [ID<Cell>]
    if known.reshaping.kind == .split {
      var split = SplitCell(known.before[0], into: drawn, on: day, works: works)
      split.silently = silently
      new = try split.perform(in: transaction, for: viewer, at: now)
    } else {
      var merge = MergeCells(known.before, into: drawn[0].code, points: drawn[0].points, facts: drawn[0].facts, on: day, works: works)
      merge.silently = silently
      new = [try merge.perform(in: transaction, for: viewer, at: now)]
    }
    try transaction.serveQueue(silently: silently, at: now)
    return MovedReshaping(old: known.before, new: new)
  }
}

package struct MovedReshaping: Sendable, Hashable {
  package let old: [ID<Cell>]
  package let new: [ID<Cell>]
}

extension ReshapingWorks {
  /// As they were planned.
  init(_ known: ReshapingLine, closes: Bool) {
    let reshaping = known.reshaping
    self.init(span: reshaping.works, cost: reshaping.cost, note: reshaping.note, closes: reshaping.works == nil || closes)
  }
}

extension Transaction {
  /// Whether the works of a reshaping keep what they touch out of service.
  borrowing func closes(_ known: ReshapingLine) throws -> Bool { try !closures(of: known, on: known.before + known.after).isEmpty }

  /// Undoes a planned reshaping as far as its own act went, and no further.
  fileprivate borrowing func undo(_ id: ID<Reshapings>, for viewer: Viewer, at now: Instant) throws {
    guard let known = try reshaping(id) else { throw Refusal.notFound }
    let (day, today) = (known.reshaping.day, HouseTime.mulhouse.day(of: now))
    if day <= today { throw Refusal.conflict("spaces.problem.reshapingDone", ["day": day.description]) }
    let (old, new) = (try cells(known.before), try cells(known.after))
    let carried = try lets(carriedInto: new, by: known)
    let closures = try closures(of: known, on: known.after)
    try refuseBuilt(on: new, of: known, old: old, besides: Set(carried.map { $0.next.hold.id } + closures.map(\.hold.id)))

    for line in closures { try erase(line.hold) }
    for line in try self.closures(of: known, on: known.before) where line.hold.endedAt == nil && !line.hold.isOver(on: today) {
      try end(line.hold, how: .released, on: today, reason: known.reshaping.note, at: now)
      try note("spaces.hold.release", on: line.hold.subject, by: viewer, at: now, after: try audited(["reshaping": id.text]))
    }
    for cell in old { try goOn(cell, without: id) }
    for pair in carried { try reopen(pair.before, insteadOf: pair.next.hold, by: viewer, at: now) }
    for cell in new { try run("DELETE FROM cell_links WHERE first_cell = \(cell.id) OR second_cell = \(cell.id)") }
    try run("DELETE FROM reshaping_cells WHERE reshaping = \(id)")
    try run("DELETE FROM reshapings WHERE id = \(id)")
    for cell in new { try run("DELETE FROM cells WHERE id = \(cell.id)") }
    if let level = try self.level(known.reshaping.level) { try refuseOverlaps(on: level, from: day) }
    try refuseTornSpaces(at: now)
    for cell in old {
      try note(
        "spaces.cell.goOn", on: cell.subject, by: viewer, at: now, before: known.afterCodes.joined(separator: " "),
        after: try audited(["day": day.description, "reshaping": id.text]))
    }
    try renewPlan()
  }

  /// The cell ends no more, unless another plan ends it as well.
  private borrowing func goOn(_ cell: Cell, without id: ID<Reshapings>) throws {
    let other: Day? = try first(
      """
      SELECT MIN(r.day) AS day FROM reshapings r JOIN reshaping_cells c ON c.reshaping = r.id
      WHERE c.cell = \(cell.id) AND c.side = 'before' AND r.id <> \(id)
      """
    ).flatMap { try $0.get("day") }
    try run("UPDATE cells SET until_day = \(other) WHERE id = \(cell.id)")
  }

  /// Works that the act itself put on cells, written down with it.
  private borrowing func closures(of known: ReshapingLine, on cells: [ID<Cell>]) throws -> [HoldLine] {
    if known.reshaping.works == nil { return [] }
    let ids: [ID<Hold>] = try rows(
      """
      SELECT DISTINCT h.id FROM holds h JOIN space_cells s ON s.space = h.space
      WHERE h.kind = 'works' AND h.made_at = \(known.reshaping.madeAt) AND h.reason = \(known.reshaping.note) AND s.cell IN \(list: cells)
      """
    ).map { try $0.get("id") }
    return try holdLines(ids.sorted()).filter { Set($0.cells.map(\.id)).isSubset(of: cells) }
  }

  /// Lets that the act itself carried on into the new cell, untouched since, each with the one it goes on from.
  private borrowing func lets(carriedInto new: [Cell], by known: ReshapingLine) throws -> [(before: Hold, next: HoldLine)] {
    guard known.reshaping.kind == .merge, let cell = new.first else { return [] }
    return try holdLines(of: cell.id).compactMap { line in
      guard line.hold.kind == .let, line.hold.endedAt == nil, line.hold.madeAt == known.reshaping.madeAt,
        let before: Hold = try one("SELECT * FROM holds WHERE successor = \(line.hold.id) AND ended_how = 'reshaped'"),
        before.monthlyRent == line.hold.monthlyRent, try promises(of: line.hold.id).count == 1
      else { return nil }
      return (before, line)
    }
  }

  /// Everything that was built on the new cells since, all at once.
  private borrowing func refuseBuilt(on new: [Cell], of known: ReshapingLine, old: [Cell], besides own: Set<ID<Hold>>) throws {
    var problems = Problems()
    var told: Set<ID<Hold>> = []
    for cell in new {
      if let until = cell.span.until {
        problems.add("spaces.problem.reshapingLater", ["cell": cell.code, "day": until.description])
      }
      for line in try holdLines(of: cell.id) where !own.contains(line.hold.id) && told.insert(line.hold.id).inserted {
        problems.add(line.hold.kind == .works ? "spaces.problem.reshapingWorked" : "spaces.problem.reshapingBuilt", line.told())
      }
    }
    let handed = Set(try old.flatMap { cell in try links(of: cell.id).map { $0.other(than: cell.id) } })
    for cell in new {
      for link in try links(of: cell.id) {
        let other = link.other(than: cell.id)
        if handed.contains(other) { continue }
        let named = try self.cell(other)?.code ?? ""
        problems.add("spaces.problem.reshapingLinked", ["cell": cell.code, "other": named])
      }
    }
    try checkCodes(old.map(\.code), from: known.reshaping.day, except: Set((old + new).map(\.id)), &problems)
    if !problems.isEmpty { throw Refusal(.conflict, problems.items.map { Problem($0.code, $0.arguments) }) }
  }

  /// The let that was to end on the day goes on as it was promised first; the one that was to follow it never was, and nobody was told of it.
  private borrowing func reopen(_ hold: Hold, insteadOf next: Hold, by viewer: Viewer, at now: Instant) throws {
    let span = DaySpan(from: hold.span.from, until: next.span.until)
    try run("UPDATE holds SET ended_at = NULL, ended_how = NULL, ended_reason = '', successor = NULL WHERE id = \(hold.id)")
    try erase(next)
    try run("DELETE FROM hold_cells WHERE hold = \(hold.id)")
    if span != hold.span { try setSpan(span, of: hold, follows: nil, reason: "", at: now) }
    if let space = hold.space { try block(cells(of: space).map { (id: $0.id, number: $0.number) }, for: hold.id, over: span) }
    try note("spaces.let.goOn", on: hold.subject, by: viewer, at: now, before: hold.span.description, after: span.description)
  }

  /// A hold that only a plan that is taken back had made.
  private borrowing func erase(_ hold: Hold) throws {
    for table: SQL in ["hold_cells", "hold_pool", "hold_reminders", "promises"] { try run("DELETE FROM \(table) WHERE hold = \(hold.id)") }
    try run("DELETE FROM holds WHERE id = \(hold.id)")
    guard let space = hold.space else { return }
    try run("DELETE FROM space_cells WHERE space = \(space)")
    try run("DELETE FROM spaces WHERE id = \(space)")
  }
}
