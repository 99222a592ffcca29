import Kernel
import Store
import Testing
import Trials

@testable import Ledger

@Suite struct ParameterActTests {
  static let director = Viewer(person: PersonID("d"), name: "Dora", grants: [Grant(.director)])

  @Test(arguments: TrialStore.engines)
  func thePastIsNotRewritten(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      func add(_ day: String, _ value: Int64, for viewer: Viewer = Self.director) async throws -> Refusal? {
        let fact = ParameterFact(.centralBank, from: LedgerHouse.day(day), value: value, reference: "L", source: "JO", isVerified: true)
        return try await refusal { try await house.database.perform(AddParameter(fact), for: viewer, at: LedgerHouse.now) }
      }
      func value(_ day: Day) async throws -> Int64 { try await house.database.read { try $0.parameter(.centralBank, on: day).value } }
      #expect(try await add("2026-07-01", 240) == nil)
      #expect(try await value(LedgerHouse.today) == 240)
      // Verified now: it stays.
      #expect(try await add("2026-07-01", 250)?.problems.first?.code == "ledger.problem.parameterKnown")
      // Between known values nothing is put in.
      #expect(try await add("2026-03-01", 250)?.problems.first?.code == "ledger.problem.parameterPast")
      // The one of January was never verified: it may be said anew, and what it was stays on file.
      #expect(try await add("2026-01-01", 200) == nil)
      #expect(try await value(LedgerHouse.day("2026-02-01")) == 200)
      let rows = try await house.database.read {
        try $0.value("SELECT COUNT(*) FROM ledger_parameters WHERE name = 'late.central-bank' AND from_day = '2026-01-01'", as: Int.self)
      }
      #expect(rows == 2)
      #expect(try await add("2027-01-01", 200, for: ClosingTests.clerk)?.kind == .notAllowed)
    }
  }
}
