import Kernel
import Testing

@testable import Leasing

/// The worked examples of docs/leasing.md, "When one can leave" and "What if".
@Suite("Leaving, and what if") struct LeavingTests {
  let commercial = NoticeRule(months: 6, days: 0, onlyEachThreeYears: true)
  let monthly = NoticeRule(months: 1, days: 0, onlyEachThreeYears: false)

  @Test func theLastDayOnWhichItIsInTime() throws {
    // A commercial lease of 1 July 2024, asked on 24 November 2026: the first end of three years is 1 July 2027; six months before is 1 January 2027.
    let leaving = try #require(Leaving(commercial, holding: span("2024-07-01", nil), told: day("2026-11-24")))
    #expect(leaving.on == day("2027-07-01"))
    #expect(leaving.toldBy == day("2027-01-01"))
    // On that very day it still is, a day later it is three years more.
    #expect(Leaving(commercial, holding: span("2024-07-01", nil), told: day("2027-01-01"))?.on == day("2027-07-01"))
    #expect(Leaving(commercial, holding: span("2024-07-01", nil), told: day("2027-01-02"))?.on == day("2030-07-01"))
    // One month: told on 24 November, gone on 24 December; each day of waiting puts it off by one.
    let month = try #require(Leaving(monthly, holding: span("2026-01-01", "2030-01-01"), told: day("2026-11-24")))
    #expect((month.on, month.toldBy) == (day("2026-12-24"), day("2026-11-24")))
  }

  @Test func everyLatestDayIsTheLastThatIsAllowed() {
    let rules = [
      commercial, monthly, NoticeRule(months: 3, days: 0, onlyEachThreeYears: false),
      NoticeRule(months: 0, days: 15, onlyEachThreeYears: false),
    ]
    for rule in rules {
      for offset in 0..<800 {
        let effective = day("2026-01-01") + offset
        let latest = rule.latest(for: effective)
        let free = NoticeRule(months: rule.months, days: rule.days, onlyEachThreeYears: false)
        #expect(free.allows(effective, received: latest, leaseFrom: day("2020-01-01")), "\(effective)")
        #expect(!free.allows(effective, received: latest + 1, leaseFrom: day("2020-01-01")), "\(effective)")
      }
    }
  }

  @Test func nothingIsSaidOfWhatEndsByItself() {
    // A nursery lease that ends on 15 December 2026: a month from 24 November is later.
    #expect(Leaving(monthly, holding: span("2025-12-16", "2026-12-16"), told: day("2026-11-24")) == nil)
    #expect(Leaving(monthly, holding: span("2025-12-16", "2026-12-25"), told: day("2026-11-24"))?.on == day("2026-12-24"))
    // One that has not begun is left after its first day at the earliest.
    #expect(Leaving(monthly, holding: span("2027-03-01", nil), told: day("2026-11-24"))?.on == day("2027-03-02"))
  }

  @Test func cellsAndLeavingSupposed() throws {
    // Two cells at 300.00 a month and 44.00 of provisions, 30.00 of services, from 1 January 2026.
    func line(_ id: String, _ amount: String, isRent: Bool) -> ScheduledLine {
      ScheduledLine(
        id: id, span: span("2026-01-01", nil), steps: [PriceStep(from: day("2026-01-01"), RentPrice(.month, euros(amount)))], isRent: isRent
      )
    }
    let schedule = RentSchedule(
      span: span("2026-01-01", nil), proration: .actual, rhythm: Rhythm(.month, .advance),
      lines: [line("rent", "300", isRent: true), line("provision", "44", isRent: false), line("services", "30", isRent: false)])
    func net(_ schedule: RentSchedule?, _ month: String) -> Money {
      (schedule?.charges(askedIn: Month(month)!) ?? []).reduce(.zero) { $0 + $1.net }
    }
    func follows(_ line: ScheduledLine) -> Bool { line.id != "services" }
    // One more from 1 March: half of what two cost, 150.00 + 22.00; services stay.
    let more = schedule.supposing(.cells(1, from: day("2026-03-01"), rent: nil), held: 2, follows: follows)
    #expect(net(more, "2026-02") == euros("374"))
    #expect(net(more, "2026-03") == euros("546"))
    // At a rent of its own, 183.00 by cell: 374.00 + 2 × 183.00 + 44.00 = 784.00.
    let priced = schedule.supposing(.cells(2, from: day("2026-03-01"), rent: euros("183")), held: 2, follows: follows)
    #expect(net(priced, "2026-03") == euros("784"))
    // One fewer: 374.00 − 150.00 − 22.00.
    let fewer = schedule.supposing(.cells(-1, from: day("2026-03-01"), rent: nil), held: 2, follows: follows)
    #expect(net(fewer, "2026-03") == euros("202"))
    // Gone after 15 March: 15 days of 31 of each: 145.16 + 21.29 + 14.52.
    let gone = schedule.supposing(.leaving(day("2026-03-16")), held: 2, follows: follows)
    #expect(net(gone, "2026-03") == euros("180.97"))
    #expect(net(gone, "2026-04") == .zero)
    // What was there is never touched.
    #expect(net(schedule, "2026-03") == euros("374"))
  }
}
