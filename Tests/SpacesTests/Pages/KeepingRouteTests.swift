import Foundation
import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// A browser in front of a house, signed in as someone.
private struct Front {
  let house: SpacesHouse
  let browser: RouterTrial

  static func with(
    _ engine: Engine, as role: Role = .director, on organisation: ((SpacesHouse) async throws -> OrganisationID)? = nil,
    _ body: (Front) async throws -> Void
  ) async throws {
    try await SpacesHouse.with(engine) { house in
      let place = try await organisation?(house)
      let viewer = Viewer(person: PersonID("p"), name: "Dora", grants: [Grant(role, on: place)])
      let browser = try RouterTrial(
        areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database,
        doorkeeper: KnownGuests(viewers: ["dora": viewer]),
        now: { SpacesHouse.noon(SpacesHouse.start) })
      browser.setCookie("session", "dora")
      try await body(Front(house: house, browser: browser))
    }
  }

  /// Where a form that succeeded leads.
  func sent(_ path: String, _ fields: [String: String]) async throws -> String {
    let reply = await browser.post(path, fields)
    #expect(reply.status == 303, "\(path): \(reply.status) \(Self.problems(reply))")
    return try #require(reply.header("location"))
  }
  static func problems(_ reply: Reply) -> [String] {
    reply.text.matches(of: /<p class="problem" id="problem-([a-z_]+)">/).map { String($0.1) }
  }
  func json(_ method: String, _ path: String, _ text: String = "{}", status: Int) async throws -> [String: Any] {
    let reply = method == "GET" ? await browser.get(path) : await browser.json(method, path, text)
    #expect(reply.status == status, "\(method) \(path): \(reply.text)")
    return (try? JSONSerialization.jsonObject(with: Data(reply.body))) as? [String: Any] ?? [:]
  }
}

@Suite struct KeepingRouteTests {
  static let d = SpacesHouse.day

  @Test(arguments: TrialStore.engines) func emptyGroundIsTakenAwayByPageAndProgram(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let browser = front.browser
      _ = await browser.get("/sites/new")
      let made = try await front.sent("/sites", ["name": "DMC", "country": "FR"])
      let site = String(made.dropFirst("/buildings/new?site=".count))
      #expect(await browser.get("/buildings").text.contains("action=\"/sites/\(site)/remove\""))
      #expect(await browser.get("/buildings").text.matches(of: /sites\/[0-9a-f-]+\/remove/).count == 1, "not of the site with buildings")
      let level = try await front.sent("/buildings", ["site": site, "name": "Halle", "shared_wall": "1", "wall_gap": "0"])
      let building = String(level.dropLast("/levels/new".count))
      let refused = await browser.post("/sites/\(site)/remove")
      #expect(refused.status == 409 && refused.text.contains("s’y trouvent Halle"))
      #expect(await browser.get(building).text.contains("action=\"\(building)/remove\""))
      let drawn = try await front.sent(
        "\(building)/levels", ["name": "Rez", "short_name": "R", "ordinal": "0", "width": "12,5", "depth": "8"])
      let floor = String(drawn.dropLast("/edit".count))
      #expect(!(await browser.get(building).text.contains("/remove")))
      #expect(await browser.get(floor).text.contains("action=\"\(floor)/remove\""))
      #expect(try await front.sent("\(floor)/remove", [:]) == building)
      // Programs: the same acts.
      _ = try await front.json("DELETE", "/api/sites/\(site)", status: 409)
      _ = try await front.json("DELETE", "/api\(building)", status: 204)
      _ = try await front.json("DELETE", "/api/sites/\(site)", status: 204)
      _ = try await front.json("DELETE", "/api/levels/\(front.house.level)", status: 409)
    }
  }

  @Test(arguments: TrialStore.engines) func fromNothingToAFirstLevel(engine: Engine) async throws {
    try await Front.with(engine) { front in
      #expect(await front.browser.get("/buildings").text.contains("Fonderie"))
      _ = await front.browser.get("/sites/new")
      let building = try await front.sent("/sites", ["name": "DMC", "city": "Mulhouse", "country": "fr"])
      #expect(building.hasPrefix("/buildings/new?site="))
      let site = String(building.dropFirst("/buildings/new?site=".count))
      #expect(await front.browser.get(building).text.contains("<option value=\"\(site)\" selected>"))
      // Everything that is wrong at once, and what was typed stays.
      let wrong = await front.browser.post(
        "/buildings", ["site": site, "name": "", "shared_wall": "0", "wall_gap": "dix", "latitude": "47,7415", "longitude": "181"])
      #expect(wrong.status == 422 && Set(Front.problems(wrong)) == ["name", "shared_wall", "wall_gap", "longitude"])
      #expect(wrong.text.contains("value=\"dix\"") && wrong.text.contains("value=\"47,7415\""))
      let level = try await front.sent("/buildings", ["site": site, "name": "Halle", "shared_wall": "1,25", "wall_gap": "0.12"])
      let bare = await front.browser.post(
        level.replacing("/new", with: ""), ["name": "Rez", "short_name": "R", "ordinal": "0", "width": "12,5"])
      #expect(bare.status == 422 && Front.problems(bare) == ["depth"])
      let draw = try await front.sent(
        level.replacing("/new", with: ""), ["name": "Rez", "short_name": "R", "ordinal": "0", "width": "12,5", "depth": "8"])
      #expect(draw.hasPrefix("/levels/") && draw.hasSuffix("/edit"))
      let page = await front.browser.get(draw.replacing("/edit", with: ""))
      #expect(page.text.contains("Ce niveau n’a aucune cellule ce jour-là."))
      let made = try await front.house.database.read { transaction in
        (try transaction.buildings().first { $0.name == "Halle" }, try transaction.levels().first { $0.name == "Rez" })
      }
      #expect(made.0?.sharedWall == 1250 && made.0?.wallGap == 120 && made.0?.key == "halle")
      #expect(made.1?.outline == .rectangle(x: 0, y: 0, width: 12_500, depth: 8000))
      let crossed = await front.browser.post(
        draw.replacing("/edit", with: ""),
        ["name": "Rez", "short_name": "R", "ordinal": "0", "outline": "0,0 9000,9000 9000,0 0,9000"])
      #expect(crossed.status == 422 && Front.problems(crossed) == ["outline"])
      #expect(crossed.text.contains("0,0 9000,9000 9000,0 0,9000"))
    }
  }

  @Test(arguments: TrialStore.engines) func leaseAndRents(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let path = "/buildings/\(front.house.building)"
      _ = await front.browser.get("\(path)/head-leases/new")
      let wrong = await front.browser.post("\(path)/head-leases", ["landlord": "Ville", "from": "2017-03-01", "last": "2017-02-01"])
      #expect(wrong.status == 422 && Set(Front.problems(wrong)) == ["tenant", "last"])
      _ = try await front.sent(
        "\(path)/head-leases", ["landlord": "Ville", "tenant": "SCI", "reference": "BE", "from": "2017-03-01", "last": "2077-02-28"])
      let page = await front.browser.get(path)
      #expect(page.text.contains("28/02/2077") && page.text.contains("Ville"))
      let ada = try await front.house.addOrganisation("Ada")
      try await front.house.perform(
        LetSpace(organisation: ada, cells: [front.house.cells[0]], start: .day(Self.d("2020-01-01")), until: Self.d("2076-12-01")))
      let lease = try #require(try await front.house.database.read { try $0.headLeases(of: front.house.building) }.first)
      _ = await front.browser.get("\(path)/head-leases/\(lease.id)/edit")
      let shorter = await front.browser.post(
        "\(path)/head-leases/\(lease.id)", ["landlord": "Ville", "tenant": "SCI", "from": "2017-03-01", "last": "2060-01-01"])
      #expect(shorter.status == 409 && shorter.text.contains("Ada"))
      #expect(await front.browser.get(path).text.contains("dernière année\u{202F}: 1"))

      _ = await front.browser.get("\(path)/rents/new")
      _ = try await front.sent("\(path)/rents", ["kind": "module", "yearly": "120", "from": "2018-01-01"])
      let again = await front.browser.post("\(path)/rents", ["kind": "module", "yearly": "130", "from": "2018-01-01"])
      #expect(again.status == 409 && Front.problems(again) == ["replace"] && again.text.contains("120,00"))
      _ = try await front.sent("\(path)/rents", ["kind": "module", "yearly": "130", "from": "2018-01-01", "replace": "1"])
      let known = try await front.json("GET", "/api\(path)", status: 200)
      #expect((known["listRents"] as? [[String: Any]])?.first?["yearly"] as? Int == 13_000)
      #expect((known["headLeases"] as? [[String: Any]])?.first?["until"] as? String == "2077-03-01")
      let refused = try await front.json("POST", "/api\(path)/rents", #"{"kind":"common"}"#, status: 422)
      #expect((refused["problems"] as? [[String: Any]])?.compactMap { $0["field"] as? String } == ["yearly", "from"])
    }
  }

  @Test(arguments: TrialStore.engines) func factsOfACell(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let cell = front.house.cells[0]
      #expect(await front.browser.get("/levels/\(front.house.level)?q=c-01").text.contains("/cells/\(cell)/split"))
      _ = await front.browser.get("/cells/\(cell)/edit")
      let wrong = await front.browser.post(
        "/cells/\(cell)/edit",
        ["kind": "sauna", "area": "beaucoup", "noise": "7", "capacity": "-1", "workplaces": "x", "attributes": "étage=1\nfluides"])
      #expect(
        wrong.status == 422 && Set(Front.problems(wrong)) == ["kind", "area", "noise", "capacity", "workplaces", "attributes"])
      #expect(wrong.text.contains("value=\"beaucoup\"") && wrong.text.contains("étage=1\nfluides"))
      _ = try await front.sent(
        "/cells/\(cell)/edit",
        [
          "name": "<b>Atelier</b>", "kind": "workshop", "area": "14,80", "noise": "3", "capacity": "19", "workplaces": "4", "window": "1",
          "attributes": "pont = 2 t\r\nair=oui",
        ])
      let page = await front.browser.get("/levels/\(front.house.level)")
      #expect(page.text.contains("&lt;b&gt;Atelier&lt;/b&gt;") && page.text.contains("au dessin\u{202F}: 15,00"))
      let level = try await front.json("GET", "/api/levels/\(front.house.level)", status: 200)
      let first = (level["cells"] as? [[String: Any]])?.first
      #expect(first?["attributes"] as? [String: String] == ["pont": "2 t", "air": "oui"] && first?["area"] as? Int == 1480)
      let put = try await front.json(
        "PUT", "/api/cells/\(cell)", #"{"kind":"office","workplaces":3,"attributes":["a=1","b=2"]}"#, status: 200)
      #expect(put["area"] as? Int == 1500 && put["attributes"] as? [String: String] == ["a": "1", "b": "2"])
      let csv = await front.browser.get("/levels/\(front.house.level)/cells.csv?q=c-01")
      #expect(csv.text.contains("C-01;;Bureau;\"15,00\""))
    }
  }

  @Test(arguments: TrialStore.engines) func mergingIsSeenBeforeItIsDone(engine: Engine) async throws {
    try await Front.with(engine) { front in
      let (first, second) = (front.house.cells[0], front.house.cells[1])
      let form = await front.browser.get("/cells/merge?cell=\(first)&cell=\(second)")
      #expect(form.text.contains("value=\"C-01 C-02\"") && form.text.contains("value=\"C-01-02\""))
      var fields = [
        "cells": "C-01, C-02", "code": "C-01-02", "day": "2018-06-01", "works_from": "2018-05-01", "works_last": "2018-06-30",
        "cost": "6 800", "note": "cloison", "step": "preview",
      ]
      let before = try await front.house.picture()
      let seen = await front.browser.post("/cells/merge", fields)
      #expect(seen.status == 200 && seen.text.contains("<svg") && seen.text.contains("name=\"step\" value=\"act\""))
      #expect(seen.text.contains("value=\"6 800\"") && seen.text.contains("Hors service"))
      #expect(try await front.house.picture() == before)
      // Who holds a cell meanwhile is named, whichever button was pressed.
      let ada = try await front.house.addOrganisation("Ada & <fils>")
      let hold = try await front.house.perform(
        LetSpace(organisation: ada, cells: [second], start: .day(Self.d("2018-02-01")), until: Self.d("2018-05-15")))
      for step in ["preview", "act"] {
        fields["step"] = step
        let refused = await front.browser.post("/cells/merge", fields)
        #expect(refused.status == 409 && refused.text.contains("Ada &amp; &lt;fils&gt;") && Front.problems(refused) == ["works_from"])
      }
      try await front.house.perform(EndLet(hold, on: Self.d("2018-04-30"), reason: "part plus tôt"))
      let done = try await front.sent("/cells/merge", fields)
      #expect(done == "/levels/\(front.house.level)?day=2018-06-01")
      let page = await front.browser.get(done)
      #expect(page.text.contains("C-01-02") && page.text.contains("6\u{202F}800,00"))
      #expect(await front.browser.get("/works").text.contains("01/05/2018 – 31/05/2018"))
      try await front.house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func programsMergeAndSplitToo(engine: Engine) async throws {
    try await Front.with(engine, as: .rental) { front in
      _ = await front.browser.get("/buildings")
      let ask = #"{"cells":["C-01","C-02"],"code":"M","day":"2018-06-01","preview":true}"#
      let seen = try await front.json("POST", "/api/cells/merge", ask, status: 200)
      #expect(seen["preview"] as? Bool == true && (seen["begun"] as? [[String: Any]])?.first?["area"] as? Int == 3000)
      #expect((seen["begun"] as? [[String: Any]])?.first?["id"] == nil)
      let made = try await front.json("POST", "/api/cells/merge", ask.replacing("true", with: "false"), status: 201)
      let id = try #require((made["begun"] as? [[String: Any]])?.first?["id"] as? String)
      let wrong = try await front.json("POST", "/api/cells/\(id)/split", #"{"parts":99,"day":"2018-07-32"}"#, status: 422)
      #expect((wrong["problems"] as? [[String: Any]])?.compactMap { $0["field"] as? String } == ["parts", "day"])
      let split = try await front.json(
        "POST", "/api/cells/\(id)/split", #"{"distance":"2.4","day":"2018-07-01","codes":["L","R"]}"#, status: 201)
      #expect((split["begun"] as? [[String: Any]])?.compactMap { $0["area"] as? Int }.sorted() == [1200, 1800])
      _ = try await front.json("POST", "/api/cells/\(id)/split", #"{"distance":"99","day":"2018-07-01"}"#, status: 422)
      // What an act says of a code or a cell stands beside the field where it was typed.
      let taken = try await front.json(
        "POST", "/api/cells/merge", #"{"cells":["C-03","C-04"],"code":"C-05","day":"2018-06-01"}"#, status: 422)
      #expect((taken["problems"] as? [[String: Any]])?.compactMap { $0["field"] as? String } == ["code"])
      let bob = try await front.house.addOrganisation("Bob")
      try await front.house.perform(LetSpace(organisation: bob, cells: [front.house.cells[8]], start: .day(Self.d("2018-02-10"))))
      let held = try await front.json("POST", "/api/cells/\(front.house.cells[8])/split", #"{"day":"2018-06-01"}"#, status: 409)
      #expect((held["problems"] as? [[String: Any]])?.compactMap { $0["field"] as? String } == ["day"])
      try await front.house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func linksAndWorks(engine: Engine) async throws {
    try await Front.with(engine) { front in
      _ = await front.browser.get("/links")
      let wrong = await front.browser.post("/links", ["first": "C-01", "second": "C-99", "joined": "joined"])
      #expect(wrong.status == 422 && Set(Front.problems(wrong)) == ["second", "reason"] && wrong.text.contains("value=\"C-99\""))
      _ = try await front.sent("/links", ["first": "C-01", "second": "C-04", "joined": "joined", "reason": "Passage <x>"])
      let page = await front.browser.get("/links?q=c-01")
      #expect(page.text.contains("Passage &lt;x&gt;") && page.text.contains("Deviennent voisines"))
      let link = try #require(try await front.house.database.read { try $0.links() }.first)
      #expect(await front.browser.get("/api/links").text.contains("\"changes\":true"))
      #expect(await front.browser.get("/links.csv").text.contains("C-01;C-02;5;"))
      _ = try await front.sent("/links/\(link.id)/withdraw", [:])
      #expect(try await front.house.database.read { try $0.links() }.isEmpty)

      _ = await front.browser.get("/works/new?cell=\(front.house.cells[2])")
      let endless = await front.browser.post("/works", ["cells": "C-03", "from": "2018-02-01", "reason": "sol"])
      #expect(endless.status == 422 && Front.problems(endless) == ["last"])
      let bob = try await front.house.addOrganisation("Bob")
      try await front.house.perform(LetSpace(organisation: bob, cells: [front.house.cells[3]], start: .day(Self.d("2018-02-10"))))
      let clash = await front.browser.post("/works", ["cells": "C-03 C-04", "from": "2018-02-01", "last": "2018-02-28", "reason": "sol"])
      #expect(clash.status == 409 && clash.text.contains("Bob") && clash.text.contains("C-03 C-04"))
      _ = try await front.sent("/works", ["cells": "C-03 C-04", "from": "2018-01-10", "last": "2018-02-09", "reason": "sol"])
      let works = await front.browser.get("/works?state=now")
      let end = try #require(works.text.firstMatch(of: /action="(\/works\/[^"]+\/end)"/)).1
      _ = try await front.sent(String(end), [:])
      #expect(await front.browser.get("/api/works?state=past").text.contains("C-03"))
      // What is no works cannot be ended as such.
      let hold = try #require(try await front.house.database.read { try $0.openHolds() }.first)
      #expect(await front.browser.post("/works/\(hold.id)/end").status == 404)
      try await front.house.expectSound()
    }
  }

  @Test(arguments: TrialStore.engines) func aResidentSaysHowManyTheyAre(engine: Engine) async throws {
    try await Front.with(engine, as: .resident, on: { try await $0.addOrganisation("Ada") }) { front in
      let names = try await front.house.database.read { try $0.organisationNames() }
      let ada = try #require(names.first).id
      let bob = try await front.house.addOrganisation("Bob")
      let list = await front.browser.get("/headcounts")
      #expect(list.text.contains("Ada") && !list.text.contains("Bob") && !list.text.contains("/buildings"))
      _ = await front.browser.get("/organisations/\(ada)/headcount")
      let wrong = await front.browser.post("/organisations/\(ada)/headcount", ["people": "beaucoup", "from": ""])
      #expect(wrong.status == 422 && Set(Front.problems(wrong)) == ["people", "from"] && wrong.text.contains("value=\"beaucoup\""))
      _ = try await front.sent("/organisations/\(ada)/headcount", ["people": "1", "from": "2018-01-01"])
      let page = await front.browser.get("/organisations/\(ada)/headcount")
      #expect(page.text.contains("1 personne depuis le 1er janvier 2018"))
      let again = await front.browser.post("/organisations/\(ada)/headcount", ["people": "2", "from": "2018-01-01"])
      #expect(again.status == 409 && Front.problems(again) == ["replace"])
      #expect(await front.browser.get("/organisations/\(bob)/headcount").status == 404)
      #expect(await front.browser.json("POST", "/api/organisations/\(bob)/headcounts", #"{"people":1,"from":"2018-01-01"}"#).status == 404)
      _ = try await front.json("POST", "/api/organisations/\(ada)/headcounts", #"{"people":3,"from":"2018-01-02"}"#, status: 200)
      #expect(await front.browser.get("/buildings").status == 403)
    }
  }
}
