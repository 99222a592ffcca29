import Kernel
import Store
import Testing
import Trials

@testable import Leasing
@testable import Spaces

/// A derogatory lease of 2025, from 1 February to 31 January 2026: the month after it ends on 28 February, and 1 March is the hard stop.
@Suite("The hard stop of a derogatory lease", .serialized) struct HardStopTests {
  static let term = day("2026-02-01")
  static let stop = day("2026-03-01")

  private func lease(_ house: LeasingHouse) async throws -> ID<Lease> {
    try await house.sign(house.draft("derogatory", until: HardStopTests.term))
  }
  private func faults(_ house: LeasingHouse, on day: Day) async throws -> [String] {
    try await house.database.read { try LeaseCheck.stopsAreKept.faults($0, LeasingHouse.noon(day)) }
  }

  @Test(arguments: TrialStore.engines) func nothingButADecision(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await lease(house)
      #expect(try await house.state(id, on: Self.term - 1) == .running)
      #expect(try await house.state(id, on: Self.term) == .undecided)
      #expect(try await faults(house, on: Self.stop - 1) == [])
      #expect(try await faults(house, on: Self.stop) == ["BAIL-2025-0001 passed its hard stop of 2026-03-01 undecided"])
      let freeze = FreezeLease(id, over: DaySpan(from: day("2025-12-01"), until: day("2026-01-01")), reason: "x")
      #expect(try await house.codes(of: freeze, on: Self.term) == ["state.undecided"])
      #expect(
        try await house.codes(
          of: AddInsurance(id, insurer: "Axa", policy: "1", span: DaySpan(from: Self.term, until: Self.stop)), on: Self.term) == [
            "state.undecided"
          ])
      #expect(try await house.codes(of: EndLease(id, on: Self.term + 1, reason: .term), on: Self.stop) == ["afterTerm"])
      try await house.perform(EndLease(id, on: Self.term, reason: .term, note: "parti"), on: Self.stop + 10)
      #expect(try await house.state(id, on: Self.stop + 10) == .ended)
      #expect(try await faults(house, on: Self.stop + 10) == [])
    }
  }

  /// Another derogatory lease within the month, as long as 36 months are not full; afterwards only a commercial one.
  @Test(arguments: TrialStore.engines) func aRenewalInTheMonthAndAfterIt(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await lease(house)
      let again = try await house.perform(RenewLease(id), on: Self.stop - 1)
      #expect(try await house.facts(again).lease.from == Self.term)
      try await house.perform(WithdrawLease(again, reason: "non"), on: Self.stop - 1)
      #expect(try await house.codes(of: RenewLease(id), on: Self.stop) == ["stopPassed"])
      #expect(try await house.codes(of: RenewLease(id, scheme: house.schemes["pepiniere"]), on: Self.stop) == ["stopPassed"])
      let next = try await house.perform(RenewLease(id, scheme: house.schemes["commercial"]), on: Self.stop)
      #expect(try await house.state(id, on: Self.stop) == .undecided, "prepared is not decided")
      try await house.perform(OfferLease(next, expiresOn: Self.stop + 30), on: Self.stop)
      try await house.perform(SignLease(next, signatory: "Ada L.", .paper(LeasingHouse.paper)), on: Self.stop + 1)
      #expect(try await house.state(id, on: Self.stop + 1) == .ended)
      #expect(try await house.facts(id).lease.ending?.reason == .renewed)
      #expect(try await house.letCodes(house.ada, on: Self.stop + 1) == ["C-01"])
      #expect(try await house.state(next, on: Self.stop + 1) == .running)
    }
  }

  /// Somebody else's lease on the cells, or the inventory on exit, says that nobody was left in place.
  @Test(arguments: TrialStore.engines) func whatSaysThatNobodyIsLeft(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let (first, second) = (
        try await lease(house), try await house.sign(house.draft("derogatory", house.bob, house.at(2), until: Self.term))
      )
      try await house.sign(house.draft("commercial", house.bob, house.at(1), from: Self.term), on: day("2026-01-10"))
      #expect(try await house.state(first, on: Self.stop) == .ended)
      #expect(try await house.state(second, on: Self.stop) == .undecided)
      try await house.perform(
        RecordInventory(second, .exit, on: Self.term, present: "Bob", keys: 1, items: [InventoryItem("Sol", .good)]), on: Self.term + 3)
      #expect(try await house.state(second, on: Self.stop) == .ended)
    }
  }

  /// Other schemes end with their term.
  @Test func onlyDerogatoryLeases() async throws {
    try await LeasingHouse.with(.sqlite) { house in
      var terms = LeaseTerms(regime: .compulsory, deposit: .zero)
      terms.foundedOn = day("2024-06-01")
      let id = try await house.sign(house.draft("pepiniere", until: Self.term, terms: terms))
      #expect(try await house.state(id, on: Self.term) == .ended)
    }
  }
}
