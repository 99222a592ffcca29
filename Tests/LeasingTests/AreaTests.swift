import Testing

@testable import Leasing

@Suite struct LeasingAreaTests {
  @Test func bearsItsName() { #expect(Leasing.area().name == "leasing") }
}
