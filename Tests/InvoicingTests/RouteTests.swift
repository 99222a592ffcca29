import Kernel
import Ledger
import Logging
import People
import Store
import Testing
import Trials
import Web
import Work

@testable import Invoicing

/// Lets somebody in by name: the director, development, or the resident of an organisation.
private struct NamedDoorkeeper: Doorkeeper {
  let house: InvoicingHouse

  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    let grants: [String: (String, Grant)] = [
      "director": ("Dora", Grant(.director)), "development": ("Devi", Grant(.development)),
      "ada": ("Ada", Grant(.resident, on: house.ada)), "bob": ("Bob", Grant(.resident, on: house.bob)),
    ]
    guard let name = sessionSecret, let (shown, grant) = grants[name] else { return nil }
    let person = PersonID("019ab000-0000-7000-8000-00000000000\(grants.keys.sorted().firstIndex(of: name) ?? 0)")
    return Guest(viewer: Viewer(person: person, name: shown, grants: [grant]), session: SessionKey(digest: name), language: .french)
  }
}

@Suite struct RouteTests {
  private func browser(_ house: InvoicingHouse, as name: String) async throws -> RouterTrial {
    let browser = try RouterTrial(
      areas: [People.area(), Ledger.area(), Invoicing.area(desk: house.desk)], database: house.database,
      doorkeeper: NamedDoorkeeper(house: house), now: { InvoicingHouse.now })
    browser.setCookie("session", name)
    _ = await browser.get("/invoices")
    return browser
  }
  private func id(_ reply: Reply) -> String? { reply.text.firstMatch(of: #/"id":"([0-9a-f\-]{36})"/#).map { String($0.1) } }

  /// A charge typed by hand, previewed, issued by the worker, seen by its customer and by no other, given back.
  @Test(arguments: TrialStore.engines) func fromAChargeToACreditNote(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let director = try await browser(house, as: "director")
      let typed = [
        "entity": house.sas.text, "customer": house.ada.text, "text": "Clef <b>perdue</b>", "kind": "services", "from": "2026-11-02",
        "last": "2026-11-02", "billable": "2026-11-02", "net": "12,50", "vat": "standard",
      ]
      let bad = await director.post("/charges", typed.merging(["net": "douze", "last": "2026-11-01", "text": ""]) { $1 })
      #expect(bad.status == 422)
      for field in ["net", "last", "text"] { #expect(bad.text.contains("id=\"problem-\(field)\""), "\(field)") }
      #expect(bad.text.contains("value=\"douze\""))
      let posted = await director.post("/charges", typed)
      let path = try #require(posted.header("location"))
      #expect(await director.get(path).text.contains("Clef &lt;b&gt;perdue&lt;/b&gt;"))
      #expect(await director.get("/charges?q=ada&state=waiting").text.contains("12,50"))

      let preview = await director.get("/invoice-run?month=2026-11").text
      #expect(preview.contains("15,00") && preview.contains("Émettre 1 pièce"))
      #expect(await director.post("/invoice-run", ["month": "2026-11"]).status == 303)
      let worker = Worker(
        database: house.database, kinds: Invoicing.area(desk: house.desk).jobs,
        logger: Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() },
        clock: { InvoicingHouse.now })
      #expect(try await worker.runEverythingDue() == 1)
      #expect(await director.get("/invoice-run?month=2026-11").text.contains("1 pièce"))

      let list = await director.get("/invoices").text
      let invoice = try #require(list.firstMatch(of: #/href="(\/invoices\/[0-9a-f\-]{36})"/#).map { String($0.1) })
      #expect(list.contains("SAS-F-000001") && list.contains("à payer"))
      let page = await director.get(invoice).text
      #expect(page.contains("Clef &lt;b&gt;perdue&lt;/b&gt;") && page.contains("Saisi à la main") && page.contains("Indemnité forfaitaire"))
      #expect(!page.contains("invoicing.") || page.contains("invoicing.css"))

      let ada = try await browser(house, as: "ada")
      #expect(await ada.get(invoice).status == 200)
      #expect(!(await ada.get(invoice).text.contains("/credit\"")))
      #expect(await ada.get("/api/invoices").text.contains("SAS-F-000001"))
      let bob = try await browser(house, as: "bob")
      #expect(await bob.get(invoice).status == 404)
      #expect(await bob.get("/api/invoices").text == "[]")
      #expect(await bob.get("/charges").status == 403)
      #expect(await bob.get("/api/invoice-preview?customer=\(house.ada)").status == 404)

      let wrong = await director.post("\(invoice)/credit", ["line-1": "99,00", "reason": ""])
      #expect(wrong.status == 422 && wrong.text.contains("id=\"problem-reason\""))
      let tooMuch = await director.post("\(invoice)/credit", ["line-1": "99,00", "reason": "Trop"])
      #expect(tooMuch.status == 422 && tooMuch.text.contains("12,50") && tooMuch.text.contains("id=\"problem-line-1\""))
      let credit = await director.post("\(invoice)/credit", ["line-1": "12,50", "reason": "Retrouvée"])
      #expect(credit.status == 303)
      #expect(await director.get(try #require(credit.header("location"))).text.contains("SAS-F-000002"))
      let after = await director.get(invoice).text
      #expect(after.contains("avoir émis") || after.contains("soldée"))
      let csv = await director.get("/invoices.csv").text
      #expect(csv.contains("SAS-F-000001") && csv.contains("-15,00"))
      #expect(try await house.faults() == [])
    }
  }

  /// The twins of the pages, and the preview of a resident's own next invoice.
  @Test(arguments: TrialStore.engines) func theInterface(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      house.rents.add(house.ada, of: house.sas, 30_000, from: InvoicingHouse.november.first)
      house.rents.add(house.bob, of: house.sas, 70_000, from: InvoicingHouse.november.first)
      let ada = try await browser(house, as: "ada")
      let own = await ada.get("/api/invoice-preview?month=2026-12").text
      #expect(own.contains("rent/0/2026-12") && !own.contains("rent/1/") && own.contains("\"problems\":[]"))
      let director = try await browser(house, as: "director")
      #expect(await director.get("/api/invoice-preview?month=2026-11").text.contains("rent/1/2026-11"))
      let run = await director.json("POST", "/api/invoice-runs", #"{"month": "2026-11"}"#)
      #expect(run.status == 202)
      #expect(await director.json("POST", "/api/invoice-runs", #"{"month": "2027-01"}"#).status == 422)
      #expect(await director.json("POST", "/api/invoice-runs", #"{"month": "jamais"}"#).status == 422)
      try await house.issue()
      let runPath = "/api/invoice-runs/\(try #require(id(run)))"
      #expect(await director.get(runPath).text.contains("\"issued\":2"))
      let invoices = await director.get("/api/invoices?q=bob").text
      let bob = try #require(invoices.firstMatch(of: #/"id":"([0-9a-f\-]{36})"/#).map { String($0.1) })
      let one = await director.get("/api/invoices/\(bob)").text
      #expect(one.contains("\"origin\":\"rent/1/2026-11\"") && one.contains("\"base\":70000") && one.contains("\"vat\":14000"))
      let corrected = await director.json(
        "POST", "/api/invoices/\(bob)/correct", #"{"text-1": "Loyer", "net-1": "650", "reason": "Convenu"}"#)
      #expect(corrected.status == 201 && corrected.text.contains("\"type\":384") && corrected.text.contains("\"total\":78000"))
      #expect(await director.json("POST", "/api/invoices/\(bob)/credit", #"{"whole": true, "reason": "Trop tard"}"#).status == 409)
      #expect(await director.json("POST", "/api/invoices/\(bob)/send", #"{"address": "b@bob.example"}"#).text == #"{"sent":true}"#)
      #expect(await director.json("POST", "/api/invoices/\(bob)/send", #"{"address": "b@bob.example"}"#).text == #"{"sent":false}"#)
      let deposit = await director.json(
        "POST", "/api/deposit-calls",
        #"{"entity": "\#(house.sas)", "customer": "\#(house.ada)", "text": "Dépôt", "amount": "900", "due": "2026-12-15"}"#)
      #expect(deposit.status == 201 && deposit.text.contains("\"open\":90000"))
      #expect(await ada.get("/deposit-calls").text.contains("SAS-D-000001"))
      let development = try await browser(house, as: "development")
      #expect(await development.get("/invoice-run").status == 200)
      #expect(await development.json("POST", "/api/invoice-runs", #"{"month": "2026-11"}"#).status == 403)
    }
  }

  @Test(arguments: TrialStore.engines) func settings(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let director = try await browser(house, as: "director")
      let form = "/invoicing-settings/entities/\(house.sas)"
      #expect(await director.get(form).text.contains("FR7630006000011234567890189"))
      let bad = await director.post(
        form,
        ["from": "2026-12-01", "term": "90", "vat": "debits", "iban": "FR00", "ics": "x", "bic": "y", "indemnity": "", "penalty": "p"])
      #expect(bad.status == 422)
      for field in ["term", "iban", "ics", "bic", "indemnity", "discount"] {
        #expect(bad.text.contains("id=\"problem-\(field)\""), "\(field)")
      }
      let good = [
        "from": "2026-12-01", "term": "20", "vat": "debits", "iban": "FR76 3000 6000 0112 3456 7890 189", "indemnity": "40 €",
        "penalty": "BCE + 10", "discount": "Aucun",
      ]
      #expect(await director.post(form, good).status == 303)
      let terms = try await house.database.read { transaction in
        (
          try transaction.entityTerms(of: house.sas, on: InvoicingHouse.today)?.vat,
          try transaction.entityTerms(of: house.sas, on: InvoicingHouse.today + 30)?.vat
        )
      }
      #expect(terms == (.receipts, .debits))
      let series = form + "/series"
      #expect(await director.post(series, ["purpose": "invoices", "prefix": "X-", "reason": "Deux"]).status == 409)
      #expect(await director.post(series, ["purpose": "credits", "prefix": "A1", "reason": "Avoirs"]).status == 422)
      #expect(await director.post(series, ["purpose": "credits", "prefix": "SAS-A-", "reason": "Avoirs à part"]).status == 303)
      let customer = "/invoicing-settings/customers/\(house.ada)"
      let wrong = await director.post(customer, ["electronicAddress": "999", "term": "61", "email": "non", "language": "fr"])
      #expect(wrong.status == 422)
      #expect(await director.post(customer, ["electronicAddress": "999", "language": "fr"]).text.contains("356000000"))
      #expect(
        await director.post(customer, ["electronicAddress": "356000000_1", "nature": "public", "order": "BC 7", "language": "de"]).status
          == 303)
      #expect(await director.get("/invoicing-settings?q=ada").text.contains("organisme public"))
      #expect(await director.get("/api/invoicing-settings").text.contains("SAS-A-"))
      // A credit note now stands in its own series.
      try await house.post(house.charge("one", 1_000))
      let invoice = try #require(try await house.issue().issued.first)
      let frozen = try #require(try await house.database.read { try $0.frozen(invoice.id) })
      #expect(frozen.document.order == "BC 7" && frozen.document.buyer.electronicAddress?.value == "356000000_1")
      #expect(try await house.perform(CreditInvoice(invoice.id, reason: "R")).number == "SAS-A-000001")
      #expect(try await house.faults() == [])
    }
  }

  /// Totals of sales to consumers by day and rate; business sales and exempt ones are none.
  @Test(arguments: TrialStore.engines) func dailyTotals(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      try await house.perform(SetCustomerTerms(CustomerTerms(customer: house.ada, nature: .consumer)))
      try await house.post(house.charge("a", 1_000))
      try await house.post(house.charge("b", 3_000, by: house.sci))
      try await house.post(house.charge("c", 9_000, to: house.bob))
      let issued = try await house.issue().issued
      let own = try #require(issued.first { $0.customer == house.ada && $0.entity == house.sas })
      _ = try await house.perform(CreditInvoice(own.id, lines: [CreditRequest(place: 1, amount: Money(cents: 400))], reason: "R"))
      let sales = try await house.database.read { try $0.dailySales(in: InvoicingHouse.november) }
      #expect(
        Set(sales.map { "\($0.siren) \($0.isOnDebits) \($0.rate) \($0.net.cents) \($0.vat.cents) \($0.count)" }) == [
          "732829320 false 2000 600 120 2", "552100554 true 2000 3000 600 1",
        ])
      let director = try await browser(house, as: "director")
      let csv = await director.get("/invoice-reporting.csv?month=2026-11").text
      #expect(csv.contains("732829320;2026-11-01;2026-11-30;0;TPS1;EUR;\"20,00\";\"6,00\";\"1,20\";2026-11-24;2"))
      #expect(await director.get("/api/invoice-reporting?month=2026-10").text == "[]")
    }
  }
}
