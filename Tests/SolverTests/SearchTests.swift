import Testing

@testable import Solver

@Suite struct SearchTests {
  static func searched(_ instance: Instance, steps: Int, seed: UInt64 = 1) -> (answer: Allocation.Answer, steps: [Int]) {
    var said: [Int] = []
    let answer = Allocation(instance).search(seed: seed, progress: { Double($0) / Double(steps) }, improved: { said.append($0) })
    return (answer, said)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func findsWhatTryingEverythingFinds(_ seed: UInt64) throws {
    let instance = SmallInstances.draw(seed: seed, fragments: seed % 3 == 0)
    #expect(instance.faults == [])
    let best = SmallInstances.bestByTrying(instance)
    let found = Self.searched(instance, steps: 1_500)
    #expect(found.answer.objective == best)
    #expect(found.answer.bound >= best)
  }

  @Test(arguments: 100...115 as ClosedRange<UInt64>)
  func claimsWhatTheCheckerFinds(_ seed: UInt64) throws {
    let instance = SmallInstances.draw(seed: seed, fragments: seed % 2 == 0)
    let found = Self.searched(instance, steps: 300, seed: seed)
    let value = try PlanValue(of: found.answer.solution, for: instance)
    #expect(value.objective == found.answer.objective)
    #expect(found.answer.bound >= value.objective)
    #expect(found.steps == found.steps.sorted(), "a later plan is never worse")
  }

  @Test func sameSeedAndStepsGiveTheSamePlan() {
    let instance = SmallInstances.draw(seed: 7)
    let one = Self.searched(instance, steps: 500, seed: 3)
    let other = Self.searched(instance, steps: 500, seed: 3)
    #expect(one.answer.solution == other.answer.solution)
    #expect(one.steps == other.steps)
  }

  @Test func moreStepsAreNeverWorseThanTheFirstPlan() {
    let instance = SmallInstances.draw(seed: 9)
    let first = Self.searched(instance, steps: 1).answer.objective
    #expect(Self.searched(instance, steps: 2_000).answer.objective >= first)
  }

  @Test func saysWhichMandatoryTenantsHaveNoPlace() {
    var instance = SmallInstances.draw(seed: 11)
    for index in instance.tenants.indices {
      instance.tenants[index].mandatory = true
      instance.tenants[index].starts = [0]
      instance.tenants[index].phases = [[0, 3]]
    }
    let found = Self.searched(instance, steps: 500)
    #expect(!found.answer.unhoused.isEmpty)
    #expect(found.answer.solution.plans.count + found.answer.unhoused.count == instance.tenants.count)
  }
}
