import Foundation
import Testing

@testable import Solver

/// Cells that adjoin as they will: docs/allocation.md, "Floors".
@Suite struct FloorTests {
  /// An L of five cells, 0 – 1 – 2 across and 2 – 3 – 4 down, with 5 beside 1 and 4.
  static let edges = [[0, 1], [1, 2], [2, 3], [3, 4], [1, 5], [4, 5]]
  static func instance(_ tenants: [Instance.Tenant], fragment: Int = 0) -> Instance {
    Instance(
      named: "corner", seed: nil, horizon: 4, corridors: [Instance.Corridor(number: 3, floor: 1, of: 6, edges: edges)],
      modules: (0..<6).map { Instance.Module(number: $0, corridor: 3, pos: $0, from: $0 == 5 ? 1 : 0, window: 0, noise: 3) },
      tenants: tenants, fragment: fragment)
  }
  static func tenant(_ id: String, _ cells: Int, from start: Int = 0) -> Instance.Tenant {
    Instance.Tenant(named: id, kind: "waiting", mandatory: false, prob: 100, rent: 100, starts: [start], length: 4, cells: cells)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func findsWhatTryingEverythingFinds(_ seed: UInt64) throws {
    let instance = SmallFloors.draw(seed: seed, fragments: seed % 3 == 0)
    #expect(instance.faults == [])
    let best = SmallFloors.bestByTrying(instance)
    let found = SearchTests.searched(instance, steps: 5_000)
    #expect(found.answer.objective == best)
    #expect(try PlanValue(of: found.answer.solution, for: instance).objective == best)
    var tightening = Allocation(instance).tightening()
    #expect(tightening.best >= best)
    while tightening.round(target: best) { #expect(tightening.best >= best) }
  }

  @Test(arguments: [
    (Solution.Seat(start: 0, room: 0, blocks: [0]), BrokenRule.cellsNotNamed("A", first: 0)),
    (Solution.Seat(start: 0, room: 0, blocks: [0], cells: [[0, 1, 3]]), .notConnected("A", [0, 1, 3])),
    (Solution.Seat(start: 0, room: 0, blocks: [1], cells: [[0, 1, 2]]), .noSuchBlock("A", first: 1, size: 3)),
    (Solution.Seat(start: 0, room: 0, blocks: [0], cells: [[0, 1]]), .noSuchBlock("A", first: 0, size: 3)),
    (Solution.Seat(start: 0, room: 0, blocks: [0], cells: [[0, 1, 5]]), .notInService("A", module: 5, month: 0)),
  ])
  func theCheckerLooksWhetherCellsHangTogether(_ seat: Solution.Seat, _ rule: BrokenRule) {
    let instance = Self.instance([Self.tenant("A", 3)])
    #expect(throws: rule) { try PlanValue(of: Solution(instance: "corner", plans: ["A": seat]), for: instance) }
    #expect(!rule.sentence.isEmpty)
  }

  @Test func aTenantStaysWithinItsOwn() throws {
    var one = Self.tenant("A", 3)
    one.within = [3]
    let good = Solution(instance: "corner", plans: ["A": .init(start: 0, room: 0, blocks: [1], cells: [[1, 2, 3]])])
    #expect(try PlanValue(of: good, for: Self.instance([one])).objective == 3 * 4 * 100)
    one.within = [4]
    #expect(!Self.instance([one]).faults.isEmpty)
    #expect(throws: BrokenRule.notWithin("A", corridor: 3)) { try PlanValue(of: good, for: Self.instance([one])) }
  }

  /// A with 1 and 2 for four months: 0 stands alone; 3 and 4 hang together, and from month 1 on with 5. Two free parts in each month.
  @Test func whatIsFreeIsCountedByParts() throws {
    let plan = Solution(instance: "corner", plans: ["A": .init(start: 0, room: 0, blocks: [1], cells: [[1, 2]])])
    let value = try PlanValue(of: plan, for: Self.instance([Self.tenant("A", 2)], fragment: 7))
    #expect(value.fragments == 4 * 2 * 7 && value.objective == 2 * 4 * 100 - 56)
  }

  @Test func growsAroundACornerWithoutAMove() throws {
    var one = Self.tenant("A", 2)
    one.phases = [[0, 2], [2, 4]]
    let corner = Solution(instance: "corner", plans: ["A": .init(start: 0, room: 0, blocks: [1, 0], cells: [[1, 2], [0, 1, 2, 3]])])
    #expect(try PlanValue(of: corner, for: Self.instance([one])).objective == (2 * 2 + 2 * 4) * 100)
    #expect(SearchTests.searched(Self.instance([one]), steps: 64).answer.objective == 1_200)
    // 1 – 2 – 3 is held by no set of 0, 1, 5 and 4.
    let other = Solution(instance: "corner", plans: ["A": .init(start: 0, room: 0, blocks: [2, 0], cells: [[2, 3], [0, 1, 4, 5]])])
    #expect(throws: BrokenRule.movedWithoutLeave("A", month: 2)) { try PlanValue(of: other, for: Self.instance([one])) }
  }

  @Test func aCorridorIsAFloorInARow() {
    var row = SmallInstances.draw(seed: 21)
    let before = SearchTests.searched(row, steps: 800).answer.objective
    for index in row.corridors.indices {
      let walls = row.corridors[index].fixedWalls
      row.corridors[index].edges = (0..<(row.corridors[index].modules - 1)).filter { !walls.contains($0) }.map { [$0, $0 + 1] }
      row.corridors[index].fixedWalls = []
    }
    #expect(row.faults == [])
    #expect(SearchTests.searched(row, steps: 800).answer.objective == before)
  }

  /// A block of 6 × 5 cells: pairs 49, beyond a few cells more sets than are kept; all that are kept hang together, and every cell is in one.
  @Test func ofTooManySetsTheCompactAreKept() {
    let near = (0..<30).map { cell -> UInt64 in
      let (x, y) = (cell % 6, cell / 6)
      return [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].filter { (0..<6).contains($0.0) && (0..<5).contains($0.1) }
        .reduce(0) { $0 | 1 << UInt64($1.1 * 6 + $1.0) }
    }
    let sets = ConnectedBlocks(near, largest: 12)
    #expect(sets.bySize[2].count == 6 * 4 + 5 * 5)
    #expect(sets.cut == Array(4...12))
    for size in 1...12 {
      #expect(sets.bySize[size].count <= ConnectedBlocks.most)
      #expect(sets.bySize[size].allSatisfy { mask in mask.nonzeroBitCount == size && partsOfCells(mask, near) == 1 })
      #expect(sets.bySize[size].reduce(0, |) == (1 << 30) - 1)
    }
    // Whatever somebody has, they may stay in, grow from and give up a part of.
    let snake = UInt64(0b111111)
    #expect(ConnectedBlocks.nested(with: snake, size: 6, near) == [snake])
    #expect(ConnectedBlocks.nested(with: snake, size: 7, near).allSatisfy { $0 & snake == snake && partsOfCells($0, near) == 1 })
    #expect(ConnectedBlocks.nested(with: snake, size: 5, near) == [0b011111, 0b111110])
  }

  @Test func theFormatStaysAsItIsWhereThereAreNoFloors() throws {
    let plain = String(decoding: try JSONEncoder().encode(SmallInstances.draw(seed: 3)), as: UTF8.self)
    for key in ["edges", "current_cells", "within"] { #expect(!plain.contains("\"\(key)\"")) }
    let seat = String(decoding: try JSONEncoder().encode(Solution.Seat(start: 0, room: 0, blocks: [1])), as: UTF8.self)
    #expect(!seat.contains("cells"))
    var floor = SmallFloors.draw(seed: 2)
    floor.tenants[0].within = [0]
    let again = try JSONDecoder().decode(Instance.self, from: try JSONEncoder().encode(floor))
    #expect(again.corridors[0].edges == floor.corridors[0].edges && again.tenants[0].within == [0])
    #expect(again.tenants.map(\.currentCells) == floor.tenants.map(\.currentCells))
  }

  @Test func saysWhatIsWrongWithAFloor() {
    func faults(_ change: (inout Instance) -> Void) -> [String] {
      var instance = Self.instance([Self.tenant("A", 2)])
      change(&instance)
      return instance.faults
    }
    #expect(faults { _ in } == [])
    #expect(faults { $0.corridors[0].edges = [[0, 6]] }.count == 1)
    #expect(faults { $0.corridors[0].edges = [[2, 2]] }.count == 1)
    #expect(faults { $0.corridors[0].fixedWalls = [1] }.count == 1)
    #expect(faults { ($0.tenants[0].current, $0.tenants[0].currentCells) = (0, [0, 1]) } == [])
    #expect(faults { ($0.tenants[0].current, $0.tenants[0].currentCells) = (0, [0, 2]) }.count == 1)
    #expect(faults { $0.tenants[0].current = 0 }.count == 1)
    #expect(faults { $0.tenants[0].currentCells = [0, 1] }.count == 1)
  }
}
