import Kernel
import Solver
import Store
import Testing
import Trials
import Web

@testable import Demand
@testable import People
@testable import Planning
@testable import Spaces
@testable import Welcome

/// What if this firm leaves, grows, or a milestone comes later: docs/scenarios.md, "What if".
@Suite struct ChangeTests {
  static let december = Month(year: 2026, month: 12)
  static func changes(_ change: (inout HouseChanges) -> Void) -> HouseChanges {
    var changes = HouseChanges()
    change(&changes)
    return changes
  }
  /// The six modules of `InstanceTests`: Ada in the first two, Bob promised the fourth from month 3, Eve wants two.
  static func planned(
    _ changes: HouseChanges, _ facts: PlanningFacts = InstanceTests.facts(), late: [PlanningFacts.Postponement] = [],
    former: SeatedPlan? = nil, _ change: (inout Assumptions) -> Void = { _ in }
  ) async throws -> (house: HouseInstance, answer: Allocation.Answer, replanned: Replanned) {
    var assumptions = InstanceTests.assumptions(change)
    assumptions.effort = .quick
    let house = InstanceMaking(facts, assumptions, first: december).made(name: "trial")
    let changed = InstanceMaking(facts.postponed(by: late, horizon: 12), assumptions, first: december).made(name: "trial").changed(
      by: changes)
    #expect(changed.instance.faults == [])
    let run = SearchRun()
    run.start(changed, after: FormerPlan(former, in: house, changed: changed), changes, assumptions)
    while run.now.found == nil { try await Task.sleep(for: .milliseconds(5)) }
    let found = try #require(run.now.found)
    let (planned, replanned) = try #require(found.changed)
    #expect(found.answer.bound >= found.answer.objective)
    return (planned, found.answer, replanned)
  }

  @Test func whoLeavesIsThereUntilThenAndCostsItsRent() async throws {
    let leaves = Self.changes { $0.leaving = [.init(organisation: "ada", name: "Ada", month: Self.december + 8)] }
    let (house, answer, replanned) = try await Self.planned(leaves) { $0.waitChance = 0 }
    #expect(house.instance.tenants[0].length == 8 && answer.unhoused == [])
    // Twelve months of two modules at 155 € less eight: 4·2·155.
    let ada = try #require(replanned.departures.first { $0.origin.name == "Ada" })
    #expect(ada.cost == 4 * 2 * 155 && ada.changes == [.init(kind: .leaves, month: Self.december + 8, from: "A01 A02", to: nil)])
    #expect(replanned.mustBeAsked == [] && replanned.cannotGrow == [])
    // Gone before it began, it is gone from the plan.
    let early = Self.changes { $0.leaving = [.init(organisation: "bob", name: "Bob", month: Self.december + 2)] }
    let without = try await Self.planned(early)
    let bob = try #require(without.replanned.departures.first { $0.origin.name == "Bob" })
    // Nine months of one module at 150 € and 80 %.
    #expect(!without.house.origins.contains { $0.name == "Bob" } && bob.cost == 9 * 150 * 80 / 100)
  }

  @Test func whoGrowsTakesTheCellsBesideItWhereTheyAreFree() async throws {
    let grows = Self.changes { $0.growing = [.init(organisation: "ada", name: "Ada", cells: 1, month: Self.december + 4)] }
    let (house, answer, replanned) = try await Self.planned(grows) { $0.waitChance = 0 }
    #expect(house.instance.tenants[0].phases == [[0, 2], [4, 3]] && house.instance.tenants[0].moveCost == nil)
    #expect(answer.unhoused == [] && replanned.mustBeAsked == [])
    let ada = try #require(replanned.departures.first { $0.origin.name == "Ada" })
    // Eight months of one more module at 155 €.
    #expect(ada.cost == -8 * 155 && ada.changes == [.init(kind: .grows, month: Self.december + 4, from: "A01 A02", to: "A01 A02 A03")])
  }

  @Test func whoCannotGrowWhereItIsWouldHaveToBeAsked() async throws {
    // Bob's promise is on the third module: three in a row are only from the fourth on.
    let grows = Self.changes { $0.growing = [.init(organisation: "ada", name: "Ada", cells: 1, month: Self.december + 4)] }
    let (house, answer, replanned) = try await Self.planned(grows, InstanceTests.facts(bobHas: 2)) { $0.waitChance = 0 }
    #expect(answer.unhoused == [] && replanned.mustBeAsked.map(\.name) == ["Ada"] && replanned.cannotGrow == [])
    #expect(house.instance.tenants[0].moveCost == Assumptions().moveCost)
    let ada = try #require(replanned.departures.first { $0.origin.name == "Ada" })
    #expect(ada.changes.contains { $0.kind == .elsewhere && $0.to == "A04 A05 A06" })
    // The move is paid: 1,500 € less than the eight months of one more module bring.
    #expect(ada.cost == 1500 - 8 * 155)

    // Five in a row are nowhere beside Bob: it stays as it is, and that is said.
    let most = Self.changes { $0.growing = [.init(organisation: "ada", name: "Ada", cells: 3, month: Self.december + 4)] }
    let none = try await Self.planned(most, InstanceTests.facts(bobHas: 2)) { $0.waitChance = 0 }
    #expect(none.replanned.cannotGrow.map(\.name) == ["Ada"] && none.replanned.mustBeAsked == [] && none.answer.unhoused == [])
  }

  @Test func whatComesLaterComesLaterForAllWhoHangOnIt() async throws {
    let late = PlanningFacts.Postponement(cells: [3: 9, 4: 9, 5: 9], holds: ["hold/bob"], months: 6)
    let facts = InstanceTests.facts().postponed(by: [late], horizon: 12)
    #expect(facts.cells.map(\.inService) == [0, 0, 0, 9, 9, 9] && facts.held[1].months == 9..<12 && facts.held[0].months == 0..<5)
    let (_, _, replanned) = try await Self.planned(HouseChanges(), late: [late]) { $0.waitChance = 0 }
    let bob = try #require(replanned.departures.first { $0.origin.name == "Bob" })
    #expect(bob.changes == [.init(kind: .start, month: Self.december + 9, from: nil, to: "A04")])
    // Six months of one module at 150 € and 80 %.
    #expect(bob.cost == 6 * 150 * 80 / 100)
    // A let keeps the end that was signed, and is none when that comes first; a promise keeps its length.
    var ended = InstanceTests.facts()
    ended.held = [
      PlanningFacts.Held(key: "hold/a", name: "A", kind: .let, cells: [0], months: 2..<6, ends: true),
      PlanningFacts.Held(key: "hold/b", name: "B", kind: .let, cells: [1], months: 2..<10, ends: true),
      PlanningFacts.Held(key: "hold/c", name: "C", kind: .option, cells: [2], months: 2..<6, ends: true),
    ]
    let all = PlanningFacts.Postponement(cells: [:], holds: ["hold/a", "hold/b", "hold/c"], months: 5)
    #expect(ended.postponed(by: [all], horizon: 12).held.map(\.months) == [7..<10, 7..<11])
  }

  @Test func thePlanBeforeIsKeptWhereNothingSpeaksAgainstIt() async throws {
    // Eve was to come to the last two; another place is as good, and she keeps hers.
    let before = try await Self.planned(HouseChanges())
    let base = InstanceMaking(InstanceTests.facts(), InstanceTests.assumptions(), first: Self.december).made(name: "trial")
    var plan = before.answer.solution
    plan.plans["application/eve"] = Solution.Seat(start: 1, room: 0, blocks: [4])
    let former = SeatedPlan(base, plan)
    let leaves = Self.changes { $0.leaving = [.init(organisation: "ada", name: "Ada", month: Self.december + 8)] }
    let (_, answer, replanned) = try await Self.planned(leaves, former: former)
    #expect(answer.solution.plans["application/eve"]?.blocks == [4] && replanned.departures.map(\.origin.name) == ["Ada"])
  }

  @Test(arguments: TrialStore.engines) func onlyWhoHasCellsMayGrow(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let zoe = try await house.database.perform(
        AddOrganisation(OrganisationFacts(legalName: "Zoé", usualName: "Zoé", kind: .startUp)), for: .house, at: PlanningHouse.now)
      let browser = try await house.browser()
      #expect(!(await browser.get("/scenarios/new").text.contains("Zoé")))
      _ = try await house.database.perform(
        GrantOption(
          organisation: zoe, cells: .exactly([house.cells[5]]), start: .day(PlanningHouse.today + 60), expiresOn: PlanningHouse.today + 50,
          reason: "Zoé vient"), for: house.viewer, at: PlanningHouse.now + 10)
      // Who is promised cells can be taken to leave, and not to grow: twice in each of two selects, for leaving alone.
      #expect(await browser.get("/scenarios/new").text.components(separatedBy: "Zoé</option>").count == 1 + HouseChanges.most)
      let refused = await browser.post(
        "/scenarios", ["name": "Et si", "horizon": "24", "grows_1": zoe.text, "grows_cells_1": "1", "grows_month_1": "2027-06"])
      #expect(refused.status == 422 && refused.text.contains("id=\"problem-grows_1\""))
    }
  }

  @Test(arguments: TrialStore.engines) func throughTheRouter(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let first = try await house.made("Avant")
      try await house.work()
      let browser = try await house.browser()
      #expect(await browser.get("/scenarios/\(first)").text.contains("/scenarios/new?former=\(first)"))
      let form = await browser.get("/scenarios/new?former=\(first)").text
      #expect(form.contains("Avant, et si…") && form.contains("<details class=\"card what-if\" open") && form.contains("value=\"24\""))
      #expect(!form.contains("planning.change") && form.contains("Ada &amp; &lt;b&gt;"))
      #expect(!(await browser.get("/scenarios/new").text.contains("what-if\" open")))
      // What is left out is told beside its field, and so is what cannot be.
      let wrong = await browser.post(
        "/scenarios",
        ["name": "Et si", "typed": "1", "horizon": "24", "leaves_1": house.ada.text, "grows_1": house.ada.text, "grows_cells_1": "900"])
      for field in ["leaves_month_1", "grows_cells_1", "grows_month_1"] {
        #expect(wrong.text.contains("id=\"problem-\(field)\""), "\(field)")
      }
      #expect(wrong.status == 422 && wrong.text.contains("what-if\" open"))
      let late = await browser.post(
        "/scenarios",
        [
          "name": "Et si", "horizon": "24", "leaves_1": house.ada.text, "leaves_month_1": "2040-01", "late_1": house.ada.text,
          "late_months_1": "3",
        ])
      #expect(late.text.contains("id=\"problem-leaves_month_1\"") && late.text.contains("Ce jalon est déjà atteint"))
      // Everything at once, beside the field it was typed in: who has nothing, months outside the plan, the first month itself.
      let all = await browser.post(
        "/scenarios",
        [
          "name": "", "month": "2019-01", "horizon": "24", "leaves_2": house.director.text, "leaves_month_2": "2050-01",
          "grows_2": house.ada.text,
          "grows_cells_2": "0", "grows_month_2": "2020-01",
        ])
      for field in ["name", "month", "leaves_2", "leaves_month_2", "grows_cells_2", "grows_month_2"] {
        #expect(all.text.contains("id=\"problem-\(field)\""), "\(field)")
      }
      // Above, each is named by its own label.
      for label in ["Départ 2, à partir de", "Croissance 2, à partir de", "Croissance 2, cellules en plus"] {
        #expect(
          all.text.contains(">\(label)\u{A0}: ") || all.text.contains(">\(label)\u{202F}: ") || all.text.contains(">\(label) : "),
          "\(all.text)")
      }
      #expect(!all.text.contains("id=\"problem-leaves_1\"") && all.text.contains("value=\"2050-01\""))

      let posted = await browser.post(
        "/scenarios",
        [
          "name": "Sans Ada", "typed": "1", "forecast": "1", "horizon": "24", "effort": "quick", "former": first.text, "renew_leases": "1",
          "leaves_1": house.ada.text, "leaves_month_1": "2027-06",
        ])
      let path = try #require(posted.header("location"))
      try await house.work()
      let page = await browser.get(path).text
      for part in ["On suppose", "part à partir de juin 2027", "Ce qui change par rapport à\u{202F}: Avant", "rend A02 A03", "En tout"] {
        #expect(page.contains(part), "\(part)")
      }
      #expect(!page.contains("planning.change") && !page.contains("planning.departure"))
      let json = await browser.get("/api\(path)/departures").text
      #expect(json.contains("\"kind\":\"leaves\"") && json.contains("\"former\":\"\(first)\"") && json.contains("\"mustBeAsked\":[]"))
      #expect(await browser.get("/api\(path)").text.contains("\"changes\":{"))
      #expect(await browser.get("/api/scenarios/\(first)/departures").text.contains("\"departures\":[]"))

      // By JSON, in the house as it is: Ada grows, and her neighbours have room.
      let grown = await browser.json(
        "POST", "/api/scenarios",
        #"{"name": "Ada grandit", "horizon": 24, "effort": "quick", "forecast": false, "grows_1": "\#(house.ada)", "grows_cells_1": 2, "grows_month_1": "2027-03"}"#
      )
      #expect(grown.status == 201)
      try await house.work()
      let id = try #require(grown.text.firstMatch(of: #/"id":"([0-9a-f\-]{36})"/#)?.1)
      let said = await browser.get("/api/scenarios/\(id)/departures").text
      #expect(said.contains("\"kind\":\"grows\"") && said.contains("\"cannotGrow\":[]"))
    }
  }
}
