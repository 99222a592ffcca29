import Kernel
import Testing

@testable import Leasing

/// The worked examples of docs/indexation.md, with their arithmetic.
@Suite("Indexation") struct IndexationTests {
  static func rule(_ clause: IndexClause, _ values: [(String, Int64)], ceilings: [IndexCeiling] = []) -> IndexRule {
    IndexRule(clause, points: values.map { IndexPoint(clause.index, quarter($0.0), $0.1) }, ceilings: ceilings)
  }
  static let far = day("2030-01-01")

  @Test func officesRise() throws {
    // 12,000.00 × 138.01 / 137.15 = 12,075.2461 → 12,075.25.
    let rule = Self.rule(IndexClause(.ilat, base: quarter("2025-Q2"), .sameQuarter), [("2025-Q2", 13715), ("2026-Q2", 13801)])
    let revision = try rule.revision(from: quarter("2025-Q2"), since: day("2025-10-01"), on: day("2026-10-01"), today: Self.far)
    #expect(revision.applied(to: euros("12000")) == euros("12075.25"))
    #expect(revision.ratio == "1.0062705067")
    #expect(revision.bound == nil)
  }

  @Test func shopsFall() throws {
    // 3,600.00 × 134.62 / 135.30 = 3,581.9069 → 3,581.91: a fall, and nobody holds it up.
    let rule = Self.rule(IndexClause(.ilc, base: quarter("2024-Q4"), .sameQuarter), [("2024-Q4", 13530), ("2025-Q4", 13462)])
    let revision = try rule.revision(from: quarter("2024-Q4"), since: day("2025-04-01"), on: day("2026-04-01"), today: Self.far)
    #expect(revision.applied(to: euros("3600")) == euros("3581.91"))
  }

  @Test func eachRevisionStartsFromTheLast() throws {
    // ILAT T3: 112.74 → 114.85 → 114.23. 5,000.00 × 11485/11274 = 5,093.58; × 11423/11485 = 5,066.08 (a fall).
    let values: [(String, Int64)] = [("2018-Q3", 11274), ("2019-Q3", 11485), ("2020-Q3", 11423)]
    let rule = Self.rule(IndexClause(.ilat, base: quarter("2018-Q3"), .sameQuarter), values)
    let first = try rule.revision(from: quarter("2018-Q3"), since: day("2019-02-04"), on: day("2020-02-04"), today: Self.far)
    let rent = first.applied(to: euros("5000"))
    #expect(rent == euros("5093.58"))
    let second = try rule.revision(from: first.new.quarter, since: day("2020-02-04"), on: day("2021-02-04"), today: Self.far)
    #expect(second.applied(to: rent) == euros("5066.08"))
  }

  @Test func theLatestPublishedIsWhatIsKnownThatDay() throws {
    let clause = IndexClause(.ilat, base: quarter("2024-Q3"), .latest)
    let points = [
      IndexPoint(.ilat, quarter("2024-Q3"), 13712, publishedOn: day("2024-12-20")),
      IndexPoint(.ilat, quarter("2025-Q3"), 13707, publishedOn: day("2025-12-19")),
      IndexPoint(.ilat, quarter("2025-Q4"), 13721, publishedOn: day("2026-03-27")),
    ]
    let rule = IndexRule(clause, points: points, ceilings: [])
    // On 1 January 2026 the third quarter of 2025 is the last that is known: 137.07 against 137.12.
    let revision = try rule.revision(from: quarter("2024-Q3"), since: day("2025-01-01"), on: day("2026-01-01"), today: Self.far)
    #expect(revision.new.quarter == quarter("2025-Q3"))
    #expect(revision.applied(to: euros("9000")) == euros("8996.72"))
  }

  @Test func anIndexThatRanLongerThanTheRentIsRefused() {
    // Base 2023-T4, lease of July 2025, revised in July 2026: 27 months of index for 12 of rent.
    let clause = IndexClause(.ilat, base: quarter("2023-Q4"), .latest)
    let rule = Self.rule(clause, [("2023-Q4", 13369), ("2026-Q1", 13742)])
    #expect(throws: Refusal.self) {
      try rule.revision(from: quarter("2023-Q4"), since: day("2025-07-01"), on: day("2026-07-01"), today: Self.far)
    }
    do {
      _ = try rule.revision(from: quarter("2023-Q4"), since: day("2025-07-01"), on: day("2026-07-01"), today: Self.far)
    } catch { #expect(error.problems.first?.code == "leasing.problem.distortion") }
  }

  @Test func ceilingOfSmallFirms() throws {
    // ILC 2022-T1 → 2023-T1: 120.61 → 128.68 is +6.69 %; small firms pay 3.5 % more: 10,000.00 × 1.035 = 10,350.00.
    let ceiling = IndexCeiling(
      .ilc, quarter("2022-Q2"), quarter("2024-Q1"), most: Percentage(basisPoints: 350), onlySmallFirms: true, reference: "loi 2022-1158")
    let values: [(String, Int64)] = [("2022-Q1", 12061), ("2023-Q1", 12868), ("2024-Q1", 13458), ("2025-Q1", 13587)]
    let small = Self.rule(IndexClause(.ilc, base: quarter("2022-Q1"), .sameQuarter), values, ceilings: [ceiling])
    let first = try small.revision(from: quarter("2022-Q1"), since: day("2022-07-01"), on: day("2023-07-01"), today: Self.far)
    #expect(first.bound == .ceiling && first.reference == "loi 2022-1158")
    #expect(first.applied(to: euros("10000")) == euros("10350"))
    // For good: the next starts from 10,350.00 and the true value, 134.58 / 128.68 = +4.58 %, again held to 3.5 %: 10,712.25.
    let second = try small.revision(from: quarter("2023-Q1"), since: day("2023-07-01"), on: day("2024-07-01"), today: Self.far)
    #expect(second.applied(to: euros("10350")) == euros("10712.25"))
    // A year later the ceiling is over: 10,712.25 × 135.87 / 134.58 = 10,814.93.
    let third = try small.revision(from: quarter("2024-Q1"), since: day("2024-07-01"), on: day("2025-07-01"), today: Self.far)
    #expect(third.bound == nil)
    #expect(third.applied(to: euros("10712.25")) == euros("10814.93"))
    let large = Self.rule(IndexClause(.ilc, base: quarter("2022-Q1"), .sameQuarter, isSmallFirm: false), values, ceilings: [ceiling])
    let free = try large.revision(from: quarter("2022-Q1"), since: day("2022-07-01"), on: day("2023-07-01"), today: Self.far)
    #expect(free.applied(to: euros("10000")) == euros("10669.10"))
  }

  @Test func theTunnelIsSymmetric() throws {
    let clause = IndexClause(.ilc, base: quarter("2025-Q1"), .sameQuarter, tunnel: Percentage(basisPoints: 200))
    let up = Self.rule(clause, [("2025-Q1", 10000), ("2026-Q1", 10300)])
    #expect(
      try up.revision(from: quarter("2025-Q1"), since: day("2025-07-01"), on: day("2026-07-01"), today: Self.far).applied(to: euros("1000"))
        == euros("1020"))
    let down = Self.rule(clause, [("2025-Q1", 10000), ("2026-Q1", 9700)])
    #expect(
      try down.revision(from: quarter("2025-Q1"), since: day("2025-07-01"), on: day("2026-07-01"), today: Self.far).applied(
        to: euros("1000")) == euros("980"))
    let within = Self.rule(clause, [("2025-Q1", 10000), ("2026-Q1", 9850)])
    #expect(try within.revision(from: quarter("2025-Q1"), since: day("2025-07-01"), on: day("2026-07-01"), today: Self.far).bound == nil)
  }

  @Test func threeYearsBetweenRevisionsAreThreeYearsOfIndex() throws {
    // Revised every 36 months, the same quarter is three years on, not one.
    let clause = IndexClause(.ilat, base: quarter("2022-Q3"), .sameQuarter)
    let points = [("2022-Q3", 12464), ("2023-Q3", 13266), ("2025-Q3", 13707)].map { IndexPoint(.ilat, quarter($0.0), Int64($0.1)) }
    let rule = IndexRule(clause, every: 36, points: points, ceilings: [])
    let revision = try rule.revision(from: clause.base, since: day("2023-01-01"), on: day("2026-01-01"), today: Self.far)
    // × 13707 / 12464 = 1,099.7272…
    #expect(revision.new.quarter == quarter("2025-Q3") && revision.applied(to: euros("1000")) == euros("1099.73"))
  }

  @Test func theRhythmGoesOn() {
    let first = day("2025-02-01")
    for (from, next) in [
      ("2025-02-01", "2026-02-01"), ("2026-02-01", "2026-02-01"), ("2026-02-02", "2027-02-01"), ("2028-03-01", "2029-02-01"),
    ] {
      #expect(IndexRule.next(since: first, every: 12, from: day(from)) == day(next))
    }
  }

  @Test func whatIsNotPublishedIsNotUsed() {
    let clause = IndexClause(.ilat, base: quarter("2025-Q3"), .sameQuarter)
    let points = [
      IndexPoint(.ilat, quarter("2025-Q3"), 13707), IndexPoint(.ilat, quarter("2026-Q3"), 13850, publishedOn: day("2026-12-22")),
    ]
    let rule = IndexRule(clause, points: points, ceilings: [])
    do {
      _ = try rule.revision(from: quarter("2025-Q3"), since: day("2025-12-01"), on: day("2026-12-01"), today: day("2026-12-01"))
      Issue.record("a value of the future was used")
    } catch { #expect(error.problems.first?.code == "leasing.problem.indexUnknown") }
  }

  @Test func dates() {
    #expect(
      IndexRule.dates(first: day("2020-02-29"), every: 12, before: day("2023-03-01")) == [
        day("2020-02-29"), day("2021-02-28"), day("2022-02-28"), day("2023-02-28"),
      ])
    #expect(IndexRule.months(from: day("2025-01-31"), to: day("2026-01-30")) == 11)
    #expect(IndexRule.movedByMoreThanAQuarter(from: euros("100"), to: euros("125.01")))
    #expect(!IndexRule.movedByMoreThanAQuarter(from: euros("100"), to: euros("125")))
    #expect(IndexRule.movedByMoreThanAQuarter(from: euros("100"), to: euros("74.99")))
    #expect(Quarter("2026-T2") == Quarter("2026-Q2") && Quarter("2026-Q5") == nil && Quarter("26-Q2") == nil)
    #expect(quarter("2026-Q2").presumedPublication == day("2026-09-30"))
  }
}
