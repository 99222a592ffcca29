import Testing

@testable import Ledger

@Suite struct LedgerAreaTests {
  @Test func bearsItsName() { #expect(Ledger.area().name == "ledger") }
}
