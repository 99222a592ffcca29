import Kernel
import Solver
import Testing

@testable import Planning

/// A plan that moves somebody is worth more than the one that moves nobody: docs/scenarios.md, "Moves".
@Suite struct StillTests {
  typealias Held = PlanningFacts.Held

  /// Two rows of six modules and three workshops; residents everywhere but in the last two, and a restaurant that is let as a workshop.
  static func made(_ change: (inout Assumptions) -> Void = { _ in }) -> HouseInstance {
    var cells: [PlanningFacts.Cell] = (0..<12).map { place in
      let box = InstanceTests.box(Int64(place % 6) * 3000, place < 6 ? 0 : 9000)
      return PlanningFacts.Cell(id: "m\(place)", code: "\(place < 6 ? "A" : "B")0\(place % 6 + 1)", box: box, rent: 150)
    }
    for (place, code) in ["REST", "AT1", "AT2"].enumerated() {
      let box = InstanceTests.box(Int64(place) * 9000, 30_000)
      cells.append(PlanningFacts.Cell(id: "w\(place)", code: code, kind: "workshop", box: box, rent: 900))
    }
    let lets: [(name: String, cells: [Int])] = [
      ("ada", [0, 1]), ("bob", [2, 3]), ("cyd", [4]), ("dan", [6, 7]), ("eli", [8]), ("table", [12]),
    ]
    let held = lets.enumerated().map { number, one -> Held in
      Held(
        key: "hold/\(one.name)", name: one.name, kind: .let, organisation: one.name, cells: one.cells, months: 0..<12,
        ends: number % 2 == 0,
        rent: 150 * one.cells.count, anniversary: number)
    }
    let facts = PlanningFacts(
      cells: cells, rows: [Array(0..<6), Array(6..<12)],
      parts: [.init(Array(0..<6)), .init(Array(6..<12)), .init([12]), .init([13]), .init([14])],
      held: held, wanted: [PlanningFacts.Wanted(key: "application/gus", name: "Gus", cells: 4, from: 0)])
    return InstanceMaking(
      facts,
      InstanceTests.assumptions {
        ($0.moveFirms, $0.moveCost, $0.patience, $0.effort) = (true, 100, 0, .quick)
        change(&$0)
      }, first: InstanceTests.december
    ).made(name: "trial")
  }
  static func found(_ house: HouseInstance, seed: UInt64 = 1, steps: Int = 4_000) async throws -> Allocation.Answer {
    let run = SearchRun()
    run.start(house, steps: steps, seed: seed, explaining: false)
    while run.now.found == nil { try await Task.sleep(for: .milliseconds(2)) }
    return try #require(run.now.found).answer
  }

  @Test func onlyModulesAreChanged() {
    let house = Self.made()
    let costs = zip(house.origins, house.instance.tenants).filter { $0.0.kind == .firm }.map { ($0.name, $1.moveCost) }
    #expect(costs.filter { $0.1 == nil }.map(\.0) == ["table"] && costs.count == 6)
  }

  /// Gus has four in the second row for one move of 100 €: Eli goes to A06. Whatever the seed, nobody else moves, and all who are there stay.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func noMoveIsThereForNothing(_ seed: UInt64) async throws {
    let house = Self.made { $0.waitChance = 100 }
    let answer = try await Self.found(house, seed: seed)
    let plan = SeatedPlan(house, answer.solution)
    #expect(answer.unhoused == [] && plan.circling == [])
    #expect(try PlanValue(of: answer.solution, for: house.instance).objective == answer.objective)
    let still = try #require(Allocation.still(house.instance, seed: seed, steps: 1_000))
    let worth = try PlanValue(of: still, for: house.instance).objective
    #expect(SeatedPlan(house, still).moves == [] && answer.objective > worth)
    #expect(plan.moves.map(\.to) == [[5]], "\(plan.moves.map { "\(house.origins[$0.tenant].name) \($0.month): \($0.from) → \($0.to)" })")
  }

  /// Where nobody wants to come and a gap costs nothing, no move is worth its price, however cheap.
  @Test(arguments: [1, 2, 3] as [UInt64]) func whereNobodyComesNobodyMoves(_ seed: UInt64) async throws {
    let house = Self.made { ($0.waitChance, $0.moveCost, $0.renewLeases, $0.fragment) = (0, 1, false, 0) }
    let answer = try await Self.found(house, seed: seed)
    #expect(SeatedPlan(house, answer.solution).moves == [] && answer.unhoused == [])
  }

  /// Stopped at once there is a plan all the same, and everybody has a place in it.
  @Test func stoppedAtOnceItIsThePlanThatMovesNobody() async throws {
    let run = SearchRun()
    run.stop()
    run.start(Self.made(), steps: 1_000_000, seed: 1, explaining: false)
    while run.now.found == nil { try await Task.sleep(for: .milliseconds(2)) }
    #expect(try #require(run.now.found).answer.unhoused == [])
  }

  @Test func thePhasesFollowEachOther() {
    #expect(
      [0, 149, 150, 899, 900, 1000].map { SearchRun.Phase(permille: $0, isChanged: false) } == [
        .still, .still, .search, .search, .ending, .ending,
      ])
    #expect(SearchRun.Phase(permille: 10, isChanged: true) == .search)
    #expect([0, 50, 100, 200].map { SearchRun.Phase.permille($0, of: 100) } == [150, 525, 900, 900])
  }

  @Test func whoWaitsInARingIsFound() {
    // 0 waits for 1, 1 for 2, 2 for 0; 3 waits behind them, 4 for nobody, 5 for 4.
    let after = [[1], [2], [0], [1], [], [4]]
    #expect(DraftOrder.rings(after) == [0, 1, 2] && DraftOrder.possible(after) == [4, 5])
    #expect(DraftOrder.possible(after, but: [4]) == [])
    // Two who change places, as a plan.
    let house = Self.made()
    var plan = SeatedPlan.today(house).solution
    let (ada, bob) = (house.instance.tenants[0], house.instance.tenants[1])
    for (tenant, first) in [(ada, 2), (bob, 0)] {
      let count = tenant.terms(from: 0, room: false, horizon: 12).stretches.count
      plan.plans[tenant.id] = Solution.Seat(start: 0, room: 0, blocks: Array(repeating: first, count: count))
    }
    let ring = SeatedPlan(house, plan)
    #expect(ring.circling == ["hold/ada", "hold/bob"])
    #expect(SeatedPlan(house, Allocation(house.instance).settled(plan)).moves == [])
  }
}
