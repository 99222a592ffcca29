import Kernel
import People
import Store
import Testing
import Trials
import Web

@testable import Ledger

/// Lets everyone in as the one it knows.
struct FixedDoorkeeper: Doorkeeper {
  let viewer: Viewer

  init(_ role: Role) { viewer = Viewer(person: PersonID("p"), name: "Rita", grants: [Grant(role)]) }
  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    Guest(viewer: viewer, session: sessionSecret.map { SessionKey(digest: $0) })
  }
}

@Suite struct AccountRouteTests {
  static func browser(_ house: LedgerHouse, as role: Role) throws -> RouterTrial {
    let browser = try RouterTrial(
      areas: [People.area(), Ledger.area()], database: house.database, doorkeeper: FixedDoorkeeper(role), now: { LedgerHouse.now })
    browser.setCookie("session", "x")
    return browser
  }

  @Test(arguments: TrialStore.engines)
  func everyStatementIsAPageATableAPaperAndAnObject(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await FECTests.written(house)
      let browser = try Self.browser(house, as: .funder)
      let root = "/accounts/\(house.entity)"
      for name in ReportName.allCases {
        let query = "?month=2026-05&from=2026-01-01&last=2026-12-31"
        let page = await browser.get("\(root)/\(name.rawValue)\(query)")
        #expect(page.status == 200 && page.text.contains("<table") || name == .closings, "\(name)")
        let bare = page.text.firstMatch(of: #/ledger\.(column|report|filter|book|vat|closing|chart|deed|problem)\.[a-zA-Z.-]+/#)
        #expect(bare == nil, "\(name): \(bare.map { String($0.0) } ?? "")")
        let csv = await browser.get("\(root)/\(name.rawValue).csv\(query)")
        #expect(csv.status == 200 && csv.text.contains(";"), "\(name)")
        let pdf = await browser.get("\(root)/\(name.rawValue).pdf\(query)")
        #expect(pdf.status == 200 && pdf.body.starts(with: Array("%PDF-".utf8)), "\(name)")
        let json = await browser.get("/api\(root)/\(name.rawValue)\(query)")
        #expect(json.status == 200 && json.text.contains("\"rows\""), "\(name)")
      }
      let balance = await browser.get("/api\(root)/trial-balance?from=2026-01-01&last=2026-12-31")
      #expect(
        balance.text.contains(#""account":"512000","accountName":"Banque","closingCents":120060,"debitCents":120060"#), "\(balance.text)")
      let vat = await browser.get("/api\(root)/vat?month=2026-05")
      #expect(
        vat.text.contains(#""baseCents":100050,"basis":"debits","rateBasisPoints":2000,"row":"total","taxCents":20010"#), "\(vat.text)")
      let statement = await browser.get("\(root)/customers/C00001")
      #expect(statement.text.contains("FA-1") && statement.text.contains("120,00"))
      #expect(await browser.get("\(root)/customers/C99999").status == 404)
      #expect(await browser.get("/accounts/\(house.ada)/journal").status == 404)
      let sorted = await browser.get("\(root)/journal?month=2026-05&sort=debit&direction=down&q=FA-1")
      #expect(sorted.status == 200 && !sorted.text.contains("class=\"total\""))
    }
  }

  @Test(arguments: TrialStore.engines)
  func aMonthIsClosedByFormAndByProgram(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await FECTests.written(house)
      let browser = try Self.browser(house, as: .rental)
      let root = "/accounts/\(house.entity)"
      let page = await browser.get("\(root)/closings")
      #expect(page.text.contains("value=\"2025-12\""))
      // Out of order: what comes first is named beside the field, and its form is led to; what was typed stays.
      let early = await browser.post("\(root)/closings/months", ["month": "2026-03"])
      #expect(early.status == 409 && early.text.contains("décembre 2025 vient d’abord") && early.text.contains("value=\"2026-03\""))
      #expect(early.text.contains("id=\"problem-month\"") && early.text.contains("href=\"\(root)/closings#field-month\""))
      let program = await browser.json("POST", "/api\(root)/closings/months", #"{"month":"2026-03"}"#)
      #expect(program.status == 409 && program.text.contains("décembre 2025") && program.text.contains(#""field":"month""#))
      let year = await browser.post("\(root)/closings/years", ["year": "2025"])
      #expect(year.status == 409 && year.text.contains("vient ensuite décembre 2025") && year.text.contains("Clore décembre 2025"))
      #expect(await browser.post("\(root)/closings/months", ["month": "2025-12"]).status == 303)
      let again = await browser.post("\(root)/closings/months", ["month": "2025-12"])
      #expect(again.status == 409 && again.text.contains("déjà clos"))
      #expect(await browser.post("\(root)/closings/months", ["month": "demain"]).status == 422)
      let next = await browser.json("POST", "/api\(root)/closings/months", #"{"month":"2026-01"}"#)
      #expect(next.status == 201 && next.text.contains("\"runningTotalCents\":12000"), "\(next.text)")
      #expect(await browser.json("POST", "/api\(root)/chart", #"{"number":"758200","name":"Dons"}"#).status == 201)
      #expect(await browser.json("POST", "/api\(root)/chart", #"{"number":"758200","name":"Dons"}"#).status == 409)
      #expect(await browser.post("\(root)/chart", ["number": "7A", "name": ""]).status == 422)
      let file = await browser.get("\(root)/fec?year=2026")
      #expect(file.status == 200 && file.body.starts(with: [0x50, 0x4B]))
    }
  }

  /// 120.00 owed by Ada since December 2025 stand before what May brings.
  @Test(arguments: TrialStore.engines)
  func tablesBeginWithWhatStoodBefore(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await FECTests.written(house)
      let browser = try Self.browser(house, as: .funder)
      let root = "/accounts/\(house.entity)"
      let ledger = await browser.get("\(root)/general-ledger.csv?month=2026-05")
      #expect(ledger.text.contains("411000;;;;Clients;;;\"120,00\"\r\n411000;2026-05-04;1;FA-1"), "\(ledger.text)")
      let rows = await browser.get("/api\(root)/general-ledger?month=2026-05")
      #expect(rows.text.contains(#""account":"411000","balanceCents":12000,"label":"Clients","row":"heading""#), "\(rows.text)")
      let statement = await browser.get("\(root)/customers/C00001/statement.csv?from=2026-01-01")
      #expect(statement.text.contains(";;Solde d’ouverture;;;;;\"120,00\""), "\(statement.text)")
    }
  }

  @Test(arguments: TrialStore.engines)
  func filesAndProgramsAreNeverAnsweredWithAnotherPeriod(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await FECTests.written(house)
      let browser = try Self.browser(house, as: .rental)
      let root = "/accounts/\(house.entity)"
      for path in ["/api\(root)/vat", "\(root)/vat.csv", "\(root)/vat.pdf"] {
        #expect(await browser.get("\(path)?month=2026-13").status == 422, "\(path)")
      }
      let all = await browser.get("/api\(root)/journal?month=mai&account=7A&book=ZZ")
      #expect(all.status == 422)
      for field in ["month", "account", "book"] { #expect(all.text.contains("\"\(field)\""), "\(all.text)") }
      #expect(await browser.get("/api\(root)/customers/C00001?from=hier").status == 422)
      #expect(await browser.get("/api\(root)/closings?kind=week").status == 422)
      #expect(await browser.get("/api\(root)/fec?year=1999").status == 422)
      // A page keeps what was typed beside what is wrong with it.
      let page = await browser.get("\(root)/vat?month=2026-13")
      #expect(page.status == 422 && page.text.contains("value=\"2026-13\"") && page.text.contains("href=\"#field-month\""))
      #expect(await browser.get("/api\(root)/customers?account=4A").status == 422)
      // What can be read is answered, however long ago or far away; not with today.
      for year in ["1950", "2150"] {
        let month = await browser.get("\(root)/vat?month=\(year)-03")
        #expect(month.status == 200 && month.text.contains("mars \(year)") && month.text.contains("value=\"\(year)-03\""))
        let span = await browser.get("\(root)/trial-balance?from=\(year)-01-01&last=\(year)-12-31")
        #expect(span.status == 200 && span.text.contains("31 décembre \(year)"))
        let late = year == "2150"
        let aged = await browser.get("/api\(root)/aged-balance?day=\(year)-06-30")
        #expect(aged.status == 200 && aged.text.contains("C00001") == late, "\(year)")
        let statement = await browser.get("/api\(root)/customers/C00001?from=\(year)-01-01&last=\(year)-12-31")
        #expect(statement.status == 200 && !statement.text.contains("FA-1"), "\(year)")
      }
      #expect(await browser.get("\(root)/trial-balance?last=1950-12-31").text.contains("value=\"1950-01-01\""))
      // Closings of one kind.
      #expect(await browser.post("\(root)/closings/months", ["month": "2025-12"]).status == 303)
      #expect(await browser.get("/api\(root)/closings?kind=month").text.contains("\"place\""))
      #expect(await !browser.get("/api\(root)/closings?kind=year").text.contains("\"place\""))
      #expect(await browser.get("\(root)/closings?kind=month").text.contains("décembre 2025"))
      // The newest year unfolded, the others and the days behind a line each.
      let closings = await browser.get("\(root)/closings").text
      #expect(closings.contains("<h2>Exercice 2025</h2>") && !closings.contains("<summary>Exercice 2025"), "\(closings)")
      #expect(await browser.get("\(root)/closings?kind=year").text.contains("Rien n’est clos encore."))
    }
  }

  /// Long numbers, days and amounts of millions stand on one line each, and every page is laid across.
  @Test(arguments: [Engine.sqlite])
  func aPaperBreaksNoAmountAndNoNumber(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await house.write { transaction in
        for place in 1...60 {
          try transaction.post(
            house.invoice("LOC-2026-\(10_000 + place)", net: 1_234_567_89, on: LedgerHouse.day("2026-05-04")), at: LedgerHouse.now)
        }
      }
      let browser = try Self.browser(house, as: .rental)
      for name in ["journal", "general-ledger", "vat"] {
        let pdf = await browser.get("/accounts/\(house.entity)/\(name).pdf?month=2026-05")
        let text = try Tool.pages(pdf.body).joined()
        for place in 1...60 { #expect(text.contains("LOC-2026-\(10_000 + place)"), "\(name)") }
        #expect(!text.contains(#/\n\s*€/#), "an amount parted from its sign: \(name)")
        #expect(text.contains("04/05/2026"))
        let size = try Tool.run("pdfinfo", "{}", on: pdf.body).text
        #expect(size.contains(#/Page size:\s+841\.\d+ x 595\.\d+ pts/#), "\(size)")
      }
    }
  }

  @Test(arguments: TrialStore.engines)
  func aParameterIsAddedWithItsText(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let browser = try Self.browser(house, as: .director)
      let page = await browser.get("/parameters")
      #expect(page.text.contains(">à mettre à jour<") && page.text.contains("40,00"))
      // What is doubtful is counted, and leads to the form with what is known of it.
      let way = "/parameters?parameter=late.central-bank&from=2026-07-01&value=&reference="
      #expect(page.text.contains("valeurs en vigueur sont à vérifier") && page.text.contains(way.replacing("&", with: "&amp;")))
      let form = await browser.get(way + "C.%20com.").text
      #expect(form.contains("<option value=\"late.central-bank\" selected") && form.contains("value=\"2026-07-01\""), "\(form)")
      #expect(form.contains("value=\"C. com.\"") && form.contains("id=\"add-parameter\" open"))
      // A value that was never verified comes with what it is.
      #expect(page.text.contains("parameter=legal.professional&amp;from=2026-07-01&amp;value=2%2C75"))
      let rental = try Self.browser(house, as: .rental)
      let seen = await rental.get("/parameters").text
      #expect(seen.contains("valeurs en vigueur sont à vérifier") && !seen.contains("parameter=late.central-bank"))
      #expect(await rental.get("/api/parameters").text.contains(#""standing":"outdated""#))
      let bad = await browser.post("/parameters", ["parameter": "late.central-bank", "from": "x", "value": "2,4,1"])
      #expect(bad.status == 422 && bad.text.contains("2,4,1"))
      let good = [
        "parameter": "late.central-bank", "from": "2026-07-01", "value": "2,40", "reference": "C. com. L441-10", "source": "ecb.europa.eu",
        "verified": "1",
      ]
      #expect(await browser.post("/parameters", good).status == 303)
      #expect(await browser.get("/api/parameters").text.contains(#""from":"2026-07-01""#))
      #expect(await !browser.get("/parameters").text.contains(">à mettre à jour<"))
      // In force on a day: one value of each. An emptied day asks for all, and the interface gives all unless a day is said.
      let then = await browser.get("/parameters?on=2024-10-01").text
      #expect(then.contains("4,25") && then.contains("value=\"2024-10-01\""))
      let all = await browser.get("/parameters?on=").text
      // The hint of the form names this rate too.
      #expect(all.ranges(of: "2,15").count > then.ranges(of: "2,15").count)
      #expect(all.contains("4,25") && all.contains("Toutes les valeurs, passées et à venir."))
      func rates(_ path: String) async -> Int { await browser.get(path).text.components(separatedBy: "central-bank").count - 1 }
      #expect(await rates("/api/parameters?on=2024-10-01") == 1)
      #expect(await rates("/api/parameters") > 10)
      #expect(await browser.get("/parameters.csv?on=2024-10-01").text.contains("01/10/2024") == false)
    }
  }
}
