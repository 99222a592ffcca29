import Kernel
import Testing

@testable import Leasing

@Suite("Stays, guarantees, moves") struct StayTests {
  @Test func ladderOfYears() throws {
    // 50 / 75 / 100 % from 1 March 2026, read by a lease of its second year: 25 % remitted to 1 March 2028, nothing after.
    let ladder = try #require(PriceLadder("5000 7500 10000"))
    let all = ladder.reductions(entry: day("2026-03-01"), over: span("2026-03-01", "2030-03-01"))
    #expect(all.map(\.share.basisPoints) == [5000, 2500])
    #expect(all.map(\.span) == [span("2026-03-01", "2027-03-01"), span("2027-03-01", "2028-03-01")])
    let second = ladder.reductions(entry: day("2026-03-01"), over: span("2027-03-01", "2028-03-01"))
    #expect(second.map(\.span) == [span("2027-03-01", "2028-03-01")])
    // The last share holds on.
    #expect(PriceLadder("8000")?.reductions(entry: day("2026-03-01"), over: span("2026-03-01", nil)).map(\.kind) == [.discount])
    #expect(PriceLadder("5000 x") == nil && PriceLadder("10001") == nil)
  }

  @Test func derogatoryLeasesCountTogether() {
    // Two leases of a year and one of eleven months that follow each other from 1 January 2023: 36 months end on 1 January 2026.
    let leases = [span("2023-01-01", "2024-01-01"), span("2024-01-01", "2025-01-01"), span("2025-01-01", "2025-12-01")]
    let counter = StayCounter(leases, months: 36)
    #expect(counter.limit == day("2026-01-01"))
    #expect(!counter.exceeds)
    #expect(StayCounter(leases + [span("2025-12-01", "2026-02-01")], months: 36).exceeds)
    // With a gap the days of before are taken off: 365 days of 2023, back on 1 July 2024, so until 1 July 2027 − 365 = 1 July 2026.
    let back = StayCounter([span("2023-01-01", "2024-01-01"), span("2024-07-01", "2026-07-01")], months: 36)
    #expect(back.limit == day("2026-07-01"))
    #expect(!back.exceeds)
    #expect(StayCounter([span("2023-01-01", nil)], months: 36).exceeds)
    #expect(StayCounter([], months: 36).limit == nil)
  }

  @Test func alarmsAndHardStop() {
    // Term on 31 March 2027 (first day without): 31 March 2026, 30 September, 31 December, 28 February 2027; hard stop 30 April.
    let alarms = StayCounter.alarms(before: day("2027-03-31"))
    #expect(alarms.map(\.day) == [day("2026-03-31"), day("2026-09-30"), day("2026-12-31"), day("2027-02-28")])
    #expect(StayCounter.hardStop(after: day("2027-03-31")) == day("2027-04-30"))
  }

  @Test func guarantees() {
    // A quarter of 12,075.25 a year: 3,018.8125 → 3,018.81. One month and a half of 5,400.00: 675.00.
    #expect(DepositRule.cap(yearlyRent: euros("12075.25"), months: 3) == euros("3018.81"))
    #expect(DepositRule.usual(yearlyRent: euros("5400"), monthHundredths: 150) == euros("675"))
  }

  @Test func notices() {
    let commercial = NoticeRule(months: 6, days: 0, onlyEachThreeYears: true)
    // Lease of 1 February 2019. Received on 31 July 2021 it takes effect on 1 February 2022; a day later, only three years on.
    #expect(commercial.earliest(received: day("2021-07-31"), leaseFrom: day("2019-02-01")) == day("2022-02-01"))
    #expect(commercial.earliest(received: day("2021-08-02"), leaseFrom: day("2019-02-01")) == day("2025-02-01"))
    #expect(!commercial.allows(day("2022-03-01"), received: day("2021-07-01"), leaseFrom: day("2019-02-01")))
    let desk = NoticeRule(months: 0, days: 7, onlyEachThreeYears: false)
    #expect(desk.earliest(received: day("2026-11-28"), leaseFrom: day("2026-01-01")) == day("2026-12-05"))
    #expect(desk.allows(day("2026-12-20"), received: day("2026-11-28"), leaseFrom: day("2026-01-01")))
  }

  /// The table of docs/leasing.md: a commercial lease from 1 February 2019, its term nine years on, by side, reason and day of reception.
  @Test(arguments: [
    (NoticeSide.tenant, LandlordGround.term, "2021-07-31", "2022-02-01"), (.tenant, .term, "2021-08-02", "2025-02-01"),
    (.landlord, .term, "2021-07-31", "2028-02-01"), (.landlord, .rebuilding, "2021-07-31", "2022-02-01"),
    (.landlord, .storeys, "2024-08-02", "2028-02-01"), (.landlord, .term, "2027-08-01", "2028-02-01"),
    // Too late for the term: for the end of the first quarter that is six months off.
    (.landlord, .term, "2027-08-02", "2028-04-01"), (.tenant, .term, "2027-08-02", "2028-04-01"),
    // Prolonged: on 1 October 2028 at the earliest when it is received by 1 April, on 1 January 2029 a day later.
    (.tenant, .term, "2028-04-01", "2028-10-01"), (.tenant, .term, "2028-04-02", "2029-01-01"),
    (.landlord, .housing, "2028-03-31", "2028-10-01"), (.landlord, .term, "2028-03-31", "2028-10-01"),
  ])
  func whoMayEndACommercialLeaseAndWhen(side: NoticeSide, ground: LandlordGround, received: String, expected: String) {
    let rule = NoticeRule(months: 6, days: 0, onlyEachThreeYears: true)
    let (from, term, told) = (day("2019-02-01"), day("2028-02-01"), day(received))
    let exit = rule.earliest(received: told, leaseFrom: from, term: term, by: side, for: ground)
    #expect(exit == day(expected))
    #expect(rule.allows(exit, received: told, leaseFrom: from, term: term, by: side, for: ground))
    for off in [-1, 1, 30] {
      #expect(!rule.allows(exit + off, received: told, leaseFrom: from, term: term, by: side, for: ground), "\(off)")
    }
    // The last day on which it is in time for that day, and not a day later.
    let latest = rule.latest(for: exit)
    #expect(rule.allows(exit, received: latest, leaseFrom: from, term: term, by: side, for: ground))
    #expect(!rule.allows(exit, received: latest + 1, leaseFrom: from, term: term, by: side, for: ground))
  }

  @Test func aMoveQuoted() {
    // From 300.00 to 450.00 a month on 16 April 2026, with both keys for five days: the old space to 20 April included,
    // 20/30 of 300.00 = 200.00; the new from the 16th, 15/30 of 450.00 = 225.00; 300.00 more of deposit.
    let old = ProrationTests.flat(RentPrice(.month, euros("300")), over: span("2025-01-01", "2026-04-21"))
    let new = ProrationTests.flat(RentPrice(.month, euros("450")), over: span("2026-04-16", nil))
    let quote = MoveQuote(
      old: old, new: new, entry: day("2026-04-16"), exit: day("2026-04-21"), oldDeposit: euros("600"), newDeposit: euros("900"))
    #expect(quote.overlapDays == 5)
    #expect(quote.oldRent == euros("200"))
    #expect(quote.newRent == euros("225"))
    #expect(quote.depositDifference == euros("300"))
    #expect(quote.oldMonthly == euros("300") && quote.newMonthly == euros("450"))
  }

  /// The table of docs/leasing.md, state by state: what is not in it is refused.
  @Test func decisions() {
    let table: [(LeaseState, String)] = [
      (.draft, "edit offer withdraw"), (.offered, "offer withdraw sign"), (.withdrawn, ""),
      (.upcoming, "amend freeze giveNotice end growth inventory paper"),
      (.running, "amend index renew freeze giveNotice end move growth inventory paper deposit"),
      (.noticed, "amend index freeze withdrawNotice end inventory paper deposit"), (.undecided, "renew end inventory"),
      (.ended, "inventory deposit paper"),
    ]
    #expect(Set(table.map(\.0)) == Set(LeaseState.allCases))
    for (state, names) in table {
      let expected = Set(names.split(separator: " ").map(String.init))
      for deed in LeaseDeed.allCases {
        #expect(state.allows(deed) == expected.contains(deed.rawValue), "\(state) \(deed)")
        let isRefused = (try? state.demand(deed)) == nil
        #expect(isRefused != expected.contains(deed.rawValue))
      }
    }
  }
}
