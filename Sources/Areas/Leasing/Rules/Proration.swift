import Kernel

/// How days of a month are counted: the lease says it, each invoice shows it. See docs/proration.md.
package enum Proration: String, Sendable, CaseIterable {
  /// Days held over the days that month has.
  case actual
  /// Every month has thirty days, its last day filling it up or not counting.
  case thirty

  package func length(of month: Month) -> Int64 { self == .actual ? Int64(month.length) : 30 }

  /// The days of the month that lie before `day`, by this count; all of them when `day` is after the month.
  package func count(before day: Day, in month: Month) -> Int64 {
    if day <= month.first { return 0 }
    if day >= (month + 1).first { return length(of: month) }
    return self == .actual ? Int64(day - month.first) : min(30, Int64(day - month.first))
  }

  package func days(of span: DaySpan, in month: Month) -> Int64 {
    let end = span.until ?? (month + 1).first
    return max(0, count(before: end, in: month) - count(before: span.from, in: month))
  }

  /// What falls on the days of `span` that lie in `month`, of an amount for the whole month. However a month is cut, its parts add up to it:
  /// each is the difference of two rounded sums from the first of the month.
  package func part(of whole: Money, for span: DaySpan, in month: Month) -> Money {
    let all = length(of: month)
    let end = span.until ?? (month + 1).first
    let before = whole.fraction(count(before: span.from, in: month), of: all)
    let through = whole.fraction(count(before: end, in: month), of: all)
    return span.from < end ? through - before : .zero
  }
}

/// A price by the year or by the month.
package struct RentPrice: Hashable, Sendable {
  package enum Basis: String, Sendable, CaseIterable { case year, month }
  package let basis: Basis
  package let amount: Money

  package init(_ basis: Basis, _ amount: Money) { (self.basis, self.amount) = (basis, amount) }
  /// So much a square metre and year, over an area: rounded once, to the cent of the year.
  package init(rate: Money, area: FloorArea) { self.init(.year, rate.fraction(area.hundredths, of: 100)) }

  package var yearly: Money { basis == .year ? amount : amount * 12 }
  /// As it is said in one figure; the months of a year may differ from it by a cent.
  package var monthly: Money { basis == .month ? amount : amount.fraction(1, of: 12) }

  /// What a month owes. Of a yearly price the twelve months of a calendar year add up to it.
  package func amount(of month: Month) -> Money {
    switch basis {
    case .month: amount
    case .year: amount.fraction(Int64(month.month), of: 12) - amount.fraction(Int64(month.month) - 1, of: 12)
    }
  }

  /// What is left when a share of it is remitted.
  package func less(_ share: Percentage) -> RentPrice { RentPrice(basis, amount.fraction(10_000 - share.basisPoints, of: 10_000)) }
}
