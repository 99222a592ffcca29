import Testing

@testable import Payments

@Suite struct PaymentsAreaTests {
  @Test func bearsItsName() { #expect(Payments.area().name == "payments") }
}
