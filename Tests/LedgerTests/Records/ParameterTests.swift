import Kernel
import Store
import Testing
import Trials

@testable import Ledger

@Suite struct ParameterTests {
  /// 1 July 2024: 4.25 % and 10 points are 14.25 %; three times 4.92 % are 14.76 %, and that is more.
  @Test(arguments: TrialStore.engines)
  func theLateRateIsNeverBelowItsFloor(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      // 1 January 2025: 3.15 % and 10 points are 13.15 %; three times 3.71 % are only 11.13 %.
      let rates = try await house.database.read { transaction in
        try ["2024-09-30", "2025-03-01", "2019-02-01"].map { try transaction.lateRate(on: LedgerHouse.day($0)).rate.basisPoints }
      }
      #expect(rates == [1476, 1315, 1000])
    }
  }

  @Test(arguments: TrialStore.engines)
  func whatNobodyEnteredYetSaysSo(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let (bank, legal) = try await house.database.read { transaction in
        (
          try transaction.parameter(.centralBank, on: LedgerHouse.today),
          try transaction.parameter(.legalProfessional, on: LedgerHouse.today)
        )
      }
      #expect(bank.from == LedgerHouse.day("2026-01-01"))
      #expect(bank.isOutdated(on: LedgerHouse.today))
      #expect(!bank.isVerified)
      #expect(!legal.isOutdated(on: LedgerHouse.today))
      let (indemnity, vat) = try await house.database.read { transaction in
        (
          try transaction.parameter(.lateIndemnity, on: LedgerHouse.today),
          try transaction.parameter(.vatStandard, on: LedgerHouse.day("2019-02-04"))
        )
      }
      #expect(indemnity.amount == Money(cents: 40_00))
      #expect(vat.rate == Percentage(basisPoints: 2000))
      let early = try await refusal {
        _ = try await house.database.read { try $0.parameter(.depositCap, on: LedgerHouse.day("2026-05-27")) }
      }
      #expect(early?.problems.first?.code == "ledger.problem.parameter")
    }
  }

  @Test(arguments: TrialStore.engines)
  func everyParameterHasAValueToday(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      for parameter in Parameter.allCases {
        let fact = try await house.database.read { try $0.parameter(parameter, on: LedgerHouse.today) }
        #expect(!fact.reference.isEmpty && !fact.source.isEmpty)
      }
    }
  }
}
