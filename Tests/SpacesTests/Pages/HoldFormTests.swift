import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// The forms of a hold as people fill them in, and what its page tells of what was done.
@Suite struct HoldFormTests {
  private struct Desk {
    let house: SpacesHouse
    let browser: RouterTrial
    let alba: OrganisationID

    static func with(_ engine: Engine, _ body: (Desk) async throws -> Void) async throws {
      try await SpacesHouse.with(engine) { house in
        let viewer = Viewer(person: .fresh(at: SpacesHouse.noon(SpacesHouse.start)), name: "Dora", grants: [Grant(.director)])
        let browser = try RouterTrial(
          areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database,
          doorkeeper: KnownGuests(viewers: ["dora": viewer]), now: { SpacesHouse.noon(SpacesHouse.start) })
        browser.setCookie("session", "dora")
        _ = await browser.get("/holds/new")
        try await body(Desk(house: house, browser: browser, alba: try await house.addOrganisation("Alba")))
      }
    }
    /// The page with every blank of whatever width as one of the usual.
    func page(_ path: String) async -> String { Desk.plain(await browser.get(path).text) }
    static func plain(_ text: String) -> String { String(text.map { $0.isWhitespace ? " " : $0 }) }
    func expiry(_ hold: ID<Hold>) async throws -> Day? { try await house.line(hold).hold.expiresOn }
  }
  private static func day(_ text: String) -> Day { SpacesHouse.day(text) }

  @Test(arguments: TrialStore.engines) func confirmingTellsEverythingAtOnce(engine: Engine) async throws {
    try await Desk.with(engine) { desk in
      let pool = WantedCells.among(count: 2, Array(desk.house.cells[0..<4]))
      let hold = try await desk.house.perform(desk.house.option(desk.alba, pool, .day(Self.day("2018-06-01"))))
      let path = "/holds/\(hold)/firm"
      func firm(_ fields: [String: String]) async -> (status: Int, text: String) {
        let reply = await desk.browser.post(path, fields)
        return (reply.status, Desk.plain(reply.text))
      }
      let offer = await firm(["kind": "offer", "monthly_rent": "x", "expires_on": "2018-01-14", "cell": desk.house.cells[0].text])
      #expect(offer.status == 422)
      for problem in ["monthly_rent", "expires_on", "cells"] { #expect(offer.text.contains("id=\"problem-\(problem)\""), "\(problem)") }
      #expect(offer.text.contains("Choisissez 2 cellule") && offer.text.contains("doit valoir au moins aujourd’hui"))
      // A let has no end of its validity: what is typed for it is not dropped.
      let lease = await firm(["kind": "let", "monthly_rent": "x", "expires_on": "2018-05-01"])
      #expect(lease.status == 422 && lease.text.contains("n’expirent pas") && lease.text.contains("id=\"problem-cells\""))
      #expect(lease.text.contains("id=\"problem-monthly_rent\"") && lease.text.contains("value=\"2018-05-01\""))
      let outside = await firm(["kind": "let", "cell": "\(desk.house.cells[8])"])
      #expect(outside.status == 422)
      let firmed = await desk.browser.post(path, all: ["cell": desk.house.cells[1...2].map(\.text)])
      #expect(firmed.status == 303)
    }
  }

  @Test(arguments: TrialStore.engines) func theLastValidDayIsTyped(engine: Engine) async throws {
    try await Desk.with(engine) { desk in
      func made(_ last: String) async throws -> Reply {
        await desk.browser.post(
          "/holds",
          ["kind": "option", "organisation": desk.alba.text, "from": "2018-06-01", "cells": "C-01", "expires_on": last])
      }
      // The house is at 15 January: yesterday is over, today is the least.
      #expect(try await made("2018-01-14").status == 422)
      let reply = try await made("2018-01-15")
      let path = try #require(reply.header("location"))
      let hold = try #require(ID<Hold>(checking: String(path.split(separator: "/").last ?? "")))
      #expect(try await desk.expiry(hold) == Self.day("2018-01-16"))
      #expect(await desk.page(path).contains("value=\"2018-01-15\""), "as it was typed")
      #expect(await desk.browser.post("\(path)/extend", ["expires_on": "2018-05-31", "reason": "banque"]).status == 303)
      #expect(try await desk.expiry(hold) == Self.day("2018-06-01"))
      let page = await desk.page(path)
      #expect(page.contains("Valable jusqu’au : 31 mai 2018 (avant : 15 janvier 2018)") && page.contains("Motif : banque"))
      #expect(await desk.browser.get("/holds.csv").text.contains("2018-05-31"))
      // A program gives the first day it holds no longer.
      let program = await desk.browser.json("POST", "/api\(path)/extend", #"{"expires_on": "2018-05-31"}"#, bearer: "dora")
      #expect(program.status == 200 && program.text.contains("\"expiresOn\":\"2018-05-31\""))
    }
  }

  @Test(arguments: TrialStore.engines) func aHistorySaysWhatChanged(engine: Engine) async throws {
    try await Desk.with(engine) { desk in
      let (house, start) = (desk.house, HoldStart.milestone(desk.house.milestone, offset: 0))
      let hold = try await house.perform(house.option(desk.alba, house.exactly(1, 2), start, rent: Money(cents: 18_000)))
      let path = "/holds/\(hold)"
      let terms = await desk.browser.post("\(path)/terms", ["monthly_rent": "190", "reason": "essai"])
      #expect(terms.status == 303)
      try await house.perform(SlipMilestone(house.milestone, to: Self.day("2018-06-01"), reason: "toiture"))
      let page = await desk.page(path)
      #expect(page.contains("Loyer mensuel : 190,00 € (avant : 180,00 €)") && !page.contains("Motif : essai (avant"))
      #expect(page.contains("(avant : à partir du 1er avril 2018)") && page.contains("Motif : toiture"))
      for cell in house.cells.prefix(2) { #expect(page.contains("href=\"/cells/\(cell)\"")) }
    }
  }

  /// Who waits in the queue for all of some cells has none to choose.
  @Test(arguments: TrialStore.engines) func whoWaitsForOneCellChoosesNothing(engine: Engine) async throws {
    try await Desk.with(engine) { desk in
      let house = desk.house
      let bora = try await house.addOrganisation("Bora")
      try await house.perform(house.option(bora, house.exactly(1), .day(Self.day("2018-06-01"))))
      let waiting = try await house.perform(house.option(desk.alba, house.exactly(1), .day(Self.day("2018-06-01")), queue: 2))
      let page = await desk.page("/holds/\(waiting)")
      #expect(!page.contains("1 parmi") && !page.contains("Cochez") && page.contains("href=\"/cells/\(house.cells[0])\""))
    }
  }
}
