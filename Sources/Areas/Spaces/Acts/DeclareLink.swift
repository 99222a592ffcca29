import Kernel
import Store

/// Declares two cells neighbours by hand, or not neighbours although they share a wall. Said again, it is said anew.
package struct DeclareLink: Act {
  package let first: ID<Cell>
  package let second: ID<Cell>
  package let joined: Bool
  package let reason: String

  package init(_ first: ID<Cell>, _ second: ID<Cell>, joined: Bool = true, reason: String = "") {
    (self.first, self.second, self.joined, self.reason) = (min(first, second), max(first, second), joined, reason)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<DeclaredLink> {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    if first == second { throw Refusal.invalid("spaces.problem.linkToItself", field: "second") }
    let cells = try transaction.cells([first, second])
    guard cells.count == 2 else { throw Refusal.notFound }
    let known = try transaction.links(among: [first, second]).first
    let id = known?.id ?? ID<DeclaredLink>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO cell_links (id, first_cell, second_cell, joined, reason) VALUES (\(id), \(first), \(second), \(joined), \(reason))
      ON CONFLICT (first_cell, second_cell) DO UPDATE SET joined = excluded.joined, reason = excluded.reason
      """)
    if !joined { try transaction.refuseTornSpaces(at: now) }
    for cell in cells {
      try transaction.note(
        "spaces.link.declare", on: cell.subject, by: viewer, at: now,
        after: try audited(["cells": cells.map(\.code).joined(separator: " "), "joined": joined ? "1" : "0", "reason": reason]))
    }
    try transaction.renewPlan()
    return id
  }
}

/// Takes a declared link back: the walls alone say again whether the two are neighbours.
package struct RemoveLink: Act {
  package let link: ID<DeclaredLink>

  package init(_ link: ID<DeclaredLink>) { self.link = link }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard let known: DeclaredLink = try transaction.one("SELECT * FROM cell_links WHERE id = \(link)") else { throw Refusal.notFound }
    try transaction.run("DELETE FROM cell_links WHERE id = \(link)")
    if known.isJoined { try transaction.refuseTornSpaces(at: now) }
    let cells = try transaction.cells([known.first, known.second])
    for cell in cells {
      try transaction.note(
        "spaces.link.remove", on: cell.subject, by: viewer, at: now,
        before: try audited(["cells": cells.map(\.code).joined(separator: " ")]))
    }
    try transaction.renewPlan()
  }
}
