import Kernel
import Store

package enum Sites {}
package enum Reshapings {}

extension CellKind: Bindable, Fetchable {}
extension HoldKind: Bindable, Fetchable {}
extension HoldEnd: Bindable, Fetchable {}
extension MilestoneKind: Bindable, Fetchable {}
extension NoiseZone: Bindable, Fetchable {
  package var value: Value { .integer(rawValue) }
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self.init(rawValue: integer)
  }
}

/// A ring is stored as `x,y x,y …` in millimetres.
extension Polygon: Bindable, Fetchable {
  package var text: String { ring.map { "\($0.x),\($0.y)" }.joined(separator: " ") }
  package var value: Value { .text(text) }
  package init?(_ value: Value) {
    guard let text = value.text else { return nil }
    var ring: [Point] = []
    for pair in text.utf8.split(separator: UInt8(ascii: " ")) {
      let numbers = pair.split(separator: UInt8(ascii: ",")).compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
      guard numbers.count == 2 else { return nil }
      ring.append(Point(numbers[0], numbers[1]))
    }
    self.init(known: ring)
  }
}

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
}

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
}

/// The atom of the plan. It exists over a span: merging and splitting ends some cells and begins others.
package struct Cell: RowReadable, Sendable, Hashable {
  package let id: ID<Cell>
  /// The number the database guards holders by.
  package let number: Int64
  package let level: ID<Level>
  /// What is written on the door: `H1-014`.
  package let code: String
  package let name: String
  package let kind: CellKind
  package let outline: Polygon
  package let area: FloorArea
  package let noise: NoiseZone
  package let hasWindow: Bool
  /// Legal maximum of public in the room.
  package let capacity: Int?
  package let workplaces: Int
  /// A JSON object of texts.
  package let attributes: String
  package let span: DaySpan

  package init(row: Row) throws {
    id = try row.get("id")
    number = try row.get("number")
    level = try row.get("level")
    code = try row.get("code")
    name = try row.get("name")
    kind = try row.get("kind")
    outline = try row.get("outline")
    area = try row.get("area")
    noise = try row.get("noise")
    hasWindow = try row.get("has_window")
    capacity = try row.get("capacity")
    workplaces = try row.get("workplaces")
    attributes = try row.get("attributes")
    span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
  }
}
