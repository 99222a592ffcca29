import Kernel
import Testing

@testable import Demand

@Suite struct RankingTests {
  static let weights = RankWeights(
    [.decision: 20, .seniority: 25, .committee: 20, .resident: 15, .programme: 5, .jobs: 10, .urgency: 5, .refusals: -15],
    seniorityFull: 24,
    jobsFull: 10, urgencyFull: 12, mostRefusals: 3)
  static let today = Day("2026-11-24") ?? Day(number: 0)

  static func candidate(
    _ id: String = "a", accepted: Bool = false, listed: String = "2026-11-24", received: String = "2026-01-01", score: Int64? = nil,
    resident: Bool = false, programme: Bool = false, jobs: Int64 = 0, earliest: String = "2027-01-01", refusals: Int64 = 0
  ) -> Candidate {
    Candidate(
      id: id, isAccepted: accepted, listedOn: Day(listed) ?? today, receivedOn: Day(received) ?? today, score: score, isResident: resident,
      isInProgramme: programme, jobs: jobs, earliest: Day(earliest) ?? today, countedRefusals: refusals)
  }

  /// Rotorix of docs/demand.md: 0 + 18.75 + 15.14 + 15 + 4 + 3.33 − 4.99 = 51.23.
  @Test func theWorkedExample() {
    let rotorix = Self.candidate(
      listed: "2025-05-24", score: 75_75, resident: true, jobs: 4, earliest: "2026-03-01", refusals: 1)
    let ranked = Ranking.order([rotorix], Self.weights, on: Self.today)[0]
    let points = Dictionary(uniqueKeysWithValues: ranked.terms.map { ($0.criterion, $0.points) })
    #expect(
      points == [
        .decision: 0, .seniority: 18_75, .committee: 15_14, .resident: 15_00, .programme: 0, .jobs: 4_00, .urgency: 3_33, .refusals: -4_99,
      ])
    #expect(ranked.points == 51_23)
  }

  /// Nothing counts for more than its weight.
  @Test func measuresAreFullAtMost() {
    let terms = Ranking.terms(
      of: Self.candidate(accepted: true, listed: "2010-01-01", score: 100_00, jobs: 400, earliest: "2010-01-01", refusals: 9), Self.weights,
      on: Self.today)
    for term in terms where term.amount > 0 { #expect(term.points == term.weight * 100, "\(term.criterion)") }
  }

  @Test(arguments: [
    ("2026-11-24", "2026-11-24", 0), ("2026-10-24", "2026-11-24", 1), ("2026-10-25", "2026-11-24", 0), ("2026-01-31", "2026-02-28", 1),
    ("2024-02-29", "2025-02-28", 12), ("2027-01-01", "2026-11-24", 0),
  ]) func wholeMonths(from: String, to: String, months: Int) throws {
    #expect(Ranking.months(from: try #require(Day(from)), to: try #require(Day(to))) == Int64(months))
  }

  /// Equal points: the longer on the list, then the earlier received, then the identity; however they come in.
  @Test func tiesAreDecided() {
    let all = [
      Self.candidate("d", listed: "2026-11-20", received: "2026-02-01"), Self.candidate("c", listed: "2026-11-20", received: "2026-01-01"),
      Self.candidate("b", listed: "2026-11-20", received: "2026-01-01"), Self.candidate("a", listed: "2026-11-10", received: "2026-05-01"),
    ]
    for rotation in 0..<4 {
      let turned = Array(all[rotation...] + all[..<rotation])
      #expect(Ranking.order(turned, Self.weights, on: Self.today).map(\.candidate.id) == ["a", "b", "c", "d"])
    }
  }

  @Test func aWeightOfNothingIsNotExplained() {
    var weights = Self.weights
    weights.weights[.jobs] = 0
    #expect(!Ranking.terms(of: Self.candidate(jobs: 5), weights, on: Self.today).contains { $0.criterion == .jobs })
  }
}
