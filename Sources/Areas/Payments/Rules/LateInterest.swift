import Kernel

/// What was owed of a document from a day until another, which is not counted.
package struct OwedSpan: Hashable, Sendable {
  package let span: DaySpan
  package let amount: Money

  package init(_ span: DaySpan, _ amount: Money) { (self.span, self.amount) = (span, amount) }
}

/// A rate and the days it serves.
package struct DatedRate: Hashable, Sendable {
  package let span: DaySpan
  package let rate: Percentage

  package init(_ span: DaySpan, _ rate: Percentage) { (self.span, self.rate) = (span, rate) }
}

/// One step of the sum: so much, so many days, at this rate.
package struct InterestStep: Hashable, Sendable {
  package let from: Day
  package let days: Int
  package let amount: Money
  package let rate: Percentage
}

/// Interest for late payment (docs/dunning.md): simple, by days of a year of 365, rounded once at the end.
package enum LateInterest {
  package static let daysOfYear: Int64 = 365

  package static func steps(owed: [OwedSpan], rates: [DatedRate]) -> [InterestStep] {
    owed.flatMap { owed in
      rates.compactMap { rate -> InterestStep? in
        guard let until = DaySpan.earlier(owed.span.until, rate.span.until) else { return nil }
        let from = max(owed.span.from, rate.span.from)
        guard until > from, owed.amount > .zero else { return nil }
        return InterestStep(from: from, days: until - from, amount: owed.amount, rate: rate.rate)
      }
    }
  }

  /// The sum of amount × rate × days ÷ 365, rounded half up to the cent once.
  package static func total(_ steps: [InterestStep]) -> Money {
    let sum = steps.reduce(Int64(0)) { $0 + $1.amount.cents * $1.rate.basisPoints * Int64($1.days) }
    return Money(cents: sum).fraction(1, of: 10_000 * daysOfYear)
  }

  /// Whether anything was open after the due day, were it for less than a day of interest: then the fixed indemnity is owed (D441-5).
  package static func wasLate(_ amount: Money, payments: [(day: Day, amount: Money)], due: Day) -> Bool {
    var rest = payments.filter { $0.day <= due }.reduce(amount) { $0 - $1.amount }
    // What was paid in time and came back is late as well.
    for payment in payments.filter({ $0.day > due }).sorted(by: { $0.day < $1.day }) where rest <= .zero { rest = rest - payment.amount }
    return rest > .zero
  }

  /// What was owed between two days, given what was paid when: amounts are what is paid, negative what came back.
  package static func owed(_ amount: Money, payments: [(day: Day, amount: Money)], within span: DaySpan) -> [OwedSpan] {
    guard let until = span.until else { return [] }
    var rest = amount
    var spans: [OwedSpan] = []
    var from = span.from
    for (day, paid) in payments.sorted(by: { $0.day < $1.day }) {
      // On the day it is paid it is no longer owed.
      if day > from, day < until {
        if rest > .zero { spans.append(OwedSpan(DaySpan(from: from, until: day), rest)) }
        from = day
      }
      if day < until { rest = rest - paid }
    }
    if rest > .zero, from < until { spans.append(OwedSpan(DaySpan(from: from, until: until), rest)) }
    return spans
  }
}
