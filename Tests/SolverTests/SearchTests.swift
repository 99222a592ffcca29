import Testing

@testable import Solver

@Suite struct SearchTests {
  static func searched(_ instance: Instance, steps: Int, seed: UInt64 = 1) -> (answer: Allocation.Answer, steps: [Int]) {
    var said: [Int] = []
    let answer = Allocation(instance).search(seed: seed, progress: { Double($0) / Double(steps) }, improved: { said.append($0.objective) })
    return (answer, said)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 16, 19, 22, 25, 28, 31] as [UInt64])
  func findsWhatTryingEverythingFinds(_ seed: UInt64) throws {
    let instance = SmallInstances.mixed(seed: seed, fragments: seed % 2 == 0)
    #expect(instance.faults == [])
    let best = SmallInstances.bestByTrying(instance)
    let found = Self.searched(instance, steps: 1_500)
    // Where residents have no way to grow there is no plan, and it is said whom it fails.
    #expect(found.answer.unhoused.isEmpty == (best > .min))
    if best == .min { return }
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

  /// By the same schedule, a run that is let go on says what the shorter one has said, and more: what it has is never worse.
  @Test(arguments: 40...45 as ClosedRange<UInt64>)
  func moreTimeOnOneScheduleIsNeverWorse(_ seed: UInt64) throws {
    let instance = InstanceFamily.draw(name: "S", corridors: 1, length: 20, horizon: 36, tenants: 13, seed: seed)
    let allocation = Allocation(instance)
    var before: [Improvement] = []
    for limit in [64, 192, 640, 1_920] {
      var said: [Improvement] = []
      let answer = allocation.search(
        seed: seed, progress: { $0 >= limit ? 1 : Double($0) / 2_000 }, rounds: 0, improved: { said.append($0) })
      #expect(answer.steps == limit)
      #expect(Array(said.prefix(before.count)) == before, "what was said stands")
      #expect(said.last?.objective == answer.objective && said.last?.solution == answer.solution)
      #expect(zip(said, said.dropFirst()).allSatisfy { $1.isBetter(than: $0) })
      before = said
    }
    #expect(before.count > 1, "or nothing was tried")
  }

  /// A run that goes on from a plan never ends below it, though another seed and schedule begin hot.
  @Test(arguments: 50...53 as ClosedRange<UInt64>)
  func whoGoesOnFromAPlanNeverEndsBelowIt(_ seed: UInt64) throws {
    let instance = InstanceFamily.draw(name: "S", corridors: 1, length: 20, horizon: 36, tenants: 13, seed: seed)
    let allocation = Allocation(instance)
    let good = allocation.search(seed: seed, progress: { Double($0) / 3_000 }, rounds: 0, improved: { _ in })
    for steps in [1, 200] {
      var said: [Improvement] = []
      let on = allocation.search(
        seed: seed + 1, from: good.solution, progress: { Double($0) / Double(steps) }, rounds: 0, improved: { said.append($0) })
      #expect(said.first?.solution == good.solution && said.first?.objective == good.objective, "it begins there")
      #expect(on.objective >= good.objective)
      #expect(try PlanValue(of: on.solution, for: instance).objective == on.objective)
    }
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
