import Kernel
import Testing

@testable import Leasing

@Suite("Contracts that are carried on by a move") struct MoveRulesTests {
  /// A commercial lease from 1 July 2021 to 30 June 2030, moved on 3 May 2026 with its term: the second period ends on 30 June 2027, and notice of
  /// 29 November 2026 is in time for it (six months end on 29 May 2027). Counted from the entry it would be 3 May 2029.
  @Test func periodsCountFromTheBeginningOfTheContract() {
    let rule = NoticeRule(months: 6, days: 0, onlyEachThreeYears: true)
    let first = ContractStage(from: day("2021-07-01"), end: day("2030-07-01"), isMove: false)
    let moved = ContractStage(from: day("2026-05-03"), end: day("2030-07-01"), isMove: true)
    #expect(ContractStage.begin([moved, first]) == day("2021-07-01"))
    let told = day("2026-11-29")
    #expect(rule.earliest(received: told, leaseFrom: day("2021-07-01")) == day("2027-07-01"))
    #expect(rule.earliest(received: told, leaseFrom: moved.from) == day("2029-05-03"))
    let held = DaySpan(from: moved.from, until: nil)
    #expect(Leaving(rule, holding: held, since: first.from, told: told)?.on == day("2027-07-01"))
    #expect(Leaving(rule, holding: held, since: first.from, told: told)?.toldBy == day("2027-01-01"))
    // Twice moved is the same contract; another term is another contract, and a renewal begins anew.
    let again = ContractStage(from: day("2027-02-01"), end: day("2030-07-01"), isMove: true)
    #expect(ContractStage.begin([again, moved, first]) == day("2021-07-01"))
    let longer = ContractStage(from: day("2027-02-01"), end: day("2036-02-01"), isMove: true)
    #expect(ContractStage.begin([longer, moved, first]) == day("2027-02-01"))
    let renewed = ContractStage(from: day("2026-05-03"), end: day("2030-07-01"), isMove: false)
    #expect(ContractStage.begin([again, renewed, first]) == day("2026-05-03"))
    #expect(ContractStage.begin([]) == nil)
  }

  /// 165.00 per m² and year on 15 m², 180.00 agreed from 16 December; the tenant moves to 20 m².
  @Test func whatWasAgreedForLaterIsKeptOrSaid() {
    func schedule(_ rates: [(String, String)], _ area: Int64, cause: PriceStep.Cause = .agreed) -> RentSchedule {
      let area = FloorArea(hundredths: area * 100)
      let steps = rates.map { PriceStep(from: day($0.0), RentPrice(rate: euros($0.1), area: area), cause, rate: euros($0.1), area: area) }
      return RentSchedule(
        span: span("2025-01-01", nil), proration: .actual, rhythm: Rhythm(.month, .advance),
        lines: [ScheduledLine(id: "rent", span: span("2025-01-01", nil), steps: steps, isRent: true)])
    }
    let old = schedule([("2025-01-01", "165"), ("2026-12-16", "180")], 15, cause: .amended)
    let told = day("2026-11-29")
    func kept(_ new: [(String, String)], entry: String) -> [Bool] {
      LaterPrice.compare(old: old, new: schedule(new, 20), entry: day(entry), after: told).map(\.isKept)
    }
    #expect(kept([("2026-12-10", "165"), ("2026-12-16", "180")], entry: "2026-12-10") == [true])
    #expect(kept([("2026-12-10", "165")], entry: "2026-12-10") == [false])
    // Who enters after that day begins with it.
    #expect(kept([("2027-01-01", "180")], entry: "2027-01-01") == [true])
    #expect(kept([("2027-01-01", "165")], entry: "2027-01-01") == [false])
    // What came before it was told is no promise, and the index goes on by itself.
    #expect(LaterPrice.compare(old: old, new: old, entry: day("2027-01-01"), after: day("2026-12-16")) == [])
    let indexed = schedule([("2026-12-16", "180")], 15, cause: .index)
    #expect(LaterPrice.compare(old: indexed, new: old, entry: day("2026-12-10"), after: told) == [])
    // A month free that is still to come falls away, one that is over does not, and the years of a nursery are its scheme's.
    let half = Percentage(basisPoints: 5000)
    let reductions = [
      Reduction(.free, span("2026-12-01", "2027-01-01"), half), Reduction(.discount, span("2026-01-01", "2026-12-10"), half),
      Reduction(.ladder, span("2026-01-01", nil), half),
    ]
    #expect(LaterPrice.fallen(reductions, entry: day("2026-12-10")).map(\.kind) == [.free])
  }

  @Test(arguments: [
    ("Loyer G01", ["G01"], ["Q01"], "Loyer Q01"), ("Loyer G01 (atelier)", ["G01"], ["Q01", "Q02"], "Loyer Q01, Q02 (atelier)"),
    ("Loyer H1-001 + H1-002", ["H1-001", "H1-002"], ["Q01"], "Loyer Q01"),
    ("G01, G02 : provision", ["G01", "G02"], ["Q01", "Q02"], "Q01, Q02 : provision"),
    // A code inside of another word, one of several alone, and a wording without any stay as they are.
    ("Loyer G012", ["G01"], ["Q01"], "Loyer G012"), ("Loyer G012 et G01", ["G01"], ["Q01"], "Loyer G012 et Q01"),
    ("Loyer G01", ["G01", "G02"], ["Q01"], "Loyer G01"), ("Services", ["G01"], ["Q01"], "Services"),
    ("Loyer G01", ["G01"], [], "Loyer G01"),
  ])
  func headingsNameTheNewCells(text: String, old: [String], new: [String], expected: String) {
    #expect(CellNaming.renamed(text, from: old, to: new) == expected)
  }
}
