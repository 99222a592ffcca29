import Kernel
import Solver
import Store
import Testing
import Trials

@testable import Demand
@testable import People
@testable import Planning
@testable import Spaces
@testable import Welcome

/// Offices, workshops and training rooms beside modules: docs/scenarios.md, "Rows and floors".
@Suite struct FloorPlanTests {
  /// Offices as they lie, 4 m by 4 m:
  ///
  ///     O1 O2 O3
  ///     O4    O5
  ///
  /// and two modules further down.
  static let cells: [PlanningFacts.Cell] =
    [(0, 0), (4, 0), (8, 0), (0, 4), (8, 4)].enumerated().map { place, at in
      PlanningFacts.Cell(id: "o\(place)", code: "O\(place + 1)", kind: "office", box: box(at.0, at.1), rent: 400)
    } + (0..<2).map { PlanningFacts.Cell(id: "m\($0)", code: "M\($0 + 1)", box: box(Int64($0) * 4, 40), rent: 150) }
  static func box(_ x: Int64, _ y: Int64) -> HouseRows.Box {
    HouseRows.Box(level: 0, left: x * 1000, top: y * 1000, right: x * 1000 + 4000, bottom: y * 1000 + 4000)
  }
  static func areBeside(_ one: PlanningFacts.Cell, _ other: PlanningFacts.Cell) -> Bool {
    let (dx, dy) = (abs(one.box.left - other.box.left), abs(one.box.top - other.box.top))
    return dx + dy == 4000
  }
  static func parts(_ cells: [PlanningFacts.Cell]) -> [HouseFloors.Part] {
    HouseFloors(cells) { areBeside(cells[$0], cells[$1]) }.parts
  }

  @Test func whatHangsTogetherIsARowOrAFloor() {
    // Around two corners, one behind the other: a row, from the end that is furthest up and left.
    #expect(Self.parts(Self.cells) == [.init([3, 0, 1, 2, 4]), .init([5, 6])])
    // With a sixth between O4 and O5 it is a ring, which no row is.
    let ring = Self.cells + [PlanningFacts.Cell(id: "o5", code: "O6", kind: "office", box: Self.box(4, 4))]
    #expect(
      Self.parts(ring) == [
        .init([0, 1, 2, 3, 4, 7], edges: [[0, 1], [0, 3], [1, 2], [1, 5], [2, 4], [3, 5], [4, 5]]), .init([5, 6]),
      ])
    // Of another kind it is no neighbour of theirs.
    let other = Self.cells + [PlanningFacts.Cell(id: "w", code: "W", kind: "workshop", box: Self.box(4, 4))]
    #expect(Self.parts(other) == [.init([3, 0, 1, 2, 4]), .init([7]), .init([5, 6])])
    // Many modules are laid in rows, as many offices are a floor.
    func block(_ kind: String) -> [PlanningFacts.Cell] {
      (0..<30).map { PlanningFacts.Cell(id: "\($0)", code: "\($0)", kind: kind, box: Self.box(Int64($0 % 10) * 4, Int64($0 / 10) * 4)) }
    }
    #expect(Self.parts(block("module")).map(\.cells.count) == [10, 10, 10])
    #expect(Self.parts(block("office")).map(\.cells.count) == [30])
  }

  /// The ring of six: Ada has two of its corners, and Eve wants three offices, Gus one module.
  static var facts: PlanningFacts {
    let cells = cells + [PlanningFacts.Cell(id: "o5", code: "O6", kind: "office", box: box(4, 4), rent: 400)]
    return PlanningFacts(
      cells: cells, rows: [[5, 6]], parts: parts(cells),
      held: [
        PlanningFacts.Held(key: "hold/ada", name: "Ada", kind: .let, organisation: "ada", cells: [0, 3, 5], months: 0..<12, rent: 900)
      ],
      wanted: [
        PlanningFacts.Wanted(key: "application/eve", name: "Eve", cells: 3, kind: "office", from: 0),
        PlanningFacts.Wanted(key: "application/gus", name: "Gus", cells: 1, from: 0),
        PlanningFacts.Wanted(key: "application/zoe", name: "Zoe", cells: 2, from: 0),
      ])
  }

  @Test func anOfficeIsLookedForAmongOffices() throws {
    let house = InstanceMaking(Self.facts, InstanceTests.assumptions { $0.reserve = 100 }, first: InstanceTests.december).made(
      name: "trial")
    #expect(house.instance.faults == [] && house.instance.corridors.map { $0.edges == nil } == [false, true])
    let tenants = Dictionary(uniqueKeysWithValues: house.instance.tenants.map { ($0.id, $0) })
    // Two offices that adjoin and a module: two tenants of one lease, at a third of its rent each cell.
    let (ada, second) = (try #require(tenants["hold/ada"]), try #require(tenants["hold/ada#2"]))
    #expect(ada.currentCells == [0, 3] && ada.current == 0 && ada.within == [0] && ada.rent == 300)
    #expect(second.currentCells == nil && second.current == 6 && second.within == [1])
    #expect(tenants["application/eve"]?.within == [0] && tenants["application/eve"]?.rent == 400)
    #expect(tenants["application/gus"]?.within == [1] && tenants["application/gus"]?.rent == 150)
    // The reserve is of modules: (100·2 + 100) // 200 = 1 pair, which goes where modules are.
    #expect(house.instance.tenants.filter { $0.id.hasPrefix("reserve/") }.map(\.within) == [[1]])

    let plain = house.keeping(reserve: 0)
    let allocation = Allocation(plain.instance)
    let answer = allocation.search(seed: 1, progress: { Double($0) / 2_000 }, improved: { _ in })
    #expect(answer.unhoused == [])
    #expect(try PlanValue(of: answer.solution, for: plain.instance).objective == answer.objective)
    let plan = SeatedPlan(plain, answer.solution)
    let eve = try #require(plan.stays.first { plain.origins[$0.tenant].name == "Eve" })
    // Of O2, O3, O5 and O6, which are a ring's open half: three that hang together.
    #expect(eve.block.count == 3 && ["O2 O3 O5", "O3 O5 O6"].contains(plain.codes(eve.block)))
    #expect(plain.codes(plan.stays.first { plain.origins[$0.tenant].name == "Gus" }?.block ?? []) == "M2")
    // What Eve leaves free of the floor is one cell, and of the modules nothing: one run in each month.
    let measures = PlanMeasures(plan)
    #expect(measures.freeRuns == 100 && measures.longestRun == 100)

    // Zoe wants both modules; the one is let to Ada, who must keep a place, so it can be had at no price.
    let why = plain.hindrances(in: answer.solution, of: allocation)
    let zoe = try #require(why.first { $0.tenant == "application/zoe" })
    #expect(zoe.blocking.contains("hold/ada#2") && plain.price(of: zoe) == nil)
    #expect(plain.deprived(by: zoe).map(\.name) == ["Ada"])
    let again: [Hindrance] = try Kept.value(try Kept.text(why))
    #expect(again == why)
  }

  @Test func sixteenCellsOfAFloorAreTwoTenants() {
    let positions = Array(0..<16)
    let edges = (0..<15).map { [$0, $0 + 1] }
    let sets = HouseFloors.sets(of: positions, edges, most: 12)
    #expect(sets == [Array(0..<12), Array(12..<16)])
    #expect(HouseFloors.sets(of: [0, 1, 3], edges, most: 12) == [[0, 1], [3]])
  }

  @Test(arguments: TrialStore.engines) func whoWaitsIsToldWhy(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made()
      try await house.work()
      let why = try await house.database.read { try $0.hindrances(of: id) }
      let made = try #require(try await house.database.read { try $0.house(of: id) })
      // Eve and Fay have a place as wished; six in a row have none: in either row stands somebody who must stay.
      #expect(why.map { made.origin(of: $0.tenant)?.name } == ["Gus"])
      let gus = try #require(why.first)
      #expect(gus.obstacles.allSatisfy { !$0.modules.isEmpty && $0.from < $0.until } && !gus.blocking.isEmpty)

      let browser = try await house.browser()
      let page = await browser.get("/scenarios/\(id)").text
      for part in ["Pourquoi ils attendent", "Place qu’il faudrait", "À aucun prix"] { #expect(page.contains(part), "\(part)") }
      #expect(!page.contains("planning.page") && !page.contains("planning.column") && !page.contains("Ada & <b>"))
      // They wish to come on 3 January: the first month that begins then or later.
      let json = await browser.get("/api/scenarios/\(id)/hindrances")
      #expect(json.status == 200 && json.text.contains("\"name\":\"Gus\"") && json.text.contains("\"wished\":\"2027-02\""))
      #expect(!json.text.contains("\"price\""))

      // When residents may be asked to move, the answer has a price.
      let other = try await house.made("Avec déménagements") { ($0.moveFirms, $0.moveCost, $0.waitChance) = (true, 100_000, 1) }
      try await house.work()
      let asked = try await house.database.read { try $0.hindrances(of: other) }
      let priced = try #require(asked.first { made.origin(of: $0.tenant)?.name == "Gus" })
      #expect(try #require(try await house.database.read { try $0.house(of: other) }).price(of: priced.cheapest ?? priced) != nil)
    }
  }
}
