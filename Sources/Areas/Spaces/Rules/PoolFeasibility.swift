import Kernel

/// A promise of some cells among several: `count` of `cells` on the days of `span`.
package struct PoolRequest: Hashable, Sendable {
  package let hold: ID<Hold>
  package let holder: String
  package let count: Int
  package let cells: [ID<Cell>]
  package let span: DaySpan

  package init(hold: ID<Hold>, holder: String, count: Int, cells: [ID<Cell>], span: DaySpan) {
    (self.hold, self.holder, self.count, self.cells, self.span) = (hold, holder, count, cells, span)
  }
}

/// Why promises cannot all be kept: together these want more cells than are left to them on those days.
package struct PoolShortage: Hashable, Sendable {
  /// As few promises as show it.
  package let requests: [PoolRequest]
  /// All the cells that any of them may take and nobody else has.
  package let cells: [ID<Cell>]
  package let wanted: Int
  package let days: DaySpan

  package func problem(codes: [ID<Cell>: String], field: String? = "cells") -> Problem {
    var arguments = [
      "wanted": "\(wanted)", "left": "\(cells.count)", "holders": requests.map(\.holder).joined(separator: ", "),
      "cells": cells.isEmpty ? "—" : cells.map { codes[$0] ?? $0.text }.joined(separator: ", "), "from": "\(days.from)",
    ]
    if let last = days.last { arguments["last"] = "\(last)" }
    return Problem("spaces.problem.poolShort" + (days.last == nil ? "Open" : ""), field: field, arguments)
  }
}

/// Whether all promises of "k among these" can be kept together, beside all that holds known cells. See docs/placing.md.
package struct PoolFeasibility: Sendable {
  private let requests: [PoolRequest]
  /// For each request the cells that are its own to take on all of its days.
  private let takeable: [[Int]]
  private let cells: [ID<Cell>]

  /// - Parameter existence: the days on which a cell is there; a cell not named is there always.
  package init(_ requests: [PoolRequest], blocked: [BlockedSpan], existence: [ID<Cell>: DaySpan] = [:]) {
    let requests = requests.sorted { ($0.span.from, $0.hold) < ($1.span.from, $1.hold) }
    let own = Set(requests.map(\.hold))
    let cells = Set(requests.flatMap(\.cells)).sorted()
    let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
    let taken = Dictionary(grouping: blocked.filter { !own.contains($0.hold) }, by: \.cell)
    // A holder does not move from cell to cell: what is not free on all days of a promise is nothing to it.
    takeable = requests.map { request in
      Set(request.cells)
        .filter { cell in
          (existence[cell]?.covers(request.span) ?? true) && !(taken[cell] ?? []).contains { $0.span.overlaps(request.span) }
        }
        .compactMap { places[$0] }.sorted()
    }
    (self.requests, self.cells) = (requests, cells)
  }

  /// nil when on every day all can be served at once; otherwise the first days on which they cannot, and by how much.
  package func shortage() -> PoolShortage? {
    let ends = requests.flatMap { [$0.span.from] + ($0.span.until.map { [$0] } ?? []) }
    let days = Set(ends).sorted()
    for (place, day) in days.enumerated() {
      let active = requests.indices.filter { requests[$0].count > 0 && requests[$0].span.contains(day) }
      guard let short = shortage(among: active) else { continue }
      let common = short.dropFirst().reduce(requests[short[0]].span) { $0.intersection(requests[$1].span) ?? $0 }
      let next = place + 1 < days.count ? days[place + 1] : nil
      return PoolShortage(
        requests: short.map { requests[$0] }, cells: reach(short).sorted().map { cells[$0] }, wanted: demand(short),
        days: DaySpan(checking: day, until: common.until) ?? DaySpan(checking: day, until: next) ?? requests[short[0]].span)
    }
    return nil
  }

  /// Cells for each hold that would keep every promise at once, were all of them to begin now; nil when there are none.
  package func assignment() -> [ID<Hold>: [ID<Cell>]]? {
    var matching = Matching(takeable: takeable, cells: cells.count)
    for place in requests.indices {
      for _ in 0..<max(0, min(requests[place].count, cells.count + 1)) where !matching.serve(place) { return nil }
    }
    var found: [ID<Hold>: [ID<Cell>]] = [:]
    for (cell, owner) in matching.owners.enumerated() where owner >= 0 { found[requests[owner].hold, default: []].append(cells[cell]) }
    return found
  }

  private func demand(_ group: [Int]) -> Int { group.reduce(0) { $0 + min(requests[$1].count, 1_000_000) } }
  private func reach(_ group: [Int]) -> Set<Int> { Set(group.flatMap { takeable[$0] }) }

  private func shortage(among active: [Int]) -> [Int]? {
    var matching = Matching(takeable: takeable, cells: cells.count)
    for place in active {
      for _ in 0..<min(requests[place].count, cells.count + 1) where !matching.serve(place) {
        // Whoever was asked in vain to give way: they want more than all of them can take. Then leave out whom the proof does not need.
        var group = matching.asked.sorted()
        for member in group.reversed() where group.count > 1 {
          let rest = group.filter { $0 != member }
          if demand(rest) > reach(rest).count { group = rest }
        }
        return group
      }
    }
    return nil
  }
}
