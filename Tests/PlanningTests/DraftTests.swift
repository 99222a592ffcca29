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

/// What a plan proposes, and what becomes of it while the house moves on: docs/scenarios.md, "What a scenario becomes".
@Suite struct DraftTests {
  static let december = Month(year: 2026, month: 12)
  static func day(_ month: Int) -> Day { (december + month).first }

  @Test func whoComesLateIsPromisedAnOption() throws {
    var facts = InstanceTests.facts()
    facts.wanted = [
      PlanningFacts.Wanted(key: "application/eve", name: "Eve", cells: 2, from: 11),
      PlanningFacts.Wanted(key: "application/fay", name: "Fay", cells: 1, from: 12),
    ]
    let house = InstanceMaking(facts, InstanceTests.assumptions { $0.horizon = 24 }, first: Self.december).made(name: "trial")
    var plan = SeatedPlan.today(house).solution
    plan.plans["application/eve"] = Solution.Seat(start: 11, room: 0, blocks: [4])
    plan.plans["application/fay"] = Solution.Seat(start: 12, room: 0, blocks: [2])
    let acts = DraftMaking.proposals(SeatedPlan(house, plan))
    #expect(acts.map(\.kind) == [.offer, .option] && acts.map(\.cells) == ["A05 A06", "A03"])
    #expect(acts.map(\.from) == [Self.day(11), Self.day(12)] && acts.map(\.rent) == [300, 150] && acts.map(\.until) == [nil, nil])
  }

  @Test func whoMovesWithRoomToGrowIsAskedToMoveAndPromisedTheRest() throws {
    var facts = InstanceTests.facts(bobHas: 2)
    (facts.wanted, facts.growing) = ([], [PlanningFacts.Growing(organisation: "ada", extra: 1, from: 2)])
    let house = InstanceMaking(facts, InstanceTests.assumptions { $0.moveFirms = true }, first: Self.december).made(name: "trial")
    // In the first two for two months, then in the last three, of which one is kept to grow.
    var plan = SeatedPlan.today(house).solution
    plan.plans["hold/ada"] = Solution.Seat(start: 0, room: 1, blocks: [0, 3])
    #expect(try PlanValue(of: plan, for: house.instance).seats["hold/ada"]?.moves == 1)
    let acts = DraftMaking.proposals(SeatedPlan(house, plan))
    #expect(acts.map(\.kind) == [.move, .growth] && acts.map(\.cells) == ["A04 A05", "A06"])
    #expect(acts.allSatisfy { $0.from == Self.day(2) && $0.organisation == "ada" })
  }

  /// Six in a row are for Gus when Ada has left two of them.
  static func planned(_ house: PlanningHouse) async throws -> (ada: DraftLine, gus: DraftLine) {
    let id = try await house.made("Place pour six") { ($0.moveFirms, $0.moveCost, $0.waitChance) = (true, 100, 100) }
    try await house.work()
    try await house.accept(id)
    let drafts = try await house.drafts()
    return (
      try #require(drafts.first { $0.draft.kind == .move && $0.draft.organisation == house.ada }),
      try #require(drafts.first { $0.draft.name == "Gus" })
    )
  }
  static func offer(_ line: DraftLine, _ house: PlanningHouse) async throws {
    let cells = try await house.database.read {
      try $0.cells(codes: line.draft.cells.split(separator: " ").map(String.init), on: line.draft.from)
    }
    _ = try await house.database.perform(
      OfferCells(
        ID(line.draft.key), cells: cells.map(\.id), from: line.draft.from, monthlyRent: line.draft.monthlyRent, despite: "essai",
        base: PlanningHouse.base), for: house.viewer, at: PlanningHouse.now + 60)
  }

  @Test(arguments: TrialStore.engines) func whatDependsOnAMoveComesAfterIt(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let (ada, gus) = try await Self.planned(house)
      #expect(ada.state == .open && gus.state == .after && gus.after.map(\.id) == [ada.draft.id])
      let browser = try await house.browser()
      let page = await browser.get("/drafts").text
      #expect(
        page.contains("Déménagement à proposer, Ada &amp; &lt;b&gt; (") && !page.contains("/applications/\(gus.draft.key)/offer"))
      // Sent all the same it is refused: Ada has two of its cells.
      let refused = await #expect(throws: Refusal.self) { try await Self.offer(gus, house) }
      #expect(refused?.kind == .conflict || refused?.kind == .invalid)

      // Ada agrees: her let ends, and she has the cells of her draft.
      let cells = try await house.database.read {
        try $0.cells(codes: ada.draft.cells.split(separator: " ").map(String.init), on: ada.draft.from)
      }
      try await house.database.perform(
        EndLet(ID(ada.draft.key), on: ada.draft.from, reason: "Déménage"), for: house.viewer, at: PlanningHouse.now + 30)
      _ = try await house.database.perform(
        LetSpace(organisation: house.ada, cells: cells.map(\.id), start: .day(ada.draft.from)), for: house.viewer,
        at: PlanningHouse.now + 31)
      var lines = try await house.drafts()
      #expect(lines.first { $0.draft.id == ada.draft.id }?.state == .done && lines.first { $0.draft.id == gus.draft.id }?.state == .open)
      try await Self.offer(gus, house)
      lines = try await house.drafts()
      #expect(lines.first { $0.draft.id == gus.draft.id }?.state == .done)
    }
  }

  @Test(arguments: TrialStore.engines) func whatOthersTookIsOvertaken(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let (id, twin) = (try await house.made("Un"), try await house.made("Deux"))
      try await house.work()
      try await house.accept(id)
      let browser = try await house.browser()
      // The other wants the same cells, and says so before it is accepted.
      #expect(await browser.get("/scenarios/\(twin)").text.contains("déjà accepté, se sert des mêmes cellules"))
      let before = try await house.drafts()
      let fay = try #require(before.first { $0.draft.name == "Fay" })
      let cells = try await house.database.read {
        try $0.cells(codes: fay.draft.cells.split(separator: " ").map(String.init), on: fay.draft.from)
      }
      let option = try await house.database.perform(
        GrantOption(
          organisation: house.ada, cells: .exactly([cells[0].id]), start: .day(fay.draft.from), expiresOn: PlanningHouse.today + 60,
          reason: "Ada grandit"), for: house.viewer, at: PlanningHouse.now + 10)
      try await house.database.write { try $0.run("UPDATE applications SET state = 'withdrawn' WHERE contact = 'Eve'") }
      let after = try await house.drafts()
      #expect(after.first { $0.draft.name == "Fay" }?.standing.overtaken == [.taken(cells: cells[0].code, by: "Ada & <b>")])
      #expect(after.first { $0.draft.name == "Eve" }?.standing.overtaken.map(\.code) == ["offTheList"])
      #expect(after.allSatisfy { $0.state == .overtaken })
      let page = await browser.get("/drafts?state=overtaken").text
      #expect(page.contains("pris par Ada &amp; &lt;b&gt;") && page.contains("n’est plus sur la liste") && !page.contains("/offer?cells="))
      #expect(await browser.get("/api/drafts").text.contains("\"overtaken\":[\"taken\"]"))
      #expect(await browser.get("/scenarios/\(twin)").text.contains("propositions ne peuvent pas se faire"))
      // Given back, it may be sent again.
      try await house.database.perform(ReleaseHold(option, reason: "Non"), for: house.viewer, at: PlanningHouse.now + 20)
      #expect(try await house.drafts().first { $0.draft.name == "Fay" }?.state == .open)
    }
  }

  @Test(arguments: TrialStore.engines) func aPlanThatLeavesAResidentWithoutAPlaceOrIsPastIsNotAccepted(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let (id, other) = (try await house.made("Sans Ada"), try await house.made("Vieux"))
      try await house.work()
      var plan = try #require(try await house.database.read { try $0.solution(of: id) })
      let made = try #require(try await house.database.read { try $0.house(of: id) })
      plan.plans[made.instance.tenants[0].id] = nil
      let text = try Kept.text(plan)
      try await house.database.write { try $0.run("UPDATE scenarios SET plan = \(text) WHERE id = \(id)") }
      let refused = await #expect(throws: Refusal.self) { try await house.accept(id) }
      #expect(refused?.problems.map(\.code) == ["planning.problem.homeless"] && refused?.problems.first?.arguments["names"] == "Ada & <b>")

      // Two months on: as long as nothing has changed it may be accepted, and not when something has.
      let late = PlanningHouse.now + 60 * 86_400
      _ = try await house.database.perform(
        LetSpace(organisation: house.ada, cells: [house.cells[5]], start: .day(HouseTime.mulhouse.day(of: late))), for: house.viewer,
        at: late - 86_400)
      let past = await #expect(throws: Refusal.self) { try await house.accept(other, at: late) }
      #expect(past?.problems.map(\.code) == ["planning.problem.past"])
      #expect(try await house.drafts().isEmpty)
    }
  }

  /// Ada has A02 A03 and Bob B03; each is to go where the other is, and Fay to A05 A06.
  @Test(arguments: TrialStore.engines) func whatCouldNeverBeOpenedBecomesNoDraft(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      let id = try await house.made("Ronde") { $0.moveFirms = true }
      try await house.work()
      let made = try #require(try await house.database.read { try $0.house(of: id) })
      let today = SeatedPlan.today(made).solution
      func keep(_ places: [String: Int]) async throws {
        var plan = today
        for (name, first) in places {
          let number = try #require(made.origins.firstIndex { $0.name == name && $0.kind != .option })
          let tenant = made.instance.tenants[number]
          let count = tenant.terms(from: tenant.starts[0], room: false, horizon: made.instance.horizon).stretches.count
          plan.plans[tenant.id] = Solution.Seat(start: tenant.starts[0], room: 0, blocks: Array(repeating: first, count: count))
        }
        let text = try Kept.text(plan)
        try await house.database.write { try $0.run("UPDATE scenarios SET plan = \(text) WHERE id = \(id)") }
      }
      let browser = try await house.browser()
      let path = "/scenarios/\(id)"
      // A plan that proposes nothing has nothing to accept.
      try await keep([:])
      let empty = await browser.get(path).text
      #expect(!empty.contains("Accepter ce scénario") && empty.contains("ne propose rien"))
      let nothing = await #expect(throws: Refusal.self) { try await house.accept(id) }
      #expect(nothing?.problems.map(\.code) == ["planning.problem.nothing"])
      // Two who wait for each other can never be asked.
      let ring = ["Ada & <b>": 7, "Bob": 1]
      try await keep(ring)
      #expect(await browser.get(path).text.contains("2 propositions ne peuvent pas se faire"))
      let impossible = await #expect(throws: Refusal.self) { try await house.accept(id) }
      #expect(impossible?.problems.map(\.code) == ["planning.problem.nothingPossible"])
      // What can be done becomes a draft, and what was left out is said.
      try await keep(ring.merging(["Fay": 4]) { first, _ in first })
      #expect(try await house.accept(id) == 1)
      let drafts = try await house.drafts()
      #expect(drafts.map(\.draft.name) == ["Fay"] && drafts.allSatisfy { $0.state == .open })
      let page = await browser.get(path).text
      #expect(page.contains("Laissés de côté à l’acceptation") && page.contains("Bob (A02)"))
    }
  }

  @Test(arguments: TrialStore.engines) func anOptionForAnApplicantIsWrittenOnItsOrganisation(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      try await house.database.write { try $0.run("UPDATE applications SET earliest = '2027-12-15' WHERE contact = 'Fay'") }
      let id = try await house.made()
      try await house.work()
      try await house.accept(id)
      let fay = try #require(try await house.drafts().first { $0.draft.name == "Fay" })
      #expect(fay.draft.kind == .option && fay.organisation == nil)
      let browser = try await house.browser()
      #expect(await browser.get("/drafts").text.contains("/drafts/\(fay.draft.id)/organisation"))
      let form = try #require(await browser.post("/drafts/\(fay.draft.id)/organisation").header("location"))
      let organisation = try #require(try await house.drafts().first { $0.draft.name == "Fay" }?.organisation)
      #expect(form.hasPrefix("/holds/new?kind=option&organisation=\(organisation)&cells="))
      let page = await browser.get(form).text
      #expect(page.contains("value=\"\(fay.draft.cells)\"") && page.contains("value=\"\(fay.draft.from)\""))
      #expect(await browser.json("POST", "/api/drafts/\(fay.draft.id)/organisation", "{}").text.contains(organisation.text))
      // An option on other cells is not what was meant; one on these is.
      let cells = try await house.database.read {
        try $0.cells(codes: fay.draft.cells.split(separator: " ").map(String.init), on: fay.draft.from)
      }
      let spare = try #require([0, 3, 4, 5, 6, 7, 10, 11].map { house.cells[$0] }.first { !cells.map(\.id).contains($0) })
      for (number, wanted) in [[spare], cells.map(\.id)].enumerated() {
        #expect(try await house.drafts().first { $0.draft.name == "Fay" }?.state == .open)
        _ = try await house.database.perform(
          GrantOption(
            organisation: organisation, cells: .exactly(wanted), start: .day(fay.draft.from), expiresOn: PlanningHouse.today + 60,
            reason: "Essai"),
          for: house.viewer, at: PlanningHouse.now + 60 + Int64(number))
      }
      #expect(try await house.drafts().first { $0.draft.name == "Fay" }?.state == .done)
    }
  }
}
