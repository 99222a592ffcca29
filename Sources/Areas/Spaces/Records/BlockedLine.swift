import Kernel
import Store

/// A cell that is kept from everybody else over a span: a line of the blocking truth, with the holder's name.
/// Lines of holds that ended stay for the days they held.
package struct BlockedLine: RowReadable, Sendable, Hashable {
  package let hold: ID<Hold>
  package let cell: ID<Cell>
  package let code: String
  package let kind: HoldKind
  package let organisation: OrganisationID?
  /// The usual name; nil for works.
  package let holder: String?
  package let span: DaySpan
  package let expiresOn: Day?
  package let monthlyRent: Money?

  package init(row: Row) throws {
    hold = try row.get("hold")
    cell = try row.get("cell")
    code = try row.get("code")
    kind = try row.get("kind")
    organisation = try row.get("organisation")
    holder = try row.get("holder")
    let until: Int = try row.get("until_number")
    span = DaySpan(from: Day(number: try row.get("from_number")), until: until >= endlessDay ? nil : Day(number: until))
    expiresOn = try row.get("expires_on")
    monthlyRent = try row.get("monthly_rent")
  }

  /// As the rules know it.
  package var blocked: BlockedSpan { BlockedSpan(cell: cell, hold: hold, holder: holder ?? "", kind: kind, span: span) }
}

/// What stands in the blocking table for a span without end: 9999-12-31.
let endlessDay = 2_932_896

extension Transaction {
  /// What blocks any of the cells on any day of the span.
  package borrowing func blockedLines(of cells: [ID<Cell>], in span: DaySpan) throws -> [BlockedLine] {
    try all(
      """
      \(blockedRows) WHERE b.cell IN \(list: cells) AND b.from_number < \(span.until?.number ?? endlessDay) AND b.until_number > \(span.from.number)
      ORDER BY c.code, b.from_number
      """)
  }
  /// Everything that ever blocked the cell.
  package borrowing func blockedLines(of cell: ID<Cell>) throws -> [BlockedLine] {
    try all("\(blockedRows) WHERE b.cell = \(cell) ORDER BY b.from_number")
  }
  /// What blocks cells of a level on any day of the span.
  package borrowing func blockedLines(of level: ID<Level>, in span: DaySpan) throws -> [BlockedLine] {
    try all(
      """
      \(blockedRows) WHERE c.level = \(level) AND b.from_number < \(span.until?.number ?? endlessDay) AND b.until_number > \(span.from.number)
      ORDER BY c.code, b.from_number
      """)
  }
  /// What blocks cells of the whole house on any day of the span.
  package borrowing func blockedLines(in span: DaySpan) throws -> [BlockedLine] {
    try all(
      """
      \(blockedRows) WHERE b.from_number < \(span.until?.number ?? endlessDay) AND b.until_number > \(span.from.number)
      ORDER BY c.code, b.from_number
      """)
  }
}

private let blockedRows: SQL = """
  SELECT b.hold, b.cell, b.from_number, b.until_number, c.code, h.kind, h.organisation, h.expires_on, h.monthly_rent, o.usual_name AS holder
  FROM hold_cells b JOIN cells c ON c.id = b.cell JOIN holds h ON h.id = b.hold LEFT JOIN organisations o ON o.id = h.organisation
  """
