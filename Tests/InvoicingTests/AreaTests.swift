import Testing

@testable import Invoicing

@Suite struct InvoicingAreaTests {
  @Test func bearsItsName() { #expect(Invoicing.area().name == "invoicing") }
}
