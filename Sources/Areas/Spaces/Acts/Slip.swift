import Kernel
import Store

/// What saying another day for a milestone would do.
package struct SlipPreview: Sendable, Hashable {
  package let milestone: MilestoneLine
  package let day: Day
  /// Every hold whose days change.
  package let moves: [SlipMove]
  /// Every clash, told with its holder; empty when the day can be said.
  package let problems: [Problem]
  /// What somebody should know, but does not stop it.
  package let notices: [Problem]

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
  package borrowing func previewSlip(of milestone: ID<Milestone>, to day: Day, on today: Day) throws -> SlipPreview {
    guard let line = try self.milestone(milestone) else { throw Refusal.notFound }
    let slip = try slip(of: line, to: day, on: today)
    return SlipPreview(
      milestone: slip.milestone, day: slip.day, moves: slip.moves, problems: slip.problems,
      notices: slip.notices + (try gaps(opened: slip.moves, on: today)))
  }

  borrowing func slip(of milestone: MilestoneLine, to day: Day, on today: Day) throws -> SlipPreview {
    let lines = try holdLines(on: milestone.milestone.id, standingOn: today).filter { !$0.hold.isOver(on: today) }
    let hanging = try hangingHolds(lines)
    let spans = hanging.compactMap { hold in hold.span(when: day).map { (hold.hold, $0) } }
    let blocked = try spans.map(\.1.from).min().map { first in
      try blockedLines(of: Array(Set(hanging.flatMap { $0.cells.map(\.id) })), in: DaySpan(from: first, until: nil)).map(\.blocked)
    }
    let slip = SlipRule.slip(
      to: day, holds: hanging, blocked: blocked ?? [], dated: try datedHolds(openedBy: milestone.milestone, on: today),
      headLeases: try headLeases(of: milestone.milestone.building).map(\.span))
    var problems = slip.problems
    if problems.isEmpty {
      let moving = Dictionary(uniqueKeysWithValues: spans)
      let lines = hanging.flatMap { hold in
        hold.cells.compactMap { cell in
          moving[hold.hold].map { BlockedSpan(cell: cell.id, hold: hold.hold, holder: hold.holder, kind: hold.kind, span: $0) }
        }
      }
      if let short = try poolShortage(blocking: lines, moving: moving, field: "day") { problems.append(short) }
    }
    let byHold = Dictionary(uniqueKeysWithValues: lines.map { ($0.hold.id, $0) })
    let moves = slip.redated.compactMap { redated in
      byHold[redated.hold.hold].map { line in
        SlipMove(
          line: line, old: redated.before, new: redated.after,
          rentLost: line.hold.monthlyRent.map { $0.delayed(from: redated.before.from, to: redated.after.from) })
      }
    }
    return SlipPreview(milestone: milestone, day: day, moves: moves, problems: problems, notices: slip.notices)
  }

  /// Whoever was to go from one space to the next without a day between, and has now days without any.
  private borrowing func gaps(opened moves: [SlipMove], on today: Day) throws -> [Problem] {
    let lets = Dictionary(grouping: try standingHoldLines([.let], on: today), by: \.hold.organisation)
    return moves.compactMap { move in
      guard let organisation = move.line.hold.organisation else { return nil }
      let others = lets[organisation, default: []].filter { $0.hold.id != move.line.hold.id }.map(\.hold.span)
      guard !others.contains(where: { $0.until == nil }), let end = others.compactMap(\.until).max() else { return nil }
      return SlipRule.gap(of: move.line.organisation ?? "", housedUntil: end, old: move.old, new: move.new)
    }
  }

  private borrowing func hangingHolds(_ lines: [HoldLine]) throws -> [HangingHold] {
    let cells = try placingCells(cells(Array(Set(lines.flatMap { $0.cells.map(\.id) }))))
    let known = Dictionary(uniqueKeysWithValues: cells.map { ($0.id, $0) })
    return lines.map { line in
      HangingHold(
        hold: line.hold.id, holder: line.organisation ?? "", kind: line.hold.kind, offset: line.hold.milestoneOffset, span: line.hold.span,
        expires: line.hold.expiresOn, cells: line.cells.compactMap { known[$0.id] })
    }
  }

  /// What stands on the levels that this milestone opens, and hangs on nothing.
  private borrowing func datedHolds(openedBy milestone: Milestone, on today: Day) throws -> [HangingHold] {
    let opened = Set(try levels(openedBy: milestone).map(\.id))
    if opened.isEmpty { return [] }
    let lines = try standingHoldLines(on: today).filter { line in
      line.hold.milestone == nil && line.cells.contains { opened.contains($0.level) }
    }
    return try hangingHolds(lines)
  }
}

extension HoldLine {
  /// The cells it has, or those it chooses among.
  var named: [HeldCell] { cells.isEmpty ? pool : cells }

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
