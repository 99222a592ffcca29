import Kernel

/// How long late interest may be asked for (docs/dunning.md, Limitation).
package enum Limitation: String, Sendable, CaseIterable {
  /// Day by day, so many years after each (C. civ. 2224, C. com. L110-4).
  case professional
  /// The same, in the time of consumers (C. consom. L218-2).
  case consumer
  /// By whole years, from the first of January after (loi 68-1250).
  case publicBody = "public"
}

package enum LimitationRule {
  /// The first day that may still be asked for: what fell due on it is lost when that many years are over, the last day included.
  package static func firstDay(_ limitation: Limitation, years: Int, on day: Day) -> Day {
    if limitation == .publicBody { return Month(year: day.year - years, month: 1).first }
    let first = day.adding(months: -12 * years)
    // On 29 February, what fell due on the 28th is over.
    return first.adding(months: 12 * years) < day ? first + 1 : first
  }

  /// What is left of the days that were not yet charged, and what is lost of them. Interest follows its principal: what is still unpaid of an
  /// invoice that may no longer be asked for bears none.
  package static func split(
    _ span: DaySpan, due: Day, isUnpaid: Bool, firstDay: Day
  ) -> (left: DaySpan?, lost: DaySpan?) {
    guard let until = span.until, span.from < until else { return (nil, nil) }
    if isUnpaid, due + 1 < firstDay { return (nil, span) }
    if firstDay >= until { return (nil, span) }
    if firstDay <= span.from { return (span, nil) }
    return (DaySpan(from: firstDay, until: until), DaySpan(from: span.from, until: firstDay))
  }
}

/// The least that is worth a penalty: what a customer owes below it is kept for later, not given up.
package enum PenaltyFloor {
  package static func isWorthwhile(_ total: Money, floor: Money) -> Bool { total > .zero && total >= floor }
}
