import People
import Testing
import Trials

@testable import Spaces

@Suite struct KeepingPageTests {
  /// Of the pages that keep the building; the others of the area have their own test.
  @Test func templatesTextsAndHostileInput() throws {
    let complaints = try PageChecks(of: Spaces.area(shelf: PlanShelf()), alongside: [People.area()])
      .complaints(sources: "Sources/Areas/Spaces")
    let own = ["keeping", "building", "level", "reshaping", "links", "works", "headcount"]
    #expect(complaints.filter { line in own.contains { line.contains("spaces-\($0)") || line.contains("spaces.\($0)") } } == [])
  }
}
