import Kernel

/// How a lease counts and charges its days from a day on, as an amendment changed it. See docs/leasing.md, "Amending the terms".
package struct ScheduledTerms: Hashable, Sendable {
  package let from: Day
  package let proration: Proration
  package let rhythm: Rhythm
  /// A period in progress ends the day before: another rhythm or another VAT begins.
  package let opensPeriod: Bool

  package init(from: Day, proration: Proration, rhythm: Rhythm, opensPeriod: Bool) {
    (self.from, self.proration, self.rhythm, self.opensPeriod) = (from, proration, rhythm, opensPeriod)
  }
}

extension RentSchedule {
  package func proration(on day: Day) -> Proration { amended.last { $0.from <= day }?.proration ?? proration }
  package func rhythm(on day: Day) -> Rhythm { amended.last { $0.from <= day }?.rhythm ?? rhythm }

  /// The civil month or quarter that holds the day, cut where an amendment opens another period.
  package func period(of day: Day) -> DaySpan {
    let civil = rhythm(on: day).period(of: day)
    let cuts = amended.filter(\.opensPeriod).map(\.from)
    let from = cuts.last { $0 <= day }.map { max($0, civil.from) } ?? civil.from
    return DaySpan(from: from, until: DaySpan.earlier(civil.until, cuts.first { $0 > day }))
  }
  /// The periods that touch the span, which must have an end.
  package func periods(touching span: DaySpan) -> [DaySpan] {
    var periods: [DaySpan] = []
    var next = period(of: span.from)
    while let until = next.until, periods.count < 2000 {
      periods.append(next)
      guard let end = span.until, until < end else { break }
      next = period(of: until)
    }
    return periods
  }
}
