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

@Suite struct ParameterTableTests {
  @Test(arguments: TrialStore.engines)
  func whatTheHouseAddedComesBack(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      #expect(try await house.database.read { try $0.addedParameters() } == nil)
      let table =
        "parameter,from,value,reference,source,verified\nlate.central-bank,2026-07-01,2.15,L441-10,BCE,1\nlate.indemnity,2027-01-01,45.00,D441-5,JO,0\n"
      let act = try ImportParameters(Array(table.utf8))
      #expect(try await house.database.perform(act, for: ParameterActTests.director, at: LedgerHouse.now) == 2)
      #expect(try await house.database.perform(act, for: ParameterActTests.director, at: LedgerHouse.now) == 0)
      let back = try await house.database.read { try $0.addedParameters() }
      #expect(back.map { String(decoding: $0, as: UTF8.self) } == table)
    }
  }

  @Test func everyFaultIsNamedByItsLine() {
    let table = "parameter,from,value\nlate.central-bank,2026-13-01,x\nnobody,2026-01-01,1\n"
    let refused = #expect(throws: Refusal.self) { try ImportParameters(Array(table.utf8)) }
    let fields = Set(refused?.problems.compactMap(\.field) ?? [])
    #expect(fields.isSuperset(of: ["parameters.csv:2:from", "parameters.csv:2:value", "parameters.csv:3:parameter"]))
  }
}
