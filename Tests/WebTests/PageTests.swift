import Testing
import Trials

@testable import Web

@Suite struct PageTests {
  /// The templates every area draws with; a page of an area walks through them.
  static let partials: Set = ["page-fact", "page-rows", "page-table"]

  @Test func theFrameTheErrorPageAndTheList() throws {
    let checks = try PageChecks(ofWeb: [Frame.self, ErrorPage.self, ListPage.self])
    let unused = Set(Self.partials.map { "\($0).mustache: no page of the area uses it" })
    #expect(Set(checks.templateComplaints()) == unused)
    #expect(checks.escapingComplaints() == [])
    #expect(try checks.textComplaints(sources: "Sources/Foundations/Web", ignoring: ["web."]) == [])
  }
}
