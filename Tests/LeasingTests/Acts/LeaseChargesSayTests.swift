import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing

/// What leases say to a run besides what they ask for.
@Suite("What leases wait for") struct LeaseChargesSayTests {
  /// ILAT of the third quarter of 2025 is known on 10 February 2026, and the rent may be revised on the first: said until it was, also by later months.
  @Test(arguments: TrialStore.engines) func aRevisionThatIsDue(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft(terms: LeaseMoneyTests.indexed))
      let today = day("2026-02-10")
      func waits(_ month: String) async throws -> [String] {
        let month = try #require(Month(month))
        return try await house.database.read { try LeaseCharges().waits(in: month, on: today, in: $0) }.map {
          "\($0.contract) \($0.day) \($0.path)"
        }
      }
      #expect(try await waits("2026-01") == [])
      #expect(try await waits("2026-02") == ["BAIL-2025-0001 2026-02-01 /indexation?month=2026-02"])
      #expect(try await waits("2026-03") == ["BAIL-2025-0001 2026-02-01 /indexation?month=2026-03"])
      try await house.perform(IndexLease(id, on: day("2026-02-01")), on: today)
      #expect(try await waits("2026-02") == [])
    }
  }

  @Test(arguments: TrialStore.engines) func theBillingContactIsWrittenTo(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft())
      let payer = try await house.facts(id).lease.payer
      func address() async throws -> String? {
        try await house.database.read { try LeaseCharges().billingAddresses(on: day("2025-02-01"), in: $0) }[payer]?.first
      }
      try await house.perform(AddContact(id, .daily, name: "Jour", email: "jour@x.example", phone: ""))
      try await house.perform(AddContact(id, .billing, name: "Sans", email: "", phone: "03"))
      try await house.perform(AddContact(id, .billing, name: "Interne", email: "compta@interne", phone: ""))
      #expect(try await address() == nil)
      try await house.perform(AddContact(id, .billing, name: "Compta", email: "compta@x.example", phone: ""))
      #expect(try await address() == "compta@x.example")
    }
  }
}
