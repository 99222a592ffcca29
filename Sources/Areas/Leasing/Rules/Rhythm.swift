import Kernel

/// How often and when a lease is charged.
package struct Rhythm: Hashable, Sendable {
  package enum Frequency: String, Sendable, CaseIterable {
    case month, quarter
    package var months: Int { self == .month ? 1 : 3 }
  }
  package enum Timing: String, Sendable, CaseIterable { case advance, arrears }
  package let frequency: Frequency
  package let timing: Timing

  package init(_ frequency: Frequency, _ timing: Timing) { (self.frequency, self.timing) = (frequency, timing) }

  /// The civil month or quarter that holds the day.
  package func period(of day: Day) -> DaySpan {
    switch frequency {
    case .month: day.month.span
    case .quarter: Quarter(of: day).span
    }
  }
  /// From which day a period may be charged, to a tenant who holds from `first` on.
  package func chargeableFrom(_ period: DaySpan, holding: DaySpan) -> Day {
    switch timing {
    case .advance: max(period.from, holding.from)
    case .arrears: period.until ?? period.from
    }
  }
}
