import Kernel
import Store

extension Parameter: Bindable, Fetchable {}

extension ParameterFact: RowReadable {
  package init(row: Row) throws {
    self.init(
      try row.get("name"), from: try row.get("from_day"), value: try row.get("value"), reference: try row.get("reference"),
      source: try row.get("source"), isVerified: try row.get("verified"))
  }
}

extension Transaction {
  /// What the parameter is on that day: the value that began last, as it was said last. Refuses a day before the first.
  package borrowing func parameter(_ parameter: Parameter, on day: Day) throws -> ParameterFact {
    let found: ParameterFact? = try one(
      """
      SELECT * FROM ledger_parameters WHERE name = \(parameter) AND from_day <= \(day) ORDER BY from_day DESC, added_at DESC LIMIT 1
      """)
    guard let found else {
      throw Refusal.conflict("ledger.problem.parameter", ["name": parameter.rawValue, "day": day.description])
    }
    return found
  }

  /// All values that are or were right, the newest first; one that was corrected is left out.
  package borrowing func parameters(_ parameter: Parameter? = nil) throws -> [ParameterFact] {
    let which: SQL = parameter.map { "AND p.name = \($0)" } ?? ""
    return try all(
      """
      SELECT * FROM ledger_parameters p WHERE NOT EXISTS (
        SELECT 1 FROM ledger_parameters later WHERE later.name = p.name AND later.from_day = p.from_day AND later.added_at > p.added_at
      ) \(which) ORDER BY p.name, p.from_day DESC
      """)
  }

  /// The rate between professionals of the half-year in which the day lies.
  package borrowing func lateRate(on day: Day) throws -> LateRate {
    LateRate(
      centralBank: try parameter(.centralBank, on: day), margin: try parameter(.lateMargin, on: day),
      legal: try parameter(.legalProfessional, on: day), floor: try parameter(.lateFloor, on: day))
  }
}
