import People
import Spaces
import Testing
import Trials

@testable import Welcome

@Suite struct PageTests {
  @Test func templatesTextsAndHostileInput() throws {
    let shelf = PlanShelf()
    let checks = try PageChecks(of: Welcome.area(shelf: shelf), alongside: [People.area(), Spaces.area(shelf: shelf)])
    let complaints = try checks.complaints(sources: "Sources/Areas/Welcome")
    #expect(complaints == [])
  }
}
