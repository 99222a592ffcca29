import Kernel
import Store

/// Makes one cell of several that share walls, from a day on. A let of all of them goes on in the new one; anything else that
/// stands from that day on refuses it. While the works run, what they touch is out of service. See docs/reshaping.md.
package struct MergeCells: Act {
  package let cells: [ID<Cell>]
  package let code: String
  /// nil draws around them all, the walls between included.
  package let points: [Point]?
  /// nil adds up what they were.
  package let facts: CellFacts?
  package let day: Day
  package let works: ReshapingWorks
  /// Without letters, as when the past is imported.
  package var silently = false

  package init(
    _ cells: [ID<Cell>], into code: String, points: [Point]? = nil, facts: CellFacts? = nil, on day: Day,
    works: ReshapingWorks = ReshapingWorks()
  ) {
    (self.cells, self.code, self.points, self.facts, self.day, self.works) = (cells, code, points, facts, day, works)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Cell> {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    let old = try transaction.cells(Array(Set(cells)))
    guard let first = old.first, old.count == Set(cells).count else { throw Refusal.notFound }
    if old.count < 2 { throw Refusal.invalid("spaces.problem.mergeOne", field: "cells") }
    if Set(old.map(\.level)).count > 1 { throw Refusal.invalid("spaces.problem.mergeLevels", field: "cells") }
    let drawn = DrawnCell(code: code, points: try points ?? outline(of: old, in: transaction).ring, facts ?? CellFacts(adding: old))
    let carried = try carriedLets(old, in: transaction, at: now)
    let new = try transaction.reshape(.merge, old, into: [drawn], on: first.level, from: day, works, for: viewer, at: now)
    for line in carried { try carry(line.hold, from: Set(old.map(\.id)), to: new[0], in: transaction, for: viewer, at: now) }
    try transaction.close(old: old, new: new, from: day, for: works, by: viewer, at: now)
    return new[0]
  }

  private func outline(of old: [Cell], in transaction: borrowing Transaction) throws -> Polygon {
    let wall = try transaction.wallRules()[old[0].level]
    do { return try Polygon.merging(old.map(\.outline), gap: wall?.wallGap ?? 0) } catch {
      throw Refusal(.invalid, [error.problem(field: "cells")])
    }
  }

  private func carriedLets(_ old: [Cell], in transaction: borrowing Transaction, at now: Instant) throws -> [HoldLine] {
    let merged = Set(old.map(\.id))
    let lines = try transaction.holdsAfter(day, of: old.map(\.id), at: now)
    let refused = lines.filter { $0.hold.kind != .let || $0.hold.endedAt != nil || !merged.isSubset(of: $0.cells.map(\.id)) }
    if refused.isEmpty { return lines }
    throw Refusal(.conflict, refused.map(\.againstReshaping))
  }

  private func carry(
    _ hold: Hold, from merged: Set<ID<Cell>>, to new: ID<Cell>, in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant
  ) throws {
    guard let space = hold.space else { return }
    let rest = try transaction.cells(of: space).map(\.id).filter { !merged.contains($0) }
    let placement = Placement(
      kind: .let, key: nil, organisation: hold.organisation, cells: .exactly(rest + [new]),
      start: hold.span.from >= day ? hold.start : .day(day),
      until: hold.span.until, monthlyRent: hold.monthlyRent, reason: works.note)
    _ = try transaction.place(placement, replacing: [Handover(hold: hold, how: .reshaped, day: day)], for: viewer, at: now)
  }
}

/// Makes several cells of one, from a day on. Anything that stands from that day on refuses it; the works close what they touch.
package struct SplitCell: Act {
  package let cell: ID<Cell>
  package let parts: [DrawnCell]
  package let day: Day
  package let works: ReshapingWorks
  /// Without letters, as when the past is imported.
  package var silently = false

  package init(_ cell: ID<Cell>, into parts: [DrawnCell], on day: Day, works: ReshapingWorks = ReshapingWorks()) {
    (self.cell, self.parts, self.day, self.works) = (cell, parts, day, works)
  }

  /// The ids of the parts, in the order given.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [ID<Cell>] {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    guard let old = try transaction.cell(cell) else { throw Refusal.notFound }
    if parts.count < 2 { throw Refusal.invalid("spaces.problem.splitOne", field: "parts") }
    let refused = try transaction.holdsAfter(day, of: [cell], at: now)
    if !refused.isEmpty { throw Refusal(.conflict, refused.map(\.againstReshaping)) }
    var problems = Problems()
    for part in transaction.check(parts, &problems) where !old.outline.contains(part.outline) {
      problems.add("spaces.problem.outsideCell", field: part.drawn.code, ["cell": part.drawn.code, "whole": old.code])
    }
    try problems.refuse()
    let new = try transaction.reshape(.split, [old], into: parts, on: old.level, from: day, works, for: viewer, at: now)
    try transaction.close(old: [old], new: new, from: day, for: works, by: viewer, at: now)
    return new
  }
}

extension Transaction {
  fileprivate borrowing func reshape(
    _ kind: ReshapingKind, _ old: [Cell], into drawn: [DrawnCell], on level: ID<Level>, from day: Day, _ works: ReshapingWorks,
    for viewer: Viewer, at now: Instant
  ) throws -> [ID<Cell>] {
    guard let level = try self.level(level) else { throw Refusal.notFound }
    var problems = Problems()
    let checked = check(drawn, &problems)
    try checkCodes(drawn.map(\.code), from: day, except: Set(old.map(\.id)), &problems)
    for cell in old where !(cell.span.from < day && cell.span.contains(day)) {
      problems.add("spaces.problem.cellNotThere", field: "cells", ["cell": cell.code, "span": cell.span.description])
    }
    problems.add(works.problems)
    try problems.refuse()
    for cell in old { try run("UPDATE cells SET until_day = \(day) WHERE id = \(cell.id)") }
    // What was planned to end with the old cells ends with the new ones.
    let until = old.compactMap(\.span.until).min()
    let ids = try begin(checked, on: level.id, span: DaySpan(from: day, until: until), at: now)
    try refuseOverlaps(on: level, from: day)
    for cell in old { for new in ids { try handLinks(of: cell.id, to: new, onlyApart: kind == .split, besides: old, at: now) } }
    let reshaping = try insertReshaping(
      kind, on: level.id, day: day, works: works.span, cost: works.cost, note: works.note, before: old.map(\.id), after: ids, at: now)
    for cell in old {
      try note(
        "spaces.cell.\(kind.rawValue)", on: cell.subject, by: viewer, at: now, before: old.map(\.code).joined(separator: " "),
        after: try audited(["cells": drawn.map(\.code).joined(separator: " "), "day": day.description, "reshaping": reshaping.text]))
    }
    try renewPlan()
    return ids
  }
}

extension CellFacts {
  /// What several cells make together.
  init(adding cells: [Cell]) {
    let capacities = cells.compactMap(\.capacity)
    self.init(
      kind: cells.first?.kind ?? .module, noise: cells.map(\.noise).max { $0.rawValue < $1.rawValue } ?? .office,
      hasWindow: cells.contains(where: \.hasWindow), capacity: capacities.count == cells.count ? capacities.reduce(0, +) : nil,
      workplaces: cells.reduce(0) { $0 + $1.workplaces },
      attributes: cells.reduce(into: [:]) { all, cell in all.merge(cell.attributeTexts) { first, _ in first } })
  }
}
