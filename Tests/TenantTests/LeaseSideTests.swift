import Foundation
import Kernel
import Store
import Testing
import Trials
import Web

@testable import Invoicing
@testable import Leasing
@testable import Payments
@testable import People
@testable import Spaces
@testable import Tenant

/// A resident with a contract: what they read of it, what they pay, the mandate, the insurance, the way out. Nothing of another's is ever found.
@Suite struct LeaseSideTests {
  @Test(arguments: TrialStore.engines) func theLeaseInPlainWords(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let story = try await house.letting()
      let (ada, bob) = (try await house.browser(of: house.ada), try await house.browser(of: house.bob))
      let mine = await ada.get("/my/lease")
      #expect(mine.status == 200)
      // 300.00 + 30.00; what a month of notice from 24 November 2026 gives.
      for part in ["330,00", "facturés au début de chaque mois", "C-03", "Murs", "attestation d’assurance"] {
        #expect(mine.text.contains(part), "\(part)")
      }
      #expect(!mine.text.contains("807,00") && !mine.text.contains("C-06"))
      #expect(await bob.get("/my/lease").text.contains("807,00"))
      let told = await ada.get("/api/my/leases").text
      #expect(told.contains("\"monthlyNetCents\":33000") && told.contains("\"leavingLast\":\"2026-12-") && !told.contains("C-06"))
      let start = await ada.get("/my")
      #expect(start.text.contains("L’attestation d’assurance du bail") && start.text.contains("396,00"))
      // From 16 August on, issued at once and due ten days later: Factur-X to download, nothing of the other's.
      let money = await ada.get("/my/invoices")
      #expect(money.text.contains("/files/facturx") && money.text.contains("À payer") && !money.text.contains("Braises"))
      #expect(money.text.contains("href=\"/my/next-invoice\">Prochaine facture<"))
      #expect(money.text.contains("/account.pdf\">Relevé en PDF<") && money.text.contains("href=\"/invoices?customer="))
      for path in ["/my/lease", "/my/invoices", "/my/next-invoice", "/my/mandate", "/my/documents", "/api/my/leases", "/api/my/mandates"] {
        #expect(await ada.get("\(path)?organisation=\(house.others)").status == 404, "\(path)")
        #expect(await ada.get(path).status == 200, "\(path)")
      }
      for path in ["/my/leases/\(story.other)/notice", "/leases/\(story.other)/what-if", "/customers/\(house.others)/next-invoice"] {
        #expect(await ada.get(path).status == 404, "\(path)")
      }
    }
  }

  @Test(arguments: TrialStore.engines) func theNextInvoiceAndWhatIf(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let story = try await house.letting()
      let (ada, rosa) = (try await house.browser(of: house.ada), try await house.browser(of: house.rental))
      // A month: 330.00 without VAT, 66.00 of VAT.
      let december = await ada.get("/my/next-invoice?month=2026-12")
      for part in ["Facture de Murs", "396,00", "30", "Pourquoi 300,00"] { #expect(december.text.contains(part), "\(part)") }
      #expect(await rosa.get("/customers/\(house.ones)/next-invoice?month=2026-12").text.contains("396,00"))
      // Two more cells from March: 300.00 + 2 × 300.00 + 30.00 = 930.00, with VAT 1,116.00; by 10 months of the twelve 2 × 360.00 more.
      let asked = "change=more&cells=2&from=2027-03"
      for browser in [ada, rosa] {
        let answer = await browser.get("/leases/\(story.lease)/what-if?\(asked)")
        #expect(answer.status == 200 && answer.text.contains("mars 2027, 1\u{202F}116,00"), "\(answer.text.prefix(200))")
      }
      let json = await ada.get("/api/leases/\(story.lease)/what-if?\(asked)").text
      #expect(json.contains("\"firstChange\":\"2027-03\"") && json.contains("\"totalCents\":111600"))
      // Only the house says what a cell would cost: 183.00 each makes 300.00 + 366.00 + 30.00 = 696.00, 835.20 with VAT.
      #expect(await rosa.get("/leases/\(story.lease)/what-if?\(asked)&rent=183").text.contains("835,20"))
      #expect(!(await ada.get("/leases/\(story.lease)/what-if?\(asked)&rent=183").text.contains("835,20")))
      // Leaving on 15 January: 15 days of 31 of 330.00: 145.16 + 14.52 = 159.68, with VAT 191.62; nothing from February on.
      let leaving = await ada.get("/leases/\(story.lease)/what-if?change=leave&last=2027-01-15")
      #expect(leaving.text.contains("191,62"), "\(leaving.text.suffix(3000))")
      // All that is wrong stays on the page, beside its field.
      let wrong = await ada.get("/leases/\(story.lease)/what-if?change=fewer&cells=1&from=2020-01")
      #expect(wrong.status == 422 && wrong.text.contains("Le bail porte sur 1 cellule") && wrong.text.contains("Ce jour est passé"))
      #expect(await ada.get("/api/leases/\(story.lease)/what-if").status == 422)
    }
  }

  @Test(arguments: TrialStore.engines) func noticeInTwoSteps(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let story = try await house.letting()
      let (ada, bob) = (try await house.browser(of: house.ada), try await house.browser(of: house.bob))
      let path = "/my/leases/\(story.lease)/notice"
      let first = await ada.get(path)
      #expect(first.status == 200 && first.text.contains("Étape 1 sur 2"))
      #expect(await ada.get("\(path)?last=2026-11-25").text.contains("Trop tôt"))
      let second = await ada.get("\(path)?last=2026-12-31")
      #expect(second.text.contains("Étape 2 sur 2") && second.text.contains("31 décembre 2026") && second.text.contains("330,00"))
      // Nothing happens without the word.
      #expect(await ada.post(path, ["last": "2026-12-31"]).status == 422)
      #expect(await bob.post(path, ["last": "2026-12-31", "confirmed": "1"]).status == 404)
      #expect(await ada.post(path, ["last": "2026-11-25", "confirmed": "1"]).status == 422)
      let before = try await house.letters().count
      #expect(await ada.post(path, ["last": "2026-12-31", "confirmed": "1", "note": "Merci."]).status == 303)
      let letters = try await house.letters().dropFirst(before)
      #expect(letters.contains { $0.to == "rosa@km0.example" && $0.body.contains("31 décembre 2026") })
      #expect(await ada.get("/my/lease").text.contains("votre dernier jour est le 31 décembre 2026"))
      // It is given once.
      #expect(await ada.get(path).status == 409)
      let again = await ada.json("POST", "/api\(path)", #"{"last": "2027-01-31", "confirmed": true}"#)
      #expect(again.status == 409)
      let last = try await house.database.read { try $0.lease(story.lease)?.span?.last }
      #expect(last == Day(2026, 12, 31))
    }
  }

  @Test(arguments: TrialStore.engines) func aMandateIsSignedReplacedAndTakenBack(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let story = try await house.letting()
      let (ada, bob) = (try await house.browser(of: house.ada), try await house.browser(of: house.bob))
      let fields = ["entity": "\(story.landlord)", "holder": "Ondes", "iban": LeaseStory.iban]
      let wrong = await ada.post("/my/mandates", ["entity": "\(story.landlord)", "holder": "Ondes", "iban": "FR76"])
      #expect(wrong.status == 422 && wrong.text.contains("Cochez pour donner le mandat"))
      #expect(await ada.post("/my/mandates", fields.merging(["accepted": "1"]) { $1 }).status == 303)
      let page = await ada.get("/my/mandate")
      #expect(page.text.contains("KM0-000001") && page.text.contains("FR14") && !page.text.contains(LeaseStory.iban))
      let all = try await house.database.read { try $0.mandates(of: house.ones) }
      let first = try #require(all.first)
      let paper = await ada.get("/my/mandates/\(first.id)/document")
      #expect(paper.status == 200 && paper.text.hasPrefix("%PDF"))
      #expect(await bob.get("/my/mandates/\(first.id)/document").status == 404)
      #expect(await bob.post("/my/mandates/\(first.id)/revoke", ["reason": "x", "confirmed": "1"]).status == 404)
      // The next invoice announces it.
      #expect(await ada.get("/my/next-invoice").text.contains("KM0-000001"))
      // A second for the same entity ends the first.
      let json = "{\"entity\": \"\(story.landlord)\", \"holder\": \"Ondes\", \"iban\": \"\(LeaseStory.iban)\", \"accepted\": true}"
      #expect(await ada.json("POST", "/api/my/mandates", json).status == 201)
      let states = try await house.database.read { try $0.mandateOutlooks(of: house.ones, on: TenantHouse.today) }.map(\.state)
      #expect(states == [.good, .revoked])
      let second = try await house.database.read { try $0.mandates(of: house.ones) }[0]
      #expect(await ada.post("/my/mandates/\(second.id)/revoke", ["reason": "Autre banque"]).status == 422)
      #expect(await ada.post("/my/mandates/\(second.id)/revoke", ["reason": "Autre banque", "confirmed": "1"]).status == 303)
      #expect(try await house.letters().contains { $0.to == "rosa@km0.example" && $0.body.contains("Autre banque") })
      #expect(await ada.get("/my/mandate").text.contains("Aucun mandat en vigueur"))
    }
  }

  @Test(arguments: TrialStore.engines) func theTenantHandsInTheInsurance(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let story = try await house.letting()
      let act = AddInsurance(
        story.lease, insurer: "Assur", policy: "P-1", span: DaySpan(from: TenantHouse.today, until: TenantHouse.today + 365))
      // The paper itself is asked of a tenant, and of nobody else's lease.
      await #expect(throws: Refusal.self) { try await house.database.perform(act, for: house.ada, at: TenantHouse.now) }
      let paper = LeaseUpload(name: "a.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 assurance".utf8))
      let whole = AddInsurance(
        story.lease, insurer: "Assur", policy: "P-1", span: DaySpan(from: TenantHouse.today, until: TenantHouse.today + 365), file: paper)
      await #expect(throws: Refusal.notFound) { try await house.database.perform(whole, for: house.bob, at: TenantHouse.now) }
      try await house.database.perform(whole, for: house.ada, at: TenantHouse.now)
      let (ada, rosa) = (try await house.browser(of: house.ada), try await house.browser(of: house.rental))
      #expect(await ada.get("/my/lease").text.contains("Assur, jusqu’au"))
      #expect(!(await ada.get("/my").text.contains("L’attestation d’assurance du bail")))
      #expect(await ada.get("/my/documents").text.contains("a.pdf"))
      #expect(await rosa.get("/leases/\(story.lease)").text.contains("a.pdf"))
      #expect(await ada.post("/my/leases/\(story.lease)/insurance", ["insurer": "Assur", "from": "2026-11-24"]).status == 422)
      #expect(await ada.post("/my/leases/\(story.other)/insurance", ["insurer": "Assur"]).status == 404)
      // A program is told the same.
      let half = await ada.json("POST", "/api/my/leases/\(story.lease)/insurance", #"{"insurer":"Assur","from":"2026-11-24"}"#)
      #expect(half.status == 422 && half.text.contains(#""field":"file""#))
      #expect(await ada.json("POST", "/api/my/leases/\(story.other)/insurance", #"{"insurer":"Assur"}"#).status == 404)
    }
  }
}
