import Foundation
import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// A planned merge as pages and programs move and withdraw it.
@Suite struct PlannedReshapingPageTests {
  private static func with(_ engine: Engine, _ body: (SpacesHouse, RouterTrial) async throws -> Void) async throws {
    try await SpacesHouse.with(engine) { house in
      let viewer = Viewer(person: PersonID("p"), name: "Dora", grants: [Grant(.director)])
      let browser = try RouterTrial(
        areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database,
        doorkeeper: KnownGuests(viewers: ["dora": viewer]), now: { SpacesHouse.noon(SpacesHouse.start) })
      browser.setCookie("session", "dora")
      _ = await browser.get("/works")
      let works = ReshapingTests.works("2018-05-01", "2018-06-01")
      try await house.perform(MergeCells([house.cells[0], house.cells[1]], into: "C-01-02", on: ReshapingTests.day, works: works))
      try await body(house, browser)
    }
  }
  private static func known(_ browser: RouterTrial) async throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(await browser.get("/api/reshapings").body)) as? [[String: Any]])
  }

  @Test(arguments: TrialStore.engines) func aProgramMovesItAndWithdrawsIt(engine: Engine) async throws {
    try await Self.with(engine) { house, browser in
      let listed = try await Self.known(browser)
      #expect(listed.count == 1 && listed[0]["planned"] as? Bool == true && listed[0]["after"] as? [String] == ["C-01-02"])
      var path = "/api/reshapings/\(try #require(listed[0]["id"] as? String))"
      let seen = await browser.json("POST", "\(path)/move", #"{"day":"2018-06-15","preview":true}"#)
      #expect(seen.status == 200 && seen.text.contains(#""preview":true"#))
      #expect(try await Self.known(browser).first?["day"] as? String == "2018-06-01", "looking changes nothing")
      // The day alone: works, cost and note go with it.
      #expect(await browser.json("POST", "\(path)/move", #"{"day":"2018-06-15"}"#).status == 200)
      let moved = try await Self.known(browser)
      #expect(moved.map { $0["day"] as? String } == ["2018-06-15"])
      #expect(moved[0]["worksFrom"] as? String == "2018-05-15" && moved[0]["worksUntil"] as? String == "2018-06-15")
      #expect(moved[0]["cost"] as? Int == 680_000 && moved[0]["note"] as? String == "cloison déposée")
      path = "/api/reshapings/\(try #require(moved[0]["id"] as? String))"
      #expect(await browser.json("POST", "\(path)/move", #"{"day":"2018-06-15"}"#).status == 422, "it is that day already")
      #expect(await browser.json("POST", "\(path)/move", "{}").status == 422)
      #expect(await browser.json("DELETE", path, "{}").status == 204)
      #expect(try await Self.known(browser).isEmpty)
      #expect(await browser.json("DELETE", path, "{}").status == 404)
      #expect(try await ReshapingTests.closed(house) == [])
      try await house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func aPageMovesItAndWithdrawsIt(engine: Engine) async throws {
    try await Self.with(engine) { house, browser in
      let page = await browser.get("/works").text
      let path = try #require(page.firstMatch(of: /\/reshapings\/[0-9a-f-]{36}/)).0
      #expect(page.contains("\(path)/move") && page.contains("action=\"\(path)/withdraw\""))
      let form = await browser.get("\(path)/move")
      #expect(form.status == 200 && form.text.contains("value=\"2018-06-01\"") && form.text.contains("value=\"2018-05-31\""))
      // Works that are emptied are none; the cost stays as typed.
      let fields = ["day": "2018-07-01", "works_from": "", "works_last": "", "cost": "6 900", "note": "seule la porte", "step": "preview"]
      #expect(await browser.post("\(path)/move", fields).text.contains("id=\"preview\""))
      let done = await browser.post("\(path)/move", fields.merging(["step": "act"]) { $1 })
      #expect(done.status == 303 && done.header("location")?.hasSuffix("?day=2018-07-01") == true)
      let moved = try await house.database.read { try $0.reshapings().map(\.reshaping) }
      #expect(moved.map(\.day) == [SpacesHouse.day("2018-07-01")] && moved[0].works == nil && moved[0].cost == Money(cents: 690_000))
      #expect(await browser.get("\(path)/move").status == 404, "it has another address now")

      // Bob's option stands in the way, by name.
      let cell = try await house.database.read { try #require($0.cells(code: "C-01-02").first).id }
      let bob = try await house.addOrganisation("Bob")
      try await house.perform(house.option(bob, .exactly([cell]), .day(SpacesHouse.day("2018-07-01"))))
      let next = "/reshapings/\(moved[0].id)"
      let refused = await browser.post("\(next)/withdraw")
      #expect(refused.status == 409 && refused.text.contains("Bob y est engagé"))
    }
  }
}
