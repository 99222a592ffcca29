import Kernel
import Testing
import Trials

@testable import Leasing

/// The worked examples of docs/proration.md, with their arithmetic.
@Suite("Proration") struct ProrationTests {
  static func flat(
    _ price: RentPrice, over held: DaySpan, _ proration: Proration = .actual, _ rhythm: Rhythm = Rhythm(.month, .advance),
    reductions: [Reduction] = [], steps: [PriceStep] = [], isRent: Bool = true
  ) -> RentSchedule {
    let line = ScheduledLine(
      id: "rent", span: DaySpan(from: held.from, until: nil), steps: [PriceStep(from: held.from, price)] + steps, isRent: isRent)
    return RentSchedule(span: held, proration: proration, rhythm: rhythm, lines: [line], reductions: reductions)
  }

  @Test func daysOfTheMonthHeld() {
    // 600.00 a month, from 15 June 2026: 16 of 30 days. 600.00 × 16 / 30 = 320.00.
    let june = Month(year: 2026, month: 6)
    #expect(Proration.actual.part(of: euros("600"), for: span("2026-06-15", "2026-07-01"), in: june) == euros("320"))
    // To the 14th included: 14 of 30, 280.00. Together 600.00.
    #expect(Proration.actual.part(of: euros("600"), for: span("2026-06-01", "2026-06-15"), in: june) == euros("280"))
    // One day is one day: 600.00 / 30 = 20.00.
    #expect(Proration.actual.part(of: euros("600"), for: span("2026-06-15", "2026-06-16"), in: june) == euros("20"))
  }

  @Test func leapFebruary() {
    // 1,000.00 a month, held to 15 February 2024 included: 15 of 29. 1,000.00 × 15 / 29 = 517.24; the rest 482.76.
    let february = Month(year: 2024, month: 2)
    #expect(Proration.actual.length(of: february) == 29)
    #expect(Proration.actual.part(of: euros("1000"), for: span("2024-02-01", "2024-02-16"), in: february) == euros("517.24"))
    #expect(Proration.actual.part(of: euros("1000"), for: span("2024-02-16", "2024-03-01"), in: february) == euros("482.76"))
    // In 2023, 15 of 28: 535.71 and 464.29.
    let short = Month(year: 2023, month: 2)
    #expect(Proration.actual.part(of: euros("1000"), for: span("2023-02-01", "2023-02-16"), in: short) == euros("535.71"))
    #expect(Proration.actual.part(of: euros("1000"), for: span("2023-02-16", "2023-03-01"), in: short) == euros("464.29"))
  }

  @Test func thirtyDays() {
    // 900.00 a month, from 20 January: days 20 to 30 are 11 of 30. 900.00 × 11 / 30 = 330.00. The 31st alone is nothing.
    let january = Month(year: 2026, month: 1)
    #expect(Proration.thirty.part(of: euros("900"), for: span("2026-01-20", "2026-02-01"), in: january) == euros("330"))
    #expect(Proration.thirty.part(of: euros("900"), for: span("2026-01-31", "2026-02-01"), in: january) == .zero)
    // From 20 February 2026: its last day fills the month up, 30 − 19 = 11 of 30.
    let february = Month(year: 2026, month: 2)
    #expect(Proration.thirty.part(of: euros("900"), for: span("2026-02-20", "2026-03-01"), in: february) == euros("330"))
    #expect(Proration.thirty.part(of: euros("900"), for: span("2026-02-01", "2026-03-01"), in: february) == euros("900"))
  }

  @Test func twelveMonthsAreAYear() {
    // 12,075.25 a year: 1,006.27 in eleven months of twelve; the sums are 1,006.27, 2,012.54, 3,018.81, 4,025.08 …, 12,075.25.
    let price = RentPrice(.year, euros("12075.25"))
    let months = (1...12).map { price.amount(of: Month(year: 2026, month: $0)) }
    #expect(months.reduce(.zero, +) == euros("12075.25"))
    #expect(months[0] == euros("1006.27"))
    #expect(Set(months).isSubset(of: [euros("1006.27"), euros("1006.28")]))
    // By the square metre: 45.00 m² at 120.00 a year are 5,400.00, 450.00 a month.
    #expect(RentPrice(rate: euros("120"), area: FloorArea(hundredths: 4500)).amount(of: Month(year: 2026, month: 3)) == euros("450"))
  }

  @Test func bothEndsInOneMonth() {
    // From 10 to 19 November 2026: 10 of 30 days of 450.00 are 150.00, in one charge asked on the 10th.
    let schedule = Self.flat(RentPrice(.month, euros("450")), over: span("2026-11-10", "2026-11-20"))
    let charges = schedule.charges(askedIn: Month(year: 2026, month: 11))
    #expect(charges.map(\.net) == [euros("150")])
    #expect(charges.first?.chargeableFrom == day("2026-11-10"))
    #expect(charges.first?.parts.map(\.days) == [10])
    #expect(schedule.charges(askedIn: Month(year: 2026, month: 12)).isEmpty)
  }

  @Test func quartersAheadAndInArrears() {
    let price = RentPrice(.month, euros("300"))
    let held = span("2026-02-16", "2026-08-01")
    // Ahead: 16 February to the end of March is asked on 16 February: 13 of 28 days, 139.29, and March, 300.00.
    let ahead = Self.flat(price, over: held, .actual, Rhythm(.quarter, .advance))
    let february = ahead.charges(askedIn: Month(year: 2026, month: 2))
    #expect(february.map(\.net) == [euros("439.29")])
    #expect(ahead.charges(askedIn: Month(year: 2026, month: 3)).isEmpty)
    #expect(ahead.charges(askedIn: Month(year: 2026, month: 4)).map(\.net) == [euros("900")])
    #expect(ahead.charges(askedIn: Month(year: 2026, month: 7)).map(\.net) == [euros("300")])
    // In arrears: the same sums on 1 April, 1 July and 1 October.
    let after = Self.flat(price, over: held, .actual, Rhythm(.quarter, .arrears))
    let asked = (2...12).map { after.charges(askedIn: Month(year: 2026, month: $0)).map(\.net) }
    #expect(asked == [[], [], [euros("439.29")], [], [], [euros("900")], [], [], [euros("300")], [], []])
  }

  @Test func stepFreeMonthAndFreezeInOneMonth() {
    // 600.00; 660.00 from 16 April 2026; rent free to 10 April; frozen on the 25th to the 30th.
    // 11–15: 600.00 × 5/30 = 100.00 · 16–24: 660.00 × 9/30 = 198.00. Together 298.00.
    let schedule = Self.flat(
      RentPrice(.month, euros("600")), over: span("2026-04-01", nil),
      reductions: [
        Reduction(.free, span("2026-04-01", "2026-04-11"), Percentage(basisPoints: 10_000)),
        Reduction(.freeze, span("2026-04-25", "2026-05-01"), Percentage(basisPoints: 10_000)),
      ], steps: [PriceStep(from: day("2026-04-16"), RentPrice(.month, euros("660")), .amended)])
    let charges = schedule.charges(askedIn: Month(year: 2026, month: 4))
    #expect(charges.map(\.net) == [euros("298")])
    #expect(charges.first?.parts.map(\.amount) == [.zero, euros("100"), euros("198"), .zero])
    #expect(schedule.charges(askedIn: Month(year: 2026, month: 5)).map(\.net) == [euros("660")])
    // Of two reductions on a day the greater counts; services are only frozen.
    let services = Self.flat(
      RentPrice(.month, euros("90")), over: span("2026-04-01", nil), reductions: schedule.reductions, isRent: false)
    #expect(services.charges(askedIn: Month(year: 2026, month: 4)).map(\.net) == [euros("72")])
  }

  @Test func signedLateIsAskedWhenSigned() {
    let line = ScheduledLine(
      id: "rent", span: span("2026-01-01", nil), steps: [PriceStep(from: day("2026-01-01"), RentPrice(.month, euros("100")))], isRent: true)
    let schedule = RentSchedule(
      span: span("2026-01-01", nil), proration: .actual, rhythm: Rhythm(.month, .advance), lines: [line], signedOn: day("2026-03-10"))
    #expect(schedule.charges(askedIn: Month(year: 2026, month: 1)).isEmpty)
    #expect(schedule.charges(askedIn: Month(year: 2026, month: 3)).map(\.net) == [euros("100"), euros("100"), euros("100")])
    #expect(schedule.charges(askedIn: Month(year: 2026, month: 4)).count == 1)
  }

  /// However a life is cut into leases and periods, no day is asked for twice, none is left out, and the parts add up to the whole.
  @Test(arguments: 0..<60) func partsAddUp(seed: Int) {
    var chance = Chance(seed: UInt64(seed))
    let proration: Proration = chance.once(in: 2) ? .actual : .thirty
    let rhythm = Rhythm(chance.once(in: 2) ? .month : .quarter, chance.once(in: 2) ? .advance : .arrears)
    let from = day("2023-01-01") + chance.number(0...500)
    let held = DaySpan(from: from, until: from + chance.number(1...1200))
    let price = RentPrice(chance.once(in: 2) ? .year : .month, Money(cents: Int64(chance.number(1...2_000_000))))
    let steps = (0..<chance.number(0...4)).map { _ in
      PriceStep(from: from + chance.number(1...900), RentPrice(.year, Money(cents: Int64(chance.number(1...2_000_000)))), .amended)
    }
    let whole = Self.flat(price, over: held, proration, rhythm, steps: steps)
    var asked: [ScheduledCharge] = []
    var month = from.month
    while month <= held.until!.month + 4 {
      asked += whole.charges(askedIn: month)
      month = month + 1
    }
    let days = asked.flatMap { charge in charge.parts.flatMap { part in (part.span.from.number..<part.span.until!.number) } }
    let expected = whole.periods(touching: held).flatMap { whole.charges(of: $0) }.flatMap(\.parts).map(\.amount).reduce(.zero, +)
    #expect(Set(days).count == days.count, "a day is asked for twice")
    #expect(days.count == held.length, "a day is left out")
    #expect(asked.reduce(.zero) { $0 + $1.net } == expected)
    #expect(whole.amount(over: held) == expected)
    // Cut anywhere, the two halves ask for what the whole did.
    if let length = held.length, length > 1 {
      let cut = held.from + chance.number(1...(length - 1))
      let first = whole.amount(over: DaySpan(from: held.from, until: cut))
      let second = whole.amount(over: DaySpan(from: cut, until: held.until))
      #expect(first + second == expected)
    }
  }
}
