import Testing

@testable import Demand

@Suite struct DemandAreaTests {
  @Test func bearsItsName() { #expect(Demand.area().name == "demand") }
}
