import Kernel
import Solver
import Testing

@testable import Planning

/// Cells that end within the plan: docs/scenarios.md.
@Suite struct EndTests {
  /// A row of six over twelve months; the cells from a place on are there until month 8.
  static func facts(from place: Int) -> PlanningFacts {
    var facts = InstanceTests.facts()
    facts.cells = facts.cells.enumerated().map { number, cell in
      PlanningFacts.Cell(id: cell.id, code: cell.code, box: cell.box, outOfService: number >= place ? 8 : nil, rent: 150)
    }
    return facts
  }
  static func made(_ facts: PlanningFacts) -> HouseInstance {
    InstanceMaking(facts, InstanceTests.assumptions { $0.patience = 2 }, first: InstanceTests.december).made(name: "trial")
  }

  @Test func nobodyStaysBeyondTheEndOfTheCells() throws {
    // All six end: Ada's lease, though renewed, has months 0 to 7, Bob's promise 3 to 7, and Eve, who may come in months 1 to 3, 8 − 3 = 5 months.
    let house = Self.made(Self.facts(from: 0))
    #expect(house.instance.faults == [] && house.instance.modules.allSatisfy { $0.outOfService == 8 })
    #expect(house.instance.tenants.map(\.length) == [8, 5, 5] && house.instance.tenants[2].starts == [1, 2, 3])
    let answer = Allocation(house.instance).search(seed: 1, progress: { Double($0) / 500 }, improved: { _ in })
    let plan = SeatedPlan(house, answer.solution)
    #expect(answer.unhoused == [] && answer.solution.plans.count == 3)
    // 2·8 + 5 + 2·5 of 6·8 module months.
    #expect(PlanMeasures(plan).occupancy == (31 * 10_000 + 24) / 48)
    // Only those of Bob and beside him end: Ada is renewed, and Eve stays as long as she likes where she can.
    let part = Self.made(Self.facts(from: 3)).instance
    #expect(part.tenants.map(\.length) == [12, 5, 36])
  }

  @Test func whoComesAfterTheLastCellsEndFitsNowhere() {
    var facts = Self.facts(from: 0)
    facts.wanted = [PlanningFacts.Wanted(key: "application/eve", name: "Eve", cells: 2, from: 9)]
    #expect(Self.made(facts).unfit?.map(\.largest) == [0])
  }

  @Test func aQuestionIsAnsweredWithCellsThatAreThereThroughout() {
    // Read to the last month that is asked about: what ends before is in no row.
    var facts = Self.facts(from: 3)
    facts.held = []
    #expect(facts.lasting.rows == [[0, 1, 2]] && Self.facts(from: 6).lasting.rows == [Array(0..<6)])
    let answers = RoomSearch(facts.lasting).answers(RoomQuestion(cells: 3, months: 0..<12)).best
    #expect(answers.map(\.cells) == [[0, 1, 2]])
  }
}
