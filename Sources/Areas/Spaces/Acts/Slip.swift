import Kernel
import Store

/// What saying another day for a milestone would do.
package struct Slip: Sendable, Hashable {
  package let milestone: MilestoneLine
  package let day: Day
  /// Every hold whose days change.
  package let moves: [SlipMove]
  /// Every clash, told with its holder; empty when the day can be said.
  package let problems: [Problem]

  /// The rent lost by the delay; negative when it is gained.
  package var rentLost: Money { moves.reduce(.zero) { $0 + ($1.rentLost ?? .zero) } }
}

/// One hold that moves.
package struct SlipMove: Sendable, Hashable {
  package let line: HoldLine
  package let old: DaySpan
  package let new: DaySpan
  /// Months of delay at the promised rent; negative when it begins earlier, nil without a promised rent.
  package let rentLost: Money?
}

extension Transaction {
  /// What `SlipMilestone` would do, without doing it.
  package borrowing func previewSlip(of milestone: ID<Milestone>, to day: Day, on today: Day) throws -> Slip {
    guard let line = try self.milestone(milestone) else { throw Refusal.notFound }
    return try slip(of: line, to: day, on: today)
  }

  borrowing func slip(of milestone: MilestoneLine, to day: Day, on today: Day) throws -> Slip {
    let lines = try holdLines(on: milestone.milestone.id, standingOn: today).filter { !$0.hold.isOver(on: today) }
    var moves: [SlipMove] = []
    var problems: [Problem] = []
    for line in lines {
      let from = day + line.hold.milestoneOffset
      if from == line.hold.span.from { continue }
      guard let new = DaySpan(checking: from, until: line.hold.span.until) else {
        problems.append(
          Problem("spaces.problem.slipPastEnd", field: "day", line.told(["until": line.hold.span.until?.description ?? "", "from": from.description])))
        continue
      }
      let rent = line.hold.monthlyRent.map { $0.delayed(from: line.hold.span.from, to: from) }
      moves.append(SlipMove(line: line, old: line.hold.span, new: new, rentLost: rent))
    }
    problems += try clashes(of: moves)
    problems += try openingProblems(of: milestone.milestone, moving: Set(lines.map(\.hold.id)), to: day, on: today)
    return Slip(milestone: milestone, day: day, moves: moves, problems: problems)
  }

  private borrowing func clashes(of moves: [SlipMove]) throws -> [Problem] {
    guard let first = moves.map(\.new.from).min() else { return [] }
    let moving = Set(moves.map(\.line.hold.id))
    let ids = Array(Set(moves.flatMap { $0.line.cells.map(\.id) }))
    let cells = Dictionary(uniqueKeysWithValues: try cells(ids).map { ($0.id, $0) })
    let taken = Dictionary(grouping: try blockedSpans(of: ids, in: DaySpan(from: first, until: nil)).filter { !moving.contains($0.hold) }, by: \.cell)
    let limits = try headLeaseLimits()
    var problems: [Problem] = []
    for (place, move) in moves.enumerated() {
      for held in move.line.cells {
        if let cell = cells[held.id], !cell.span.covers(move.new) {
          problems.append(Problem("spaces.problem.cellNotThere", field: "day", ["cell": cell.code, "span": cell.span.description]))
        }
        if let limit = limits[held.level], move.new.from >= limit {
          problems.append(Problem("spaces.problem.holdPastHeadLease", field: "day", move.line.told(["day": limit.description])))
        }
        for other in taken[held.id] ?? [] where other.span.overlaps(move.new) {
          problems.append(Problem("spaces.problem.slipClash", field: "day", move.line.told(["cell": held.code, "other": other.holder ?? ""])))
        }
        for other in moves[..<place] where other.new.overlaps(move.new) && other.line.cells.contains(where: { $0.id == held.id }) {
          problems.append(
            Problem("spaces.problem.slipClash", field: "day", move.line.told(["cell": held.code, "other": other.line.organisation ?? ""])))
        }
      }
    }
    return problems
  }

  /// What stands on a level that this milestone opens, and would begin before.
  private borrowing func openingProblems(
    of milestone: Milestone, moving: Set<ID<Hold>>, to day: Day, on today: Day
  ) throws -> [Problem] {
    let opened = Set(try levels(of: milestone.building).filter { $0.commissioning == milestone.id }.map(\.id))
    if opened.isEmpty { return [] }
    return try standingHoldLines(on: today).filter { line in
      line.hold.milestone == nil && line.hold.span.from < day && line.cells.contains { opened.contains($0.level) }
    }.map { Problem("spaces.problem.holdBeforeOpening", field: "day", $0.told(["day": day.description])) }
  }

  /// The day past which nothing may be promised, of each level whose building has one.
  borrowing func headLeaseLimits() throws -> [ID<Level>: Day] {
    let found = try rows(
      """
      SELECT l.id, MAX(h.until_day) AS until_day FROM levels l JOIN head_leases h ON h.building = l.building GROUP BY l.id
      """)
    return Dictionary(uniqueKeysWithValues: try found.map { (try $0.get("id"), try $0.get("until_day")) })
  }
}

extension HoldLine {
  /// Who holds what, as problems tell it.
  func told(_ more: [String: String] = [:]) -> [String: String] {
    let shown = codes.isEmpty ? poolCodes : codes
    return ["holder": organisation ?? "", "cells": shown.joined(separator: ", ")].merging(more) { $1 }
  }
}

extension Money {
  /// A monthly amount over a delay: whole months, then days of the month they fall in, rounded once.
  func delayed(from old: Day, to new: Day) -> Money {
    if new < old { return -delayed(from: new, to: old) }
    var months = max(0, new.month - old.month)
    if old.adding(months: months) > new { months -= 1 }
    let reached = old.adding(months: months)
    return self * Int64(months) + fraction(Int64(new - reached), of: Int64(old.adding(months: months + 1) - reached))
  }
}
