import People
import Spaces
import Testing
import Trials
import Welcome

@testable import Demand

@Suite struct PageTests {
  @Test func templatesTextsAndHostileInput() throws {
    let shelf = PlanShelf()
    let checks = try PageChecks(
      of: Demand.area(shelf: shelf, base: "http://localhost"),
      alongside: [People.area(), Spaces.area(shelf: shelf), Welcome.area(shelf: shelf)])
    #expect(try checks.complaints(sources: "Sources/Areas/Demand") == [])
  }
}
