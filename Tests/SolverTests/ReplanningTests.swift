import Testing

@testable import Solver

@Suite struct ReplanningTests {
  @Test(arguments: 400...415 as ClosedRange<UInt64>)
  func nothingChangedMeansNothingDeparts(_ seed: UInt64) {
    let instance = SmallInstances.draw(seed: seed)
    let today = SearchTests.searched(instance, steps: 1_500).answer
    let again = Replanning(instance, keeping: Keeping(today: today.solution, held: [], price: 50))
      .search(seed: 2, progress: { Double($0) / 1_000 })
    #expect(again.objective == today.objective)
    #expect(again.departures == [] || again.departures.allSatisfy { $0.cost == 0 })
  }

  @Test(arguments: 420...435 as ClosedRange<UInt64>)
  func whoIsHeldStaysWhenSomebodyComes(_ seed: UInt64) throws {
    var instance = SmallInstances.draw(seed: seed)
    let comes = instance.tenants.removeLast()
    let today = SearchTests.searched(instance, steps: 500).answer.solution
    instance.tenants.append(comes)
    let held = Set(today.plans.keys)
    let answer = Replanning(instance, keeping: Keeping(today: today, held: held, price: 100)).search(
      seed: 1, progress: { Double($0) / 500 })
    let value = try PlanValue(of: answer.solution, for: instance)
    #expect(value.objective == answer.objective)
    for id in held {
      #expect(answer.solution.plans[id]?.start == today.plans[id]?.start)
      #expect(!answer.departures.contains { if case .elsewhere = $0.kind { $0.tenant == id && $0.cost > 0 } else { false } })
    }
    #expect(answer.mustBeAsked == [])
  }

  /// A short search leaves moves that bring nothing: they go, and whoever must not move goes back where that can be.
  @Test(arguments: 420...435 as ClosedRange<UInt64>)
  func whatBringsNothingIsTakenBack(_ seed: UInt64) throws {
    var instance = SmallInstances.draw(seed: seed)
    let comes = instance.tenants.removeLast()
    let today = SearchTests.searched(instance, steps: 500).answer.solution
    instance.tenants.append(comes)
    let replanning = Replanning(instance, keeping: Keeping(today: today, held: [], price: 100))
    let answer = replanning.search(seed: 1, progress: { Double($0) / 60 })
    let settled = replanning.settled(answer)
    #expect(try PlanValue(of: settled.solution, for: instance).objective == settled.objective)
    // By the format and the price of what departs.
    func worth(_ answer: Replanning.Answer) -> Int { answer.objective - 100 * answer.departures.count }
    #expect(settled.unhoused == answer.unhoused)
    #expect(worth(settled) >= worth(answer) || settled.departures.count <= answer.departures.count)
    let back = replanning.settled(answer) { plan in plan.plans.keys.filter { plan.plans[$0] != today.plans[$0] }.sorted() }
    #expect(back.departures.count <= answer.departures.count + 1)
    #expect((try? PlanValue(of: back.solution, for: instance)) != nil)
  }

  /// The whole house comes into service later than the lease begins: who is held there has to be asked.
  @Test func whoCannotStayMustBeAsked() {
    var instance = SmallInstances.draw(seed: 440)
    let today = SearchTests.searched(instance, steps: 300).answer.solution
    for index in instance.modules.indices { instance.modules[index].inService = instance.horizon }
    let held = Set(today.plans.keys)
    let answer = Replanning(instance, keeping: Keeping(today: today, held: held, price: 100)).search(
      seed: 1, progress: { Double($0) / 100 })
    #expect(!held.isEmpty)
    #expect(Set(answer.mustBeAsked) == held)
    #expect(answer.departures.allSatisfy { $0.kind == .refused })
  }
}
