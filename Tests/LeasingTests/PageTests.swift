import Invoicing
import Ledger
import People
import Spaces
import Testing
import Trials

@testable import Leasing

@Suite struct LeasingPageTests {
  @Test func templatesTextsAndHostileInput() throws {
    let checks = try PageChecks(
      of: Leasing.area(), alongside: [People.area(), Spaces.area(shelf: PlanShelf()), Ledger.area(), Invoicing.area()])
    let complaints = try checks.complaints(sources: "Sources/Areas/Leasing", ignoring: ["leasing.problem.state.draft"])
    #expect(complaints == [])
  }
}
