import Kernel
import Store

/// The rent asked per m² and year for a kind of cell in a building, from a day until the next is said.
package struct ListRent: RowReadable, Sendable, Hashable {
  package let id: ID<ListRent>
  package let building: ID<Building>
  package let kind: CellKind
  package let from: Day
  package let yearly: Money

  package init(row: Row) throws {
    id = try row.get("id")
    building = try row.get("building")
    kind = try row.get("cell_kind")
    from = try row.get("from_day")
    yearly = try row.get("yearly")
  }
}

extension Transaction {
  package borrowing func listRents() throws -> [ListRent] { try all("SELECT * FROM list_rents ORDER BY building, cell_kind, from_day") }
  package borrowing func listRents(of building: ID<Building>) throws -> [ListRent] {
    try all("SELECT * FROM list_rents WHERE building = \(building) ORDER BY cell_kind, from_day")
  }
  /// What is asked on that day, one line a kind that has one.
  package borrowing func listRents(on day: Day) throws -> [ListRent] {
    try all(
      """
      SELECT * FROM list_rents r WHERE from_day = (
        SELECT MAX(s.from_day) FROM list_rents s WHERE s.building = r.building AND s.cell_kind = r.cell_kind AND s.from_day <= \(day))
      ORDER BY building, cell_kind
      """)
  }
}
