import Kernel

/// What a placing decision must know of a cell.
package struct PlacingCell: Hashable, Sendable {
  package let id: ID<Cell>
  package let code: String
  package let kind: CellKind
  package let building: ID<Building>
  /// The days on which the cell exists.
  package let span: DaySpan
  /// The last said day of its level's commissioning; nil when the level awaits none.
  package let opens: Day?

  package init(id: ID<Cell>, code: String, kind: CellKind, building: ID<Building>, span: DaySpan, opens: Day?) {
    (self.id, self.code, self.kind, self.building, self.span, self.opens) = (id, code, kind, building, span, opens)
  }
}

/// Whether cells may be held as asked: everything that is wrong with it at once. See docs/placing.md.
package struct Placing: Sendable {
  package let kind: HoldKind
  package let cells: [PlacingCell]
  package let from: Day
  package let until: Day?
  package let expires: Day?
  /// Whether the first day hangs on a milestone, and moves with it.
  package let isBound: Bool
  /// The days on which the house itself holds the building.
  package let headLease: DaySpan?
  package let today: Day

  package init(
    kind: HoldKind, cells: [PlacingCell], from: Day, until: Day?, expires: Day? = nil, isBound: Bool = false, headLease: DaySpan? = nil,
    today: Day
  ) {
    (self.kind, self.cells, self.from, self.until) = (kind, cells, from, until)
    (self.expires, self.isBound, self.headLease, self.today) = (expires, isBound, headLease, today)
  }

  /// nil when it would end on or before its first day.
  package var span: DaySpan? { DaySpan(checking: from, until: until) }

  /// What is wrong whatever others hold, in the order of the form: cells, from, until, expires. For "k among these" leave out `neighbours`.
  package func problems(neighbours: Neighbours?) -> [Problem] { cellProblems(neighbours: neighbours) + dayProblems + expiryProblems }

  /// Each cell and each hold that is in the way, by cell and day.
  /// - Parameter own: holds that make room for this one in the same act: the option that is firmed, the let that is extended.
  package func clashes(with blocked: [BlockedSpan], own: Set<ID<Hold>> = []) -> [Clash] {
    guard let span else { return [] }
    let codes = Dictionary(cells.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
    var found: [Clash] = []
    for other in blocked where !own.contains(other.hold) {
      guard let code = codes[other.cell], let days = span.intersection(other.span) else { continue }
      found.append(Clash(cell: other.cell, code: code, other: other, days: days))
    }
    return found.sorted { ($0.code, $0.other.span.from, $0.other.hold) < ($1.code, $1.other.span.from, $1.other.hold) }
  }

  /// Throws `invalid` with all of it when the wish itself is wrong, `conflict` with every clash when only others are in the way.
  package func refuse(neighbours: Neighbours?, blocked: [BlockedSpan], own: Set<ID<Hold>> = []) throws(Refusal) {
    let problems = problems(neighbours: neighbours)
    let clashes = clashes(with: blocked, own: own).map { $0.problem() }
    if !problems.isEmpty { throw Refusal(.invalid, problems + clashes) }
    if !clashes.isEmpty { throw Refusal(.conflict, clashes) }
  }

  private func cellProblems(neighbours: Neighbours?) -> [Problem] {
    guard !cells.isEmpty else { return [Problem("spaces.problem.noCells", field: "cells")] }
    var found: [Problem] = []
    if Set(cells.map(\.building)).count > 1 { found.append(Problem("spaces.problem.twoBuildings", field: "cells")) }
    // Works close any floor, connected or not; a holder gets a space one can walk through.
    if kind != .works {
      for cell in cells where !cell.kind.isLettable {
        found.append(Problem("spaces.problem.unlettable", field: "cells", ["cell": cell.code]))
      }
      if let neighbours, !neighbours.isConnected(cells.map(\.id)) {
        let codes = Dictionary(cells.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
        let parts = neighbours.components(of: cells.map(\.id)).map { $0.compactMap { codes[$0] }.joined(separator: ", ") }
        found.append(Problem("spaces.problem.apart", field: "cells", ["parts": parts.joined(separator: " | ")]))
      }
    }
    guard let span else { return found }
    for cell in cells where !cell.span.covers(span) {
      if let last = cell.span.last {
        let days = ["cell": cell.code, "from": "\(cell.span.from)", "last": "\(last)"]
        found.append(Problem("spaces.problem.cellGone", field: "cells", days))
      } else {
        found.append(Problem("spaces.problem.cellNotYet", field: "cells", ["cell": cell.code, "from": "\(cell.span.from)"]))
      }
    }
    return found
  }

  private var dayProblems: [Problem] {
    var found: [Problem] = []
    // Only what hangs on a milestone may begin before the doors open, for it will move; works may well be what opens them.
    if kind != .works, !isBound, let opens = cells.compactMap(\.opens).max(), from < opens {
      let closed = cells.filter { ($0.opens ?? from) > from }.map(\.code).joined(separator: ", ")
      found.append(Problem("spaces.problem.unopened", field: "from", ["cells": closed, "day": "\(opens)"]))
    }
    if let headLease {
      if from < headLease.from {
        found.append(Problem("spaces.problem.beforeHeadLease", field: "from", ["day": "\(headLease.from)"]))
      }
      if let end = headLease.until {
        if from >= end { found.append(Problem("spaces.problem.afterHeadLease", field: "from", ["last": "\(end - 1)"])) }
        if let until, until > end { found.append(Problem("spaces.problem.pastHeadLease", field: "last", ["last": "\(end - 1)"])) }
      }
    }
    if span == nil { found.append(Problem("spaces.problem.reversed", field: "last", ["from": "\(from)"])) }
    if kind == .works, until == nil { found.append(Problem("spaces.problem.worksWithoutEnd", field: "last")) }
    return found
  }

  private var expiryProblems: [Problem] {
    switch kind {
    case .let, .works:
      return expires == nil ? [] : [Problem("spaces.problem.expiryNotTaken", field: "expires_on")]
    case .option, .offer:
      guard let expires else { return [Problem("spaces.problem.expiryMissing", field: "expires_on")] }
      if expires <= today { return [Problem("spaces.problem.expiryPast", field: "expires_on", ["today": "\(today)"])] }
      if let end = headLease?.until, expires > end {
        return [Problem("spaces.problem.expiryAfterLease", field: "expires_on", ["last": "\(end - 1)"])]
      }
      if let until, expires > until { return [Problem("spaces.problem.expiryAfterEnd", field: "expires_on", ["last": "\(until - 1)"])] }
      return []
    }
  }
}
