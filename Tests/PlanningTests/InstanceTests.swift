import Kernel
import Solver
import Testing

@testable import Planning

/// The tables of docs/scenarios.md.
@Suite struct InstanceTests {
  static let december = Month(year: 2026, month: 12)

  @Test func monthsBelongToWhoHasTheCellOnTheirFirstDay() throws {
    let months = PlanMonths(first: Self.december, count: 36)
    func places(_ from: String, _ until: String?) throws -> Range<Int>? {
      months.places(from: try #require(Day(from)), until: try until.map { try #require(Day($0)) })
    }
    #expect(try places("2026-12-01", nil) == 0..<36)
    #expect(try places("2027-01-15", "2027-03-16") == 2..<4)
    #expect(try places("2026-12-10", "2026-12-21") == nil)
    // One after the other on a cell: March, then April.
    #expect(try places("2027-01-01", "2027-03-16") == 1..<4)
    #expect(try places("2027-03-16", nil) == 4..<36)
    #expect(try places("2020-01-01", "2026-12-01") == nil)
  }

  static func box(_ x: Int64, _ y: Int64, level: Int = 0) -> HouseRows.Box {
    HouseRows.Box(level: level, left: x, top: y, right: x + 3000, bottom: y + 5000)
  }

  @Test func rowsAreChainsOfNeighboursTheLongestFirst() {
    // Six in a line, four behind the first four of them; the two lines touch.
    let boxes = (0..<6).map { Self.box(Int64($0) * 3000, 0) } + (0..<4).map { Self.box(Int64($0) * 3000, 5000) }
    let rows = HouseRows(boxes) { one, other in
      let (first, second) = (boxes[one], boxes[other])
      let beside = first.top == second.top && abs(first.left - second.left) == 3000
      let behind = first.left == second.left && abs(first.top - second.top) == 5000
      return beside || behind
    }
    #expect(rows.rows == [Array(0..<6), Array(6..<10)])
    // A wall that stays cuts a row; a column is a row too; levels never mix.
    let cut = HouseRows(boxes) { one, other in abs(one - other) == 1 && ![one, other].contains(6) && max(one, other) != 3 }
    #expect(cut.rows == [[0, 1, 2], [3, 4, 5], [6], [7, 8, 9]])
    let column = (0..<3).map { Self.box(0, Int64($0) * 5000, level: $0 / 2) }
    #expect(HouseRows(column) { abs($0 - $1) == 1 }.rows == [[0, 1], [2]])
    let long = (0..<70).map { Self.box(Int64($0) * 3000, 0) }
    #expect(HouseRows(long) { abs($0 - $1) == 1 }.rows.map(\.count) == [64, 6])
  }

  static func facts(bobHas cell: Int = 3, from month: Int = 3) -> PlanningFacts {
    let cells = (0..<6).map { place in
      PlanningFacts.Cell(id: "c\(place)", code: "A0\(place + 1)", box: box(Int64(place) * 3000, 0), hasWindow: true, rent: 150)
    }
    return PlanningFacts(
      cells: cells, rows: [Array(0..<6)],
      held: [
        PlanningFacts.Held(
          key: "hold/ada", name: "Ada", kind: .let, organisation: "ada", cells: [0, 1], months: 0..<5, ends: true, rent: 310, anniversary: 2
        ),
        PlanningFacts.Held(key: "hold/bob", name: "Bob", kind: .option, organisation: "bob", cells: [cell], months: month..<12),
      ], wanted: [PlanningFacts.Wanted(key: "application/eve", name: "Eve", cells: 2, from: 1)])
  }
  static func assumptions(_ change: (inout Assumptions) -> Void = { _ in }) -> Assumptions {
    var assumptions = Assumptions()
    (assumptions.horizon, assumptions.forecast) = (12, false)
    change(&assumptions)
    return assumptions
  }

  /// Cells 3 to 6 are free in month 0; 5 has no window, 6 is loud, and Eve wants a window and quiet.
  @Test func whatIsFreeAndDoesNotServeIsNamed() throws {
    func unsuited(_ cells: Int) -> Unsuited? {
      var facts = Self.facts(bobHas: 2, from: 0)
      for place in [4, 5] {
        facts.cells[place] = PlanningFacts.Cell(
          id: "c\(place)", code: "A0\(place + 1)", box: Self.box(Int64(place) * 3000, 0), hasWindow: place != 4, noise: place == 5 ? 3 : 1,
          rent: 150)
      }
      facts.wanted = [PlanningFacts.Wanted(key: "application/eve", name: "Eve", cells: cells, from: 0, needsWindow: true, noise: 1)]
      let house = InstanceMaking(facts, Self.assumptions(), first: Self.december).made(name: "trial")
      guard let eve = house.instance.tenants.last, house.origins.last?.kind == .waiting else { return nil }
      return Unsuited(for: eve, in: 0, of: FreeModules(SeatedPlan.today(house)))
    }
    let two = try #require(unsuited(2))
    #expect(two.modules == [4, 5] && two.lacks == [.window, .quiet])
    // Two that do not serve are no answer to whoever wants three.
    #expect(unsuited(3) == nil)
  }

  @Test func theHouseAsAnInstance() throws {
    let house = InstanceMaking(Self.facts(), Self.assumptions(), first: Self.december).made(name: "trial")
    #expect(house.instance.faults == [])
    #expect(house.instance.corridors.map(\.modules) == [6] && house.instance.modules.map(\.id) == Array(0..<6))
    let (ada, bob, eve) = (house.instance.tenants[0], house.instance.tenants[1], house.instance.tenants[2])
    #expect((ada.starts, ada.length, ada.cells, ada.rent, ada.prob, ada.current) == ([0], 12, 2, 155, 100, 0))
    #expect((bob.starts, bob.length, bob.cells, bob.rent, bob.prob, bob.current) == ([3], 9, 1, 150, 80, 3))
    #expect((eve.starts, eve.length, eve.cells, eve.rent, eve.prob, eve.current) == (Array(1...7), 36, 2, 150, 60, nil))
    #expect([ada, bob, eve].map(\.mandatory) == [true, true, false] && [ada, bob, eve].allSatisfy { $0.moveCost == nil })
    #expect(house.origins.map(\.kind) == [.firm, .option, .waiting] && house.codes(0..<2) == "A01 A02")

    let ending = InstanceMaking(Self.facts(), Self.assumptions { $0.renewLeases = false }, first: Self.december).made(name: "trial")
    #expect(ending.instance.tenants[0].length == 5)
    // What was promised to Bob ends Ada's lease whatever is taken for granted.
    let promised = InstanceMaking(Self.facts(bobHas: 1, from: 5), Self.assumptions(), first: Self.december).made(name: "trial")
    #expect(promised.instance.tenants[0].length == 5)
  }

  @Test func whatIsOverBeforeItsCellsOpenIsInNobodysWay() {
    // Three cells that open in month 10. Works in months 2 to 9, a promise in months 3 and 4, and Fay's promise from month 6 on, which begins with the opening.
    let cells = (0..<3).map { place in
      PlanningFacts.Cell(id: "c\(place)", code: "C\(place)", box: Self.box(Int64(place) * 3000, 0), inService: 10, rent: 150)
    }
    let facts = PlanningFacts(
      cells: cells, rows: [[0, 1, 2]],
      held: [
        PlanningFacts.Held(key: "hold/w", name: "", kind: .works, cells: [0, 1, 2], months: 2..<10, ends: true),
        PlanningFacts.Held(key: "hold/eve", name: "Eve", kind: .option, organisation: "eve", cells: [1], months: 3..<5, ends: true),
        PlanningFacts.Held(key: "hold/fay", name: "Fay", kind: .option, organisation: "fay", cells: [0], months: 6..<12),
      ])
    let house = InstanceMaking(facts, Self.assumptions(), first: Self.december).made(name: "trial")
    #expect(house.instance.tenants.map(\.id) == ["hold/fay"])
    #expect(house.instance.tenants[0].starts == [10] && house.instance.tenants[0].length == 2)
    // Works that go on beyond the opening keep what is left of them.
    var late = facts
    late.held = [PlanningFacts.Held(key: "hold/w", name: "", kind: .works, cells: [0, 1, 2], months: 2..<11, ends: true)]
    let works = InstanceMaking(late, Self.assumptions(), first: Self.december).made(name: "trial").instance.tenants
    #expect(works.map(\.starts) == [[10]] && works.map(\.length) == [1])
  }

  @Test func movesAreAskedOfThoseWhoMayBeAsked() {
    let asked = InstanceMaking(
      Self.facts(), Self.assumptions { ($0.moveFirms, $0.movePromises, $0.moveCost) = (true, true, 900) }, first: Self.december
    ).made(name: "trial")
    #expect(asked.instance.tenants[0].moveCost == 900 && asked.instance.tenants[0].moveOffsets == [2])
    #expect(asked.instance.tenants[1].moveCost == 3000 && asked.instance.tenants[2].moveCost == nil)
  }

  @Test func aHoldOfSeveralRunsIsSeveralTenantsAndGrowsBesideTheLongest() {
    var facts = Self.facts()
    facts.held = [
      PlanningFacts.Held(key: "hold/ada", name: "Ada", kind: .let, organisation: "ada", cells: [0, 2, 3, 5], months: 0..<12, rent: 600)
    ]
    facts.growing = [PlanningFacts.Growing(organisation: "ada", extra: 1, from: 4)]
    let house = InstanceMaking(facts, Self.assumptions(), first: Self.december).made(name: "trial")
    #expect(house.instance.tenants.map(\.id) == ["hold/ada", "hold/ada#2", "hold/ada#3", "application/eve"])
    #expect(house.instance.tenants.prefix(3).map(\.cells) == [2, 1, 1] && house.instance.tenants.prefix(3).map(\.current) == [2, 0, 5])
    #expect(
      house.instance.tenants[0].grow?.extra == 1 && house.instance.tenants[0].grow?.offset == 4 && house.instance.tenants[1].grow == nil)
    #expect(house.instance.tenants.prefix(3).allSatisfy { $0.rent == 150 })
  }

  @Test func whatCameSinceIsTakenOffTheRequest() {
    // With 2 cells it asked for 3 more: 3 − (3 − 2) − 1 = 1 is left.
    #expect(GrowthAsked.left(of: 3, then: 2, most: 3, promised: 1) == 1)
    #expect(GrowthAsked.left(of: 3, then: 2, most: 2, promised: 0) == 3)
    #expect(GrowthAsked.left(of: 3, then: 2, most: 5, promised: 0) == 0 && GrowthAsked.left(of: 3, then: 2, most: 2, promised: 4) == 0)
    // Who has less than then has not grown backwards.
    #expect(GrowthAsked.left(of: 3, then: 2, most: 1, promised: 0) == 3)
  }

  @Test func demandIsExpectedAsItCame() {
    var facts = Self.facts()
    facts.expected = [PlanningFacts.Expected(cells: 1, perHundredMonths: 50), PlanningFacts.Expected(cells: 9, perHundredMonths: 50)]
    let house = InstanceMaking(facts, Self.assumptions { $0.forecast = true }, first: Self.december).made(name: "trial")
    let forecast = house.instance.tenants.filter { $0.kind == "forecast" }
    // Nine modules fit in no row: they are in no instance, and count as refused.
    #expect(forecast.map { $0.starts[0] } == [1, 3, 5, 7, 9, 11] && forecast.allSatisfy { $0.cells == 1 && $0.prob == 50 })
  }

  @Test func theReserveIsKeptFreeAndItsWorthIsNoMoney() throws {
    let house = InstanceMaking(Self.facts(), Self.assumptions { $0.reserve = 33 }, first: Self.december).made(name: "trial")
    // (33·6 + 100) // 200 = 1 pair over one year, at ten times 150 €.
    let pair = try #require(house.instance.tenants.last)
    #expect(house.origins.last?.kind == .reserve && pair.cells == 2 && pair.length == 12 && pair.rent == 1500)
    let answer = Allocation(house.instance).search(seed: 1, progress: { Double($0) / 500 }, improved: { _ in })
    let plan = SeatedPlan(house, answer.solution)
    #expect(answer.unhoused == [] && house.reserveWorth(in: answer.solution) == 12 * 2 * 1500)
    let measures = PlanMeasures(plan)
    #expect(measures.reserveCellMonths == 24)
    // Ada 2 modules for 12 months, Bob 1 for 9: 33 of 72 module months; Eve has no two neighbours beside them and the pair, or a place from when she comes.
    let eve = plan.stays.filter { house.origins[$0.tenant].kind == .waiting }.reduce(0) { $0 + $1.months.count * $1.block.count }
    #expect(measures.occupancy == ((33 + eve) * 10_000 + 36) / 72)
    #expect(house.keeping(reserve: 0).instance.tenants.count == house.instance.tenants.count - 1)
  }

  @Test func whatIsFoundIsValidAndIsWrittenAsTheFormatHasIt() throws {
    let house = InstanceMaking(Self.facts(), Self.assumptions { $0.moveFirms = true }, first: Self.december).made(name: "trial")
    let answer = Allocation(house.instance).search(seed: 3, progress: { Double($0) / 2_000 }, improved: { _ in })
    let value = try PlanValue(of: answer.solution, for: house.instance)
    #expect(value.objective == answer.objective && answer.objective <= answer.bound)
    let plan = SeatedPlan(house, answer.solution)
    #expect(PlanMeasures(plan).rent == value.seats.values.reduce(0) { $0 + $1.rent + $1.growth })
    let text = try Kept.text(house.instance)
    #expect(text.contains("\"current\":null") && text.contains("\"move_cost\":null") && text.contains("\"format\":\"alloc-1\""))
    let again: Instance = try Kept.value(text)
    #expect(try Kept.text(again) == text)
  }

  @Test func promisesThatHaveNotChosenGiveWayBeforeAnybodyLosesAPlace() {
    var facts = Self.facts()
    facts.held = [
      PlanningFacts.Held(key: "hold/ada", name: "Ada", kind: .let, organisation: "ada", cells: [0, 1, 2, 3, 4], months: 0..<5, ends: true),
      PlanningFacts.Held(key: "hold/fay", name: "Fay", kind: .option, organisation: "fay", cells: [], wanted: 2, months: 6..<12),
    ]
    let house = InstanceMaking(facts, Self.assumptions(), first: Self.december).made(name: "trial")
    #expect(house.instance.tenants[0].length == 12 && house.instance.tenants[1].mandatory)
    let answer = Allocation(house.instance).search(seed: 1, progress: { Double($0) / 200 }, improved: { _ in })
    #expect(answer.unhoused.count == 1)
    let other = Allocation(house.yielding.instance).search(seed: 1, progress: { Double($0) / 200 }, improved: { _ in })
    #expect(other.unhoused == [] && house.yielding.unhoused(in: other.solution).map(\.name) == ["Fay"])
    // Were she to choose among Ada's cells, Ada's lease is not taken to be renewed.
    facts.held[1] = PlanningFacts.Held(
      key: "hold/fay", name: "Fay", kind: .option, organisation: "fay", cells: [], wanted: 2, among: [0, 1, 2], months: 6..<12)
    #expect(InstanceMaking(facts, Self.assumptions(), first: Self.december).made(name: "trial").instance.tenants[0].length == 5)
  }

  @Test func roomToGrowBecomesAnOptionOnTheCellsBeside() throws {
    var facts = Self.facts()
    facts.held = [
      PlanningFacts.Held(key: "hold/ada", name: "Ada", kind: .let, organisation: "ada", cells: [0, 1], months: 0..<12, rent: 300)
    ]
    (facts.wanted, facts.growing) = ([], [PlanningFacts.Growing(organisation: "ada", extra: 1, from: 4)])
    let house = InstanceMaking(facts, Self.assumptions(), first: Self.december).made(name: "trial")
    let answer = Allocation(house.instance).search(seed: 1, progress: { Double($0) / 200 }, improved: { _ in })
    let plan = SeatedPlan(house, answer.solution)
    #expect(
      DraftMaking.proposals(plan) == [
        ProposedAct(
          kind: .growth, subject: "hold/ada", name: "Ada", organisation: "ada", cells: "A03", from: try #require(Day("2027-04-01")),
          rent: 150)
      ])
    // Eight months of one module at 150 € and 50 %, beside twelve of two.
    let measures = PlanMeasures(plan)
    #expect(measures.rooms == 1 && measures.roomCellMonths == 8 && measures.rent == 12 * 2 * 150 + 8 * 150 / 2)
  }

  @Test func todayNobodyComesAndNobodyMoves() {
    let house = InstanceMaking(Self.facts(), Self.assumptions(), first: Self.december).made(name: "trial")
    let today = SeatedPlan.today(house)
    #expect(today.moves == [] && PlanMeasures(today).refused == 1)
    // Ada 12·2·155, Bob 9·150·80 %.
    #expect(PlanMeasures(today).rent == 12 * 2 * 155 + 9 * 150 * 80 / 100)
    #expect(today.holders(in: 2) == [0, 0, nil, nil, nil, nil] && today.holders(in: 3) == [0, 0, nil, 1, nil, nil])
  }
}
