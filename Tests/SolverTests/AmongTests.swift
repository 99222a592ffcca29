import Foundation
import Testing

@testable import Solver

/// Who may have only some modules: the key `among` of docs/allocation.md.
@Suite struct AmongTests {
  /// To one tenant or two, some of the modules.
  static func drawn(_ instance: Instance, seed: UInt64) -> Instance {
    var (instance, chance) = (instance, Chance(seed: seed &+ 77))
    for tenant in 0..<(1 + chance.below(2)) {
      let among = instance.modules.indices.filter { _ in chance.below(3) > 0 }
      if !among.isEmpty { instance.tenants[tenant].among = among }
    }
    return instance
  }

  @Test(arguments: 400...405 as ClosedRange<UInt64>)
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

  @Test(arguments: 20...23 as ClosedRange<UInt64>)
  func findsItOnFloorsToo(_ seed: UInt64) throws {
    let instance = Self.drawn(SmallFloors.draw(seed: seed, fragments: seed % 3 == 0), seed: seed)
    let best = SmallFloors.bestByTrying(instance)
    let found = SearchTests.searched(instance, steps: 3_000)
    #expect(found.answer.objective == best && found.answer.bound >= best)
  }

  /// Two of the modules 0, 2 and 3: 0 stands alone, so that they are 2 and 3, though 0 and 1 have windows.
  @Test func twoAmongThree() throws {
    var one = FloorTests.tenant("A", 2)
    (one.mandatory, one.prefs.window) = (true, 10)
    let modules = (0..<5).map { Instance.Module(number: $0, corridor: 0, pos: $0, from: 0, window: $0 < 2 ? 1 : 0, noise: 3) }
    func instance(_ among: [Int]?) -> Instance {
      one.among = among
      return Instance(
        named: "five", seed: nil, horizon: 4, corridors: [Instance.Corridor(number: 0, floor: 1, of: 5)], modules: modules, tenants: [one],
        fragment: 0)
    }
    // 4 months of 2 modules at 100, and 4·20 for two windows.
    #expect(SearchTests.searched(instance(nil), steps: 64).answer.objective == 880)
    let answer = SearchTests.searched(instance([0, 2, 3]), steps: 64).answer
    #expect(answer.objective == 800 && answer.bound == 800 && answer.solution.plans["A"]?.blocks == [2])
    let other = Solution(instance: "five", plans: ["A": .init(start: 0, room: 0, blocks: [1])])
    #expect(throws: BrokenRule.notAmong("A", module: 1)) { try PlanValue(of: other, for: instance([0, 2, 3])) }
    // None of them adjoin: there is no place, and it is said whose.
    #expect(SearchTests.searched(instance([0, 2, 4]), steps: 64).answer.unhoused == ["A"])
    for wrong in [[], [3, 2], [2, 2], [4, 5]] { #expect(instance(wrong).faults.count == 1, "\(wrong)") }
  }

  /// On a large floor with more sets than are kept, those among a few cells are all looked through: a snake of six through 6 × 5.
  @Test func onALargeFloorAllSetsOfItsOwnCellsAreThere() throws {
    let edges = (0..<30).flatMap { cell -> [[Int]] in (cell % 6 < 5 ? [[cell, cell + 1]] : []) + (cell < 24 ? [[cell, cell + 6]] : []) }
    var one = FloorTests.tenant("A", 6)
    one.among = [0, 1, 2, 8, 14, 15]
    let instance = Instance(
      named: "large", seed: nil, horizon: 4, corridors: [Instance.Corridor(number: 0, floor: 1, of: 30, edges: edges)],
      modules: (0..<30).map { Instance.Module(number: $0, corridor: 0, pos: $0, from: 0, window: 0, noise: 3) }, tenants: [one], fragment: 0
    )
    let found = SearchTests.searched(instance, steps: 64).answer.solution
    #expect(found.plans["A"]?.cells?[0] == one.among)
  }

  @Test func theKeyIsWrittenAsTheFormatHasIt() throws {
    var instance = SmallInstances.draw(seed: 1)
    func text() throws -> String { String(decoding: try JSONEncoder().encode(instance), as: UTF8.self) }
    #expect(try !text().contains("\"among\""))
    instance.tenants[0].among = [0, 2]
    let again = try JSONDecoder().decode(Instance.self, from: JSONEncoder().encode(instance))
    #expect(again.tenants[0].among == [0, 2] && again.tenants[1].among == nil)
  }
}
