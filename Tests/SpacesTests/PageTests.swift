import People
import Testing
import Trials

@testable import Spaces

@Suite struct PageTests {
  /// Verbs of the audit that look like text keys.
  static let verbs: Set = ["spaces.milestone.reach", "spaces.milestone.slip"]

  @Test func templatesTextsAndHostileInput() throws {
    let checks = try PageChecks(of: Spaces.area(shelf: PlanShelf()), alongside: [People.area()])
    let complaints = try checks.complaints(sources: "Sources/Areas/Spaces", ignoring: PageTests.verbs)
    #expect(complaints == [])
  }
}
