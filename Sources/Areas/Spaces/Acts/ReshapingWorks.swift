import Kernel
import Store

/// The works that merging or splitting takes.
package struct ReshapingWorks: Sendable, Hashable {
  package let span: DaySpan?
  package let cost: Money
  package let note: String
  /// Whether what they touch is out of service while they run; otherwise their dates are only kept.
  package let closes: Bool

  package init(span: DaySpan? = nil, cost: Money = .zero, note: String = "", closes: Bool = true) {
    (self.span, self.cost, self.note, self.closes) = (span, cost, note, closes)
  }

  var problems: [Problem] {
    var problems = Problems()
    if cost < .zero { problems.add("kernel.problem.amount", field: "cost") }
    if closes, let span, span.until == nil { problems.add("spaces.problem.worksWithoutEnd", field: "works_last") }
    return problems.items
  }
}

extension Transaction {
  /// Takes out of service what the works touch: the old cells before the day they end, the new ones from then on. Days on which other
  /// works already keep a cell closed are left to those. Refused when anyone holds a cell meanwhile.
  borrowing func close(
    old: [Cell], new: [ID<Cell>], from day: Day, for works: ReshapingWorks, by viewer: Viewer, at now: Instant
  ) throws {
    guard works.closes, let span = works.span else { return }
    var cells = old.map(\.id)
    if span.from < day {
      try close(cells, over: span.until.map { DaySpan(from: span.from, until: min($0, day)) } ?? span, works, viewer, now)
    }
    cells = new
    if let rest = DaySpan(checking: max(span.from, day), until: span.until) { try close(cells, over: rest, works, viewer, now) }
  }

  private borrowing func close(
    _ cells: [ID<Cell>], over span: DaySpan, _ works: ReshapingWorks, _ viewer: Viewer, _ now: Instant
  ) throws {
    let known = try blockedLines(of: cells, in: span).filter { $0.kind == .works }
    var byDays: [DaySpan: [ID<Cell>]] = [:]
    for cell in cells {
      for open in span.without(known.filter { $0.cell == cell }.map(\.span)) { byDays[open, default: []].append(cell) }
    }
    for (days, cells) in byDays.sorted(by: { ($0.key.from, $0.value[0]) < ($1.key.from, $1.value[0]) }) {
      let placement = Placement(
        kind: .works, key: nil, organisation: nil, cells: .exactly(cells), start: .day(days.from), until: days.until, reason: works.note)
      do { _ = try place(placement, for: viewer, at: now) } catch let refusal as Refusal { throw refusal.ofWorks }
    }
  }
}

extension DaySpan {
  /// What is left of it without the others, in order.
  func without(_ others: [DaySpan]) -> [DaySpan] {
    var left: [DaySpan] = []
    var from = from
    for other in others.sorted(by: { $0.from < $1.from }) where other.overlaps(self) {
      if let before = DaySpan(checking: from, until: other.from) { left.append(before) }
      guard let until = other.until else { return left }
      from = max(from, until)
    }
    if until.map({ from < $0 }) ?? true { left.append(DaySpan(from: from, until: until)) }
    return left
  }
}

extension Refusal {
  /// The same, beside the fields that the works have in the form of a merge or a split.
  fileprivate var ofWorks: Refusal {
    Refusal(
      kind,
      problems.map { problem in
        let field = ["cells": "works_from", "from": "works_from", "last": "works_last"][problem.field ?? ""] ?? problem.field
        return Problem(problem.code, field: field, problem.arguments)
      })
  }
}

extension HoldLine {
  /// Why a cell cannot end: it stands past the day.
  var againstReshaping: Problem {
    Problem(hold.kind == .works ? "spaces.keeping.problem.reshapingWorks" : "spaces.problem.reshapingHeld", field: "cells", told())
  }
}

extension Money {
  /// Plain digits for problems, which know no language.
  var plain: String { "\(cents / 100),\(cents % 100 < 10 ? "0" : "")\(cents % 100)" }
}
