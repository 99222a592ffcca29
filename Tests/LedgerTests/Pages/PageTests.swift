import People
import Testing
import Trials

@testable import Ledger

@Suite struct LedgerPageTests {
  @Test func templatesTextsAndHostileInput() throws {
    let complaints = try PageChecks(of: Ledger.area(), alongside: [People.area()]).complaints(sources: "Sources/Areas/Ledger")
    #expect(complaints == [])
  }
}
