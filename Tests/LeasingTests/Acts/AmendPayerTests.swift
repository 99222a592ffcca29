import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import People
@testable import Spaces

/// Who pays becomes another from a day on: what is issued stays, periods from the day go to the new one.
@Suite("Amended payer", .serialized) struct AmendPayerTests {
  private func amend(_ id: ID<Lease>, from text: String, _ payer: OrganisationID) -> AmendLease {
    AmendLease(id, from: day(text), summary: "Payeur", [.terms(TermsChange(payer: payer))])
  }
  private func lease(_ house: LeasingHouse, _ rhythm: Rhythm) async throws -> ID<Lease> {
    var draft = house.draft(from: day("2026-01-01"), terms: LeaseTerms(rhythm: rhythm, regime: .option, deposit: .zero))
    draft.lines = [LineDraft(.rent, "Loyer", .month(euros("1000")))]
    return try await house.sign(draft, on: day("2025-12-20"))
  }

  /// January to March were asked of Ada in advance. From 1 February Bob pays: 2,000.00 are given back to Ada, and asked of Bob.
  @Test(arguments: TrialStore.engines) func aQuarterInProgressIsCut(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await lease(house, Rhythm(.quarter, .advance))
      try await house.invoice("2026-01")
      try await house.perform(amend(id, from: "2026-02-01", house.bob), on: day("2026-01-20"))
      let given = try await house.database.read { transaction in
        try transaction.rows("SELECT customer, net FROM charges ORDER BY id").map {
          (try $0.get("customer") as OrganisationID, try $0.get("net") as Money)
        }
      }
      #expect(given.map(\.0) == [house.ada] && given.map(\.1) == [euros("-2000")])
      for (month, ada, bob) in [("2026-02", [], ["2000"]), ("2026-04", [], ["3000"])] as [(String, [String], [String])] {
        #expect(try await house.charges(month, of: house.ada).map(\.net) == ada.map { euros($0) })
        let asked = try await house.charges(month, of: house.bob)
        #expect(asked.map(\.net) == bob.map { euros($0) } && asked.map(\.customer) == [house.bob])
      }
      #expect(try await house.charges("2026-01", of: house.ada).map(\.net) == [euros("1000")])
      // Done twice it does nothing.
      try await house.invoice("2026-02")
      try await house.database.write {
        try $0.settleDifferences(of: id, reason: "leasing.explain.amended", for: .house, at: LeasingHouse.noon(day("2026-02-03")))
      }
      #expect(try await house.posted().map(\.net) == [euros("-2000")])
    }
  }

  @Test(arguments: TrialStore.engines) func whoPaysWhen(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await lease(house, Rhythm(.month, .advance))
      try await house.invoice("2026-01")
      let today = day("2026-01-20")
      #expect(try await house.codes(of: amend(id, from: "2026-02-10", house.bob), on: today) == ["termsMonth"])
      #expect(try await house.codes(of: amend(id, from: "2026-01-01", house.bob), on: today) == ["termsAsked"])
      #expect(try await house.codes(of: amend(id, from: "2026-02-01", house.ada), on: today) == ["noChange"])
      #expect(
        try await house.codes(of: amend(id, from: "2026-02-10", ID(house.building.text)), on: today) == [
          "kernel.problem.choice", "termsMonth",
        ])
      try await house.perform(AddContact(id, .billing, name: "Compta", email: "compta@example.org", phone: ""), on: today)
      try await house.perform(amend(id, from: "2026-02-01", house.bob), on: today)
      let facts = try await house.facts(id)
      #expect(facts.lease.payer == house.ada, "what was signed stays written")
      #expect(facts.payer(on: day("2026-01-31")) == house.ada && facts.payer(on: day("2026-02-01")) == house.bob)
      #expect(try await house.charges("2026-01").map(\.customer) == [house.ada])
      #expect(try await house.charges("2026-02").map(\.customer) == [house.bob])
      for (text, customer) in [("2026-01-25", house.ada), ("2026-02-05", house.bob)] {
        let found = try await house.database.read { try LeaseCharges().billingAddresses(on: day(text), in: $0) }
        #expect(found == [customer: ["compta@example.org"]])
      }
      // What is split by who pays is split on that day.
      let cut = try await house.database.read { try $0.leaseParties().values.first?.payers.cut(span("2026-01-01", "2027-01-01")) }
      #expect(cut?.map(\.payer) == [house.ada, house.bob])
      #expect(cut?.map(\.span) == [span("2026-01-01", "2026-02-01"), span("2026-02-01", "2027-01-01")])
      // A lease that follows goes on with who pays then.
      #expect(
        try await house.database.read { try $0.draft(after: try $0.leaseFacts(id)!, from: day("2026-06-01"), asAgreed: true).payer }
          == house.bob)
      // And back: the newest counts.
      try await house.perform(amend(id, from: "2026-03-01", house.ada), on: day("2026-02-10"))
      #expect(try await house.charges("2026-03").map(\.customer) == [house.ada])
    }
  }
}

extension PaperRouteTests {
  @Test(arguments: TrialStore.engines) func anotherPayerIsShownAndAmended(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await house.sign(house.draft())
      let rental = try browser(house, [Grant(.rental)], on: day("2025-06-10"))
      #expect(await rental.get("/leases/\(lease)").text.contains("name=\"payer\""))
      var typed = ["day": "2025-07-01", "summary": "Payeur", "payer": house.bob.text, "preview": "1"]
      let shown = await rental.post("/leases/\(lease)/amendment", typed)
      #expect(shown.status == 200 && shown.text.contains("Ce que l’avenant donnera") && shown.text.contains("Payeur"))
      let told = await rental.post("/api/leases/\(lease)/amendment-preview", typed).text
      #expect(told.contains("\"payer\":\"\(house.bob)\"") && told.contains("\"payer\":\"\(house.ada)\""))
      typed["preview"] = nil
      #expect(await rental.post("/leases/\(lease)/amendment", typed).status == 303)
      let later = try browser(house, [Grant(.rental)], on: day("2025-07-02"))
      #expect(await later.get("/api/leases/\(lease)").text.contains("\"payer\":\"\(house.bob)\""))
      let texts = try PaperTexts.load()
      let paper = try await house.database.read {
        try $0.leasePaper(PaperName(amendment: 1), of: lease, in: .french, texts: texts, at: LeasingHouse.noon(day("2025-06-10")))?.paper
      }
      let words = try Tool.words(try #require(paper).document.printed())
      for said in ["Payeur", "Ada", "Bob"] { #expect(words.contains(said), "\(said)") }
    }
  }
}
