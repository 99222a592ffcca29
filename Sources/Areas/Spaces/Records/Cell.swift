import Kernel
import Store

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

  package var subject: String { "cell/\(id)" }
}

// Days are text of one width, so that comparing texts compares days. `$day` in a span: from_day <= day AND (until_day IS NULL OR until_day > day).
extension Transaction {
  package borrowing func cell(_ id: ID<Cell>) throws -> Cell? { try one("SELECT * FROM cells WHERE id = \(id)") }
  package borrowing func cells(_ ids: [ID<Cell>]) throws -> [Cell] {
    try all("SELECT * FROM cells WHERE id IN \(list: ids) ORDER BY code, from_day")
  }
  /// Every cell there ever was or is planned.
  package borrowing func cells() throws -> [Cell] { try all("SELECT * FROM cells ORDER BY code, from_day") }
  package borrowing func cells(of level: ID<Level>) throws -> [Cell] {
    try all("SELECT * FROM cells WHERE level = \(level) ORDER BY code, from_day")
  }
  package borrowing func cells(of level: ID<Level>, on day: Day) throws -> [Cell] {
    try all("SELECT * FROM cells WHERE level = \(level) AND \(existing(on: day)) ORDER BY code")
  }
  package borrowing func cells(in building: ID<Building>) throws -> [Cell] {
    try all("SELECT * FROM cells WHERE level IN (SELECT id FROM levels WHERE building = \(building)) ORDER BY code, from_day")
  }
  package borrowing func cells(in building: ID<Building>, on day: Day) throws -> [Cell] {
    try all(
      """
      SELECT * FROM cells WHERE level IN (SELECT id FROM levels WHERE building = \(building)) AND \(existing(on: day)) ORDER BY code
      """)
  }
  package borrowing func cells(on day: Day) throws -> [Cell] { try all("SELECT * FROM cells WHERE \(existing(on: day)) ORDER BY code") }
  /// What is written on the door on that day.
  package borrowing func cell(code: String, on day: Day) throws -> Cell? {
    try one("SELECT * FROM cells WHERE code = \(code) AND \(existing(on: day))")
  }
  package borrowing func cells(codes: [String], on day: Day) throws -> [Cell] {
    try all("SELECT * FROM cells WHERE code IN \(list: codes) AND \(existing(on: day)) ORDER BY code")
  }
  /// By what was typed: the cells that ever bore it, or that bore it on a day. Whether in large or small letters matters only where two cells
  /// differ by nothing else.
  package borrowing func cells(typed codes: [String], on day: Day? = nil) throws -> [String: [Cell]] {
    let codes = codes.filter { !$0.utf8.contains(0) }
    let exact: [Cell] = try all("SELECT * FROM cells WHERE code IN \(list: codes) ORDER BY code, from_day")
    func bearing(_ cells: [Cell]) -> [Cell] { day.map { day in cells.filter { $0.span.contains(day) } } ?? cells }
    var found = Dictionary(grouping: bearing(exact), by: \.code)
    let missing = codes.filter { found[$0] == nil }
    if missing.isEmpty { return found }
    let alike = Dictionary(grouping: bearing(try cells())) { $0.code.lowercased() }
    for code in missing {
      guard let cells = alike[code.lowercased()], Set(cells.map(\.code)).count == 1 else { continue }
      found[code] = cells
    }
    return found
  }
  /// All that bore this code, one after the other.
  package borrowing func cells(code: String) throws -> [Cell] { try all("SELECT * FROM cells WHERE code = \(code) ORDER BY from_day") }
  package borrowing func cells(of space: ID<Space>) throws -> [Cell] {
    try all("SELECT c.* FROM cells c JOIN space_cells s ON s.cell = c.id WHERE s.space = \(space) ORDER BY c.code, c.from_day")
  }
  /// The cells a hold chooses among, as long as it has not chosen.
  package borrowing func pool(of hold: ID<Hold>) throws -> [Cell] {
    try all("SELECT c.* FROM cells c JOIN hold_pool p ON p.cell = c.id WHERE p.hold = \(hold) ORDER BY c.code, c.from_day")
  }

  private borrowing func existing(on day: Day) -> SQL { "(from_day <= \(day) AND (until_day IS NULL OR until_day > \(day)))" }
}
