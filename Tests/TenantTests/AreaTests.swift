import Testing

@testable import Tenant

@Suite struct TenantAreaTests {
  @Test func bearsItsName() { #expect(Tenant.area().name == "tenant") }
}
