import Foundation
import Testing

@testable import Solver

@Suite struct StandingTests {
  /// Every third with residents who must be housed, most of whom may not be moved.
  @Test(arguments: 300...345 as ClosedRange<UInt64>)
  func whoBlocksCannotBeFewer(_ seed: UInt64) throws {
    let instance = SmallInstances.mixed(seed: seed)
    let allocation = Allocation(instance)
    let answer = SearchTests.searched(instance, steps: 200).answer
    guard answer.unhoused.isEmpty else { return }
    let standing = try StandingPlan(answer.solution, of: allocation)
    for tenant in instance.tenants where answer.solution.plans[tenant.id] == nil {
      let mostFewer = fewestInTheWay(of: tenant, answer.solution, instance)
      let hindrance = standing.hindrance(of: tenant.id)
      #expect(hindrance?.blocking.count == mostFewer)
      guard let hindrance else { continue }
      #expect(Set(hindrance.obstacles.map(\.tenant)) == Set(hindrance.blocking), "whoever blocks is shown with cells and months")
      for one in [hindrance, hindrance.cheapest].compactMap({ $0 }) {
        // Of a cheaper change some may only make room for who makes room.
        #expect(Set(one.obstacles.map(\.tenant)).isSubset(of: one.blocking))
        if let worth = try worth(answer.solution, after: one, in: instance) { #expect(worth == answer.objective - one.price) }
      }
      if let cheaper = hindrance.cheaper {
        #expect(cheaper.price < hindrance.price && (1...2).contains(cheaper.blocking.count - hindrance.blocking.count))
      }
      // No set within two of the smallest costs less, even if nobody who makes room had another place.
      let known = min(hindrance.price, hindrance.cheaper?.price ?? .max)
      if hindrance.isCut == false, let least = cheapestByTrying(tenant, answer.solution, instance, most: hindrance.blocking.count + 2) {
        #expect(known <= least)
      }
    }
    #expect(standing.seating.solution == answer.solution, "asking changes nothing")
  }

  /// What a change costs when whoever makes room is refused, by every set of so many that may be moved and every plan.
  private func cheapestByTrying(_ tenant: Instance.Tenant, _ solution: Solution, _ instance: Instance, most: Int) -> Int? {
    guard let before = try? PlanValue(of: solution, for: instance).objective else { return nil }
    let seated = solution.plans.keys.sorted()
    let plans = SmallInstances.plans(of: tenant, in: instance)
    return (0..<(1 << seated.count)).filter { $0.nonzeroBitCount <= most }.flatMap { set -> [Int] in
      let stay = solution.plans.filter { set >> seated.firstIndex(of: $0.key)! & 1 == 0 }
      return plans.compactMap { plan in
        let all = stay.merging([tenant.id: plan]) { $1 }
        return (try? PlanValue(of: Solution(instance: instance.name, plans: all), for: instance)).map { before - $0.objective }
      }
    }.min()
  }

  /// By trying every set of seated tenants and every plan of the one who is refused; nil when the house has no place even empty.
  private func fewestInTheWay(of tenant: Instance.Tenant, _ solution: Solution, _ instance: Instance) -> Int? {
    let seated = solution.plans.keys.sorted()
    let plans = SmallInstances.plans(of: tenant, in: instance)
    // Whether whoever makes room must be housed is another question.
    var instance = instance
    for index in instance.tenants.indices { instance.tenants[index].mandatory = false }
    return (0..<(1 << seated.count)).filter { set in
      let stay = solution.plans.filter { set >> seated.firstIndex(of: $0.key)! & 1 == 0 }
      return plans.contains { plan in
        var all = stay
        all[tenant.id] = plan
        return (try? PlanValue(of: Solution(instance: instance.name, plans: all), for: instance)) != nil
      }
    }.map(\.nonzeroBitCount).min()
  }

  /// nil when somebody who must be housed would have no place.
  private func worth(_ solution: Solution, after hindrance: Hindrance, in instance: Instance) throws -> Int? {
    var plans = solution.plans
    plans[hindrance.tenant] = hindrance.seat
    for one in hindrance.displaced { plans[one.tenant] = one.seat }
    if instance.tenants.contains(where: { $0.mandatory && plans[$0.id] == nil }) { return nil }
    return try PlanValue(of: Solution(instance: solution.instance, plans: plans), for: instance).objective
  }

  /// Two corridors of two modules, four months. A has one of them at 200; B and C share the other at 50 each; D wants two modules at 45.
  ///
  ///     A out, D in:       2·4·200 − 2·4·45 = 1,240, the fewest who could make room
  ///     B and C out, D in: 2·4·50  − 2·4·45 =    40, one more, and cheaper
  ///
  /// Where A lives there and may not be moved, A still is who is in the way, and B and C are what can be done about it.
  @Test(arguments: [false, true])
  func oneMoreWhoMakesRoomMayCostLess(_ aStays: Bool) throws {
    func tenant(_ name: String, _ rent: Int, _ cells: Int) -> Instance.Tenant {
      Instance.Tenant(named: name, kind: "waiting", mandatory: false, prob: 100, rent: rent, starts: [0], length: 4, cells: cells)
    }
    var a = tenant("A", 200, 2)
    if aStays { (a.mandatory, a.current) = (true, 0) }
    let instance = Instance(
      named: "more", seed: nil, horizon: 4, corridors: [.init(number: 0, floor: 0, of: 2), .init(number: 1, floor: 0, of: 2)],
      modules: (0..<4).map { .init(number: $0, corridor: $0 / 2, pos: $0 % 2, from: 0, window: 0, noise: 0) },
      tenants: [a, tenant("B", 50, 1), tenant("C", 50, 1), tenant("D", 45, 2)], fragment: 0)
    let plan = Solution(
      instance: "more",
      plans: [
        "A": .init(start: 0, room: 0, blocks: [0]), "B": .init(start: 0, room: 0, blocks: [2]), "C": .init(start: 0, room: 0, blocks: [3]),
      ])
    let hindrance = try #require(try StandingPlan(plan, of: Allocation(instance)).hindrance(of: "D"))
    #expect(hindrance.blocking == ["A"] && (aStays ? hindrance.price > 1_240 : hindrance.price == 1_240))
    let cheaper = try #require(hindrance.cheapest)
    #expect(cheaper.blocking == ["B", "C"] && cheaper.price == 40 && cheaper.seat.blocks == [2] && cheaper.tenant == "D")
    #expect(hindrance.isCut == false && cheaper.cheaper == nil)
    // One that was kept before this was looked for is still read.
    var kept = try #require(try JSONSerialization.jsonObject(with: JSONEncoder().encode(hindrance)) as? [String: Any])
    for key in ["cheaper", "isCut"] { kept[key] = nil }
    let read = try JSONDecoder().decode(Hindrance.self, from: JSONSerialization.data(withJSONObject: kept))
    #expect(read.cheapest == nil && read.isCut == nil && read.price == hindrance.price)
  }

  /// Two corridors of two modules, the first module with a window. A has one module for two months, then two for two more, and likes the window;
  /// B has the module beside it all four months.
  ///
  ///     in the window, then in the other corridor: 2·(100 + 30) + 2·2·100 − move = 660 − move
  ///     in the other corridor from the start:      2·100 + 2·2·100             = 600
  ///     what the move buys:                        60 − move
  @Test(arguments: [(10, 50), (40, 20), (60, 0), (75, -15)])
  func aMoveBuysTheDifferenceToStaying(_ cost: Int, _ gain: Int) throws {
    var a = Instance.Tenant(named: "A", kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [0], length: 4, cells: 1)
    (a.phases, a.moveCost, a.prefs.window) = ([[0, 1], [2, 2]], cost, 30)
    var b = Instance.Tenant(named: "B", kind: "firm", mandatory: true, prob: 100, rent: 100, starts: [0], length: 4, cells: 1)
    b.current = 1
    func instance(_ tenants: [Instance.Tenant]) -> Instance {
      Instance(
        named: "two", seed: nil, horizon: 4, corridors: [.init(number: 0, floor: 0, of: 2), .init(number: 1, floor: 0, of: 2)],
        modules: (0..<4).map { .init(number: $0, corridor: $0 / 2, pos: $0 % 2, from: 0, window: $0 == 0 ? 1 : 0, noise: 0) },
        tenants: tenants, fragment: 0)
    }
    let beside = Solution.Seat(start: 0, room: 0, blocks: [1])
    let moving = Solution(instance: "two", plans: ["A": .init(start: 0, room: 0, blocks: [0, 2]), "B": beside])
    let standing = try StandingPlan(moving, of: Allocation(instance([a, b])))
    #expect(standing.movesBuy(for: "A").map { [$0.moves, $0.gain] } == [1, gain])
    // Whoever makes no move buys nothing, nor who is not there.
    #expect(standing.movesBuy(for: "B") == nil && standing.movesBuy(for: "C") == nil)
    // Were the other corridor taken at first, there would be no way without a move to compare with.
    var c = b
    (c.id, c.current, c.length, c.phases) = ("C", 2, 1, [[0, 2]])
    let only = Solution(instance: "two", plans: moving.plans.merging(["C": .init(start: 0, room: 0, blocks: [2])]) { $1 })
    #expect(try StandingPlan(only, of: Allocation(instance([a, b, c]))).movesBuy(for: "A") == nil)
  }

  /// Room for two next to each other in month 0: A has it first, B then. Whoever wants to come in month 0 waits until 2 for A, whom the plan houses.
  @Test func whoWaitsIsToldWhomFor() throws {
    let a = Instance.Tenant(named: "A", kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [0], length: 2, cells: 2)
    var b = Instance.Tenant(named: "B", kind: "waiting", mandatory: false, prob: 100, rent: 90, starts: [0, 1, 2], length: 4, cells: 1)
    b.waitCost = 5
    let instance = Instance(
      named: "wait", seed: nil, horizon: 6, corridors: [.init(number: 0, floor: 0, of: 2)],
      modules: (0..<2).map { .init(number: $0, corridor: 0, pos: $0, from: 0, window: 0, noise: 0) }, tenants: [a, b], fragment: 0)
    let answer = SearchTests.searched(instance, steps: 200).answer
    #expect(answer.objective == 2 * 2 * 100 + 4 * 90 - 2 * 5)
    let standing = try StandingPlan(answer.solution, of: Allocation(instance))
    #expect(standing.hindrance(of: "B") == nil, "has a place")
    let hindrance = try #require(standing.hindrance(of: "B", from: 0))
    #expect(hindrance.blocking == ["A"] && hindrance.seat.start == 0 && hindrance.worth == 4 * 90)
    #expect(hindrance.obstacles == [.init(tenant: "A", modules: [hindrance.seat.blocks[0]], from: 0, until: 2)])
    // B two months earlier is 10 more; A has no place without both modules, and is 400.
    #expect(hindrance.displaced == [.init(tenant: "A", seat: nil, cost: 400)] && hindrance.price == 390)
    #expect(standing.seating.solution == answer.solution, "asking changes nothing")
  }

  @Test(arguments: 340...349 as ClosedRange<UInt64>)
  func ranksThePlacesByWhatTheyAreWorth(_ seed: UInt64) throws {
    let instance = SmallInstances.draw(seed: seed)
    let answer = SearchTests.searched(instance, steps: 100).answer
    let standing = try StandingPlan(answer.solution, of: Allocation(instance))
    for tenant in instance.tenants {
      let places = standing.places(for: tenant.id, limit: 1_000)
      var others = answer.solution.plans
      others[tenant.id] = nil
      let values = SmallInstances.plans(of: tenant, in: instance).compactMap { plan -> Int? in
        var all = others
        all[tenant.id] = plan
        return (try? PlanValue(of: Solution(instance: instance.name, plans: all), for: instance))?.seats[tenant.id]?.total
      }
      #expect(places.first?.worth == values.max())
      #expect(places.map(\.worth) == places.map(\.worth).sorted(by: >))
    }
  }
}
