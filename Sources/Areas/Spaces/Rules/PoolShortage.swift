import Kernel

/// A promise of some cells among several: `count` of `cells` on the days of `span`.
package struct PoolRequest: Hashable, Sendable {
  package let hold: ID<Hold>
  package let holder: String
  package let count: Int
  package let cells: [ID<Cell>]
  package let span: DaySpan
  /// So many cells, whether they hang together or not.
  package var mayBeApart = false

  package init(hold: ID<Hold>, holder: String, count: Int, cells: [ID<Cell>], span: DaySpan) {
    (self.hold, self.holder, self.count, self.cells, self.span) = (hold, holder, count, cells, span)
  }
}

/// Why promises cannot all be kept: together these want more cells than are left to them on those days, or cells that hang together otherwise.
package struct PoolShortage: Hashable, Sendable {
  /// As few promises as show it.
  package let requests: [PoolRequest]
  /// All the cells that any of them may take and nobody else has.
  package let cells: [ID<Cell>]
  package let wanted: Int
  package let days: DaySpan
  /// There are cells enough on each day, but none can be parted among them so that each has one connected space for all of its days.
  package var isApart = false

  /// Each once, in the order of the promises.
  private var holders: [String] {
    requests.map(\.holder).reduce(into: []) { if !$1.isEmpty, !$0.contains($1) { $0.append($1) } }
  }

  package func problem(codes: [ID<Cell>: String], field: String? = "cells") -> Problem {
    var arguments = [
      "wanted": "\(wanted)", "left": "\(cells.count)", "holders": holders.joined(separator: ", "),
      "cells": cells.isEmpty ? "—" : cells.map { codes[$0] ?? $0.text }.joined(separator: ", "), "from": "\(days.from)",
    ]
    if let last = days.last { arguments["last"] = "\(last)" }
    let code = isApart ? "spaces.problem.poolApart" : "spaces.problem.poolShort"
    return Problem(code + (days.last == nil ? "Open" : ""), field: field, arguments)
  }
}
