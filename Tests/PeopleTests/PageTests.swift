import Testing
import Trials

@testable import People

@Suite struct PageTests {
  @Test func templatesTextsAndHostileInput() throws {
    let complaints = try PageChecks(of: People.area()).complaints(sources: "Sources/Areas/People", ignoring: ["people.", "people.csv"])
    #expect(complaints == [])
  }
}
