import Kernel
import Store
import Testing
import Trials

@testable import Leasing
@testable import People

/// Another clause of the index from a day on, with the arithmetic of docs/indexation.md.
@Suite("Amended index", .serialized) struct AmendIndexTests {
  static let ilc = IndexClause(.ilc, base: quarter("2025-Q2"), .sameQuarter)

  /// 1,800.00 a year from 1 February 2024 under ILAT, revised once.
  static func revised(_ house: LeasingHouse) async throws -> ID<Lease> {
    let terms = LeaseTerms(index: IndexClause(.ilat, base: quarter("2023-Q3"), .sameQuarter), regime: .option, deposit: euros("450"))
    let id = try await house.sign(house.draft(from: day("2024-02-01"), terms: terms))
    try await house.perform(IndexLease(id, on: day("2025-02-01")), on: day("2025-02-10"))
    return id
  }
  private func amend(_ id: ID<Lease>, from text: String, _ index: IndexChange) -> AmendLease {
    AmendLease(id, from: day(text), summary: "Indice", [.terms(TermsChange(index: index))])
  }

  @Test(arguments: TrialStore.engines) func fromTheDayTheNewClauseHolds(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await Self.revised(house)
      #expect(try await house.facts(id).yearlyRent(on: day("2025-10-01")) == euros("1867.70"))
      try await house.perform(amend(id, from: "2025-10-01", IndexChange(Self.ilc)), on: day("2025-09-20"))
      let facts = try await house.facts(id)
      #expect(facts.lease.terms.index?.index == .ilat, "what was signed stays written")
      #expect(facts.terms(on: day("2025-09-30")).index?.index == .ilat && facts.terms(on: day("2025-10-01")).index == Self.ilc)
      #expect(facts.terms(on: day("2025-10-01")).indexDay == day("2026-10-01"))
      // The old clause asks for nothing on 1 February 2026 any more; the new one revises a year after its day, from the rent reached.
      #expect(try await house.codes(of: IndexLease(id, on: day("2026-02-01")), on: day("2026-02-10")) == ["notDue"])
      let today = day("2026-10-05")
      #expect(try await house.database.read { try $0.dueRevisions(in: Month("2026-10")!, on: today).map(\.clause.index) } == [.ilc])
      let calendar = try await house.database.read { try $0.obligations(within: .everything, on: day("2026-01-05")) }
      #expect(calendar.filter { $0.kind == .index }.map(\.day) == [day("2026-10-01")])
      try await house.perform(IndexLease(id, on: day("2026-10-01")), on: today)
      #expect(try await house.facts(id).yearlyRent(on: today) == euros("1872.48"))
      #expect(try await house.database.read { try $0.revisions(of: id).map(\.base) } == [quarter("2023-Q3"), quarter("2025-Q2")])
      let faults = try await house.database.read { try LeaseCheck.revisionsFollow.faults($0, LeasingHouse.noon(today)) }
      #expect(faults == [])
      // Other terms amended later leave the clause as it is; a lease that follows goes on from its last revision.
      try await house.perform(
        AmendLease(id, from: day("2026-11-01"), summary: "Paiement", [.terms(TermsChange(paymentDays: 45))]), on: today)
      let next = try await house.database.read {
        try $0.draft(after: try $0.leaseFacts(id)!, from: day("2027-02-01"), asAgreed: true).terms
      }
      #expect(next.index?.index == .ilc && next.index?.base == quarter("2026-Q2") && next.indexDay == day("2027-10-01"))
      #expect(next.paymentDays == 45)
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsWrongIsToldAtOnce(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await Self.revised(house)
      let today = day("2025-09-20")
      let wrong = IndexClause(.ilat, base: quarter("2031-Q1"), .latest, tunnel: Percentage(basisPoints: 300))
      #expect(
        try await house.codes(of: amend(id, from: "2025-10-01", IndexChange(wrong, firstRevision: day("2025-10-01"))), on: today)
          == ["tunnel", "indexUnknown", "indexDayAmended"])
      let old = IndexClause(.ilat, base: quarter("2025-Q1"), .latest)
      #expect(try await house.codes(of: amend(id, from: "2025-10-01", IndexChange(old)), on: today) == ["baseTooOld"])
      // Not over a revision that is done, and not before one that is due under the old clause.
      let since = try await house.refusal(of: amend(id, from: "2025-02-01", IndexChange(Self.ilc)), on: today)
      #expect(since?.problems.map(\.code) == ["leasing.problem.indexedSince"])
      #expect(since?.problems.first?.arguments["next"] == "2025-02-02")
      let late = day("2026-02-10")
      #expect(try await house.codes(of: amend(id, from: "2026-03-01", IndexChange(Self.ilc)), on: late) == ["reviseFirst"])
      // None at all is a clause too; said twice it changes nothing, and a clause that nothing follows does nothing.
      try await house.perform(amend(id, from: "2025-10-01", IndexChange(nil)), on: today)
      #expect(try await house.codes(of: amend(id, from: "2025-11-01", IndexChange(nil)), on: today) == ["noChange"])
      #expect(
        try await house.database.read { try $0.dueRevision(of: $0.leaseFacts(id)!, through: day("2030-01-01"), on: today)?.day } == nil)
      var plain = house.draft("commercial", house.bob, house.at(2), from: day("2025-02-01"))
      plain.lines = [LineDraft(.rent, "Loyer", .month(euros("150")))]
      let other = try await house.sign(plain)
      #expect(try await house.codes(of: amend(other, from: "2025-10-01", IndexChange(Self.ilc)), on: today) == ["noneIndexed"])
    }
  }

  @Test func thePaperShowsBothClauses() async throws {
    try await LeasingHouse.with(.sqlite) { house in
      let id = try await Self.revised(house)
      try await house.perform(amend(id, from: "2025-10-01", IndexChange(Self.ilc)), on: day("2025-09-20"))
      let texts = try PaperTexts.load()
      let paper = try await house.database.read {
        try $0.leasePaper(PaperName(amendment: 1), of: id, in: .french, texts: texts, at: LeasingHouse.noon(day("2025-09-20")))?.paper
      }
      let words = try Tool.words(try #require(paper).document.printed())
      for said in ["base T3 2023", "base T2 2025", "ILC", "1er octobre 2026", "la base de la clause nouvelle"] {
        #expect(words.contains(said), "\(said)")
      }
    }
  }
}

extension PaperRouteTests {
  /// Asked first what follows: nothing is done, the page comes back with it; then done, on the page and by a program.
  @Test(arguments: TrialStore.engines) func anAmendmentIsShownBeforeItIsMade(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await AmendIndexTests.revised(house)
      let rental = try browser(house, [Grant(.rental)], on: day("2025-09-20"))
      var typed = [
        "day": "2025-10-01", "summary": "Indice des commerces", "index": "ILC", "index_base": "2025-Q2", "index_comparison": "same",
        "tunnel": "3,00", "small_firm": "1", "preview": "1",
      ]
      let before = try await house.picture()
      #expect(await rental.get("/leases/\(lease)").text.contains("name=\"index_base\""))
      let shown = await rental.post("/leases/\(lease)/amendment", typed)
      #expect(shown.status == 200 && shown.text.contains("Ce que l’avenant donnera") && shown.text.contains("base T2 2025, borné à ±3"))
      #expect(shown.text.contains("ILC, 1er octobre 2026"))
      let told = await rental.post("/api/leases/\(lease)/amendment-preview", typed)
      #expect(told.status == 200 && told.text.contains("\"revisionAfter\":\"2026-10-01\"") && told.text.contains("\"index\":\"ILC\""))
      #expect(try await house.picture() == before, "nothing was done")
      // Everything that is wrong at once, beside its field.
      typed["preview"] = nil
      var wrong = typed
      wrong["index"] = ""
      wrong["summary"] = ""
      let refused = await rental.post("/leases/\(lease)/amendment", wrong)
      #expect(refused.status == 422 && refused.text.contains("id=\"problem-index\"") && refused.text.contains("id=\"problem-summary\""))
      #expect(await rental.post("/leases/\(lease)/amendment", typed).status == 303)
      let json = await rental.get("/api/leases/\(lease)").text
      #expect(
        json.contains("\"indexBase\":\"2025-Q2\"") && json.contains("\"firstRevision\":\"2026-10-01\"") && json.contains("\"tunnel\":300"))
      let tenant = try browser(house, [Grant(.resident, on: house.ada)], on: day("2025-09-20"))
      _ = await tenant.get("/leases/\(lease)")
      #expect(await tenant.post("/api/leases/\(lease)/amendment-preview", typed).status == 403)
    }
  }
}
