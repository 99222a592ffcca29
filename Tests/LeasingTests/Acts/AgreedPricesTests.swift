import Kernel
import Store
import Testing
import Trials

@testable import Leasing

/// Prices that change later and months without rent, agreed in the contract that is offered: what is signed says them.
@Suite("Prices agreed before the signature") struct AgreedPricesTests {
  private func agreed(_ house: LeasingHouse) -> LeaseDraft {
    var draft = house.draft("commercial", terms: LeaseTerms(regime: .option))
    draft.lines[0].steps = [LineDraft.Step(from: day("2026-02-01"), .rate(euros("144")))]
    draft.reductions = [ReductionDraft(.free, from: day("2025-02-01"), until: day("2025-05-01"), reason: "")]
    return draft
  }

  @Test(arguments: TrialStore.engines) func threeMonthsFreeThenTwoPrices(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(agreed(house))
      func rent(_ month: String) async throws -> Money {
        try await house.charges(month).filter { $0.kind == .rent }.reduce(.zero) { $0 + $1.net }
      }
      // 120.00 × 15 m² are 150.00 a month, remitted until April; from February 2026 144.00 × 15 m² are 180.00.
      #expect(try await rent("2025-04") == .zero)
      #expect(try await rent("2025-05") == euros("150"))
      #expect(try await rent("2026-01") == euros("150"))
      #expect(try await rent("2026-02") == euros("180"))
      #expect(try await house.facts(id).steps.filter { $0.cause == .agreed && $0.rate == euros("144") }.count == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func whatCannotBeAgreedIsToldByItsRow(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      var draft = agreed(house)
      draft.lines[0].steps = [
        LineDraft.Step(from: day("2025-02-01"), .rate(euros("130")), row: 1),
        LineDraft.Step(from: day("2026-02-01"), .rate(euros("144")), row: 2),
        LineDraft.Step(from: day("2026-02-01"), .rate(euros("150")), row: 3),
      ]
      draft.reductions[0].from = day("2024-01-01")
      draft.reductions[0].until = day("2024-02-01")
      let refusal = try #require(try await house.refusal(of: PrepareLease(draft)))
      #expect(
        refusal.problems.map { "\($0.field ?? ""): \($0.code.replacing("leasing.problem.", with: ""))" } == [
          "reduction1_from: outside", "step1_from: outside", "step3_from: stepTwice",
        ])
    }
  }
}
