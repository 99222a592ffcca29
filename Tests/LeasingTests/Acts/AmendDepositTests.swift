import Kernel
import Ledger
import Store
import Testing
import Trials

@testable import Leasing
@testable import People

/// Another guarantee from a day on: what may be asked, and what the pages say of it. The money is in `DepositTests`.
@Suite("Amended deposit", .serialized) struct AmendDepositTests {
  private func amend(_ id: ID<Lease>, _ change: TermsChange, _ others: [LeaseChange] = []) -> AmendLease {
    AmendLease(id, from: day("2026-07-01"), summary: "Dépôt", others + [.terms(change)])
  }

  /// A shop of 1,800.00 a year: 450.00 at most; with the rent at 180.00 per m² from the same day, 2,700.00 × 3/12 = 675.00.
  @Test(arguments: TrialStore.engines) func theCapIsThatOfTheRentOfTheDay(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let today = day("2026-06-10")
      let id = try await house.sign(
        house.draft(terms: LeaseTerms(regime: .option, deposit: euros("400"), isRetail: true)), on: day("2025-01-20"))
      #expect(try await house.codes(of: amend(id, TermsChange(deposit: euros("450.01"))), on: today) == ["depositCap"])
      let rent = try #require(try await house.facts(id).lines.first)
      let dearer = LeaseChange.price(line: rent.id, .rate(euros("180")))
      #expect(try await house.codes(of: amend(id, TermsChange(deposit: euros("675.01")), [dearer]), on: today) == ["depositCap"])
      try await house.perform(amend(id, TermsChange(deposit: euros("675")), [dearer]), on: today)
      let facts = try await house.facts(id)
      #expect(facts.lease.terms.deposit == euros("400"), "what was signed stays written")
      #expect(facts.terms(on: day("2026-06-30")).deposit == euros("400") && facts.terms(on: day("2026-07-01")).deposit == euros("675"))
      // Less may always be agreed; the same again is no change.
      #expect(try await house.codes(of: amend(id, TermsChange(deposit: euros("675"))), on: today) == ["noChange"])
      try await house.perform(amend(id, TermsChange(deposit: euros("500"))), on: today)
      let next = try await house.database.read {
        try $0.draft(after: try $0.leaseFacts(id)!, from: day("2027-02-01"), asAgreed: true).terms
      }
      #expect(next.deposit == euros("500"))
    }
  }

  @Test(arguments: TrialStore.engines) func asTheSchemeSays(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft(terms: LeaseTerms(regime: .option, deposit: .zero)))
      try await house.perform(amend(id, TermsChange(isDepositUsual: true)), on: day("2026-06-10"))
      let facts = try await house.facts(id)
      let months = try #require(try await house.database.read { try $0.schemeVersion(facts.lease.version)?.terms.depositMonths })
      #expect(months > 0)
      // So many hundredths of a month of 1,800.00 / 12 = 150.00.
      #expect(facts.terms(on: day("2026-07-01")).deposit == euros("1800").fraction(months, of: 1200))
    }
  }
}

extension PaperRouteTests {
  @Test(arguments: TrialStore.engines) func anotherDepositIsShownAndAmended(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await house.sign(house.draft())
      try await house.perform(ReceiveDeposit(lease, on: day("2025-02-01"), euros("450")), on: day("2025-02-01"))
      let rental = try browser(house, [Grant(.rental)], on: day("2025-06-10"))
      #expect(await !rental.get("/leases/\(lease)").text.contains("/deposit-settlement"), "nothing is held too much")
      var typed = ["day": "2025-06-01", "summary": "Dépôt réduit", "deposit": "300,00", "deposit_usual": "1"]
      let twice = await rental.post("/leases/\(lease)/amendment", typed)
      #expect(twice.status == 422 && twice.text.contains("id=\"problem-deposit\""))
      typed["deposit_usual"] = nil
      typed["preview"] = "1"
      let shown = await rental.post("/leases/\(lease)/amendment", typed)
      #expect(shown.status == 200 && shown.text.contains("Dépôt à rendre à partir de ce jour"))
      let told = await rental.post("/api/leases/\(lease)/amendment-preview", typed).text
      #expect(told.contains("\"depositExcessCents\":15000") && told.contains("\"depositToCallCents\":0"))
      typed["preview"] = nil
      #expect(await rental.post("/leases/\(lease)/amendment", typed).status == 303)
      let page = await rental.get("/leases/\(lease)").text
      #expect(page.contains("Le bail demande désormais") && page.contains("tenu de trop du dépôt de garantie depuis l’avenant"))
      #expect(await rental.get("/api/leases/\(lease)").text.contains("\"depositAskedCents\":30000"))
      let back = ["day": "2025-06-10", "returned": "150,00"]
      #expect(await rental.post("/leases/\(lease)/deposit-settlement", back).status == 303)
      #expect(try await house.database.read { try $0.depositMovements(of: lease).held } == euros("300"))
    }
  }
}
