import Kernel

/// What a closing covers. A day seals what was validated on it; a month and a year also bar their days to further entries.
package enum ClosingKind: String, Sendable, CaseIterable {
  case day, month, year

  /// The span that comes after everything closed: the whole month or year that holds `from`.
  static func span(_ kind: ClosingKind, from day: Day) -> DaySpan {
    switch kind {
    case .day: DaySpan(from: day, until: day + 1)
    case .month: day.month.span
    case .year: DaySpan(from: Month(year: day.year, month: 1).first, until: Month(year: day.year + 1, month: 1).first)
    }
  }
}

/// What may be closed next, and why not (docs/closing.md).
enum ClosingRule {
  /// The first month that is not closed: after the last one closed, or that of the first entry.
  static func nextMonth(lastClosed: Day?, firstEntry: Day?) -> Month? { lastClosed?.month ?? firstEntry?.month }

  /// Likewise of years.
  static func nextYear(lastClosed: Day?, firstEntry: Day?) -> Int? { lastClosed?.year ?? firstEntry?.year }

  /// A problem, or nil. `closedMonths` is the first day no month closing covers, `closedYears` that of years.
  static func problem(
    closing month: Month, next: Month?, today: Day
  ) -> String? {
    guard let next else { return "ledger.problem.nothingToClose" }
    if month < next { return "ledger.problem.closedAlready" }
    if month > next { return "ledger.problem.closeInOrder" }
    return (month + 1).first > today ? "ledger.problem.monthRuns" : nil
  }
  static func problem(closingYear year: Int, next: Int?, closedMonths: Day?) -> String? {
    guard let next else { return "ledger.problem.nothingToClose" }
    if year < next { return "ledger.problem.closedAlready" }
    if year > next { return "ledger.problem.closeInOrder" }
    guard let closedMonths, closedMonths >= Month(year: year + 1, month: 1).first else { return "ledger.problem.monthsFirst" }
    return nil
  }
}
