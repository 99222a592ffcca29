import Kernel
import Testing

@testable import Demand

@Suite struct CommitteeScoreTests {
  static let criteria = [("project", 30), ("team", 30), ("solvency", 20), ("collective", 20)].map {
    CommitteeCriterion(key: $0.0, weight: Int64($0.1), most: 5)
  }
  static func given(_ member: String, _ points: [Int64?]) -> [GivenScore] {
    zip(criteria, points).map { GivenScore(member: PersonID(member), criterion: $0.key, points: $1) }
  }

  /// Ada 62/80 = 77.50, Bob 74/100 = 74.00, mean 75.75.
  @Test func theWorkedExample() {
    let score = CommitteeScore(Self.given("ada", [4, 3, 5, nil]) + Self.given("bob", [5, 4, 3, 2]), criteria: Self.criteria, recused: [])
    #expect(score.members.map(\.hundredths) == [77_50, 74_00])
    #expect(score.hundredths == 75_75)
    #expect(score.range?.low == 74_00 && score.range?.high == 77_50)
  }

  @Test func whoIsRecusedIsNotHeard() {
    let all = Self.given("ada", [5, 5, 5, 5]) + Self.given("bob", [0, 0, 0, 0])
    #expect(CommitteeScore(all, criteria: Self.criteria, recused: [PersonID("bob")]).hundredths == 100_00)
    #expect(CommitteeScore(all, criteria: Self.criteria, recused: [PersonID("ada"), PersonID("bob")]).hundredths == nil)
  }

  /// "Not applicable" is neither nought nor full marks; a member who answered nothing does not count.
  @Test func notApplicableLeavesBothSides() {
    #expect(CommitteeScore(Self.given("ada", [nil, nil, 5, nil]), criteria: Self.criteria, recused: []).hundredths == 100_00)
    let score = CommitteeScore(
      Self.given("ada", [nil, nil, nil, nil]) + Self.given("bob", [5, 5, 0, 0]), criteria: Self.criteria, recused: [])
    #expect(score.members.count == 1 && score.hundredths == 60_00)
  }

  /// A third is cut where it is shown, not before: 1/3 of 100 is 33.33, and the mean of 33.33 and 33.34 is rounded half up.
  @Test func roundingIsOnce() {
    let third = [CommitteeCriterion(key: "a", weight: 1, most: 3)]
    let score = CommitteeScore([GivenScore(member: PersonID("x"), criterion: "a", points: 1)], criteria: third, recused: [])
    #expect(score.hundredths == 33_33)
    let pair = CommitteeScore(
      [GivenScore(member: PersonID("x"), criterion: "a", points: 1), GivenScore(member: PersonID("y"), criterion: "a", points: 2)],
      criteria: third, recused: [])
    #expect(pair.hundredths == 50_00)
  }
}
