import Kernel
import Testing

@testable import Leasing

@Suite struct ObligationTests {
  private func obligation(_ kind: Obligation.Kind, _ text: String, final: Bool = false, quiet: Bool = false) -> Obligation {
    Obligation(kind, on: day(text), of: "lease/1", path: "/leases/1", title: "BAIL", isFinal: final, isQuiet: quiet)
  }

  /// docs/obligations.md: six months, each three years from 1 February 2025.
  @Test func theLastDayForANotice() {
    let rule = NoticeRule(months: 6, days: 0, onlyEachThreeYears: true)
    let from = day("2025-02-01")
    #expect(rule.earliest(received: day("2027-01-15"), leaseFrom: from) == day("2028-02-01"))
    #expect(rule.latest(for: day("2028-02-01")) == day("2027-08-01"))
    #expect(rule.earliest(received: day("2027-08-01"), leaseFrom: from) == day("2028-02-01"))
    #expect(rule.earliest(received: day("2027-08-02"), leaseFrom: from) == day("2031-02-01"))
    // Ends of months: of 31 August, six months are the last of February.
    #expect(rule.latest(for: day("2028-02-29")) == day("2027-08-31"))
    #expect(NoticeRule(months: 0, days: 15, onlyEachThreeYears: false).latest(for: day("2026-03-10")) == day("2026-02-23"))
  }

  /// Whatever the rule and the exit, the day found reaches it and the next does not.
  @Test func theLastDayReachesItsExit() {
    for months in 0...13 {
      for days in [0, 1, 15, 30] {
        let rule = NoticeRule(months: months, days: days, onlyEachThreeYears: false)
        for place in 0..<400 {
          let exit = day("2027-01-01") + place
          let last = rule.latest(for: exit)
          #expect(rule.earliest(received: last, leaseFrom: day("2020-01-01")) <= exit)
          #expect(rule.earliest(received: last + 1, leaseFrom: day("2020-01-01")) > exit)
        }
      }
    }
  }

  /// The last day is 31 December 2026: the first without is 1 January 2027, and its alarms stand twelve, six, three and one months before.
  @Test func theAlarmsOfADerogatoryLease() {
    let term = obligation(.term, "2026-12-31", final: true)
    #expect(
      ReminderStages.lead(term) == ["2026-01-01", "2026-07-01", "2026-10-01", "2026-12-01", "2027-01-01"].map { day($0) })
    let stages = ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2026-11-20", "2026-12-01", "2026-12-31", "2027-01-01"].map {
      ReminderStages.due(term, on: day($0))
    }
    #expect(stages == [nil, 1, 1, 2, 3, 4, 4, 5])
  }

  @Test func stagesOfTheOthers() {
    #expect(ReminderStages.lead(obligation(.stop, "2027-01-31")) == [day("2027-01-24"), day("2027-02-01")])
    #expect(ReminderStages.lead(obligation(.insurance, "2026-04-30")) == [day("2026-03-30"), day("2026-05-01")])
    #expect(ReminderStages.lead(obligation(.committee, "2026-04-30")) == [day("2026-04-27")])
    #expect(ReminderStages.lead(obligation(.settlement, "2026-09-30")) == [day("2026-08-30"), day("2026-10-01")])
    #expect(ReminderStages.lead(obligation(.entry, "2026-04-30")).isEmpty)
    #expect(ReminderStages.due(obligation(.insurance, "2019-04-30", quiet: true), on: day("2026-01-01")) == nil)
    for kind in Obligation.Kind.allCases {
      let days = ReminderStages.lead(obligation(kind, "2026-05-31"))
      #expect(days == days.sorted(), "\(kind)")
    }
  }
}
