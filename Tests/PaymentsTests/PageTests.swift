import Testing
import Trials
import Web

@testable import Payments

@Suite struct PaymentPageTests {
  @Test func templatesTextsAndHostileInput() throws {
    let checks = try PageChecks(of: Payments.area(), alongside: [])
    let complaints = try checks.complaints(sources: "Sources/Areas/Payments").filter { !$0.hasPrefix("payments.verb.") }
    #expect(complaints == [])
  }
}
