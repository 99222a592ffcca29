import Foundation
import Testing

@testable import Solver

/// An instance from outside is either refused, each fault with the path of its field, or searched: it never stops the program.
@Suite struct FaultTests {
  @Test func everyFaultIsSaidAtOnceWithItsPath() {
    var wrong = CheckerTests.instance
    wrong.format = "alloc-0"
    wrong.weights.frag = -1
    wrong.corridors[0].fixedWalls = [1, 9]
    wrong.modules[1].noise = 4
    wrong.modules[2].school = -1
    wrong.tenants[0].prob = 101
    wrong.tenants[0].starts = [5, 1]
    wrong.tenants[1].moveOffsets = [3, -1]
    wrong.tenants[1].moveCost = 5_000_000_000
    wrong.tenants[1].prefs.floor = ["1": 2_000, "attic": 1]
    #expect(
      wrong.faults == [
        "format: alloc-0 is not alloc-1",
        "weights.frag: -1 is not 0 to 1000000",
        "modules[1].noise: 4 is not 0 to 3",
        "modules[2].school: -1 is not 0 to 3",
        "corridors[0].fixed_walls[1]: there is no wall after position 9",
        "tenants[0] (A).prob: 101 is not 0 to 100",
        "tenants[0] (A).starts: the months must ascend",
        "tenants[1] (B).move_cost: 5000000000 is not 0 to 100000000",
        "tenants[1] (B).move_offsets[1]: -1 is not 0 to 100000",
        "tenants[1] (B).prefs.floor.1: 2000 is not -1000 to 1000",
        "tenants[1] (B).prefs.floor: attic is not the number of a floor",
      ])
    #expect(CheckerTests.instance.faults == [])
  }

  /// All at the limit at once: no sum overflows, in the search, the bound or the checker.
  @Test func whatIsAllowedCanBeReckoned() throws {
    var most = SmallInstances.draw(seed: 5)
    most.horizon = 1_200
    most.weights.frag = 1_000_000
    for index in most.modules.indices { (most.modules[index].window, most.modules[index].noise) = (1, 0) }
    for index in most.tenants.indices {
      let liking = index == 0 ? -1_000 : 1_000
      (most.tenants[index].rent, most.tenants[index].waitCost, most.tenants[index].prob) = (1_000_000, 1_000_000, 100)
      (most.tenants[index].starts, most.tenants[index].length) = ([0, 1_199], 100_000)
      (most.tenants[index].moveOffsets, most.tenants[index].moveCost) = ([100_000, 600], 100_000_000)
      most.tenants[index].grow = .init(offset: 100_000, extra: 64, prob: 100)
      most.tenants[index].prefs = .init(window: liking, quiet: liking, school: liking, lab: liking, floor: ["1": liking, "-9": liking])
    }
    #expect(most.faults == [])
    let answer = Allocation(most).search(seed: 1, progress: { Double($0) / 128 }, rounds: 30, improved: { _ in })
    #expect(answer.unhoused.isEmpty)
    #expect(try PlanValue(of: answer.solution, for: most).objective == answer.objective)
    #expect(answer.bound >= answer.objective)
  }

  @Test func whatIsTooLargeToBeLookedThroughIsSaid() {
    var large = SmallInstances.draw(seed: 5)
    large.horizon = 1_200
    for index in large.tenants.indices {
      (large.tenants[index].starts, large.tenants[index].length) = (Array(0..<1_200), 1_200)
      (large.tenants[index].moveOffsets, large.tenants[index].moveCost) = (Array(0..<1_200), 10)
    }
    #expect(large.faults.count == 1 && large.faults[0].hasPrefix("tenants: about "))
  }

  /// One or two values of a valid file are another number, another kind, gone or twice there.
  @Test(arguments: 500...511 as ClosedRange<UInt64>)
  func noAlteredFileStopsTheProgram(_ seed: UInt64) throws {
    var instance = seed % 2 == 0 ? SmallInstances.draw(seed: seed, fragments: true) : SmallFloors.draw(seed: seed, fragments: true)
    instance.tenants[2].within = instance.corridors.map(\.id)
    if seed % 2 == 0 { instance.tenants[1].current = 0 }
    #expect(instance.faults == [])
    let whole = try JSONSerialization.jsonObject(with: JSONEncoder().encode(instance))
    let plan = try JSONSerialization.jsonObject(with: JSONEncoder().encode(SearchTests.searched(instance, steps: 64).answer.solution))
    var chance = Chance(seed: seed)
    var (refused, searched) = (0, 0)
    for _ in 0..<40 {
      let altered = Alteration.of(chance.below(3) == 0 ? Alteration.of(whole, &chance) : whole, &chance)
      let data = try JSONSerialization.data(withJSONObject: altered, options: .fragmentsAllowed)
      guard let read = try? JSONDecoder().decode(Instance.self, from: data), read.faults.isEmpty else {
        refused += 1
        continue
      }
      searched += 1
      let allocation = Allocation(read)
      let answer = allocation.search(seed: seed, progress: { Double($0) / 64 }, rounds: 20, improved: { _ in })
      if answer.unhoused.isEmpty {
        #expect(try PlanValue(of: answer.solution, for: read).objective == answer.objective)
        #expect(answer.bound >= answer.objective)
      }
    }
    #expect(refused > 0 && searched > 0)
    for _ in 0..<40 {
      let data = try JSONSerialization.data(withJSONObject: Alteration.of(plan, &chance), options: .fragmentsAllowed)
      if let read = try? JSONDecoder().decode(Solution.self, from: data) { _ = try? PlanValue(of: read, for: instance) }
    }
  }
}

/// A JSON value with one place in it altered.
enum Alteration {
  static func of(_ value: Any, _ chance: inout Chance) -> Any {
    var left = chance.below(count(value))
    return altered(value, &left, &chance)
  }

  private static func count(_ value: Any) -> Int {
    switch value {
    case let object as [String: Any]: object.values.reduce(1) { $0 + count($1) }
    case let list as [Any]: list.reduce(1) { $0 + count($1) }
    default: 1
    }
  }

  /// Goes through the places in the order of their keys, and alters the one at which `left` is 0.
  private static func altered(_ value: Any, _ left: inout Int, _ chance: inout Chance) -> Any {
    if left == 0 {
      left = -1
      return other(than: value, &chance)
    }
    left -= 1
    switch value {
    case let object as [String: Any]:
      var made = object
      for key in object.keys.sorted() where left >= 0 { made[key] = altered(object[key]!, &left, &chance) }
      return made
    case let list as [Any]:
      var made = list
      for index in list.indices where left >= 0 { made[index] = altered(list[index], &left, &chance) }
      return made
    default: return value
    }
  }

  private static func other(than value: Any, _ chance: inout Chance) -> Any {
    if let list = value as? [Any], !list.isEmpty, chance.below(4) > 0 {
      let one = chance.below(list.count)
      return chance.below(2) == 0 ? list + [list[one]] : Array(list[..<one] + list[(one + 1)...])
    }
    if let object = value as? [String: Any], !object.isEmpty, chance.below(4) > 0 {
      return object.filter { $0.key != object.keys.sorted()[chance.below(object.count)] }
    }
    let numbers = [-1, 0, 1, 2, 3, 5, 64, 65, 1_200, -64, 1_000_000, 5_000_000_000, Int.max, Int.min, Int.max - 1]
    if chance.below(8) == 0 { return [NSNull(), "x", "", 1.5, true, [Int](), [String: Int](), [[1, 2]]][chance.below(8)] as Any }
    return numbers[chance.below(numbers.count)]
  }
}
