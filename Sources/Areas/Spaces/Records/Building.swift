import Kernel
import Store

/// A building, with what places it on the earth and what makes two of its cells neighbours.
package struct Building: RowReadable, Sendable, Hashable {
  package let id: ID<Building>
  package let site: ID<Sites>
  package let key: String
  package let name: String
  /// Billionths of a degree, of the corner the plan is measured from.
  package let latitude: Int64
  package let longitude: Int64
  /// Thousandths of a degree that the plan's x axis is turned clockwise from east.
  package let bearing: Int64
  /// Millimetres of common wall that make two cells neighbours.
  package let sharedWall: Int64
  /// Millimetres that two outlines may be apart and still share the wall between them.
  package let wallGap: Int64
  package let place: Int

  package init(row: Row) throws {
    id = try row.get("id")
    site = try row.get("site")
    key = try row.get("external_key")
    name = try row.get("name")
    latitude = try row.get("latitude")
    longitude = try row.get("longitude")
    bearing = try row.get("bearing")
    sharedWall = try row.get("shared_wall")
    wallGap = try row.get("wall_gap")
    place = try row.get("place")
  }

  package var subject: String { "building/\(id)" }
}

extension Transaction {
  package borrowing func buildings() throws -> [Building] { try all("SELECT * FROM buildings ORDER BY place, name, id") }
  package borrowing func building(_ id: ID<Building>) throws -> Building? { try one("SELECT * FROM buildings WHERE id = \(id)") }
  package borrowing func building(key: String) throws -> Building? { try one("SELECT * FROM buildings WHERE external_key = \(key)") }
}
