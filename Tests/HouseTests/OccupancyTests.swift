import Kernel
import Store
import Testing
import Trials

@testable import House
@testable import Invoicing
@testable import Leasing
@testable import People

/// Who is settled with for a year: who pays the lease, whoever sits in the premises.
@Suite struct OccupancyTests {
  @Test(arguments: TrialStore.engines) func theTenancyIsThePayers(engine: Engine) async throws {
    try await DepositTests().with(engine) { place in
      let holding = try await place.perform(
        AddOrganisation(OrganisationFacts(legalName: "Holding", usualName: "Holding", kind: .company)))
      var draft = try await place.draft(deposit: 0)
      draft.payer = holding
      _ = try await place.sign(draft)
      let year = DaySpan(from: Month(year: 2025, month: 1).first, until: Month(year: 2026, month: 1).first)
      let ground = try await place.database.read { transaction in
        guard let building = try HouseOccupancy().buildings(in: transaction).first else { throw Refusal.notFound }
        return try HouseOccupancy().ground(of: building.id, letBy: place.landlord, in: year, in: transaction)
      }
      #expect(ground.tenancies.map(\.customer) == [holding])
      // From 1 February to the end of the year: 334 days.
      #expect(ground.tenancies.map(\.days) == [334])
    }
  }
}
