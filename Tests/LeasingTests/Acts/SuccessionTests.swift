import Kernel
import Store
import Testing
import Trials

@testable import Leasing
@testable import Spaces

/// What one lease takes over from another: months stayed, the index and its rhythm, cells kept to grow into.
@Suite("Leases that follow each other") struct SuccessionTests {
  /// Signed by paper, prepared and offered before.
  private func sign(_ id: ID<Lease>, in house: LeasingHouse, on day: Day) async throws {
    try await house.perform(OfferLease(id, expiresOn: day + 30), on: day)
    try await house.perform(SignLease(id, signatory: "Ada L.", .paper(LeasingHouse.paper)), on: day)
  }

  @Test(arguments: TrialStore.engines) func monthsUnderTheSameArticleCountTogether(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      // 23 months of hotel to the end of 2026; of 36 thirteen are left: to 31 January 2028.
      try await house.sign(house.draft("hotel-23", until: day("2027-01-01")))
      let today = day("2026-11-02")
      let long = house.draft("derogatory", from: day("2027-01-01"), until: day("2028-02-02"))
      #expect(try await house.codes(of: PrepareLease(long), on: today) == ["stay"])
      try await house.sign(house.draft("derogatory", from: day("2027-01-01"), until: day("2028-02-01")), on: today)
      // Afterwards nothing under that article any more in these premises, whatever the scheme allows for itself.
      let hotel = house.draft("hotel-12", from: day("2028-02-01"), until: day("2028-05-01"))
      let refusal = try #require(try await house.refusal(of: PrepareLease(hotel), on: day("2027-12-01")))
      #expect(refusal.problems.map(\.code) == ["leasing.problem.stay"] && refusal.problems.first?.arguments["months"] == "36")
      #expect(
        try await house.codes(
          of: PrepareLease(house.draft("hotel-12", house.ada, house.at(5), from: day("2028-02-01"))), on: day("2027-12-01")) == [])
    }
  }

  @Test(arguments: TrialStore.engines) func theCountIsHeldAgainstAtSignature(engine: Engine) async throws {
    for firstSigned in [0, 1] {
      try await LeasingHouse.with(engine) { house in
        // Neither of two drafts of 24 months is too long while the other is not signed.
        let drafts = [
          try await house.perform(PrepareLease(house.draft("derogatory", until: day("2027-02-01")))),
          try await house.perform(PrepareLease(house.draft("derogatory", from: day("2027-02-01"), until: day("2029-02-01")))),
        ]
        try await sign(drafts[firstSigned], in: house, on: LeasingHouse.start)
        let other = drafts[1 - firstSigned]
        try await house.perform(OfferLease(other, expiresOn: day("2025-01-30")))
        #expect(try await house.codes(of: SignLease(other, signatory: "Ada L.", .paper(LeasingHouse.paper))) == ["stay"])
      }
    }
  }

  /// The term was 31 January 2026, and somebody thinks of it on 1 February, or on the last day of the month the law leaves: the lease that
  /// follows begins where the one before ended, and no day is without rent or without the cells.
  @Test(arguments: TrialStore.engines, ["pepiniere", "derogatory"]) func renewedADayLateWithoutAGap(engine: Engine, scheme: String)
    async throws
  {
    for late in ["2026-02-01", "2026-02-28"] {
      try await LeasingHouse.with(engine) { house in
        let terms = LeaseTerms(regime: scheme == "pepiniere" ? .compulsory : .option, deposit: .zero, foundedOn: day("2024-06-01"))
        let first = try await house.sign(house.draft(scheme, terms: terms))
        #expect(try await house.facts(first).lease.until == day("2026-02-01"))
        try await house.invoice("2026-01")
        let today = day(late)
        let next = try await house.perform(RenewLease(first), on: today)
        try await sign(next, in: house, on: today)
        let facts = try await house.facts(next).lease
        #expect(facts.from == day("2026-02-01") && facts.entry == day("2025-02-01"))
        #expect(try await house.letCodes(house.ada, on: today) == ["C-01"])
        #expect(try await house.charges("2026-02").map(\.span) == Array(repeating: span("2026-02-01", "2026-03-01"), count: 2))
        #expect(try await house.database.read { try LeaseCheck.letsAreKept.faults($0, LeasingHouse.noon(today)) } == [])
      }
    }
  }

  /// A month after its term a service agreement is over; so is one of which somebody said that it was left.
  @Test(arguments: TrialStore.engines) func afterAMonthItIsOver(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let terms = LeaseTerms(regime: .compulsory, deposit: .zero, foundedOn: day("2024-06-01"))
      let first = try await house.sign(house.draft("pepiniere", terms: terms))
      #expect(try await house.codes(of: RenewLease(first), on: day("2026-03-01")) == ["state.ended"])
      try await house.perform(
        RecordInventory(first, .exit, on: day("2026-02-02"), present: "Ada", keys: 1, items: [InventoryItem("Sol", .good)]),
        on: day("2026-02-02"))
      #expect(try await house.codes(of: RenewLease(first), on: day("2026-02-03")) == ["state.ended"])
    }
  }

  @Test(arguments: TrialStore.engines) func theLandlordEndsACommercialLeaseForWhatTheLawNames(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft())
      let today = day("2027-06-01")
      func notice(_ ground: LandlordGround, _ effective: String) -> GiveNotice {
        GiveNotice(id, by: .landlord, receivedOn: today, effectiveOn: day(effective), ground: ground, note: "")
      }
      // From 1 February 2025: three years end on 31 January 2028, the term is 31 January 2034.
      let refusal = try #require(try await house.refusal(of: notice(.term, "2028-02-01"), on: today))
      #expect(refusal.problems.map(\.code) == ["leasing.problem.noticeEarly"])
      #expect(refusal.problems.first?.arguments["day"] == "2034-01-31")
      try await house.perform(notice(.rebuilding, "2028-02-01"), on: today)
      #expect(try await house.database.read { try $0.notice(of: id)?.ground } == .rebuilding)
      #expect(try await house.state(id, on: today) == .noticed)
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsRenewedEachYearIsRevisedEachYear(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let terms = LeaseTerms(
        index: IndexClause(.ilat, base: quarter("2024-Q3"), .sameQuarter), regime: .compulsory, foundedOn: day("2024-06-01"))
      let first = try await house.sign(house.draft("pepiniere", terms: terms))
      let next = try await house.perform(RenewLease(first), on: day("2026-01-05"))
      #expect(try await house.facts(next).lease.terms.indexDay == day("2026-02-01"))
      try await sign(next, in: house, on: day("2026-01-10"))
      // The first year has no day of revision; the second begins with it: 1,800.00 × 137.07 / 137.12 = 1,799.34.
      let month = try await house.database.indexLeases(in: Month("2026-02")!, for: .house, at: LeasingHouse.noon(day("2026-02-02")))
      #expect(month.done == [next] && month.refused.isEmpty)
      #expect(try await house.facts(next).yearlyRent(on: day("2026-02-01")) == euros("1799.34"))
      let third = try await house.perform(RenewLease(next), on: day("2026-12-01"))
      let clause = try #require(try await house.facts(third).lease.terms.index)
      #expect(clause.base == quarter("2025-Q3"))
      #expect(try await house.facts(third).lease.terms.indexDay == day("2027-02-01"))
    }
  }

  @Test(arguments: TrialStore.engines) func aMoveKeepsTheIndexAndItsRhythm(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      // With the last index published the base is the one of the day of entry, and stays it for whoever moves in September.
      let terms = LeaseTerms(index: IndexClause(.ilat, base: quarter("2024-Q3"), .latest), regime: .option, deposit: euros("450"))
      let first = try await house.sign(house.draft(terms: terms))
      func move(_ lease: ID<Lease>, to place: Int, on entry: Day) -> MoveTenant {
        MoveTenant(
          lease, to: house.at(place), entry: entry, exit: entry + 5, lines: house.draft().lines, deposit: euros("450"), signatory: "Ada L.",
          paper: LeasingHouse.paper)
      }
      let second = try await house.perform(move(first, to: 2, on: day("2025-09-01")), on: day("2025-08-20")).lease
      let kept = try await house.facts(second).lease.terms
      #expect(kept.index?.base == quarter("2024-Q3") && kept.indexDay == day("2026-02-01"))
      // What is due comes first.
      #expect(try await house.codes(of: move(second, to: 3, on: day("2026-03-10")), on: day("2026-03-01")) == ["reviseFirst"])
      try await house.perform(IndexLease(second, on: day("2026-02-01")), on: day("2026-03-01"))
      let third = try await house.perform(move(second, to: 3, on: day("2026-03-10")), on: day("2026-03-01")).lease
      let after = try await house.facts(third).lease.terms
      #expect(after.index?.base == quarter("2025-Q3") && after.indexDay == day("2027-02-01"))
    }
  }

  @Test(arguments: TrialStore.engines) func whatWasKeptToGrowGoesWithTheTenant(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let today = day("2026-01-02")
      let first = try await house.sign(house.draft("derogatory", house.ada, house.at(3), until: day("2026-02-01")))
      let growth = GrantGrowth(first, cells: house.at(4), from: day("2026-01-10"), expiresOn: day("2026-01-31"))
      let hold = try await house.perform(growth, on: today)
      func stands() async throws -> Bool { try await house.database.read { try $0.hold(hold)?.stands(on: today) == true } }
      // Renewed, it stands beside the new lease.
      let next = try await house.perform(RenewLease(first), on: today)
      try await sign(next, in: house, on: today)
      #expect(try await house.database.read { try $0.leaseHolds(of: next).contains { $0.hold == hold && $0.purpose == .growth } })
      #expect(try await stands())
      // Given up, the neighbour is free again at once.
      try await house.perform(
        GiveNotice(next, by: .tenant, receivedOn: today, effectiveOn: day("2026-03-01")), on: today)
      #expect(try await !stands())
    }
  }
}
