import Kernel
import Store

/// A floor of a building, inside whose outline its cells lie.
package struct Level: RowReadable, Sendable, Hashable {
  package let id: ID<Level>
  package let building: ID<Building>
  package let key: String
  package let name: String
  package let shortName: String
  /// 0 is the ground floor.
  package let ordinal: Int
  package let outline: Polygon
  /// Before its planned day the cells are out of service.
  package let commissioning: ID<Milestone>?
  package let place: Int

  package init(row: Row) throws {
    id = try row.get("id")
    building = try row.get("building")
    key = try row.get("external_key")
    name = try row.get("name")
    shortName = try row.get("short_name")
    ordinal = try row.get("ordinal")
    outline = try row.get("outline")
    commissioning = try row.get("commissioning")
    place = try row.get("place")
  }

  package var subject: String { "level/\(id)" }
}

extension Transaction {
  package borrowing func levels() throws -> [Level] {
    try all(
      """
      SELECT l.* FROM levels l JOIN buildings b ON b.id = l.building ORDER BY b.place, b.name, b.id, l.place, l.ordinal, l.id
      """)
  }
  package borrowing func levels(of building: ID<Building>) throws -> [Level] {
    try all("SELECT * FROM levels WHERE building = \(building) ORDER BY place, ordinal, id")
  }
  package borrowing func levels(_ ids: [ID<Level>]) throws -> [Level] {
    try all("SELECT * FROM levels WHERE id IN \(list: ids) ORDER BY place, ordinal, id")
  }
  package borrowing func level(_ id: ID<Level>) throws -> Level? { try one("SELECT * FROM levels WHERE id = \(id)") }
  package borrowing func level(key: String) throws -> Level? { try one("SELECT * FROM levels WHERE external_key = \(key)") }

  /// The planned or reached day of the commissioning of each level that hangs on one; the others are in service.
  package borrowing func openings() throws -> [ID<Level>: Day] {
    let found = try rows(
      """
      SELECT l.id, d.day FROM levels l JOIN milestone_dates d ON d.milestone = l.commissioning
      WHERE d.sequence = (SELECT MAX(e.sequence) FROM milestone_dates e WHERE e.milestone = d.milestone)
      """)
    return Dictionary(uniqueKeysWithValues: try found.map { (try $0.get("id"), try $0.get("day")) })
  }
}
