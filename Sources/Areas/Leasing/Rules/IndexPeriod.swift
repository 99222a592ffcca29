import Kernel

/// A clause over the days it holds: as the lease was signed, or as an amendment left it. See docs/indexation.md, "Another clause".
package struct IndexPeriod: Hashable, Sendable {
  package let clause: IndexClause
  package let from: Day
  /// The first day of what follows: another clause, or none.
  package let until: Day?
  /// The first day of revision.
  package let first: Day?
  package let months: Int
  /// What was signed may go on from the lease before; what an amendment says begins anew.
  package let isAmended: Bool

  package init(_ clause: IndexClause, from: Day, until: Day? = nil, first: Day?, every months: Int = 12, isAmended: Bool = false) {
    (self.clause, self.from, self.until, self.first, self.months) = (clause, from, until, first, months)
    self.isAmended = isAmended
  }

  package func holds(on day: Day) -> Bool { from <= day && until.map { day < $0 } ?? true }

  /// The days of revision before `end`.
  package func dates(before end: Day) -> [Day] {
    first.map { IndexRule.dates(first: $0, every: months, before: min(until ?? end, end)) } ?? []
  }
}

extension [IndexPeriod] {
  /// The next day of revision after the last that was done, and the clause it follows.
  package func next(after done: Day?, before end: Day) -> (period: IndexPeriod, day: Day)? {
    for period in self {
      if let day = period.dates(before: end).first(where: { date in done.map { date > $0 } ?? true }) { return (period, day) }
    }
    return nil
  }
}
