import People
import Testing
import Trials

@testable import Ledger

@Suite struct LedgerPageTests {
  @Test func templatesTextsAndHostileInput() throws {
    // What was done is told on the histories of People, by the verb of the audit.
    let complaints = try PageChecks(of: Ledger.area(), alongside: [People.area()]).complaints(sources: "Sources/Areas/Ledger")
      .filter { !$0.hasPrefix("ledger.verb.") }
    #expect(complaints == [])
  }
}
