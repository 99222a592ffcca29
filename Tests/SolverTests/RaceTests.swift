import Testing

@testable import Solver

@Suite struct RaceTests {
  static func plan(_ objective: Int, unhoused: Int = 0) -> Improvement {
    Improvement(solution: Solution(instance: "race", plans: [:]), objective: objective, unhoused: unhoused)
  }

  /// A first plan that leaves out who must be housed is worth 900; the valid one after it 500. The valid one counts, and the bound aims at it.
  @Test func aPlanThatHousesWhoMustBeGoesBeforeOneThatIsWorthMore() {
    let race = Race()
    #expect(race.leads(Self.plan(900, unhoused: 2)) && race.target == 0 && !race.standing.isProven)
    #expect(race.leads(Self.plan(800, unhoused: 1)) && race.target == 0)
    #expect(race.leads(Self.plan(500)) && race.target == 500)
    #expect(!race.leads(Self.plan(950, unhoused: 1)) && !race.leads(Self.plan(500)) && race.target == 500)
    #expect(race.leads(Self.plan(501)) && race.standing.best == Self.plan(501))
    race.lowers(500)
    #expect(race.standing.isProven)
  }

  /// A plan without all who must be housed proves nothing, though it be worth more than the bound.
  @Test func whoLeavesSomebodyOutProvesNothing() {
    let race = Race()
    race.lowers(600)
    #expect(race.leads(Self.plan(700, unhoused: 1)) && !race.standing.isProven)
    race.finds((Solution(instance: "race", plans: [:]), 600))
    #expect(race.standing.isProven && race.target == 600)
  }

  @Test func aBoundIsSaidWhenItHasFallenByAThousandth() {
    let race = Race()
    #expect(race.lowers(100_000) && !race.lowers(99_950) && race.lowers(99_900) && !race.lowers(99_950))
    #expect(race.standing.bound == 99_900)
  }

  /// Of equals the first seed's counts, whoever ended first.
  @Test func ofEqualAnswersTheFirstSeedCounts() {
    func answer(_ name: String, _ objective: Int, _ unhoused: [String] = []) -> Allocation.Answer {
      Allocation.Answer(solution: Solution(instance: name, plans: [:]), objective: objective, bound: 9, unhoused: unhoused, steps: 1)
    }
    #expect(Race.best(of: [answer("a", 9, ["T"]), answer("b", 5), answer("c", 5), answer("d", 4)])?.solution.instance == "b")
    #expect(Race.best(of: []) == nil)
  }

  /// One place for two: whoever must be housed comes last by worth and is put in all the same; all that is said from the first valid plan on is valid.
  @Test(arguments: 900...907 as ClosedRange<UInt64>)
  func everySaidPlanIsWhatItIsSaidToBe(_ seed: UInt64) throws {
    var instance = SmallInstances.draw(seed: seed)
    for index in instance.tenants.indices { instance.tenants[index].mandatory = index != 0 }
    var lenient = instance
    for index in lenient.tenants.indices { lenient.tenants[index].mandatory = false }
    var said: [Improvement] = []
    _ = Allocation(instance).search(seed: seed, progress: { Double($0) / 300 }, rounds: 0, improved: { said.append($0) })
    for one in said {
      #expect(try PlanValue(of: one.solution, for: one.isValid ? instance : lenient).objective == one.objective)
      let out = instance.tenants.filter { $0.mandatory && one.solution.plans[$0.id] == nil }
      #expect(out.count == one.unhoused)
    }
    #expect(zip(said, said.dropFirst()).allSatisfy { $1.isBetter(than: $0) })
  }

  /// Search and bound in turn: each time the same news, whatever else the machine does, and the plan and bound of the news are those of the answer.
  @Test(arguments: 920...922 as ClosedRange<UInt64>)
  func inTurnEverythingIsTheSameEachTime(_ seed: UInt64) throws {
    let instance = SmallInstances.draw(seed: seed, fragments: seed % 2 == 0)
    func run() -> (answer: Allocation.Answer, news: [Allocation.News], best: Int, bound: Int) {
      var (news, best, bound) = ([Allocation.News](), Int.min, Int.max)
      let answer = Allocation(instance).interleaved(seed: seed, steps: 1_500) { one in
        news.append(one)
        if case .plan(let found) = one { best = found.objective }
        if case .bound(let lower) = one { bound = lower }
      }
      return (answer, news, best, bound)
    }
    let (one, other) = (run(), run())
    #expect(one.news == other.news && one.answer.solution == other.answer.solution && one.answer.bound == other.answer.bound)
    #expect(one.answer.objective >= one.best && one.answer.bound == one.bound)
    let best = SmallInstances.bestByTrying(instance)
    #expect(one.answer.bound >= best && one.answer.objective == best)
    // Told to stop, it stops at the next look.
    var looks = 0
    let stopped = Allocation(instance).interleaved(
      seed: seed, steps: 1_000_000, rounds: 1,
      isStopped: {
        looks += 1; return looks > 3
      }
    ) { _ in }
    #expect(stopped.steps <= 192)
  }
}
