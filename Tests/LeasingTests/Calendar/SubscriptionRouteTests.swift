import Foundation
import Invoicing
import Kernel
import Ledger
import Store
import Testing
import Trials
import Web

@testable import Leasing
@testable import People
@testable import Spaces

/// A calendar program reads what its owner may see, signs in nowhere, and reads nothing once the address is revoked or the role is over.
@Suite struct SubscriptionRouteTests {
  private struct Door: Doorkeeper {
    let viewer: Viewer
    func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
      if bearerToken != nil { return Guest(viewer: viewer, session: nil) }
      return sessionSecret.map { Guest(viewer: viewer, session: SessionKey(digest: $0)) }
    }
  }
  private func browser(_ house: LeasingHouse, _ viewer: Viewer, on today: Day) throws -> RouterTrial {
    try RouterTrial(
      areas: [People.area(), Spaces.area(shelf: PlanShelf()), Ledger.area(), Invoicing.area(), Leasing.area(base: "https://km0.example")],
      database: house.database, doorkeeper: Door(viewer: viewer), now: { LeasingHouse.noon(today) })
  }

  @Test(arguments: TrialStore.engines) func madeReadRevoked(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      try await house.sign(house.draft("derogatory", until: day("2026-02-01")))
      try await house.sign(house.draft("commercial", house.bob, house.at(3)))
      let today = day("2025-12-01")
      let person = try await house.perform(AddPerson(PersonFacts(name: "Ada L.", email: "ada@example.org", language: .german)))
      try await house.perform(
        GrantRole(.resident, to: person, on: house.ada, HeldSpan(from: day("2025-01-01"), until: day("2026-01-01"))))
      let ada = try browser(house, Viewer(person: person, name: "Ada L.", grants: [Grant(.resident, on: house.ada)]), on: today)
      ada.setCookie("session", "ada")
      _ = await ada.get("/obligations")
      let bad = await ada.post("/obligations/subscriptions", ["name": " "])
      #expect(bad.status == 422 && bad.text.contains("id=\"problem-name\""))
      let made = await ada.post("/obligations/subscriptions", ["name": "Agenda <b>"])
      #expect(made.status == 200 && made.text.contains("Agenda &lt;b&gt;"))
      let address = try #require(made.text.range(of: "https://km0.example/calendar/"))
      let secret = "/calendar/" + String(made.text[address.upperBound...].prefix(43))
      #expect(!(await ada.get("/obligations").text.contains(secret)), "shown once")

      // Nobody signs in: no cookie, no token.
      let program = try browser(house, Viewer(person: person, name: "", grants: []), on: today)
      for path in [secret, secret + ".ics"] {
        let feed = await program.get(path)
        #expect(feed.status == 200 && feed.header("content-type") == "text/calendar; charset=utf-8")
        #expect(feed.text.contains("BAIL-2025-0001") && !feed.text.contains("BAIL-2025-0002"), "one's own leases")
        #expect(feed.text.contains("X-WR-CALNAME:Termine"), "in the language of its owner")
      }
      #expect(await program.get("/calendar/" + String(repeating: "x", count: 43)).status == 404)
      #expect(await ada.get("/api/obligations/subscriptions").text.contains("\"readAt\""))
      // Without a role there is nothing left to see, on the very day it ends.
      let later = try browser(house, Viewer(person: person, name: "", grants: []), on: day("2026-01-01"))
      #expect(await later.get(secret).status == 404)
      let id = try await house.database.read { try $0.calendarSubscriptions(of: person)[0].id }
      #expect(await ada.post("/obligations/subscriptions/\(id)/end", [:]).status == 303)
      #expect(await program.get(secret).status == 404)
      #expect(await ada.post("/obligations/subscriptions/\(id)/end", [:]).status == 404)
    }
  }
}
