import Kernel
import Testing
import Trials

@testable import Leasing

/// Periods of a lease of 1,000.00 a month whose terms are amended on the way. See docs/leasing.md, "Amending the terms".
@Suite("Amended terms over time") struct ScheduledTermsTests {
  private func schedule(_ rhythm: Rhythm, _ amended: [ScheduledTerms], proration: Proration = .actual) -> RentSchedule {
    let held = span("2026-01-01", nil)
    return RentSchedule(
      span: held, proration: proration, rhythm: rhythm, amended: amended,
      lines: [
        ScheduledLine(
          id: "rent", span: held, steps: [PriceStep(from: day("2026-01-01"), RentPrice(.month, euros("1000")))], isRent: true)
      ])
  }
  private func asked(_ schedule: RentSchedule, _ months: ClosedRange<Int> = 1...7) -> [[Money]] {
    months.map { schedule.charges(askedIn: Month(year: 2026, month: $0)).map(\.net) }
  }
  private let monthly = Rhythm(.month, .advance)
  private let quarterly = Rhythm(.quarter, .advance)

  @Test func aQuarterIsCutWhereAnotherRhythmBegins() {
    let change = ScheduledTerms(from: day("2026-02-01"), proration: .actual, rhythm: monthly, opensPeriod: true)
    let cut = schedule(quarterly, [change])
    #expect(cut.period(of: day("2026-01-20")) == span("2026-01-01", "2026-02-01"))
    #expect(cut.period(of: day("2026-03-20")) == span("2026-03-01", "2026-04-01"))
    #expect(asked(cut) == Array(repeating: [euros("1000")], count: 7))
    // The other way: the rest of the quarter first, then whole ones.
    let longer = ScheduledTerms(from: day("2026-02-01"), proration: .actual, rhythm: quarterly, opensPeriod: true)
    #expect(asked(schedule(monthly, [longer])) == [[euros("1000")], [euros("2000")], [], [euros("3000")], [], [], [euros("3000")]])
  }

  @Test func fromAdvanceToArrearsAndBack() {
    let arrears = ScheduledTerms(from: day("2026-03-01"), proration: .actual, rhythm: Rhythm(.month, .arrears), opensPeriod: true)
    #expect(
      asked(schedule(monthly, [arrears]), 1...5) == [[euros("1000")], [euros("1000")], [], [euros("1000")], [euros("1000")]])
    let back = ScheduledTerms(from: day("2026-05-01"), proration: .actual, rhythm: monthly, opensPeriod: true)
    // April in arrears and May in advance are both asked for on 1 May.
    #expect(
      asked(schedule(monthly, [arrears, back]), 1...6)
        == [[euros("1000")], [euros("1000")], [], [euros("1000")], [euros("1000"), euros("1000")], [euros("1000")]])
  }

  @Test func anotherVATCutsAndAnotherCountDoesNot() {
    let opted = ScheduledTerms(from: day("2026-02-01"), proration: .actual, rhythm: quarterly, opensPeriod: true)
    #expect(asked(schedule(quarterly, [opted]), 1...4) == [[euros("1000")], [euros("2000")], [], [euros("3000")]])
    // Another count of days keeps the quarter whole: January by its 31 days, from February on by thirty.
    let thirty = ScheduledTerms(from: day("2026-02-01"), proration: .thirty, rhythm: quarterly, opensPeriod: false)
    let counted = schedule(quarterly, [thirty])
    #expect(asked(counted, 1...4) == [[euros("3000")], [], [], [euros("3000")]])
    #expect(counted.charges(askedIn: Month(year: 2026, month: 1)).first?.parts.map(\.of) == [31, 30, 30])
  }

  /// Whatever is amended on whichever firsts of months: no day twice, none left out, and the sum is that of the lease.
  @Test(arguments: 0..<40) func nothingIsLost(seed: Int) {
    var chance = Chance(seed: UInt64(seed) &+ 31)
    func rhythm() -> Rhythm { Rhythm(chance.once(in: 2) ? .month : .quarter, chance.once(in: 2) ? .advance : .arrears) }
    let amended = (0..<chance.number(0...4)).map { _ in
      ScheduledTerms(
        from: Month(year: 2026, month: 1).first.adding(months: chance.number(1...20)), proration: .actual, rhythm: rhythm(),
        opensPeriod: true)
    }
    let schedule = schedule(rhythm(), amended)
    var days: [Int] = []
    var sum = Money.zero
    for place in 0..<36 {
      for charge in schedule.charges(askedIn: Month(year: 2026, month: 1) + place) {
        days += Array(charge.span.from.number..<(charge.span.until?.number ?? 0))
        sum += charge.net
      }
    }
    #expect(Set(days).count == days.count)
    let last = days.max() ?? 0
    #expect(days.count == last - day("2026-01-01").number + 1, "no day between is left out")
    let held = DaySpan(from: day("2026-01-01"), until: day("2026-01-01") + days.count)
    #expect(sum == schedule.amount(over: held))
  }
}
