import Kernel
import Spaces
import Store

/// How VAT falls on the rent of premises.
package enum VATRegime: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  /// Bare premises, landlord opted (CGI 260, 2°).
  case option
  /// Equipped premises and services.
  case compulsory
  /// Bare premises without option (CGI 261 D, 2°).
  case exempt
}

/// The regime of a building's bare premises from a day on.
package struct PremisesRegime: RowReadable, Sendable, Hashable {
  package let building: ID<Building>
  package let from: Day
  package let regime: VATRegime
  /// When the option was declared: it binds to the end of the eighth year after.
  package let declaredOn: Day?
  package let reference: String

  package init(row: Row) throws {
    building = try row.get("building")
    from = try row.get("from_day")
    regime = try row.get("regime")
    declaredOn = try row.get("declared_on")
    reference = try row.get("reference")
  }
  /// From 1 January of the ninth calendar year after the option it may be ended (annexe II, 194).
  package var endableFrom: Day? { regime == .option ? Month(year: (declaredOn ?? from).year + 9, month: 1).first : nil }
}

extension Transaction {
  package borrowing func premisesRegimes() throws -> [PremisesRegime] {
    try all("SELECT * FROM premises_regimes ORDER BY building, from_day")
  }
  package borrowing func premisesRegime(of building: ID<Building>, on day: Day) throws -> PremisesRegime? {
    try one("SELECT * FROM premises_regimes WHERE building = \(building) AND from_day <= \(day) ORDER BY from_day DESC LIMIT 1")
  }
  /// Of the building in which the cells are; nil when nobody said it.
  package borrowing func premisesRegime(of cells: [ID<Cell>], on day: Day) throws -> PremisesRegime? {
    guard let cell = try self.cells(cells).first, let level = try level(cell.level) else { return nil }
    return try premisesRegime(of: level.building, on: day)
  }
}
