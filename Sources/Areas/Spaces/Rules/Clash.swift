import Kernel

/// Days on which a standing hold keeps a cell from everybody else: one line of the blocking table, with what is said of it.
package struct BlockedSpan: Hashable, Sendable {
  package let cell: ID<Cell>
  package let hold: ID<Hold>
  /// Name of the organisation; empty for works.
  package let holder: String
  package let kind: HoldKind
  package let span: DaySpan

  package init(cell: ID<Cell>, hold: ID<Hold>, holder: String, kind: HoldKind, span: DaySpan) {
    (self.cell, self.hold, self.holder, self.kind, self.span) = (cell, hold, holder, kind, span)
  }
}

/// A cell that is wanted on days on which another hold keeps it.
package struct Clash: Hashable, Sendable {
  package let cell: ID<Cell>
  /// What is written on the cell's door.
  package let code: String
  /// The hold that is in the way.
  package let other: BlockedSpan
  /// The days both want.
  package let days: DaySpan

  package init(cell: ID<Cell>, code: String, other: BlockedSpan, days: DaySpan) {
    (self.cell, self.code, self.other, self.days) = (cell, code, other, days)
  }

  /// `spaces.problem.clash.let` and so on with `cell`, `holder`, `from` and `last` (the last day), or `…letOpen` without `last`.
  package func problem(field: String? = "cells", _ more: [String: String] = [:]) -> Problem {
    var arguments = ["cell": code, "holder": other.holder, "from": "\(other.span.from)"]
    if let last = other.span.last { arguments["last"] = "\(last)" }
    let name = other.kind.rawValue + (other.span.last == nil ? "Open" : "")
    return Problem("spaces.problem.clash.\(name)", field: field, arguments.merging(more) { $1 })
  }
}
