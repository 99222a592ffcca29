import Kernel
import Testing

@testable import Payments

/// The rules of money, with their arithmetic.
@Suite struct PaymentRuleTests {
  private func rate(_ points: Int64, _ base: Int64, _ vat: Int64) -> RatePart {
    RatePart(.standard, rate: Percentage(basisPoints: points), base: Money(cents: base), vat: Money(cents: vat))
  }
  private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  /// 1 200.00 with 200.00 of VAT; of 500.00 it is 500 × 200 ÷ 1 200 = 83.33, of the remaining 700.00 then 116.67.
  @Test func vatGoesWithTheMoney() {
    let invoice = [rate(2000, 1_000_00, 200_00)]
    let first = VATShare.of(invoice, total: Money(cents: 1_200_00), amount: Money(cents: 500_00), before: .zero)
    #expect(first == [rate(2000, 416_67, 83_33)])
    let second = VATShare.of(invoice, total: Money(cents: 1_200_00), amount: Money(cents: 700_00), before: Money(cents: 500_00))
    #expect(second == [rate(2000, 583_33, 116_67)])
    let back = VATShare.of(invoice, total: Money(cents: 1_200_00), amount: Money(cents: -700_00), before: Money(cents: 1_200_00))
    #expect(back == [rate(2000, -583_33, -116_67)])
  }

  /// 120.00 at 20 % and 105.50 at 5.5 %: 225.50. Of 100.00 there are 53.22 (100 × 120 ÷ 225.50) and 46.78; VAT 8.87 and 2.44.
  @Test func ratesAreKeptApart() {
    let invoice = [rate(2000, 100_00, 20_00), rate(550, 100_00, 5_50)]
    let part = VATShare.of(invoice, total: Money(cents: 225_50), amount: Money(cents: 100_00), before: .zero)
    #expect(part == [rate(2000, 44_35, 8_87), rate(550, 44_34, 2_44)])
    #expect(part.reduce(Money.zero) { $0 + $1.gross } == Money(cents: 100_00))
  }

  /// However an invoice is paid, the parts add up to its rates, cent by cent; also where a rate is negative, and of a credit note.
  @Test(arguments: [
    [(2000, 100_01, 20_00), (550, 33_33, 1_83), (0, 7_77, 0)], [(2000, 500_00, 100_00), (1000, -33_00, -3_30)], [(2000, -100_00, -20_00)],
  ])
  func partsAddUp(_ rates: [(Int64, Int64, Int64)]) {
    let invoice = rates.map { rate($0.0, $0.1, $0.2) }
    let total = invoice.reduce(Money.zero) { $0 + $1.gross }
    let step: Int64 = total.cents < 0 ? -7_13 : 7_13
    var paid = Money.zero
    var sums: [Int64: (base: Money, vat: Money)] = [:]
    while paid != total {
      let amount = abs((total - paid).cents) < abs(step) ? total - paid : Money(cents: step)
      let part = VATShare.of(invoice, total: total, amount: amount, before: paid)
      #expect(part.reduce(Money.zero) { $0 + $1.gross } == amount)
      for one in part {
        let sum = sums[one.rate.basisPoints] ?? (.zero, .zero)
        sums[one.rate.basisPoints] = (sum.base + one.base, sum.vat + one.vat)
      }
      paid += amount
    }
    for one in invoice {
      #expect(sums[one.rate.basisPoints]?.base == one.base)
      #expect(sums[one.rate.basisPoints]?.vat == one.vat)
    }
  }

  /// 10 000 € owed from 1 June to 15 August 2026 at 12.15 % until 30 June (30 days) and 12.40 % after (46 days):
  /// 10 000 × 12.15 % × 30 ÷ 365 = 99.863…, 10 000 × 12.40 % × 46 ÷ 365 = 156.273…; together 256.136…, rounded once: 256.14.
  @Test func interestRunsOverTwoHalfYears() {
    let owed = [OwedSpan(DaySpan(from: day("2026-06-01"), until: day("2026-08-16")), Money(cents: 10_000_00))]
    let rates = [
      DatedRate(DaySpan(from: day("2026-01-01"), until: day("2026-07-01")), Percentage(basisPoints: 1215)),
      DatedRate(DaySpan(from: day("2026-07-01"), until: day("2027-01-01")), Percentage(basisPoints: 1240)),
    ]
    let steps = LateInterest.steps(owed: owed, rates: rates)
    #expect(steps.map(\.days) == [30, 46])
    #expect(LateInterest.total(steps) == Money(cents: 256_14))
  }

  /// 1 000 € due on 10 March; 400 € on 20 March; the rest on 9 April. Owed: 1 000 for 9 days from the 11th, 600 for 20 days.
  @Test func partsPaidStopTheirInterest() {
    let owed = LateInterest.owed(
      Money(cents: 1_000_00), payments: [(day("2026-03-20"), Money(cents: 400_00)), (day("2026-04-09"), Money(cents: 600_00))],
      within: DaySpan(from: day("2026-03-11"), until: day("2026-06-01")))
    #expect(owed.map { $0.amount.cents } == [1_000_00, 600_00])
    #expect(owed.map { $0.span.length } == [9, 20])
    // 1 000 × 12 % × 9 ÷ 365 + 600 × 12 % × 20 ÷ 365 = 2.959 + 3.945 = 6.90
    let rate = DatedRate(DaySpan(from: day("2026-01-01"), until: day("2026-07-01")), Percentage(basisPoints: 1200))
    #expect(LateInterest.total(LateInterest.steps(owed: owed, rates: [rate])) == Money(cents: 6_90))
    // Paid on the due day nothing is owed; what came back is owed again.
    let back = LateInterest.owed(
      Money(cents: 100), payments: [(day("2026-03-01"), Money(cents: 100)), (day("2026-03-21"), Money(cents: -100))],
      within: DaySpan(from: day("2026-03-11"), until: day("2026-03-31")))
    #expect(back == [OwedSpan(DaySpan(from: day("2026-03-21"), until: day("2026-03-31")), Money(cents: 100))])
  }

  /// 100.00 due on 10 March: paid on the 10th it was not late, on the 11th it was, though no day of interest has run; what was paid in time and came
  /// back was late too.
  @Test func aDayLateIsLate() {
    func late(_ payments: [(String, Int64)]) -> Bool {
      LateInterest.wasLate(
        Money(cents: 100_00), payments: payments.map { (day($0.0), Money(cents: $0.1)) }, due: day("2026-03-10"))
    }
    #expect(!late([("2026-03-10", 100_00)]))
    #expect(late([("2026-03-11", 100_00)]))
    #expect(late([("2026-03-10", 99_99), ("2026-03-11", 1)]))
    #expect(late([("2026-03-10", 100_00), ("2026-03-20", -100_00)]))
    #expect(late([]))
  }

  /// By what is invoiced, by form, and by what the house found out (docs/dunning.md).
  @Test func whoIsAProfessional() {
    let cases: [(isBusiness: Bool, isAssociation: Bool, found: LateRegime?, holds: LateRegime)] = [
      (true, false, nil, .professional), (true, true, nil, .civil), (true, true, .professional, .professional), (false, false, nil, .civil),
      (false, true, nil, .civil), (true, false, .civil, .civil),
    ]
    for line in cases {
      #expect(LateRegime.of(isBusiness: line.isBusiness, isAssociation: line.isAssociation, found: line.found) == line.holds)
    }
  }

  @Test func mandatesLapseAfterThirtySixMonths() {
    func state(_ on: String, last: String? = nil, revoked: String? = nil, once: Bool = false) -> MandateState {
      MandateRule.state(
        signed: day("2022-01-31"), revoked: revoked.map { day($0) }, lastCollected: last.map { day($0) }, lapseMonths: 36, isUsedUp: once,
        on: day(on))
    }
    #expect(state("2022-01-30") == .future)
    #expect(state("2025-01-30") == .good)
    #expect(state("2025-01-31") == .lapsed)
    #expect(state("2025-01-31", last: "2022-03-01") == .good)
    #expect(state("2025-03-01", last: "2022-03-01") == .lapsed)
    #expect(state("2023-01-01", revoked: "2023-01-02") == .good)
    #expect(state("2023-01-02", revoked: "2023-01-02") == .revoked)
    #expect(state("2023-01-02", once: true) == .revoked)
  }

  @Test func onlyWhatIsDueAndToldIsCollected() {
    func verdict(
      due: String = "2026-12-01", told: String? = "2026-11-10", notice: Int = 14, underWay: Bool = false, back: Bool = false,
      again: Bool = false,
      plan: Bool = false
    ) -> NotCollected? {
      CollectionRule.verdict(
        due: day(due), told: told.map { day($0) }, noticeDays: notice, isUnderWay: underWay, cameBack: back, takesReturned: again,
        isInPlan: plan,
        on: day("2026-12-01"))
    }
    #expect(verdict() == nil)
    #expect(verdict(due: "2026-12-02") == .notDue)
    #expect(verdict(told: nil) == .notTold)
    // Told on 17 November is fourteen days before 1 December; a day later is too late, unless less was agreed.
    #expect(verdict(told: "2026-11-17") == nil)
    #expect(verdict(told: "2026-11-18") == .toldLate)
    #expect(verdict(told: "2026-11-18", notice: 5) == nil)
    #expect(verdict(underWay: true) == .underWay)
    #expect(verdict(back: true) == .cameBack)
    #expect(verdict(back: true, again: true) == nil)
    #expect(verdict(plan: true) == .plan)
  }

  @Test func remindersComeInOrderAndOnce() {
    let stages = [
      ReminderStage(place: 1, days: 8, tone: .friendly), ReminderStage(place: 2, days: 22, tone: .firm),
      ReminderStage(place: 3, days: 45, tone: .formal),
    ]
    func next(_ on: String, _ sent: [Int: String] = [:], paused: Bool = false, open: Int64 = 100) -> Int? {
      ReminderRule.next(
        LateDocument(
          number: "F", due: day("2026-01-10"), open: Money(cents: open), sent: sent.mapValues { day($0) }, isPaused: paused),
        stages: stages,
        on: day(on))?.place
    }
    #expect(next("2026-01-17") == nil)
    #expect(next("2026-01-18") == 1)
    #expect(next("2026-01-18", [1: "2026-01-18"]) == nil)
    // Long overdue and never reminded of: it begins at the beginning, and the next comes fourteen days later.
    #expect(next("2026-06-01") == 1)
    #expect(next("2026-06-14", [1: "2026-06-01"]) == nil)
    #expect(next("2026-06-15", [1: "2026-06-01"]) == 2)
    #expect(next("2026-07-08", [1: "2026-06-01", 2: "2026-06-15"]) == 3)
    #expect(next("2027-01-01", [1: "2026-06-01", 2: "2026-06-15", 3: "2026-07-08"]) == nil)
    #expect(next("2026-06-01", paused: true) == nil)
    #expect(next("2026-06-01", open: 0) == nil)
  }

  /// 1 000 € in three parts: 333.34, 333.33, 333.33.
  @Test func plansAreKeptOrBroken() {
    let parts = PlanRule.equal(Money(cents: 1_000_00), count: 3, from: day("2026-01-31"))
    #expect(parts.map(\.amount.cents) == [333_34, 333_33, 333_33])
    #expect(parts.map(\.due) == [day("2026-01-31"), day("2026-02-28"), day("2026-03-31")])
    func state(_ on: String, paid: Int64, ended: String? = nil) -> PlanState {
      PlanRule.state(parts, paid: Money(cents: paid), ended: ended.map { day($0) }, on: day(on))
    }
    #expect(state("2026-02-08", paid: 0) == .kept)
    #expect(state("2026-02-09", paid: 0) == .broken)
    #expect(state("2026-02-09", paid: 333_34) == .kept)
    #expect(state("2026-02-09", paid: 333_33) == .broken)
    #expect(state("2026-02-01", paid: 0, ended: "2026-02-01") == .ended)
    #expect(state("2026-02-09", paid: 1_000_00) == .fulfilled)
    #expect(PlanRule.paid(parts, paid: Money(cents: 400_00)).map(\.cents) == [333_34, 66_66, 0])
  }

  @Test(arguments: [
    (0, Age.notDue), (-5, .notDue), (1, .upTo30), (30, .upTo30), (31, .upTo60), (60, .upTo60), (61, .upTo90), (90, .upTo90), (91, .over90),
  ])
  func agesAreCountedFromTheDueDay(_ days: Int, _ age: Age) {
    #expect(Age.of(due: day("2026-06-01"), on: day("2026-06-01") + days) == age)
  }
}
