import Invoicing
import Kernel
import Ledger
import People
import Store
import Testing
import Trials
import Web

@testable import Leasing
@testable import Spaces

@Suite("The calendar of letting", .serialized) struct CalendarTests {
  private func all(_ house: LeasingHouse, on today: Day) async throws -> [String] {
    try await house.database.read { try $0.obligations(within: .everything, on: today) }.map { "\($0.day) \($0.kind.rawValue)" }
  }

  /// Derogatory, 1 February 2025 to 31 January 2026, on one module, with an index clause.
  @Test(arguments: TrialStore.engines) func theDaysOfADerogatoryLease(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft("derogatory", until: day("2026-02-01")))
      #expect(
        try await all(house, on: day("2025-03-01"))
          == ["2025-02-01 entry", "2025-02-01 insurance", "2026-01-31 term", "2026-02-28 stop", "2028-01-31 limit"])
      try await house.perform(
        AddInsurance(id, insurer: "Axa", policy: "7", span: DaySpan(from: day("2025-02-01"), until: day("2026-01-01"))),
        on: day("2025-03-01"))
      try await house.perform(
        RecordInventory(id, .entry, on: day("2025-03-01"), present: "Ada", keys: 1, items: [InventoryItem("Sol", .good)]),
        on: day("2025-03-01"))
      #expect(
        try await all(house, on: day("2025-03-02")) == ["2025-12-31 insurance", "2026-01-31 term", "2026-02-28 stop", "2028-01-31 limit"])
      #expect(try await all(house, on: day("2026-02-01")) == ["2026-01-31 term", "2026-02-28 stop"], "undecided")
      try await house.perform(EndLease(id, on: day("2026-02-01"), reason: .term), on: day("2026-02-02"))
      #expect(try await all(house, on: day("2026-02-02")) == ["2026-01-31 exit"])
      try await house.perform(ReceiveDeposit(id, on: day("2026-02-02"), euros("450")), on: day("2026-02-02"))
      #expect(try await all(house, on: day("2026-02-03")) == ["2026-01-31 deposit", "2026-01-31 exit"])
    }
  }

  /// A commercial lease of nine years with revisions on 1 February: its triennial exits, and its index.
  @Test(arguments: TrialStore.engines) func theDaysOfACommercialLease(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft(terms: LeasePaperTests.indexed))
      #expect(
        try await all(house, on: day("2027-01-15")).filter { !$0.contains("insurance") && !$0.contains("entry") }
          == ["2026-02-01 index", "2027-08-01 notice", "2034-01-31 term"])
      try await house.perform(IndexLease(id, on: day("2026-02-01")), on: day("2026-02-10"))
      #expect(try await all(house, on: day("2026-02-10")).contains("2027-02-01 index"))
      try await house.perform(
        GiveNotice(id, by: .tenant, receivedOn: day("2027-07-01"), effectiveOn: day("2028-02-01")), on: day("2027-07-01"))
      let left = try await all(house, on: day("2027-07-02"))
      #expect(left.contains("2028-01-31 ends") && !left.contains { $0.hasSuffix("notice") || $0.hasSuffix("term") })
    }
  }

  /// The building opts on 1 March 2026. Exempt since January is named until it is amended; equipped, later or ended before are not; tenants see nothing.
  @Test(arguments: TrialStore.engines) func anOptionNamesTheLeasesThatLackAnAmendment(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      func sign(_ place: Int, _ regime: VATRegime, from: String = "2026-01-01", until: String? = nil) async throws -> ID<Lease> {
        let terms = LeaseTerms(regime: regime, deposit: .zero)
        let draft = house.draft(
          until == nil ? "commercial" : "derogatory", house.ada, house.at(place), from: day(from), until: until.map { day($0) },
          terms: terms)
        return try await house.sign(draft, on: day("2025-12-15"))
      }
      func vat(_ today: String, reach: Reach = .everything) async throws -> [String] {
        try await house.database.read { try $0.obligations(within: reach, on: day(today)) }.filter { $0.kind == .vat }
          .map { "\($0.day) \($0.path)" }
      }
      try await house.perform(SetPremisesRegime(house.building, from: day("2025-01-01"), .exempt, reference: "CGI"))
      let bare = try await sign(1, .exempt)
      _ = try await sign(2, .compulsory)
      _ = try await sign(3, .exempt, from: "2026-03-01")
      _ = try await sign(4, .exempt, until: "2026-03-01")
      #expect(try await vat("2026-02-10") == [])
      try await house.perform(
        SetPremisesRegime(house.building, from: day("2026-03-01"), .option, declaredOn: day("2026-03-10"), reference: "CGI"),
        on: day("2026-03-10"))
      #expect(try await vat("2026-03-10") == ["2026-03-01 /leases/\(bare)#deed-amendment"])
      #expect(try await house.database.read { try $0.vatToAmend(on: day("2026-03-10")).map(\.title) } == ["BAIL-2025-0001"])
      #expect(try await vat("2026-03-10", reach: .only([house.ada])) == [])
      try await house.perform(
        AmendLease(bare, from: day("2026-04-01"), summary: "TVA", [.terms(TermsChange(regime: .option))]), on: day("2026-03-11"))
      #expect(try await vat("2026-03-11") == [])
      #expect(try await house.database.read { try $0.vatToAmend(on: day("2026-03-11")) } == [])
    }
  }

  /// Every morning of two years: each stage is told once, to the house and to the tenant, and a second run writes nothing.
  @Test(arguments: TrialStore.engines) func everyMorningOnce(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let keeper = try await house.perform(AddPerson(PersonFacts(name: "Rita", email: "rita@example.org")))
      try await house.perform(GrantRole(.rental, to: keeper, on: nil, HeldSpan(from: day("2025-01-01"), until: nil)))
      let id = try await house.sign(house.draft("derogatory", until: day("2026-02-01")))
      try await house.perform(AddContact(id, .daily, name: "Ada L.", email: "ada@example.org", phone: ""))
      try await house.perform(
        AddInsurance(id, insurer: "Axa", policy: "7", span: DaySpan(from: day("2025-02-01"), until: day("2027-02-01"))),
        on: day("2025-02-01"))
      let act = RemindOfObligations(base: "https://km0.example")
      for place in 0..<500 {
        let morning = day("2025-02-02") + place
        let first = try await house.perform(act, on: morning)
        let second = try await house.perform(act, on: morning)
        #expect(second == 0, "\(morning)")
        let expected = ["2025-02-02", "2025-08-01", "2025-11-01", "2026-01-01", "2026-02-01", "2026-02-21", "2026-03-01"]
        #expect((first > 0) == expected.contains(morning.description), "\(morning): \(first)")
      }
      let sent = try await house.database.read { transaction in
        try transaction.rows("SELECT to_address, subject, body FROM outbox ORDER BY queued_at, id").map { row in
          (to: try row.get("to_address") as String, subject: try row.get("subject") as String, body: try row.get("body") as String)
        }
      }.filter { $0.to == "rita@example.org" || $0.to == "ada@example.org" && $0.subject.contains("BAIL") }
      #expect(sent.count { $0.to == "rita@example.org" } == 7)
      #expect(sent.count { $0.to == "ada@example.org" } == 5, "twelve, six, three, one month before, and on the day")
      let last = try #require(sent.last { $0.to == "rita@example.org" })
      #expect(last.body.contains("BAIL-2025-0001 · Ada · C-01") && last.body.contains("https://km0.example/leases/\(id)"))
      #expect(!sent.contains { $0.body.contains("leasing.") || $0.body.contains("{") })
    }
  }

  @Test(arguments: TrialStore.engines) func pageTableFeed(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      try await house.sign(house.draft("derogatory", until: day("2026-02-01")))
      try await house.sign(house.draft("commercial", house.bob, house.at(3)))
      let rental = try PaperRouteTests().browser(house, [Grant(.rental)], on: day("2025-12-01"))
      let page = await rental.get("/obligations").text
      #expect(page.contains("BAIL-2025-0001") && page.contains("BAIL-2025-0002") && page.contains("Butoir légal"))
      #expect(await rental.get("/obligations?kind=stop").text.contains("28/02/2026"))
      #expect(!(await rental.get("/obligations?kind=stop&months=1").text.contains("28/02/2026")))
      #expect(!(await rental.get("/obligations?late=1").text.contains("28/02/2026")))
      #expect(await rental.get("/obligations.csv?kind=term").text.contains("2026-01-31"))
      let feed = await rental.get("/obligations.ics")
      #expect(feed.header("content-type") == "text/calendar; charset=utf-8")
      #expect(feed.text.contains("DTSTART;VALUE=DATE:20260131\r\n") && feed.text.contains("DTEND;VALUE=DATE:20260201\r\n"))
      #expect(feed.text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
      let tenant = try PaperRouteTests().browser(house, [Grant(.resident, on: house.bob)], on: day("2025-12-01"))
      let own = await tenant.get("/api/obligations?months=36").text
      #expect(own.contains("BAIL-2025-0002") && !own.contains("BAIL-2025-0001"))
      #expect(await tenant.get("/obligations?q=BAIL-2025-0001").text.contains("BAIL-2025-0001") == true)
      let stranger = try PaperRouteTests().browser(house, [], on: day("2025-12-01"))
      #expect(await stranger.get("/obligations").status == 403)
    }
  }
}
