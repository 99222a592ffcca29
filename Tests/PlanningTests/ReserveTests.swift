import Kernel
import Solver
import Store
import Testing
import Trials
import Web

@testable import Planning

/// What a reserve costs: docs/scenarios.md, "The reserve".
@Suite struct ReserveTests {
  static func price(_ reserve: Int, _ value: Int, bound: Int? = nil) throws -> ReservePrice {
    let house = InstanceMaking(InstanceTests.facts(), InstanceTests.assumptions(), first: InstanceTests.december).made(name: "trial")
    return ReservePrice(reserve: reserve, measures: PlanMeasures(SeatedPlan.today(house)), value: value, bound: bound ?? value)
  }

  @Test func thePriceIsWhatThePlanIsWorthLessThanWithout() throws {
    let prices = [try Self.price(0, 1000, bound: 1250), try Self.price(5, 1000), try Self.price(10, 900), try Self.price(15, 650)]
    #expect(prices.costs == [0, 0, 100, 350])
    // 250 of 1,250 are 20 %; one of 100,000 is a tenth of a basis point, and not nought.
    #expect(try Self.price(0, 99_999, bound: 100_000).gap == 1)
    #expect(prices.map(\.gap) == [2000, 0, 0, 0] && [ReservePrice]().costs == [])
  }

  /// Of six modules 66 % are two pairs of cells for twelve months: 2·2·12 = 48.
  @Test func whatCannotBeKeptIsNotPriced() throws {
    let made = InstanceMaking(InstanceTests.facts(), InstanceTests.assumptions { $0.fragment = 0 }, first: InstanceTests.december).made(
      name: "trial")
    let house = made.keeping(reserve: 66)
    #expect(PricedReserve(house, Solution(instance: "trial", plans: [:])).wanted == 48)
    let nothing = PricedReserve(house, Solution(instance: "trial", plans: [:])).price(66, bound: 0)
    #expect(nothing.wanted == 48 && nothing.measures.reserveCellMonths == 0 && !nothing.isKept)
    let none = made.keeping(reserve: 0)
    #expect(PricedReserve(none, Solution(instance: "trial", plans: [:])).price(0, bound: 0).isKept)
    // What was priced before it was told counts as kept.
    #expect(try Self.price(5, 1000).isKept)
  }

  /// From a plan that keeps 33 % follows one that keeps 17 %, and one that keeps nothing, worth the same.
  @Test func whoKeepsMoreKeepsEnoughForLess() throws {
    let made = InstanceMaking(InstanceTests.facts(), InstanceTests.assumptions { $0.fragment = 0 }, first: InstanceTests.december).made(
      name: "trial")
    let (large, small, none) = (made.keeping(reserve: 66), made.keeping(reserve: 33), made.keeping(reserve: 0))
    let answer = Allocation(large.instance).search(seed: 1, progress: { Double($0) / 500 }, improved: { _ in })
    let tight = PricedReserve(large, answer.solution)
    for other in [small, none] {
      let carried = tight.carried(to: other)
      #expect(carried.value == tight.value && carried.kept <= tight.kept)
      var lenient = other.instance
      for index in lenient.tenants.indices { lenient.tenants[index].mandatory = false }
      #expect(throws: Never.self) { try PlanValue(of: carried.plan, for: lenient) }
      // A search that begins with it ends with nothing less.
      let again = Allocation(other.instance).search(seed: 2, from: carried.plan, progress: { Double($0) / 64 }, improved: { _ in })
      #expect(again.objective >= carried.value + other.reserveWorth(in: carried.plan))
    }
    #expect(tight.orWorthMore(tight.carried(to: none), keeping: 1).kept == tight.kept)
  }

  @Test(arguments: TrialStore.engines) func pricesBeginAtNothingAndNeverFall(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      for seed in 1...2 {
        let id = try await house.made("Réserve \(seed)") { ($0.priceReserve, $0.seed, $0.moveFirms) = (true, seed, seed == 2) }
        try await house.work()
        let prices = try await house.scenario(id).reserve
        #expect(prices.map(\.reserve) == ReservePrice.asked && prices.costs.first == 0)
        #expect(prices.costs == prices.costs.sorted(), "\(seed): \(prices.costs)")
        #expect(prices.allSatisfy { ($0.value ?? 0) <= ($0.bound ?? -1) && $0.gap != nil })
      }
    }
  }

  /// Beside who comes stands the next best place, beside who moves what that brings.
  @Test(arguments: TrialStore.engines) func whyHereIsSaid(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made("Pourquoi ici")
      let moving = try await house.made("Place pour six") { ($0.moveFirms, $0.moveCost, $0.waitChance) = (true, 100, 100) }
      try await house.work()
      let browser = try await house.browser()
      let made = try #require(try await house.database.read { try $0.house(of: id) })
      let coming = try await house.database.read { try $0.reasons(of: id) }.filter { made.origin(of: $0.tenant)?.kind == .waiting }
      #expect(coming.count == 2 && coming.allSatisfy { $0.moves == nil } && coming.contains { $0.next != nil })
      #expect(await browser.get("/scenarios/\(id)").text.contains("sinon "))
      #expect(await browser.get("/api/scenarios/\(id)/stays").text.contains("\"next\":{"))

      let other = try #require(try await house.database.read { try $0.house(of: moving) })
      let plan = SeatedPlan(other, try #require(try await house.database.read { try $0.solution(of: moving) }))
      let reasons = try await house.database.read { try $0.reasons(of: moving) }
      let moved = Set(plan.moves.map { other.instance.tenants[$0.tenant].id })
      #expect(!moved.isEmpty && moved == Set(reasons.filter { $0.moves != nil }.map(\.tenant)))
      let page = await browser.get("/scenarios/\(moving)").text
      // Who moves stands in the month of its move.
      let month = Format(.french).shortMonth(other.months[try #require(plan.moves.first).month])
      #expect(page.contains("data-label=\"À partir de\">\(month)</td>"), "\(month)")
      #expect(page.contains(#/déménage[ \u{A0}\u{202F}]?[;,] /#) && !page.contains("planning.page"))
    }
  }

  @Test(arguments: TrialStore.engines) func questionsComeFilledInAndLeadToTheirActs(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let browser = try await house.browser()
      // From a cell of Ada's: she is the firm, her two cells the number; from an organisation the same.
      for path in ["/planning-questions?cell=A02", "/planning-questions?firm=\(house.ada)"] {
        let page = await browser.get(path).text
        #expect(page.contains("name=\"cells\" value=\"2\"") || page.contains("value=\"2\""))
        #expect(page.contains("Ada &amp; &lt;b&gt; : 2 cellules voisines") || page.contains("2 cellules voisines"))
        #expect(page.contains("is-marked") && page.contains("/holds/new?kind=option&amp;organisation=\(house.ada)"))
        #expect(!page.contains("planning.ask") && !page.contains("planning.column"))
      }
      #expect(await browser.get("/cells/\(house.cells[1])").text.contains("/planning-questions?cell=A02"))
      #expect(await browser.get("/organisations/\(house.ada)/path").text.contains("/planning-questions?firm=\(house.ada)"))
      #expect(await browser.get("/plan").text.contains("href=\"/planning-questions\""))
      // Five in a row for a file of the list: an offer where nobody has to move.
      let id = try #require(
        try await house.database.read { try $0.value("SELECT id FROM applications WHERE name = 'Eve'", as: String.self) })
      let page = await browser.get("/planning-questions?cells=3&file=\(id)").text
      #expect(page.contains("/applications/\(id)/offer?cells="))
      let json = await browser.get("/api/planning-questions?cells=6&move_cost=100&cell_cost=10").text
      #expect(json.contains("\"cost\":120") && json.contains("\"isCheapest\":true"))
      #expect(await browser.get("/planning-questions?cells=6&answer=900&file=nobody").status == 200)
    }
  }
}
