import Foundation
import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces
@testable import Tenant

/// Two residents of one house: each sees their own things, and nothing of the other's.
@Suite struct MineTests {
  @Test(arguments: TrialStore.engines) func eachSeesTheirOwn(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let (ada, bob) = (try await house.browser(of: house.ada), try await house.browser(of: house.bob))
      let mine = await ada.get("/my")
      #expect(mine.status == 200)
      for part in ["Ondes", "2 cellules, 30,00", "C-01, C-02", "111,11", "<svg"] { #expect(mine.text.contains(part), "\(part)") }
      for part in ["Braises", "222,22", "C-05"] { #expect(!mine.text.contains(part), "\(part)") }
      let theirs = await bob.get("/my")
      for part in ["Braises", "1 cellule, 15,00", "C-04", "222,22", "C-05", "à confirmer"] {
        #expect(theirs.text.contains(part), "\(part)")
      }
      for part in ["Ondes", "111,11"] { #expect(!theirs.text.contains(part), "\(part)") }
      let told = await ada.get("/api/my").text
      #expect(told.contains("\"C-01\"") && told.contains("11111") && !told.contains("22222") && !told.contains("C-05"))
      // Asked for by its id, the other's is not found.
      for path in ["/my", "/my/requests", "/my/declarations", "/api/my", "/my/requests.csv", "/my/declarations.csv"] {
        #expect(await ada.get("\(path)?organisation=\(house.others)").status == 404, "\(path)")
      }
      for path in ["/requests", "/declarations", "/api/requests", "/api/declarations"] {
        #expect(await ada.get(path).status == 403, "\(path)")
      }
      // Those of the house have no side of a resident.
      #expect(try await house.browser(of: house.rental).get("/my").status == 403)
    }
  }

  @Test(arguments: TrialStore.engines) func askingAndAnswering(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let (ada, bob) = (try await house.browser(of: house.ada), try await house.browser(of: house.bob))
      let rosa = try await house.browser(of: house.rental)
      // Everything that is wrong at once, and what was typed stays.
      let wrong = await ada.post("/my/requests", ["kind": "fewer", "cells": "3", "from": "2026-11-01", "message": "Moins."])
      #expect(wrong.status == 422 && wrong.text.contains("Vous louez 2 cellules") && wrong.text.contains("Ce jour est passé"))
      #expect(wrong.text.contains("Moins.</textarea>"))
      let fields = ["kind": "more", "cells": "2", "from": "2027-03-01", "message": "Nous grandissons : près du hall."]
      #expect(await ada.post("/my/requests", fields).header("location") == "/my/requests")
      #expect(try await house.letters().map(\.to) == ["rosa@km0.example"])
      #expect(await ada.get("/my").text.contains("2 cellules de plus"))
      #expect(!(await bob.get("/my/requests").text.contains("grandissons")))
      let id = try #require(try await house.database.read { try $0.tenantRequests(of: house.ones) }.first).id
      for path in ["/my/requests/\(id)/withdraw", "/api/my/requests/\(id)/withdraw"] {
        let taken = path.hasPrefix("/api") ? await bob.json("POST", path, "{}") : await bob.post(path)
        #expect(taken.status == 404, "\(path)")
      }
      #expect(await rosa.get("/requests").text.contains("Ondes"))
      #expect(await rosa.get("/requests/\(id)").text.contains("près du hall"))
      #expect(await rosa.post("/requests/\(id)", ["outcome": "perhaps", "answer": ""]).status == 422)
      #expect(await rosa.post("/requests/\(id)", ["outcome": "accepted", "answer": "C-03 vous attend."]).header("location") == "/requests")
      let letters = try await house.letters()
      #expect(letters.count == 2)
      #expect(letters.contains { $0.to == "ada@km0.example" && $0.body.contains("C-03 vous attend.") })
      #expect(await ada.get("/my/requests").text.contains("C-03 vous attend."))
      // Answered once; what is answered is not taken back.
      #expect(await rosa.json("POST", "/api/requests/\(id)/answer", #"{"outcome": "declined", "answer": "Non."}"#).status == 409)
      #expect(await ada.post("/my/requests/\(id)/withdraw").status == 409)
      let second = await bob.json("POST", "/api/my/requests", #"{"kind": "other", "message": "Une prise ?"}"#)
      #expect(second.status == 201)
      #expect(await bob.json("POST", "/api/my/requests", #"{"kind": "more", "message": "?"}"#).status == 422)
      let waiting = await rosa.get("/api/requests?state=open")
      #expect(waiting.header("x-total-count") == "1" && waiting.text.contains("Une prise ?"))
      #expect(await rosa.get("/requests.csv").text.contains("grandissons"))
    }
  }

  @Test(arguments: TrialStore.engines) func aYearIsDeclaredOnceAndCountsInThePlan(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let (ada, rosa) = (try await house.browser(of: house.ada), try await house.browser(of: house.rental))
      #expect(await ada.get("/my/declarations").text.contains("value=\"2025\""))
      let fields = ["year": "2025", "people": "4", "jobs": "5", "turnover": "120 000,50"]
      #expect(await ada.post("/my/declarations", fields).header("location") == "/my")
      #expect(await ada.get("/my").text.contains("2025"))
      // The people are counted from the last day of that year.
      let counted = try await house.database.read { try $0.headcounts(of: house.ones) }
      #expect(counted.map(\.people) == [4] && counted.map(\.from) == [Day(2025, 12, 31)])
      // The same again changes nothing; anything else only on purpose.
      #expect(await ada.post("/my/declarations", fields).status == 303)
      let other = fields.merging(["jobs": "6"]) { $1 }
      let asked = await ada.post("/my/declarations", other)
      #expect(asked.status == 409 && asked.text.contains("name=\"replace\""))
      #expect(await ada.post("/my/declarations", other.merging(["replace": "1"]) { $1 }).status == 303)
      #expect(await ada.json("POST", "/api/my/declarations", #"{"year": 2026, "people": 5, "jobs": 6}"#).status == 204)
      #expect(try await house.database.read { try $0.headcounts(of: house.ones) }.last?.from == TenantHouse.today)
      for year in ["2009", "2027"] {
        #expect(await ada.post("/my/declarations", fields.merging(["year": year]) { $1 }).status == 422, "\(year)")
      }
      #expect(await ada.post("/my/declarations", ["year": "x", "people": "-1"]).status == 422)
      let page = await rosa.get("/declarations?year=2025").text
      #expect(page.contains("Ondes") && page.contains("120\u{202F}000,50"))
      #expect(await rosa.get("/declarations.csv").text.contains("120000,50"))
      #expect(await rosa.get("/api/declarations").text.contains("12000050"))
      #expect(try await house.database.read { try $0.declarations(of: house.ones) }.map(\.jobs) == [6, 6])
      // Not for another.
      let refused = try await refusal(house, DeclareYear(house.others, year: 2025, people: 1, jobs: 1, turnover: nil))
      #expect(refused == .notFound)
    }
  }

  private func refusal<Deed: Act>(_ house: TenantHouse, _ act: Deed) async throws -> Refusal? {
    do {
      _ = try await house.database.perform(act, for: house.ada, at: TenantHouse.now)
      return nil
    } catch let refusal as Refusal { return refusal }
  }
}
