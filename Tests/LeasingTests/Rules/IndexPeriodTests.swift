import Kernel
import Testing

@testable import Leasing

/// Two clauses one after the other: which day is revised under which. See docs/indexation.md, "Another clause".
@Suite("Clauses of the index over time") struct IndexPeriodTests {
  private let old = IndexPeriod(
    IndexClause(.ilat, base: quarter("2023-Q3"), .sameQuarter), from: day("2024-02-01"), until: day("2025-10-01"),
    first: day("2025-02-01"))
  private let new = IndexPeriod(
    IndexClause(.ilc, base: quarter("2025-Q2"), .sameQuarter), from: day("2025-10-01"), first: day("2026-10-01"), isAmended: true)

  @Test(arguments: [
    (nil, "2025-02-01", RentIndex.ilat), ("2025-02-01", "2026-10-01", .ilc), ("2026-10-01", "2027-10-01", .ilc),
  ])
  func eachDayHasItsClause(done: String?, expected: String, index: RentIndex) throws {
    let next = try #require([old, new].next(after: done.map { day($0) }, before: day("2030-01-01")))
    #expect(next.day == day(expected) && next.period.clause.index == index)
  }

  /// The old clause would have revised on 1 February 2026: from 1 October 2025 on it does no more.
  @Test func nothingIsRevisedUnderAClauseThatIsOver() {
    #expect(old.dates(before: day("2030-01-01")) == [day("2025-02-01")])
    #expect([old].next(after: day("2025-02-01"), before: day("2030-01-01")) == nil)
    #expect([old, new].next(after: day("2025-02-01"), before: day("2026-10-01")) == nil)
    #expect(old.holds(on: day("2025-09-30")) && !old.holds(on: day("2025-10-01")) && new.holds(on: day("2025-10-01")))
  }

  /// 1,800.00 × 137.12 / 132.15 = 1,867.6958 → 1,867.70 under ILAT; from there 1,867.70 × 137.16 / 136.81 = 1,872.4781 → 1,872.48 under ILC.
  /// A tunnel of 0.20 % holds it at 1,867.70 × 1.0020 = 1,871.4354 → 1,871.44.
  @Test(arguments: [(Int64?.none, "1872.48"), (20, "1871.44")]) func theRentReachedIsTheBase(tunnel: Int64?, expected: String) throws {
    let far = day("2030-01-01")
    let first = try IndexationTests.rule(old.clause, [("2023-Q3", 13215), ("2024-Q3", 13712)])
      .revision(from: quarter("2023-Q3"), since: day("2024-02-01"), on: day("2025-02-01"), today: far)
    #expect(first.applied(to: euros("1800")) == euros("1867.70"))
    let clause = IndexClause(
      .ilc, base: quarter("2025-Q2"), .sameQuarter, tunnel: tunnel.map { Percentage(basisPoints: $0) })
    let second = try IndexationTests.rule(clause, [("2025-Q2", 13681), ("2026-Q2", 13716)])
      .revision(from: quarter("2025-Q2"), since: new.from, on: day("2026-10-01"), today: far)
    #expect(second.applied(to: euros("1867.70")) == euros(expected))
    #expect(second.bound == (tunnel == nil ? nil : .tunnel))
  }
}
