import Foundation
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

@Suite struct ScenarioTests {
  @Test(arguments: TrialStore.engines) func aScenarioIsMadeSearchedAndAccepted(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made()
      #expect(try await house.scenario(id).state == .waiting)
      // Not before there is a plan.
      await #expect(throws: Refusal.self) { try await house.accept(id) }
      #expect(try await house.work() == 1)
      let found = try await house.scenario(id)
      #expect(found.state == .done && found.unhoused == [] && found.steps > 0, "\(found.fault ?? "")")
      let (objective, bound) = (try #require(found.objective), try #require(found.bound))
      #expect(objective <= bound)
      let made = try #require(try await house.database.read { try $0.house(of: id) })
      let solution = try #require(try await house.database.read { try $0.solution(of: id) })
      #expect(try PlanValue(of: solution, for: made.instance).objective == objective)
      #expect(made.modules.map(\.code) == ["A01", "A02", "A03", "A04", "A05", "A06", "B01", "B02", "B03", "B04", "B05", "B06"])
      #expect(made.origins.map(\.kind) == [.firm, .firm, .option, .waiting, .waiting, .waiting])
      // Twelve modules, four taken: three and two have room, six have not.
      let measures = try #require(found.measures)
      #expect(measures.asked == 3 && measures.refused == 1 && measures.moves == 0)

      // Run again it changes nothing.
      try await house.database.write { try $0.run("UPDATE jobs SET done_at = \(nil as Instant?), claimed_at = \(nil as Instant?)") }
      try await house.work()
      #expect(try await house.scenario(id).steps == found.steps)

      let count = try await house.accept(id)
      let lines = try await house.drafts()
      let drafts = lines.map(\.draft)
      #expect(
        count == 2 && drafts.map(\.name).sorted() == ["Eve", "Fay"] && lines.allSatisfy { $0.draft.kind == .offer && $0.state == .open })
      // Nothing happened to the house.
      #expect(try await house.database.read { try $0.openHouseOffers().count } == 0)
      await #expect(throws: Refusal.self) { try await house.accept(id) }

      // One is sent as any offer is, and is done; the other is put aside.
      let eve = try #require(drafts.first { $0.name == "Eve" })
      let cells = try await house.database.read { try $0.cells(codes: eve.cells.split(separator: " ").map(String.init), on: eve.from) }
      #expect(cells.count == 3)
      _ = try await house.database.perform(
        OfferCells(ID(eve.key), cells: cells.map(\.id), from: eve.from, monthlyRent: eve.monthlyRent, base: PlanningHouse.base),
        for: house.viewer, at: PlanningHouse.now + 60)
      let fay = try #require(drafts.first { $0.name == "Fay" })
      try await house.database.perform(DiscardDraft(fay.id, reason: "Fay attend"), for: house.viewer, at: PlanningHouse.now + 60)
      let after = try await house.drafts()
      #expect(after.first { $0.draft.id == eve.id }?.state == .done && after.first { $0.draft.id == fay.id }?.state == .discarded)
      for draft in [eve, fay] {
        await #expect(throws: Refusal.self) {
          try await house.database.perform(DiscardDraft(draft.id, reason: "x"), for: house.viewer, at: PlanningHouse.now + 61)
        }
      }
    }
  }

  @Test(arguments: TrialStore.engines) func theSameSeedGivesTheSamePlanAndAStopIsObeyed(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let (one, other) = (try await house.made("Un"), try await house.made("Deux"))
      let long = try await house.made("Long") { $0.effort = .thorough }
      try await house.database.perform(StopScenario(long), for: house.viewer, at: PlanningHouse.now)
      try await house.work()
      let plans = try await house.database.read { [try $0.solution(of: one)?.plans, try $0.solution(of: other)?.plans] }
      #expect(plans[0] == plans[1] && plans[0] != nil)
      let stopped = try await house.scenario(long)
      #expect(stopped.state == .done && stopped.steps < Assumptions.Effort.thorough.steps)
    }
  }

  @Test(arguments: TrialStore.engines) func aResidentInTheWayIsAskedToMoveAndTheReserveHasAPrice(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made("Place pour six") {
        ($0.moveFirms, $0.moveCost, $0.priceReserve, $0.waitChance) = (true, 100, true, 100)
      }
      try await house.work()
      let found = try await house.scenario(id)
      let measures = try #require(found.measures)
      // Six in a row have a place when Ada leaves the first, which costs less than six rents.
      #expect(measures.moves >= 1 && measures.moveCost == measures.moves * 100)
      #expect(found.reserve.map(\.reserve) == [0, 5, 10, 15, 20])
      let count = try await house.accept(id)
      let drafts = try await house.database.read { try $0.drafts() }
      #expect(count == drafts.count && drafts.contains { $0.kind == .move && $0.subject.hasPrefix("hold/") })
      #expect(drafts.contains { $0.kind == .offer && $0.name == "Gus" && $0.cells.split(separator: " ").count == 6 })
    }
  }

  /// 10 of 100,000 are 0.01 %: less than what is shown, and still not nought. Only a plan that is worth its bound says nought.
  @Test(arguments: TrialStore.engines) func noGapIsSaidOnlyOfWhatIsProven(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made()
      try await house.work()
      let browser = try await house.browser()
      func shown(_ objective: Int, _ bound: Int) async throws -> (list: String, page: String) {
        try await house.database.write {
          try $0.run("UPDATE scenarios SET objective = \(objective), bound = \(bound) WHERE id = \(id)")
        }
        return (await browser.get("/scenarios").text, await browser.get("/scenarios/\(id)").text)
      }
      let near = try await shown(99_990, 100_000)
      #expect(near.list.contains("&lt; 0,1\u{A0}%") || near.list.contains("&lt; 0,1\u{202F}%"), "\(near.list)")
      #expect(near.page.contains("au plus 0,1"))
      // 1,410 of a million are 0.141 %: at most 0.2.
      let far = try await shown(998_590, 1_000_000)
      #expect(far.list.contains(">0,2") && far.page.contains("au plus 0,2"), "\(far.list)")
      let proven = try await shown(100_000, 100_000)
      #expect(!proven.list.contains("&lt; 0") && proven.list.contains(">0\u{A0}%") || proven.list.contains(">0\u{202F}%"), "\(proven.list)")
    }
  }

  @Test(arguments: TrialStore.engines) func throughTheRouter(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let browser = try await house.browser()
      #expect(await browser.get("/scenarios").text.contains("Aucun scénario encore"))
      let form = await browser.get("/scenarios/new")
      #expect(form.status == 200 && form.text.contains("value=\"36\""))
      let wrong = await browser.post("/scenarios", ["name": "", "horizon": "500", "stay": "long", "month": "2019-01"])
      #expect(wrong.status == 422 && wrong.text.contains("value=\"long\""))
      for field in ["name", "horizon", "stay"] { #expect(wrong.text.contains("id=\"problem-\(field)\""), "\(field)") }
      let early = await browser.post("/scenarios", ["name": "Hier", "month": "2019-01"])
      #expect(early.status == 422 && early.text.contains("id=\"problem-month\""))
      // Folded, each theme says what it assumes; the theme with a problem is open.
      for part in ["baux à terme renouvelés", "36 mois", "attend 6 mois", "data-decisions=\"place: moves:move_firms=1"] {
        #expect(form.text.contains(part), "\(part)")
      }
      #expect(form.text.components(separatedBy: "planning-fold\"><summary").count == 5)
      #expect(wrong.text.components(separatedBy: "planning-fold\" open><summary").count == 3)
      let posted = await browser.post(
        "/scenarios", ["name": "Un <i>plan", "horizon": "24", "effort": "quick", "typed": "1", "forecast": "1"])
      let path = try #require(posted.header("location"))
      let running = await browser.get(path).text
      #expect(running.contains("id=\"running\"") && running.contains("Assez bon") && running.contains("Un &lt;i&gt;plan"))
      try await house.work()
      let done = await browser.get(path).text
      for part in ["Accepter ce scénario", "Eve", "Gus", "Loyers attendus", "Sans rien faire"] { #expect(done.contains(part), "\(part)") }
      #expect(!done.contains("planning.column") && !done.contains("planning.page") && !done.contains("planning.field"))
      let plan = await browser.get("\(path)/plan?month=3")
      #expect(
        plan.status == 200 && plan.text.contains("is-marked") && plan.text.contains("Ada &amp; &lt;b&gt;")
          && !plan.text.contains("planning.page"))
      #expect(await browser.get("\(path)/plan?month=900&level=nowhere&with=x").status == 200)
      #expect(await browser.get("\(path)/instance").text.contains("\"alloc-1\""))
      #expect(await browser.get("/api\(path)/instance").text.contains("\"alloc-1\""))
      #expect(await browser.get("\(path)/solution").text.contains("\"plans\""))
      #expect(await browser.get("\(path)/measures.csv").text.contains("Loyers attendus;"))
      #expect(await browser.get("/scenarios.csv?q=plan").text.contains("Un <i>plan"))
      #expect(await browser.get("/api\(path)").text.contains("\"state\":\"done\""))
      #expect(await browser.get("/api\(path)/stays").text.contains("\"name\":\"Eve\""))
      #expect(await browser.get("/api/scenarios").text.contains("\"measures\""))
      let asked = await browser.json(
        "POST", "/api/scenarios", #"{"name": "Fins", "horizon": 12, "effort": "quick", "question": "endings"}"#)
      #expect(asked.status == 201)
      let assumed = try await house.database.read { try $0.scenarios().first { $0.name == "Fins" }?.assumptions }
      #expect(assumed?.renewLeases == false && assumed?.forecast == true)
      #expect(await browser.json("POST", "/api/scenarios", #"{"name": "Quoi", "question": "tout"}"#).status == 422)
      let second = await browser.json(
        "POST", "/api/scenarios",
        #"{"name": "Deux", "horizon": 12, "effort": "quick", "forecast": false, "leaves_1": "\#(house.ada)", "leaves_month_1": "2027-03"}"#)
      #expect(second.status == 201)
      try await house.work()
      let beside = try #require(second.text.firstMatch(of: #/"id":"([0-9a-f\-]{36})"/#)?.1)
      // Of other months and other assumptions: named above the columns, and what grows with the months is said by month as well.
      let compared = await browser.get("\(path)?with=\(beside)").text
      for part in [
        "Deux</th>", "Ce qui distingue les deux scénarios", "nov. 2028, 24 mois", "nov. 2027, 12 mois", "Compter la demande attendue",
        "part à partir de mars 2027",
        "comparez ce qui est dit par mois", "Loyers attendus, par mois", "Cellules refusées, par mois",
      ] { #expect(compared.contains(part), "\(part)") }
      #expect(!compared.contains("planning.page") && !compared.contains("planning.column"))
      var shown = ""
      for month in 0..<12 { shown += await browser.get("\(path)/plan?with=\(beside)&month=\(month)").text }
      #expect(shown.contains("Deux</th>") && !shown.contains("pas dans le plan de comparaison"))
      #expect(plan.text.contains("Sans rien faire</th>"))
      // Of a month that the other has not, nothing is compared.
      let beyond = await browser.get("\(path)/plan?month=20&with=\(beside)").text
      #expect(beyond.contains("pas dans le plan de comparaison") && !beyond.contains("is-marked"))

      #expect(await browser.post("\(path)/accept").header("location")?.hasPrefix("/drafts?scenario=") == true)
      let drafts = await browser.get("/drafts").text
      #expect(drafts.contains("/offer?cells=") && drafts.contains("À envoyer") && !drafts.contains("planning.draft"))
      let discard = try #require(drafts.firstMatch(of: #/action="(\/drafts\/[^"]+\/discard)"/#)?.1)
      let unsaid = await browser.post(String(discard))
      #expect(unsaid.status == 422)
      #expect(await browser.post(String(discard), ["reason": "Plus tard"]).status == 303)
      #expect(await browser.get("/drafts?state=discarded").text.contains("Plus tard"))
      #expect(await browser.get("/drafts.csv").text.contains("Plus tard"))
      #expect(await browser.get("/api/drafts?state=open").text.contains("\"kind\":\"offer\""))
      let offer = try #require(drafts.firstMatch(of: #/href="(\/applications\/[^"]+\/offer[^"]+)"/#)?.1)
      #expect(await browser.get(String(offer).replacing("&amp;", with: "&")).status == 200)
      #expect(await browser.get("/scenarios/019ab000-0000-7000-8000-000000000001").status == 404)
      #expect(await browser.json("POST", "/api\(path)/stop", "{}").status == 204)
      #expect(await browser.json("POST", "/api\(path)/accept", "{}").status == 409)
    }
  }

  @Test(arguments: TrialStore.engines) func questionsAreAskedOfTheHouse(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let browser = try await house.browser()
      let free = await browser.get("/planning-questions?cells=3&month=2027-03&stay=12")
      #expect(free.status == 200 && free.text.contains("A04 A05 A06") && free.text.contains("libre, personne ne bouge"))
      let tight = await browser.get("/planning-questions?cells=6&month=2027-01&stay=24").text
      // Bob's promise bars row B; row A is free once Ada moves.
      #expect(tight.contains("A01 A02 A03 A04 A05 A06") && tight.contains("A02 A03 →"))
      #expect(await browser.get("/planning-questions?cells=6&moves=0").text.contains("Ce qui bloque"))
      #expect(await browser.get("/planning-questions?firm=\(house.ada)&cells=4").text.contains("contre les siennes"))
      // Whatever is wrong is told at once, beside its field, with what was typed.
      let wrong = await browser.get("/planning-questions?cells=x&month=2026-11&stay=-1&moves=99&firm=z&move_cost=y&cell_cost=")
      #expect(wrong.status == 422 && wrong.text.contains("value=\"-1\"") && wrong.text.contains("value=\"99\""))
      for field in ["cells", "month", "stay", "moves", "firm", "move_cost"] { #expect(wrong.text.contains("href=\"#field-\(field)\"")) }
      #expect(!wrong.text.contains("#field-cell_cost") && !wrong.text.contains("Ce qui bloque"))
      #expect(await browser.get("/api/planning-questions?cells=x&month=y").status == 422)
      #expect(await browser.get("/api/planning-questions?cells=6&stay=24").text.contains("\"from\":\"A02 A03\""))
      // Two of A04, A05 and A06 are promised, and not chosen yet: three of them are not to be had, though all are free.
      _ = try await house.database.perform(
        GrantOption(
          organisation: house.ada, cells: .among(count: 2, [house.cells[3], house.cells[4], house.cells[5]]),
          start: .day(PlanningHouse.today + 60), expiresOn: PlanningHouse.today + 50, reason: "Ada grandit"),
        for: house.viewer, at: PlanningHouse.now + 10)
      let kept = await browser.get("/planning-questions?cells=3&month=2027-03&stay=12&moves=0").text
      #expect(kept.contains("Nulle part") && kept.contains("2 parmi A04 A05 A06") && !kept.contains("libre, personne ne bouge"))
      #expect(await browser.get("/planning-questions?cells=1&month=2027-03&stay=12&moves=0").text.contains("libre, personne ne bouge"))
    }
  }

  @Test func templatesTextsAndHostileInput() throws {
    let shelf = PlanShelf()
    let checks = try PageChecks(
      of: Planning.area(shelf: shelf),
      alongside: [
        People.area(), Spaces.area(shelf: shelf), Welcome.area(shelf: shelf), Demand.area(shelf: shelf, base: PlanningHouse.base),
      ])
    #expect(try checks.complaints(sources: "Sources/Areas/Planning") == [])
  }
}
