import Kernel
import Testing

@testable import Invoicing

/// The example of docs/charges-settlement.md, and what must hold of any split.
@Suite struct ChargeSplitTests {
  static let year = DaySpan(from: Month(year: 2025, month: 1).first, until: Month(year: 2026, month: 1).first)
  static let ada = OrganisationID("ada")
  static let bob = OrganisationID("bob")
  static let heating = SharedCost(id: "1", kind: .heating, key: .surface, net: Money(cents: 9125_00))

  static let ground = SplitGround(
    surface: 100_00 * 365, share: 3 * 365,
    tenancies: [
      Tenancy(customer: ada, premises: "A", area: FloorArea(hundredths: 40_00), span: year),
      Tenancy(
        customer: bob, premises: "B", area: FloorArea(hundredths: 30_00),
        span: DaySpan(from: Month(year: 2025, month: 7).first, until: year.until)),
    ], meters: [ada: 300, bob: 100], metersTotal: 400)

  @Test func theHouseBearsWhatNobodyHeld() {
    let provisions = [Self.ada: Money(cents: 3600_00), Self.bob: Money(cents: 1500_00)]
    let tenants = ChargeSplit.settle([Self.heating], on: Self.ground, provisions: provisions)
    // 9,125.00 × 14,600 ÷ 36,500 = 3,650.00; 9,125.00 × 5,520 ÷ 36,500 = 1,380.00.
    #expect(tenants.map(\.costs.cents) == [3650_00, 1380_00])
    #expect(tenants.map(\.balance.cents) == [50_00, -120_00])
    #expect(ChargeSplit.houseBears([Self.heating], tenants) == Money(cents: 4095_00))
  }

  @Test func keysWeighDifferently() {
    let costs = [
      SharedCost(id: "1", kind: .cleaning, key: .share, net: Money(cents: 1095_00)),
      SharedCost(id: "2", kind: .water, key: .meter, net: Money(cents: 400_00)),
    ]
    let tenants = ChargeSplit.settle(costs, on: Self.ground, provisions: [:])
    // 365 and 184 of 1,095 days of premises; 300 and 100 of 400 units.
    #expect(tenants.map { $0.parts.map(\.part.cents) } == [[365_00, 300_00], [184_00, 100_00]])
  }

  /// The main meter counted 1,000 units, tenants' meters 300 and 100: 600 are empty premises and common parts, the house's (R145-35).
  @Test func whatNoTenantsMeterCountedIsTheHouses() {
    let water = SharedCost(id: "1", kind: .water, key: .meter, net: Money(cents: 400_00))
    let ground = SplitGround(
      surface: 1, share: 1, tenancies: Self.ground.tenancies, meters: [Self.ada: 300, Self.bob: 100], metersTotal: 1000)
    let tenants = ChargeSplit.settle([water], on: ground, provisions: [:])
    // 400.00 × 300 ÷ 1,000 and × 100 ÷ 1,000.
    #expect(tenants.map(\.costs.cents) == [120_00, 40_00])
    #expect(ChargeSplit.houseBears([water], tenants) == Money(cents: 240_00))
    // While nobody read the main meter, nobody bears anything by meters.
    let unread = SplitGround(surface: 1, share: 1, tenancies: Self.ground.tenancies, meters: [Self.ada: 300])
    #expect(ChargeSplit.settle([water], on: unread, provisions: [:]).allSatisfy { $0.parts.isEmpty })
  }

  /// Ada's contract asked 800.00 of property tax: of 2,500.00 by surface she bears 2,500 × 14,600 ÷ 36,500 = 1,000.00, and 200.00 is left. Where the
  /// tax is no cost of the building, what was asked stays asked.
  @Test func propertyTaxIsPaidOnce() {
    let tax = SharedCost(id: "1", kind: .propertyTax, key: .surface, net: Money(cents: 2500_00))
    let asked = [Self.ada: Money(cents: 800_00)]
    let settled = ChargeSplit.settle([tax], on: Self.ground, provisions: [:], taxes: asked)
    #expect(settled.first { $0.customer == Self.ada }?.balance == Money(cents: 200_00))
    let heated = ChargeSplit.settle([Self.heating], on: Self.ground, provisions: [:], taxes: asked)
    #expect(heated.first { $0.customer == Self.ada }?.balance == Money(cents: 3650_00))
  }

  @Test func whatTheLawForbidsIsNeverPassedOn() {
    let forbidden = CostKind.allCases.filter { !$0.mayBePassedOn }
    #expect(forbidden == [.majorRepairs, .majorRepairFees, .complianceWorks, .ownerTaxes, .rentManagement])
    #expect(CostKind.propertyTax.mayBePassedOn)
    let roof = SharedCost(id: "1", kind: .majorRepairs, key: .surface, net: Money(cents: 100_000_00))
    #expect(ChargeSplit.settle([roof], on: Self.ground, provisions: [:]).allSatisfy { $0.parts.isEmpty })
  }

  /// A tenant who left still gets back what provisions exceeded.
  @Test func provisionsWithoutAPartAreGivenBack() {
    let gone = OrganisationID("eve")
    let tenants = ChargeSplit.settle([Self.heating], on: Self.ground, provisions: [gone: Money(cents: 10_00)])
    #expect(tenants.first { $0.customer == gone }?.balance == Money(cents: -10_00))
  }

  @Test func partsNeverExceedTheWholeByMoreThanRounding() {
    for seed in 1...50 {
      let tenancies = (0..<seed % 9 + 1).map { place in
        Tenancy(
          customer: OrganisationID("t\(place)"), premises: "\(place)", area: FloorArea(hundredths: Int64(seed * 37 + place * 101)),
          span: Self.year)
      }
      let surface = tenancies.reduce(Int64(0)) { $0 + $1.area.hundredths * 365 }
      let cost = SharedCost(id: "1", kind: .heating, key: .surface, net: Money(cents: Int64(seed) * 99_991))
      let tenants = ChargeSplit.settle([cost], on: SplitGround(surface: surface, share: 1, tenancies: tenancies), provisions: [:])
      #expect(ChargeSplit.houseBears([cost], tenants).cents.magnitude <= UInt64(tenancies.count))
    }
  }
}
