import Kernel
import Store

/// A link between two cells, declared by hand, with why.
package struct DeclaredLink: RowReadable, Sendable, Hashable {
  package let id: ID<DeclaredLink>
  /// The lesser id.
  package let first: ID<Cell>
  package let second: ID<Cell>
  /// Neighbours although no wall says so (stairs), or not although they share one.
  package let isJoined: Bool
  package let reason: String

  package init(row: Row) throws {
    id = try row.get("id")
    first = try row.get("first_cell")
    second = try row.get("second_cell")
    isJoined = try row.get("joined")
    reason = try row.get("reason")
  }

  /// Where it leads to from a cell that is one of its ends.
  func other(than cell: ID<Cell>) -> ID<Cell> { first == cell ? second : first }
}

extension Transaction {
  package borrowing func links() throws -> [DeclaredLink] { try all("SELECT * FROM cell_links ORDER BY first_cell, second_cell") }
  /// Those that touch a cell of the building.
  package borrowing func links(in building: ID<Building>) throws -> [DeclaredLink] {
    try all(
      """
      SELECT DISTINCT k.* FROM cell_links k JOIN cells c ON c.id = k.first_cell OR c.id = k.second_cell JOIN levels l ON l.id = c.level
      WHERE l.building = \(building) ORDER BY k.first_cell, k.second_cell
      """)
  }
  /// Those between cells of the list.
  package borrowing func links(among cells: [ID<Cell>]) throws -> [DeclaredLink] {
    try all(
      "SELECT * FROM cell_links WHERE first_cell IN \(list: cells) AND second_cell IN \(list: cells) ORDER BY first_cell, second_cell")
  }
  package borrowing func links(of cell: ID<Cell>) throws -> [DeclaredLink] {
    try all("SELECT * FROM cell_links WHERE first_cell = \(cell) OR second_cell = \(cell) ORDER BY first_cell, second_cell")
  }
}
