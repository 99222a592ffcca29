import Invoicing
import Kernel
import Ledger
import Paper
import People
import Store
import Testing
import Trials
import Web

@testable import Leasing
@testable import Spaces

@Suite("Papers on the web", .serialized) struct PaperRouteTests {
  struct Door: Doorkeeper {
    let viewers: [String: Viewer]
    func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
      (sessionSecret ?? bearerToken).flatMap { viewers[$0] }.map { Guest(viewer: $0, session: nil) }
    }
  }
  func browser(_ house: LeasingHouse, _ grants: [Grant], on today: Day = LeasingHouse.start) throws -> RouterTrial {
    let viewer = Viewer(person: .fresh(at: LeasingHouse.noon(LeasingHouse.start)), name: "Dora", grants: grants, language: .french)
    let browser = try RouterTrial(
      areas: [People.area(), Spaces.area(shelf: PlanShelf()), Ledger.area(), Invoicing.area(), Leasing.area()], database: house.database,
      doorkeeper: Door(viewers: ["dora": viewer]), now: { LeasingHouse.noon(today) })
    browser.setCookie("session", "dora")
    return browser
  }

  @Test(arguments: TrialStore.engines) func whoReadsWhat(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.perform(PrepareLease(house.draft()))
      let path = "/leases/\(id)/papers/contract.pdf"
      let (tenant, other) = (try browser(house, [Grant(.resident, on: house.ada)]), try browser(house, [Grant(.resident, on: house.bob)]))
      let rental = try browser(house, [Grant(.rental)])
      #expect(await tenant.get(path).status == 404, "a draft is the house's own")
      #expect(await rental.get(path).status == 200)
      try await house.perform(OfferLease(id, expiresOn: day("2025-02-01")))
      let reply = await tenant.get(path)
      #expect(reply.status == 200 && reply.header("content-type") == "application/pdf")
      #expect(reply.header("content-disposition") == "inline; filename=\"BAIL-2025-0001-contract-fr.pdf\"")
      #expect(await other.get(path).status == 404)
      for wrong in ["exit.pdf", "amendment-1.pdf", "index-2025-01-01.pdf", "nothing.pdf"] {
        #expect(await rental.get("/leases/\(id)/papers/\(wrong)").status == 404, "\(wrong)")
      }
      let page = await rental.get("/leases/\(id)/papers")
      #expect(page.status == 200 && page.text.contains("/leases/\(id)/papers/contract.pdf"))
      #expect(await rental.post("/leases/\(id)/papers", ["paper": "x"]).status == 422)
      #expect(await rental.post("/leases/\(id)/papers", ["paper": "contract"]).status == 303)
      let made = await rental.get("/api/leases/\(id)/papers")
      #expect(made.text.contains("\"digest\"") && made.text.contains("\"paper\":\"contract\""))
      let first = await tenant.get(path).body
      #expect(await tenant.get(path).body == first)
    }
  }

  @Test(arguments: TrialStore.engines) func textsAreWrittenAndPreviewed(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let rental = try browser(house, [Grant(.rental)])
      let path = "/lease-texts/contract-commercial/fr"
      #expect(await rental.get("/lease-texts").text.contains("/lease-texts/contract-hotel-12/de"))
      #expect(await rental.get(path).text.contains("{tenant}"))
      let bad = await rental.post(path, ["from": "2025-01-15", "body": "Pour {locataire}"])
      #expect(bad.status == 422 && bad.text.contains("Pour {locataire}") && bad.text.contains("n’a pas de sens"))
      // Nobody has such a lease yet: placeholders say what they stand for.
      let preview = await rental.post(path, ["from": "2025-01-15", "body": "Pour {tenant}.", "preview": "1"])
      #expect(preview.status == 200 && preview.header("content-type") == "application/pdf")
      #expect(try Tool.words(preview.body).contains("Pour [Le preneur]."))
      #expect(try await house.database.read { try $0.leaseTexts() }.isEmpty)
      #expect(await rental.post(path, ["from": "2025-01-15", "body": "Pour {tenant}."]).status == 303)
      #expect(await rental.json("PUT", "/api" + path, "{\"from\":\"2025-01-16\",\"body\":\"Bis, {tenant}.\"}").status == 204)
      #expect(try await house.database.read { try $0.leaseTexts().map(\.body) } == ["Pour {tenant}.", "Bis, {tenant}."])
      #expect(await rental.get("/api" + path).text.contains("\"Bis, {tenant}.\""))
      for wrong in ["/lease-texts/contract-none/fr", "/lease-texts/contract/fr", "/lease-texts/index/it"] {
        #expect(await rental.get(wrong).status == 404, "\(wrong)")
      }
      let tenant = try browser(house, [Grant(.resident, on: house.ada)])
      #expect(await tenant.get(path).status == 403)
    }
  }
}
