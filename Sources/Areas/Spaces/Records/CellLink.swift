import Kernel
import Store

/// Two cells declared neighbours by hand (stairs between levels), or declared not to be although they share a wall.
package struct CellLink: RowReadable, Sendable, Hashable {
  package let id: ID<CellLink>
  /// The lesser id.
  package let first: ID<Cell>
  package let second: ID<Cell>
  package let isJoined: Bool
  package let reason: String

  package init(row: Row) throws {
    id = try row.get("id")
    first = try row.get("first_cell")
    second = try row.get("second_cell")
    isJoined = try row.get("joined")
    reason = try row.get("reason")
  }
}

extension Transaction {
  package borrowing func links() throws -> [CellLink] { try all("SELECT * FROM cell_links ORDER BY first_cell, second_cell") }
  /// Those that touch a cell of the building.
  package borrowing func links(in building: ID<Building>) throws -> [CellLink] {
    try all(
      """
      SELECT k.* FROM cell_links k JOIN cells c ON c.id = k.first_cell JOIN levels l ON l.id = c.level
      WHERE l.building = \(building) ORDER BY k.first_cell, k.second_cell
      """)
  }
  package borrowing func links(of cell: ID<Cell>) throws -> [CellLink] {
    try all("SELECT * FROM cell_links WHERE first_cell = \(cell) OR second_cell = \(cell) ORDER BY first_cell, second_cell")
  }
}
