import Testing
import Trials

@testable import Web

@Suite struct PageTests {
  /// The templates every area draws with; a page of an area walks through them.
  static let partials: Set = [
    "field", "list", "list-head", "list-page", "list-pages", "list-tools", "page-actions", "page-deed", "page-fact", "page-figure",
    "page-row",
    "page-rows",
    "page-table", "problems",
  ]

  @Test func theFrameAndTheErrorPage() throws {
    let checks = try PageChecks(ofWeb: [Frame.self, ErrorPage.self])
    let unused = Set(Self.partials.map { "\($0).mustache: no page of the area uses it" })
    #expect(Set(checks.templateComplaints()) == unused)
    #expect(checks.escapingComplaints() == [])
    #expect(try checks.textComplaints(sources: "Sources/Foundations/Web", ignoring: ["web."]) == [])
  }
}
