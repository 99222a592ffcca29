import Kernel
import Ledger
import People
import Store
import Testing
import Trials
import Web

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
      let eve = try await house.perform(AddPerson(PersonFacts(name: "Eve", email: "eve@km0.example")))
      _ = try await house.perform(AddMembership(of: eve, in: house.ada, title: nil, HeldSpan(from: Self.year, until: nil)))
      #expect(try await house.database.read { try $0.yearsToSettle(before: InvoicingHouse.today) }.map(\.building) == ["b23"])
      let id = try await house.perform(settle)
      #expect(try await house.database.read { try $0.yearsToSettle(before: InvoicingHouse.today) }.isEmpty)
      let letters = try await house.database.read {
        try $0.rows("SELECT to_address, body, attachment FROM outbox WHERE about LIKE 'settlement/%'")
      }
      #expect(letters.count == 1)
      let body: String = try #require(letters.first).get("body")
      // 9,125.00 × 1,460,000 ÷ 3,650,000 hundredths of m²·days = 3,650.00, less 3,600.00.
      for cents in [3650_00, 3600_00, 50_00] { #expect(body.contains(Format(.french).money(Money(cents: Int64(cents))))) }
      // The statement goes with it, as it can be read in the house: and to nobody else's name.
      let subject: String = try #require(letters.first).get("attachment")
      #expect(subject == "settlement/\(id)/\(house.ada)/fr")
      let maker = Invoicing.statements(texts: InvoiceWords.texts)
      let enclosed = try #require(try await maker(subject, house.database))
      #expect(enclosed.type == "application/pdf" && enclosed.name.hasPrefix("settlement-"))
      let words = try Tool.words(enclosed.bytes)
      for part in ["Ada", "Chauffage", "50,00"] { #expect(words.contains(part), "\(part)") }
      #expect(try await maker("settlement/\(id)/\(house.sci)/fr", house.database) == nil)
      #expect(try await maker("invoice/\(id)", house.database) == nil)
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

  /// Ada's provision of 3,600.00 is corrected to 3,500.00: 3,500 was paid ahead, not 7,100. Of 3,650.00 she owes 150.00.
  @Test(arguments: TrialStore.engines)
  func aCorrectedProvisionCountsOnce(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let place = try await Self.lived(house)
      let invoice = try #require(try await house.database.read { try $0.invoices(of: house.ada).first })
      _ = try await house.perform(
        CorrectInvoice(
          invoice.id, lines: [CorrectedLine(place: 1, text: "Provision", net: Money(cents: 3500_00))], reason: "Provision convenue"),
        at: Self.then)
      _ = try await house.perform(
        EnterCost(place, kind: .heating, key: .surface, label: "Chauffage", paper: "F-2", net: Money(cents: 9125_00)))
      let source = Self.source(house)
      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: source, in: $0) })
      let ada = try #require(plan.tenants.first { $0.customer == house.ada })
      #expect(ada.provisions == Money(cents: 3500_00) && ada.balance == Money(cents: 150_00))
      _ = try await house.perform(SettleCharges(place, source: source, text: "R"))
      #expect(try await house.faults() == [])
      // A year that was settled with both is found.
      try await house.database.write {
        try $0.run("UPDATE charge_settlement_tenants SET provisions = 710000 WHERE customer = \(house.ada)")
      }
      #expect(try await house.faults().contains { $0.contains("7100.00") && $0.contains("3500.00") })
    }
  }

  /// A school lodged free held 20 m² all year: nobody knows its VAT. Its 9,125 × 7,300 ÷ 36,500 = 1,825.00 are the house's, the others settle.
  @Test(arguments: TrialStore.engines)
  func whoWasNeverInvoicedStopsNobody(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let place = try await Self.lived(house)
      let whole = place.span
      let source = TrialGround(
        tenancies: Self.source(house).tenancies + [
          Tenancy(customer: house.lost, premises: "C", area: FloorArea(hundredths: 20_00), span: whole)
        ])
      _ = try await house.perform(
        EnterCost(place, kind: .heating, key: .surface, label: "Chauffage", paper: "F-2", net: Money(cents: 9125_00)))
      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: source, in: $0) })
      #expect(plan.lodged.map(\.costs.cents) == [1825_00])
      #expect(plan.houseBears == Money(cents: 4095_00))
      let id = try await house.perform(SettleCharges(place, source: source, text: "R"))
      let told = try await house.count("SELECT COUNT(*) FROM charge_settlement_tenants WHERE settlement = \(id)")
      #expect(told == 2)
    }
  }

  /// A cost by meters is settled only when the main meter was read, and counted no less than the others together.
  @Test(arguments: TrialStore.engines)
  func metersAreSettledByTheMainMeter(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let place = try await Self.lived(house)
      let source = Self.source(house)
      _ = try await house.perform(
        EnterCost(place, kind: .electricity, key: .meter, label: "Électricité", paper: "F-4", net: Money(cents: 1000_00)))
      try await house.perform(ReadMeter(place, customer: house.ada, units: 60_000))
      let settle = SettleCharges(place, source: source, text: "R")
      func code() async throws -> String? {
        do { _ = try await house.perform(settle) } catch let refusal as Refusal { return refusal.problems.first?.code }
        return nil
      }
      #expect(try await code() == "invoicing.settlement.problem.noMainMeter")
      try await house.perform(ReadMeter(place, customer: nil, units: 50_000))
      #expect(try await code() == "invoicing.settlement.problem.beyondMainMeter")
      try await house.perform(ReadMeter(place, customer: nil, units: 100_000))
      #expect(try await code() == nil)
      // 1,000.00 × 60,000 ÷ 100,000 = 600.00 for Ada, 400.00 for the house.
      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: source, in: $0) })
      #expect(plan.tenants.first { $0.customer == house.ada }?.costs == Money(cents: 600_00))
      #expect(plan.settlement?.houseBears == Money(cents: 400_00))
    }
  }

  /// Ada's contract asked 800.00 of property tax in the year: of the tax she bears 1,000.00, and pays 200.00.
  @Test(arguments: TrialStore.engines)
  func propertyTaxInvoicedByTheContractIsTakenOff(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let day = Day("2025-11-01") ?? Self.year
      try await house.post(house.charge("t/ada", 800_00, to: house.ada, on: day, kind: .propertyTax, contract: "BAIL-1"), at: Self.then)
      let place = try await Self.lived(house)
      _ = try await house.perform(
        EnterCost(place, kind: .propertyTax, key: .surface, label: "Taxe foncière", paper: "A-1", net: Money(cents: 2500_00)))
      let source = Self.source(house)
      _ = try await house.perform(SettleCharges(place, source: source, text: "R"))
      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: source, in: $0) })
      let ada = try #require(plan.tenants.first { $0.customer == house.ada })
      #expect(ada.costs == Money(cents: 1000_00) && ada.taxes == Money(cents: 800_00))
      #expect(ada.balance == Money(cents: 1000_00 - 3600_00 - 800_00))
      #expect(try await house.faults() == [])
    }
  }

  @Test(arguments: TrialStore.engines)
  func aRunningYearIsNotSettled(_ engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let place = SettledYear(entity: house.sas, building: "b23", year: 2026)
      _ = try await house.perform(EnterCost(place, kind: .water, key: .meter, label: "Eau", paper: "F-3", net: Money(cents: 100_00)))
      try await house.perform(ReadMeter(place, customer: house.ada, units: 30))
      try await house.perform(ReadMeter(place, customer: house.ada, units: 40))
      try await house.perform(ReadMeter(place, customer: nil, units: 90))
      try await house.perform(ReadMeter(place, customer: nil, units: 100))
      let source = Self.source(house)
      let plan = try #require(try await house.database.read { try SettlementPlan(place, from: source, in: $0) })
      // 100.00 × 40 ÷ 100; she was never invoiced, so that the house bears it so far.
      #expect(plan.lodged.first { $0.customer == house.ada }?.costs == Money(cents: 40_00))
      #expect(plan.houseBears == Money(cents: 100_00))
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
