import Kernel
import Store
import Testing
import Trials
import Web

@testable import Demand
@testable import Welcome

/// From the public form to the accepted offer, through the pages alone.
@Suite struct RouteTests {
  @Test(arguments: TrialStore.engines) func fromEnquiryToAcceptedOffer(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let visitor = try await house.browser()
      let form = await visitor.get("/enquiry").text
      let stamp = try #require(form.firstMatch(of: #/name="drawn" value="([^"]+)"/#).map { String($0.1) })
      house.now = house.now + 60
      let sent = await visitor.post(
        "/enquiry",
        [
          "name": "Ève Muller", "organisation": "Atelix", "email": "eve@atelix.example", "need": "module", "cells": "2",
          "message": "Deux modules ?",
          "consent": "1", "website": "", "drawn": stamp,
        ])
      #expect(sent.status == 303)

      let director = try await house.browser(as: house.director)
      let enquiry: String = try #require(try await house.database.read { try $0.value("SELECT id FROM enquiries") })
      let prefilled = await director.get("/applications/new?enquiry=\(enquiry)").text
      #expect(prefilled.contains("value=\"Atelix\"") && prefilled.contains("value=\"eve@atelix.example\""))
      let opened = await director.post(
        "/applications",
        [
          "enquiry": enquiry, "name": "Atelix", "contact": "Ève Muller", "email": "eve@atelix.example", "earliest": house.today.description,
          "wanted_cells": "2", "jobs": "4",
        ])
      let path = try #require(opened.header("location"))
      let id = ID<Application>(String(path.split(separator: "/")[1]))
      #expect(try await house.count("SELECT COUNT(*) FROM enquiries WHERE handled_at IS NULL") == 0, "it is the file that waits now")

      let mine = "/application/\(try await house.link(id))"
      let incomplete = await visitor.post("\(mine)/move", ["move": "submit"])
      #expect(incomplete.status == 422 && incomplete.text.contains("plan d’affaires"))
      for kind in ["identity", "registration", "businessPlan"] {
        let file = UploadedFile(field: "file", name: "\(kind).pdf", type: "application/pdf", bytes: DemandHouse.pdf + Array(kind.utf8))
        #expect(await visitor.post("\(mine)/papers", ["paper": kind], files: [file]).status == 303)
      }
      #expect(await visitor.post("\(mine)/move", ["move": "submit"]).status == 303)
      #expect(await visitor.get(mine).text.contains("Le comité va l’examiner"))

      let called = await director.post(
        "/committees",
        all: [
          "title": ["Comité"], "day": [house.today.description], "member": [house.director.text, house.juror.text],
          "application": [id.text],
        ])
      #expect(called.status == 303)
      let session = try #require(called.header("location"))
      let item = try #require(await director.get(session).text.firstMatch(of: #/\/committee-items\/[0-9a-f\-]{36}/#).map { String($0.0) })
      let juror = try await house.browser(as: house.juror)
      _ = await juror.get(item)
      for browser in [director, juror] {
        #expect(
          await browser.post("\(item)/scores", ["score_project": "4", "score_team": "4", "score_solvency": "4", "score_collective": ""])
            .status == 303)
      }
      #expect(await juror.post("\(item)/decision", ["decision": "accept", "reasons": "Oui"]).status == 403)
      #expect(await director.post("\(item)/decision", ["decision": "accept", "reasons": ""]).status == 422)
      #expect(await director.post("\(item)/decision", ["decision": "accept", "reasons": "Projet solide."]).status == 303)
      #expect(await director.get("\(item)/letter").header("content-type") == "application/pdf")
      #expect(await director.get("\(session)/minutes").header("content-type") == "application/pdf")

      let list = await director.get("/waiting-list").text
      #expect(list.contains("Atelix") && list.contains("Décision 20,00"))
      let formOfOffer = await director.get("\(path)/offer").text
      #expect(formOfOffer.contains("C1 C2") && formOfOffer.contains("convient"), "what would suit is shown")
      let typed = [
        "cells": "C1 C2", "from": (house.today + 1).description, "monthly_rent": "300", "expires_on": (house.today + 14).description,
      ]
      #expect(await director.post("\(path)/offer", typed.merging(["cells": "C1 Z9"]) { $1 }).text.contains("Z9"))
      #expect(await director.post("\(path)/offer", typed.merging(["cells": "C1 C2 C3"]) { $1 }).text.contains("dites pourquoi"))
      #expect(await director.post("\(path)/offer", typed).status == 303)
      #expect(await director.post("\(path)/offer", typed).status == 409)

      let offered = "/application/\(try await house.link(id))"
      #expect(await visitor.get(offered).text.contains("C1 C2"))
      #expect(await visitor.post("\(offered)/answer", ["answer": "accept"]).status == 303)
      #expect(try await house.state(id) == .agreed)
      #expect(await director.get(path).text.contains("Offre acceptée"))
      #expect(await visitor.post("\(offered)/answer", ["answer": "accept"]).status == 409)
    }
  }

  @Test(arguments: TrialStore.engines) func theSameInJSON(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let director = try await house.browser(as: house.director)
      let made = await director.json(
        "POST", "/api/applications",
        #"{"name":"Bobix","contact":"Bob","email":"bob@bobix.example","earliest":"2027-01-01","latest":"2026-01-01","wanted_cells":"x"}"#)
      #expect(made.status == 422 && made.text.contains("latest") && made.text.contains("wanted_cells"), "all at once")
      let good = await director.json(
        "POST", "/api/applications",
        #"{"name":"Bobix","contact":"Bob","email":"bob@bobix.example","earliest":"2027-01-01","wanted_cells":3,"budget":"450"}"#)
      #expect(good.status == 201 && good.text.contains("\"budgetCents\":45000") && good.text.contains("\"missing\":[\"identity\""))
      let id = try #require(good.text.firstMatch(of: #/"id":"([0-9a-f\-]{36})"/#).map { String($0.1) })
      #expect(
        await director.json("POST", "/api/applications/\(id)/move", #"{"move":"agree"}"#).status == 422, "agreeing is an offer's answer")
      #expect(await director.json("POST", "/api/applications/\(id)/move", #"{"move":"withdraw"}"#).status == 200)
      #expect(await director.json("POST", "/api/applications/\(id)/move", #"{"move":"withdraw"}"#).status == 409)
      let months = await director.get("/api/unmet-demand")
      #expect(months.status == 200 && months.text.contains("\"changedMind\":{"))
      let rule = #"{"parameter":"rank.jobs","from":"2026-12-01","amount":12,"reference":"Conseil"}"#
      #expect(await director.json("POST", "/api/demand-rules", rule).status == 200)
      let past = #"{"parameter":"rank.jobs","from":"2026-01-01","amount":12,"reference":"Conseil"}"#
      #expect(await director.json("POST", "/api/demand-rules", past).status == 422, "the past was decided by what held then")
      let rental = try await house.browser(as: house.rental)
      #expect(await rental.json("POST", "/api/demand-rules", rule).status == 403)
    }
  }

  /// Each list, its table and its pages answer, for who may.
  @Test(arguments: TrialStore.engines) func listsAndTables(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.listed("Hostile<b>", cells: 2)
      _ = try await house.perform(OfferCells(id, cells: [house.cells[0], house.cells[1]], from: house.today, base: DemandHouse.base))
      let director = try await house.browser(as: house.director)
      for path in [
        "/applications", "/applications?state=waiting&sort=name", "/waiting-list?sort=earliest&direction=down", "/offers?state=open",
        "/visits", "/committees",
        "/unmet-demand", "/demand-rules", "/applications/\(id)", "/applications/\(id)/edit",
      ] {
        let reply = await director.get(path)
        #expect(reply.status == 200, "\(path)")
        #expect(!reply.text.contains("Hostile<b>") && !reply.text.contains(#/demand\.[a-z]+\.[a-z]/#), "\(path)")
      }
      for path in [
        "/applications.csv", "/waiting-list.csv", "/offers.csv", "/visits.csv", "/committees.csv", "/unmet-demand.csv", "/demand-rules.csv",
      ] {
        #expect(await director.get(path).header("content-type") == "text/csv; charset=utf-8", "\(path)")
      }
      #expect(await director.get("/waiting-list.csv").text.contains("Hostile<b>"))
    }
  }

  /// A secret opens one file; anything else opens nothing.
  @Test(arguments: TrialStore.engines) func aSecretIsOneFiles(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let mine = try await house.listed("Mienne")
      let other = try await house.submitted("Autre")
      let visitor = try await house.browser()
      let secret = try await house.link(mine)
      let page = await visitor.get("/application/\(secret)")
      #expect(page.status == 200 && page.header("cache-control") == "private, no-store")
      let paper: String = try #require(
        try await house.database.read { try $0.value("SELECT id FROM application_papers WHERE application = \(other) ORDER BY id LIMIT 1") }
      )
      for path in ["/application/\(secret)x", "/application/x", "/application/\(secret)/papers/\(paper)", "/applications/\(mine)"] {
        #expect([303, 404].contains(await visitor.get(path).status), "\(path)")
      }
      #expect(try await house.count("SELECT COUNT(*) FROM application_links WHERE digest = \(secret)") == 0, "only the digest is kept")
    }
  }
}
