import Foundation
import House
import Testing
import Web

/// `docs/openapi.yaml` is kept by hand; it and the `/api` routes name the same paths and methods.
@Suite struct InterfaceTests {
  @Test func openapiNamesEveryRouteOfTheInterface() throws {
    let written = try operations()
    let routes = Set(House.sample.routes.filter(\.isAPI).map { "\($0.method.rawValue) \(braced($0.path))" })
    #expect(routes.subtracting(written).sorted() == [], "not in docs/openapi.yaml")
    #expect(written.subtracting(routes).sorted() == [], "in docs/openapi.yaml, and no route")
  }

  /// `paths:` at the margin, a path two blanks in, a method four blanks in: that is all of YAML this file needs.
  private func operations() throws -> Set<String> {
    var operations: Set<String> = []
    var isInPaths = false
    var path = ""
    for line in try Repository.text("docs/openapi.yaml").split(separator: "\n") {
      if let first = line.first, first != " ", first != "#" { isInPaths = line == "paths:" }
      guard isInPaths else { continue }
      if let match = line.wholeMatch(of: /  (\/\S*):/) { path = String(match.1) }
      if let match = line.wholeMatch(of: /    (get|post|put|delete):/) { operations.insert("\(match.1.uppercased()) \(path)") }
    }
    return operations
  }

  /// `/api/spaces/:space` as OpenAPI writes it.
  private func braced(_ path: String) -> String {
    path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }.joined()
  }
}
