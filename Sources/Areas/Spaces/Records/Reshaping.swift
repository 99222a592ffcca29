import Kernel
import Store

package enum Reshapings {}

package enum ReshapingKind: String, Sendable, CaseIterable, Codable {
  case merge, split, redraw
}
extension ReshapingKind: Bindable, Fetchable {}

/// Works that end some cells and begin others on a day.
package struct Reshaping: RowReadable, Sendable, Hashable {
  package let id: ID<Reshapings>
  package let level: ID<Level>
  package let kind: ReshapingKind
  /// The first day of the new cells.
  package let day: Day
  package let works: DaySpan?
  package let cost: Money
  package let note: String
  package let madeAt: Instant

  package init(row: Row) throws {
    id = try row.get("id")
    level = try row.get("level")
    kind = try row.get("kind")
    day = try row.get("day")
    let from: Day? = try row.get("works_from")
    let until: Day? = try row.get("works_until")
    works = from.flatMap { DaySpan(checking: $0, until: until) }
    cost = try row.get("cost")
    note = try row.get("note")
    madeAt = try row.get("made_at")
  }
}

/// A reshaping with the codes of the cells it ended and began.
package struct ReshapingLine: Sendable, Hashable {
  package let reshaping: Reshaping
  package let before: [ID<Cell>]
  package let beforeCodes: [String]
  package let after: [ID<Cell>]
  package let afterCodes: [String]
}

extension Transaction {
  package borrowing func reshapings(of level: ID<Level>) throws -> [ReshapingLine] {
    try lines("SELECT * FROM reshapings WHERE level = \(level) ORDER BY day, id")
  }
  package borrowing func reshaping(_ id: ID<Reshapings>) throws -> ReshapingLine? {
    try lines("SELECT * FROM reshapings WHERE id = \(id)").first
  }
  package borrowing func reshapings() throws -> [ReshapingLine] { try lines("SELECT * FROM reshapings ORDER BY day, id") }

  /// The reshapings that lead to the cell and those that follow from it, through all generations, in the order of their days.
  package borrowing func ancestry(of cell: Cell) throws -> [ReshapingLine] {
    let known = try reshapings(of: cell.level)
    var chosen: Set<ID<Reshapings>> = []
    var earlier: Set<ID<Cell>> = [cell.id]
    for line in known.reversed() where !earlier.isDisjoint(with: line.after) {
      earlier.formUnion(line.before)
      chosen.insert(line.reshaping.id)
    }
    var later: Set<ID<Cell>> = [cell.id]
    for line in known where !later.isDisjoint(with: line.before) {
      later.formUnion(line.after)
      chosen.insert(line.reshaping.id)
    }
    return known.filter { chosen.contains($0.reshaping.id) }
  }

  private borrowing func lines(_ sql: SQL) throws -> [ReshapingLine] {
    let found: [Reshaping] = try all(sql)
    let sides = try rows(
      """
      SELECT r.reshaping, r.side, c.id, c.code FROM reshaping_cells r JOIN cells c ON c.id = r.cell
      WHERE r.reshaping IN \(list: found.map(\.id)) ORDER BY c.code, c.id
      """)
    var before: [ID<Reshapings>: [(ID<Cell>, String)]] = [:]
    var after: [ID<Reshapings>: [(ID<Cell>, String)]] = [:]
    for row in sides {
      let reshaping: ID<Reshapings> = try row.get("reshaping")
      let side: String = try row.get("side")
      let cell: (ID<Cell>, String) = (try row.get("id"), try row.get("code"))
      if side == "before" { before[reshaping, default: []].append(cell) } else { after[reshaping, default: []].append(cell) }
    }
    return found.map { reshaping in
      let old = before[reshaping.id] ?? []
      let new = after[reshaping.id] ?? []
      return ReshapingLine(
        reshaping: reshaping, before: old.map(\.0), beforeCodes: old.map(\.1), after: new.map(\.0), afterCodes: new.map(\.1))
    }
  }
}
