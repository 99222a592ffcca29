import Testing

@testable import Solver

/// Moves that bring nothing are taken back: docs/allocation.md, "Moves that are worth it".
@Suite struct HomecomingTests {
  /// A row of four and a row of two, windows in 0 and 5; three tenants of one module in 0, 1 and 2, who may move at once for 10.
  static func house(window: Int = 0, cost: Int = 10) -> Instance {
    let modules = (0..<6).map { number in
      Instance.Module(
        number: number, corridor: number / 4, pos: number % 4, from: 0, window: number == 0 || number == 5 ? 1 : 0, noise: 0)
    }
    let tenants = (0..<3).map { number -> Instance.Tenant in
      var tenant = Instance.Tenant(
        named: "T\(number)", kind: "firm", mandatory: true, prob: 100, rent: 100, starts: [0], length: 4, cells: 1)
      (tenant.current, tenant.moveCost, tenant.moveOffsets) = (number, cost, [2])
      tenant.prefs.window = number == 1 ? window : 0
      return tenant
    }
    return Instance(
      named: "home", seed: 1, horizon: 4,
      corridors: [Instance.Corridor(number: 0, floor: 0, of: 4), Instance.Corridor(number: 1, floor: 0, of: 2)], modules: modules,
      tenants: tenants, fragment: 0)
  }
  static func plan(_ blocks: [[Int]]) -> Solution {
    Solution(
      instance: "home",
      plans: Dictionary(uniqueKeysWithValues: blocks.enumerated().map { ("T\($0)", Solution.Seat(start: 0, room: 0, blocks: $1)) }))
  }
  static func worth(_ plan: Solution, _ house: Instance) throws -> Int { try PlanValue(of: plan, for: house).objective }
  static func blocks(_ plan: Solution) -> [[Int]] { (0..<3).map { plan.plans["T\($0)"]?.blocks ?? [] } }

  /// Three who change places in a ring pay 30 for nothing: 3·4·100 − 3·10 = 1,170, and 1,200 at home. One who goes to and fro pays 20.
  @Test func whoOnlyChangesPlacesStaysAtHome() throws {
    let house = Self.house()
    let allocation = Allocation(house)
    let ring = Self.plan([[1, 1], [2, 2], [0, 0]])
    #expect(try Self.worth(ring, house) == 1_170)
    let home = allocation.settled(ring)
    #expect(Self.blocks(home) == [[0, 0], [1, 1], [2, 2]])
    #expect(try Self.worth(home, house) == 1_200)
    #expect(Self.blocks(allocation.settled(Self.plan([[3, 0], [1, 1], [2, 2]]))) == [[0, 0], [1, 1], [2, 2]])
  }

  /// A window is worth 30 a month to the second: 4·30 − 10 = 110 for one move to 5, and who makes a useless move beside it goes home alone.
  @Test func aMoveThatIsWorthItStays() throws {
    let house = Self.house(window: 30)
    let home = Allocation(house).settled(Self.plan([[3, 3], [5, 5], [2, 2]]))
    #expect(Self.blocks(home) == [[0, 0], [5, 5], [2, 2]])
    #expect(try Self.worth(home, house) == 1_200 + 110)
    // What cannot be done is taken back whatever it costs.
    let forbidden = Allocation(house).settled(Self.plan([[3, 3], [5, 5], [2, 2]])) { plan in
      plan.plans["T1"]?.blocks == [5, 5] ? ["T1"] : []
    }
    #expect(Self.blocks(forbidden) == [[0, 0], [1, 1], [2, 2]])
  }

  /// The plan that moves nobody is a plan of the house in which they may, at the same value.
  @Test func thePlanThatMovesNobodyIsOneOfTheHouseItself() throws {
    let house = Self.house(window: 30)
    let still = try #require(Allocation.still(house, seed: 1, steps: 200))
    #expect(Self.blocks(still) == [[0, 0], [1, 1], [2, 2]])
    #expect(try Self.worth(still, house) == 1_200)
    let found = Allocation(house).search(seed: 1, from: still, progress: { Double($0) / 200 }, rounds: 0, improved: { _ in })
    #expect(found.objective == 1_310 && found.unhoused == [])
  }

  /// Of houses by chance: nobody loses a place, no plan loses value, and each is one by the checker.
  @Test(arguments: 1...40) func whatIsSettledIsAPlanAndWorthNoLess(_ seed: UInt64) throws {
    var house = SmallInstances.withResidents(seed: seed)
    for index in house.tenants.indices where house.tenants[index].moveCost != nil { house.tenants[index].moveCost = Int(seed % 3) * 20 }
    let allocation = Allocation(house)
    let found = allocation.search(seed: seed, progress: { Double($0) / 300 }, rounds: 0, improved: { _ in })
    let settled = allocation.settled(found.solution)
    let (before, after) = (try PlanValue(of: found.solution, for: house.lenient), try PlanValue(of: settled, for: house.lenient))
    #expect(after.objective >= before.objective)
    for tenant in house.tenants where tenant.mandatory && found.solution.plans[tenant.id] != nil {
      #expect(settled.plans[tenant.id] != nil)
    }
  }
}
