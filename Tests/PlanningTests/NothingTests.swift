import Kernel
import Solver
import Store
import Testing
import Trials

@testable import Demand
@testable import Planning
@testable import Spaces

/// What the page of a scenario says when there is little to say: proven, nothing proposed, no place at all, stopped.
@Suite struct NothingTests {
  @Test(arguments: TrialStore.engines) func aSmallHouseIsProven(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made("Prouvé")
      try await house.work()
      #expect(try await house.scenario(id).isProven)
      let browser = try await house.browser()
      let page = await browser.get("/scenarios/\(id)").text
      #expect(page.contains(#/prouvé.: aucun plan ne vaut plus/#) && !page.contains("sous le meilleur possible"))
    }
  }

  /// All cells are let without end: none of three files finds a place, and a fourth wishes for more than any row has.
  @Test(arguments: TrialStore.engines) func aFullHouseProposesNothingAndSaysWhy(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let free = house.cells.enumerated().filter { ![1, 2, 8, 9].contains($0.offset) }.map(\.element)
      for cell in free {
        _ = try await house.database.perform(
          LetSpace(organisation: house.ada, cells: [cell], start: .day(PlanningHouse.today - 50)), for: .house, at: PlanningHouse.now)
      }
      var wish = Wish(earliest: PlanningHouse.today + 40)
      wish.cells = 9
      let file = try await house.database.perform(
        OpenApplication(
          ApplicationFacts(name: "Hal <i>", contact: "Hal", email: "hal@km0.example", wish: wish), base: PlanningHouse.base), for: .house,
        at: PlanningHouse.now)
      try await house.database.write { transaction in
        try transaction.run("UPDATE applications SET state = 'waiting', listed_at = \(PlanningHouse.now - 1800) WHERE id = \(file)")
      }
      let id = try await house.made("Complet") { $0.priceReserve = true }
      try await house.work()
      let browser = try await house.browser()
      let page = await browser.get("/scenarios/\(id)").text
      #expect(page.contains(#/Ce plan ne propose rien.: aucune des 4.demandes/#))
      #expect(page.contains("Hal &lt;i&gt;") && !page.contains("Hal <i>") && page.contains(#/Nulle part.: 6.d’un seul tenant/#))
      #expect(!page.contains("/scenarios/\(id)/accept"), "there is nothing to accept")
      // Bob's option of March leaves one cell for three months: a pair for a year cannot be kept at any price.
      let prices = try await house.scenario(id).reserve
      // Of twelve modules 5 % are no pair, 10 % are one.
      #expect(prices.map(\.isKept) == [true, true, false, false, false] && prices.map(\.wanted).prefix(3) == [0, 0, 48])
      #expect(page.contains(#/gardés libres.: impossible, la maison est trop pleine/#))
      #expect(await browser.get("/api/scenarios/\(id)").text.contains("\"wanted\":"))
    }
  }

  @Test(arguments: TrialStore.engines) func whoStopsASearchHasThePlanWithoutAllReasons(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made("Arrêté")
      try await house.work()
      let (made, plan) = try await house.database.read { (try $0.house(of: id), try $0.solution(of: id)) }
      let (instance, solution) = (try #require(made), try #require(plan))
      // Gus wants six in a row and is the only one who waits.
      #expect(instance.waiting(in: solution).map { instance.origins[$0].name } == ["Gus"])
      let allocation = Allocation(instance.instance)
      var heard: [Int] = []
      #expect(instance.hindrances(in: solution, of: allocation, heard: { looked, _ in heard.append(looked) }).count == 1 && heard == [0])
      #expect(instance.hindrances(in: solution, of: allocation, isStopped: { true }) == [])
      try await house.database.write { transaction in
        try transaction.run("UPDATE scenarios SET stop_at = \(PlanningHouse.now), hindrances = '[]' WHERE id = \(id)")
      }
      let browser = try await house.browser()
      #expect(await browser.get("/scenarios/\(id)").text.contains(#/La recherche a été arrêtée.: 0.sur.1/#))
    }
  }
}
