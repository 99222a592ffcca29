import Testing

@testable import Solver

/// Modules that go: the key `out_of_service` of docs/allocation.md.
@Suite struct OutOfServiceTests {
  static func drawn(_ instance: Instance, seed: UInt64) -> Instance {
    var (instance, chance) = (instance, Chance(seed: seed &+ 99))
    for module in instance.modules.indices where chance.below(3) == 0 {
      instance.modules[module].outOfService = instance.modules[module].inService + 1 + chance.below(4)
    }
    return instance
  }

  @Test(arguments: 500...505 as ClosedRange<UInt64>)
  func findsWhatTryingEverythingFinds(_ seed: UInt64) throws {
    let instance = Self.drawn(SmallInstances.draw(seed: seed, fragments: seed % 3 == 0), seed: seed)
    #expect(instance.faults == [])
    let best = SmallInstances.bestByTrying(instance)
    let found = SearchTests.searched(instance, steps: 1_500)
    #expect(found.answer.objective == best)
    var tightening = Allocation(instance).tightening()
    while tightening.round(target: best - 1) { #expect(tightening.best >= best) }
    #expect(tightening.best == best, "proven")
  }

  @Test(arguments: 30...33 as ClosedRange<UInt64>)
  func findsItOnFloorsToo(_ seed: UInt64) throws {
    let instance = Self.drawn(SmallFloors.draw(seed: seed, fragments: seed % 3 == 0), seed: seed)
    let best = SmallFloors.bestByTrying(instance)
    let found = SearchTests.searched(instance, steps: 3_000)
    #expect(found.answer.objective == best && found.answer.bound >= best)
  }

  /// Two modules, the first with a window and gone in month 2; one module for four months, which may move after two.
  @Test func whoStaysOnHasLeftByThen() throws {
    func instance(_ moveCost: Int) -> Instance {
      var one = FloorTests.tenant("A", 1)
      (one.prefs.window, one.moveCost, one.moveOffsets) = (10, moveCost, [2])
      return Instance(
        named: "two", seed: nil, horizon: 4, corridors: [Instance.Corridor(number: 0, floor: 1, of: 2)],
        modules: (0..<2).map {
          Instance.Module(number: $0, corridor: 0, pos: $0, from: 0, until: $0 == 0 ? 2 : nil, window: 1 - $0, noise: 3)
        },
        tenants: [one], fragment: 5)
    }
    // Without the free runs, one in each of months 0 and 1, none after, since the first module is gone: 4·100 + 2·10 − 15 = 405, less 10; 400 less 10 beside.
    let answer = SearchTests.searched(instance(15), steps: 64).answer
    #expect(answer.objective == 395 && answer.bound == 395 && answer.solution.plans["A"]?.blocks == [0, 1])
    #expect(SearchTests.searched(instance(25), steps: 64).answer.objective == 390)
    let over = Solution(instance: "two", plans: ["A": .init(start: 0, room: 0, blocks: [0, 0])])
    #expect(throws: BrokenRule.notInService("A", module: 0, month: 2)) { try PlanValue(of: over, for: instance(15)) }
    var wrong = instance(15)
    wrong.modules[1].outOfService = 0
    #expect(wrong.faults.count == 1)
  }
}
