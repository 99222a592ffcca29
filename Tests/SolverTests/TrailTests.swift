import Testing

@testable import Solver

@Suite struct TrailTests {
  private static let plan = Seating.Known(Seating(Layout(Puzzle(SmallInstances.draw(seed: 1)))))

  /// A plan is gone on from when it is worse by no more than the slack; the best stays known.
  @Test func goesOnFromWhatIsALittleWorseAndKeepsTheBest() {
    var trail = Trail(Self.plan, 1_000)
    func isBetter(_ worth: Int, slack: Int = 0) -> Bool { trail.arrive((worth, Self.plan), slack: slack) }
    #expect(!isBetter(995, slack: 4))
    #expect(trail.worth == 1_000, "more than the slack is too much")
    #expect(!isBetter(996, slack: 4))
    #expect(trail.worth == 996 && trail.best.worth == 1_000)
    #expect(isBetter(999), "better than what it came from")
    #expect(isBetter(1_002))
    #expect(trail.best.worth == 1_002)
  }

  /// When nothing has come for long it begins anew, and the next time goes back to the best of all trails.
  @Test func beginsAnewAndGoesBackInTurn() {
    var trail = Trail(Self.plan, 1_000)
    func isBetter(_ worth: Int, slack: Int = 0) -> Bool { trail.arrive((worth, Self.plan), slack: slack) }
    func fail() -> Trail.Turn {
      while true {
        _ = isBetter(900)
        let turn = trail.turn()
        if turn != .none { return turn }
      }
    }
    #expect(fail() == .anew)
    #expect(trail.worth == .min && trail.best.worth == 1_000)
    #expect(!isBetter(700), "the first of a trail is taken whatever it is worth")
    #expect(trail.worth == 700)
    #expect(fail() == .back)
    #expect(trail.worth == 1_000)
    trail.takeOver((1_100, Self.plan))
    #expect(trail.worth == 1_100 && trail.best.worth == 1_100)
  }

  /// 1, 1, 2, 1, 1, 2, 4, …: after each length has come twice, one of twice that.
  @Test func annealingsOfEachLengthTakeAsMuchTime() {
    #expect((1...15).map(Search.length) == [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8])
  }

  /// Only a valid plan that is worth more is offered to another search.
  @Test func offersWhatIsValidAndBetter() {
    let race = Race()
    #expect(race.offer(above: .min) == nil)
    let solution = Solution(instance: "i", plans: [:])
    race.leads(Improvement(solution: solution, objective: 50, unhoused: 1))
    #expect(race.offer(above: 10) == nil, "somebody who must be housed is not")
    race.leads(Improvement(solution: solution, objective: 40, unhoused: 0))
    #expect(race.offer(above: 39) == solution)
    #expect(race.offer(above: 40) == nil)
  }
}
