import Kernel
import Ledger
import People
import Store
import Testing
import Trials

@testable import Invoicing

/// One building of 100 m²: Ada held 40 m² all of 2025, Bob 30 m² from July; nobody the rest.
struct TrialGround: OccupancySource {
  let tenancies: [Tenancy]
  var contracts: Set<String>?

  func buildings(in _: borrowing Transaction) throws -> [SettledBuilding] { [SettledBuilding(id: "b23", name: "Bâtiment 23")] }
  func ground(of _: String, letBy _: OrganisationID, in _: DaySpan, in _: borrowing Transaction) throws -> SplitGround {
    SplitGround(surface: 100_00 * 365, share: 3 * 365, tenancies: tenancies, contracts: contracts)
  }
}

@Suite struct SettlementTests {
  static let then = Instant(iso: "2025-12-15T09:00:00Z") ?? Instant(seconds: 0)
  static let year = Month(year: 2025, month: 1).first

  static func source(_ house: InvoicingHouse) -> TrialGround {
    let whole = DaySpan(from: year, until: Month(year: 2026, month: 1).first)
    return TrialGround(tenancies: [
      Tenancy(customer: house.ada, premises: "A", area: FloorArea(hundredths: 40_00), span: whole),
      Tenancy(
        customer: house.bob, premises: "B", area: FloorArea(hundredths: 30_00),
        span: DaySpan(from: Month(year: 2025, month: 7).first, until: whole.until)),
    ])
  }

  /// Provisions of 3,600 € and 1,500 € were invoiced in 2025; heating cost 9,125 €.
  static func lived(_ house: InvoicingHouse) async throws -> SettledYear {
    let day = Day("2025-12-01") ?? year
    try await house.post(house.charge("p/ada", 3600_00, to: house.ada, on: day, kind: .provision, contract: "BAIL-1"), at: then)
    try await house.post(house.charge("p/bob", 1500_00, to: house.bob, on: day, kind: .provision), at: then)
    try await house.issue(Month(year: 2025, month: 12), at: then)
    return SettledYear(entity: house.sas, building: "b23", year: 2025)
  }

  @Test(arguments: TrialStore.engines)
  func aYearIsSettledOnceAndCharged(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let place = try await Self.lived(house)
      let source = Self.source(house)
      func code(_ work: () async throws -> Void) async throws -> String? {
        do { try await work() } catch let refusal as Refusal { return refusal.problems.first?.code }
        return nil
      }
      let settle = SettleCharges(place, source: source, text: "Régularisation 2025")
      #expect(try await code { _ = try await house.perform(settle) } == "invoicing.settlement.problem.noCosts")
      let roof = EnterCost(place, kind: .majorRepairs, key: .surface, label: "Toiture", paper: "F-1", net: Money(cents: 1))
      #expect(try await code { _ = try await house.perform(roof) } == "invoicing.settlement.problem.forbidden")
      let heat = EnterCost(place, kind: .heating, key: .surface, label: "Chauffage", paper: "F-2", net: Money(cents: 9125_00))
      _ = try await house.perform(heat)
      let wrong = try await house.perform(heat)
      _ = try await house.perform(WithdrawCost(wrong))
      let id = try await house.perform(settle)
      #expect(try await code { _ = try await house.perform(settle) } == "invoicing.settlement.problem.settled")
      #expect(try await code { _ = try await house.perform(heat) } == "invoicing.settlement.problem.settled")

      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: source, in: $0) })
      #expect(plan.settlement?.id == id)
      #expect(Dictionary(plan.tenants.map { ($0.customer, $0.balance.cents) }) { $1 } == [house.ada: 50_00, house.bob: -120_00])
      #expect(plan.settlement?.houseBears == Money(cents: 4095_00))
      // On their next invoices, with the VAT of the provisions: 50 € net and 60 € in all for Ada.
      try await house.issue()
      let nets = try await house.database.read { transaction in
        try transaction.rows("SELECT net, contract FROM invoice_lines WHERE kind = 'settlement' ORDER BY net").map { row in
          (try row.get("net") as Money, try row.get("contract") as String?)
        }
      }
      #expect(nets.map(\.0.cents) == [-120_00, 50_00])
      #expect(nets.last?.1 == "BAIL-1")
      #expect(try await house.faults() == [])
    }
  }

  /// Ada paid 3,600 € under BAIL-1, which is of another building: here her part of 3,650 € is all to pay. Bob's provision names no contract.
  @Test(arguments: TrialStore.engines)
  func provisionsOfAnotherBuildingDoNotCount(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let place = try await Self.lived(house)
      _ = try await house.perform(
        EnterCost(place, kind: .heating, key: .surface, label: "Chauffage", paper: "F-2", net: Money(cents: 9125_00)))
      var source = Self.source(house)
      source.contracts = ["BAIL-2"]
      let ground = source
      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: ground, in: $0) })
      #expect(Dictionary(plan.tenants.map { ($0.customer, $0.balance.cents) }) { $1 } == [house.ada: 3650_00, house.bob: -120_00])
    }
  }

  @Test(arguments: TrialStore.engines)
  func aRunningYearIsNotSettled(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let place = SettledYear(entity: house.sas, building: "b23", year: 2026)
      _ = try await house.perform(EnterCost(place, kind: .water, key: .meter, label: "Eau", paper: "F-3", net: Money(cents: 100_00)))
      try await house.perform(ReadMeter(place, customer: house.ada, units: 30))
      try await house.perform(ReadMeter(place, customer: house.ada, units: 40))
      let source = Self.source(house)
      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: source, in: $0) })
      #expect(plan.tenants.first { $0.customer == house.ada }?.costs == Money(cents: 100_00))
      do {
        _ = try await house.perform(SettleCharges(place, source: source, text: "R"))
        Issue.record("a running year was settled")
      } catch let refusal as Refusal { #expect(refusal.problems.first?.code == "invoicing.settlement.problem.runs") }
    }
  }

  /// The page opens where something was spent last; of one year, on what is still to be settled; it stays with what is asked for.
  @Test(arguments: TrialStore.engines)
  func theYearsWithCosts(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      func years() async throws -> [SettledYear] { try await house.database.read { try $0.yearsWithCosts() } }
      #expect(try await years().isEmpty)
      let settled = try await Self.lived(house)
      let source = Self.source(house)
      func heat(_ place: SettledYear) -> EnterCost {
        EnterCost(place, kind: .heating, key: .surface, label: "Chauffage", paper: "F-2", net: Money(cents: 9125_00))
      }
      _ = try await house.perform(heat(settled))
      _ = try await house.perform(SettleCharges(settled, source: source, text: "Régularisation 2025"))
      let open = SettledYear(entity: house.sas, building: "zz", year: 2025)
      let older = SettledYear(entity: house.sas, building: "b23", year: 2024)
      for place in [open, older] { _ = try await house.perform(heat(place)) }
      let taken = try await house.perform(heat(SettledYear(entity: house.sas, building: "b23", year: 2026)))
      _ = try await house.perform(WithdrawCost(taken))
      #expect(try await years() == [open, settled, older])
    }
  }
}
