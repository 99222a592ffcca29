import Ledger
import People
import Testing
import Trials

@testable import Invoicing

@Suite struct PageTests {
  @Test func templatesTextsAndHostileInput() throws {
    let checks = try PageChecks(of: Invoicing.area(), alongside: [People.area(), Ledger.area()])
    let complaints = try checks.complaints(sources: "Sources/Areas/Invoicing", ignoring: ["invoicing.issue"])
      .filter { !$0.hasPrefix("invoicing.verb.") }
    #expect(complaints == [])
  }
}
