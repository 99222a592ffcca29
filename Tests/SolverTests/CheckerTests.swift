import Testing

@testable import Solver

@Suite struct CheckerTests {
  /// One corridor of four modules with a wall after the second, the last in service from month 2; one tenant of two modules for three months.
  static let instance = Instance(
    format: "alloc-1", name: "four", seed: nil, horizon: 6,
    corridors: [Instance.Corridor(id: 0, floor: 1, modules: 4, fixedWalls: [1])],
    modules: (0..<4).map {
      Instance.Module(id: $0, corridor: 0, pos: $0, inService: $0 == 3 ? 2 : 0, window: 1, noise: 1, school: 2, lab: 0)
    },
    tenants: [
      Instance.Tenant(
        id: "A", kind: "waiting", mandatory: true, prob: 70, rent: 101, starts: [0, 2], waitCost: 10, length: 3, phases: [[0, 2]],
        moveOffsets: [1], moveCost: nil, current: nil, grow: Instance.Growth(offset: 1, extra: 1, prob: 30),
        prefs: Instance.Preferences(window: 3, quiet: 2, school: 3, lab: 1, floor: ["1": 5])),
      Instance.Tenant(
        id: "B", kind: "forecast", mandatory: false, prob: 100, rent: 100, starts: [0], waitCost: 0, length: 2, phases: [[0, 1]],
        moveOffsets: [1], moveCost: 40, current: nil, grow: nil,
        prefs: Instance.Preferences(window: 0, quiet: 0, school: 0, lab: 0, floor: [:])),
    ],
    weights: Instance.Weights(frag: 7))

  static func plan(_ plans: [String: Solution.Seat]) -> Solution { Solution(instance: "four", plans: plans) }

  @Test func valuesAPlanAsTheFormatSays() throws {
    let value = try PlanValue(
      of: Self.plan(["A": .init(start: 0, room: 0, blocks: [0]), "B": .init(start: 0, room: 0, blocks: [2, 2])]), for: Self.instance)
    // Rent: 3 months × 2 × 101 × 70 / 100 = 424.2, down to 424. Liking of a module: 3·1 + ⌊2·(3−1)/3⌋ + ⌊3·2/3⌋ + 0 + 5 = 11; 3 × 22 × 70 / 100 = 46.2, down to 46.
    #expect(value.seats["A"] == PlanValue.Seat(rent: 424, growth: 0, liking: 46, waiting: 0, moves: 0, movesPaid: 0))
    #expect(value.seats["B"]?.total == 200)
    // Free runs: months 0 and 1 none in [2], module 3 not in service; month 2 the run [2, 3]; months 3 to 5 the runs [0, 1] and [2, 3]: 0 + 0 + 1 + 2·3 = 7.
    #expect(value.fragments == 7 * 7)
    #expect(value.objective == 424 + 46 + 200 - 49)
  }

  @Test(arguments: [
    (["A": Solution.Seat(start: 1, room: 0, blocks: [0])], BrokenRule.startNotAllowed("A", start: 1)),
    (["B": Solution.Seat(start: 0, room: 0, blocks: [0, 0])], .mandatoryRefused("A")),
    (["A": Solution.Seat(start: 0, room: 2, blocks: [0])], .noSuchRoom("A")),
    (["A": Solution.Seat(start: 0, room: 0, blocks: [0, 0])], .wrongNumberOfBlocks("A", wanted: 1, given: 2)),
    (["A": Solution.Seat(start: 0, room: 0, blocks: [3])], .noSuchBlock("A", first: 3, size: 2)),
    (["A": Solution.Seat(start: 0, room: 0, blocks: [1])], .acrossWall("A", first: 1, size: 2)),
    (["A": Solution.Seat(start: 0, room: 0, blocks: [2])], .notInService("A", module: 3, month: 0)),
    (["A": Solution.Seat(start: 0, room: 1, blocks: [0, 0])], .acrossWall("A", first: 0, size: 3)),
    (
      ["A": Solution.Seat(start: 0, room: 0, blocks: [0]), "B": Solution.Seat(start: 0, room: 0, blocks: [2, 1])],
      .takenTwice(module: 1, month: 1, "A", "B")
    ),
    (["A": Solution.Seat(start: 0, room: 0, blocks: [0]), "C": Solution.Seat(start: 0, room: 0, blocks: [2])], .unknownTenant("C")),
  ])
  func namesTheFirstRuleThatIsBroken(_ plans: [String: Solution.Seat], _ rule: BrokenRule) {
    #expect(throws: rule) { try PlanValue(of: Self.plan(plans), for: Self.instance) }
    #expect(!rule.sentence.isEmpty)
  }

  @Test func aMoveIsPaidUnlessOneBlockHoldsTheOther() throws {
    let moved = try PlanValue(
      of: Self.plan(["A": .init(start: 2, room: 0, blocks: [2]), "B": .init(start: 0, room: 0, blocks: [0, 1])]), for: Self.instance)
    #expect(moved.seats["B"] == PlanValue.Seat(rent: 200, growth: 0, liking: 0, waiting: 0, moves: 1, movesPaid: 40))
    #expect(moved.seats["A"]?.waiting == 10 * 2 * 2)
  }
}
