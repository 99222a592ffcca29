import Foundation
import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// Holds, milestones and the plan as a program writes and reads them.
@Suite struct HoldProgramTests {
  private struct Program {
    let house: SpacesHouse
    let browser: RouterTrial
    let alba: OrganisationID

    static func with(_ engine: Engine, _ body: (Program) async throws -> Void) async throws {
      try await SpacesHouse.with(engine) { house in
        let viewer = Viewer(person: .fresh(at: SpacesHouse.noon(SpacesHouse.start)), name: "Dora", grants: [Grant(.director)])
        let browser = try RouterTrial(
          areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database,
          doorkeeper: KnownGuests(viewers: ["dora": viewer]), now: { SpacesHouse.noon(SpacesHouse.start) })
        try await body(Program(house: house, browser: browser, alba: try await house.addOrganisation("Alba")))
      }
    }
    @discardableResult
    func post(_ path: String, _ body: [String: Any], status: Int) async throws -> [String: Any] {
      let text = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
      let reply = await browser.json("POST", path, text, bearer: "dora")
      #expect(reply.status == status, "\(path): \(reply.text)")
      return (try? JSONSerialization.jsonObject(with: Data(reply.body))) as? [String: Any] ?? [:]
    }
    func get(_ path: String) async throws -> [String: Any] {
      let reply = await browser.send("GET", path, ["authorization": "Bearer dora"])
      return try #require((try JSONSerialization.jsonObject(with: Data(reply.body))) as? [String: Any])
    }
    func option(_ more: [String: Any]) -> [String: Any] {
      let base: [String: Any] = ["kind": "option", "organisation": alba.text, "from": "2018-06-01", "expires_on": "2018-05-01"]
      return base.merging(more) { $1 }
    }
  }
  private static func codes(_ hold: [String: Any], _ field: String = "cells") -> [String] {
    (hold[field] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }.sorted()
  }

  @Test(arguments: TrialStore.engines) func cellsAreAListOfCodesOrOfIds(engine: Engine) async throws {
    try await Program.with(engine) { program in
      let listed = try await program.post("/api/holds", program.option(["cells": ["C-01", "C-02"]]), status: 201)
      #expect(Self.codes(listed) == ["C-01", "C-02"])
      let typed = try await program.post("/api/holds", program.option(["cells": "C-03, C-04"]), status: 201)
      #expect(Self.codes(typed) == ["C-03", "C-04"])
      let ids = program.house.cells[4...6].map(\.text)
      let named = try await program.post("/api/holds", program.option(["cell": ids, "cells": ["C-06"], "count": 2]), status: 201)
      #expect(Self.codes(named, "among") == ["C-05", "C-06", "C-07"])
      let hold = try #require(named["id"] as? String)
      let firm = try await program.post("/api/holds/\(hold)/firm", ["cells": ["C-06", "C-07"]], status: 201)
      #expect(Self.codes(firm) == ["C-06", "C-07"])
      // By hand one writes c-08 where C-08 is meant, unless there is another that differs by nothing else.
      let small = try await program.post("/api/holds", program.option(["cells": "c-08"]), status: 201)
      #expect(Self.codes(small) == ["C-08"])
      let twin = SpacesHouse.rectangle(40_000, 3000)
      let span = DaySpan(from: SpacesHouse.day("2017-01-01"), until: nil)
      try await program.house.perform(
        AddCells(program.house.level, over: span, cells: [DrawnCell(code: "c-09", points: twin, CellFacts(kind: .module))]))
      let exact = try await program.post("/api/holds", program.option(["cells": "c-09"]), status: 201)
      #expect(Self.codes(exact) == ["c-09"])
      let known = try await program.house.database.read { try $0.cells(typed: ["C-09", "c-10", "C-9"]) }
      #expect(known.mapValues { $0.map(\.code) } == ["C-09": ["C-09"], "c-10": ["C-10"]])
      let dotted = SpacesHouse.rectangle(44_000, 3000)
      try await program.house.perform(
        AddCells(program.house.level, over: span, cells: [DrawnCell(code: "c-o1", points: dotted, CellFacts(kind: .module))]))
      let other = SpacesHouse.rectangle(48_000, 3000)
      try await program.house.perform(
        AddCells(program.house.level, over: span, cells: [DrawnCell(code: "C-O1", points: other, CellFacts(kind: .module))]))
      try await program.post("/api/holds", program.option(["cells": "C-o1"]), status: 422)
      // None is dropped in silence.
      try await program.post("/api/holds", program.option(["cells": ["C-08", "C-99"]]), status: 422)
      try await program.post("/api/holds", program.option(["cell": ["not an id!"], "cells": "C-08"]), status: 422)
      try await program.post("/api/holds", program.option(["cells": [String]()]), status: 422)
      try await program.post("/api/holds", program.option(["cells": (0..<501).map { "C-\($0)" }]), status: 422)
    }
  }

  @Test(arguments: TrialStore.engines) func termsThatAreLeftOutStay(engine: Engine) async throws {
    try await Program.with(engine) { program in
      let made = try await program.post(
        "/api/holds", program.option(["cells": "C-01", "monthly_rent": 180, "reason": "premier essai"]), status: 201)
      let path = "/api/holds/\(try #require(made["id"] as? String))/terms"
      try await program.post(path, [:], status: 422)
      let dearer = try await program.post(path, ["monthly_rent": 200], status: 200)
      #expect(dearer["monthlyRentCents"] as? Int == 20_000 && dearer["reason"] as? String == "premier essai")
      let said = try await program.post(path, ["reason": "second essai"], status: 200)
      #expect(said["monthlyRentCents"] as? Int == 20_000 && said["reason"] as? String == "second essai")
      let emptied = try await program.post(path, ["monthly_rent": ""], status: 200)
      #expect(emptied["monthlyRentCents"] == nil && emptied["reason"] as? String == "second essai")
    }
  }

  @Test(arguments: TrialStore.engines) func milestonesAreNamed(engine: Engine) async throws {
    try await Program.with(engine) { program in
      func milestone(_ name: String) -> [String: Any] {
        ["name": name, "building": program.house.building.text, "kind": "works", "day": "2018-09-01"]
      }
      // Two within the same second.
      let first = try await program.post("/api/milestones", milestone("Toiture"), status: 201)
      try await program.post("/api/milestones", milestone("Façade"), status: 201)
      let known = try await program.get("/api/milestones/\(try #require(first["id"] as? String))")
      #expect(known["name"] as? String == "Toiture" && known["day"] as? String == "2018-09-01")
      let wrong = try await program.post("/api/milestones", ["kind": "party"], status: 422)
      #expect(
        Set((wrong["problems"] as? [[String: Any]] ?? []).compactMap { $0["field"] as? String }) == ["name", "building", "kind", "day"])
    }
  }

  /// By programs and by the page: corrected, refused with what hangs there, taken away.
  @Test(arguments: TrialStore.engines) func milestonesAreCorrectedAndTakenAway(engine: Engine) async throws {
    try await Program.with(engine) { program in
      let made = try await program.post(
        "/api/milestones", ["name": "Toitrue", "building": program.house.building.text, "kind": "works", "day": "2018-09-01"], status: 201)
      let path = "/milestones/\(try #require(made["id"] as? String))"
      let changed = await program.browser.json("PUT", "/api\(path)", #"{"name": "Toiture", "kind": "commissioning"}"#, bearer: "dora")
      #expect(changed.status == 200 && changed.text.contains("Toiture"))
      #expect(await program.browser.json("PUT", "/api\(path)", "{}", bearer: "dora").status == 422)
      let bearer = ["authorization": "Bearer dora"]
      let hold = try await program.post(
        "/api/holds",
        [
          "kind": "option", "organisation": program.alba.text, "milestone": String(path.split(separator: "/")[1]),
          "expires_on": "2018-05-01",
          "cells": ["C-01"],
        ], status: 201)
      #expect(hold["from"] as? String == "2018-09-01")
      let refused = await program.browser.send("DELETE", "/api\(path)", bearer)
      #expect(refused.status == 409 && refused.text.contains("Alba – C-01"))
      program.browser.setCookie("session", "dora")
      let page = await program.browser.get(path)
      #expect(page.text.contains("\(path)/edit") && !page.text.contains("\(path)/remove"))
      let form = await program.browser.get("\(path)/edit")
      #expect(form.status == 200 && form.text.contains("value=\"Toiture\""))
      let bare = try await program.post(
        "/api/milestones", ["name": "Cour", "building": program.house.building.text, "kind": "works", "day": "2018-09-01"], status: 201)
      let other = "/milestones/\(try #require(bare["id"] as? String))"
      #expect(await program.browser.get(other).text.contains("\(other)/remove"))
      #expect(await program.browser.send("DELETE", "/api\(other)", bearer).status == 204)
      #expect(await program.browser.send("GET", "/api\(other)", bearer).status == 404)
    }
  }

  @Test(arguments: TrialStore.engines) func aLevelHasItsOwnOccupancy(engine: Engine) async throws {
    try await Program.with(engine) { program in
      let above = try await program.house.perform(
        AddLevel(
          key: "h2", building: program.house.building,
          LevelFacts(
            name: "Étage", shortName: "E", ordinal: 1, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000), commissioning: nil)))
      let upstairs = DrawnCell(
        id: nil, code: "E-01", points: SpacesHouse.rectangle(0, 3000), CellFacts(kind: .module, workplaces: 2))
      try await program.house.perform(RedrawLevel(above, from: SpacesHouse.day("2017-01-01"), cells: [upstairs]))
      try await program.post(
        "/api/holds", ["kind": "let", "organisation": program.alba.text, "from": "2018-02-01", "cells": ["E-01"]], status: 201)
      func cells(_ plan: [String: Any], _ field: String) -> [Int]? {
        ((plan[field] as? [String: Any])?["cells"] as? [String: Any]).map { [$0["part"] as? Int ?? -1, $0["whole"] as? Int ?? -1] }
      }
      let level = try await program.get("/api/plan?day=2018-03-01&level=h2")
      #expect(cells(level, "levelOccupancy") == [1, 1] && cells(level, "occupancy") == [1, 11])
      let house = try await program.get("/api/plan?day=2018-03-01")
      #expect(house["levelOccupancy"] == nil && cells(house, "occupancy") == [1, 11])
    }
  }
}
