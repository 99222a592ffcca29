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

  /// What an address of the interface may be asked with, and that it is refused when it cannot be read.
  @Test func openapiNamesWhatAnAddressMayBeAskedWith() throws {
    let operations = try texts()
    for route in House.sample.routes where route.isAPI && !route.fields.isEmpty {
      let text = operations["\(route.method.rawValue) \(braced(route.path))"] ?? ""
      for name in route.fields.flatMap(\.names) {
        let isNamed = ["{ name: \(name), in: query", "- name: \(name)\n", "parameters/\(name)\""].contains { text.contains($0) }
        #expect(isNamed, "\(route.path) is asked with \(name)")
      }
      #expect(text.contains("\"422\""), "\(route.path) refuses")
    }
  }

  private func operations() throws -> Set<String> { Set(try texts().keys) }

  /// The lines of each operation.
  ///
  /// `paths:` at the margin, a path two blanks in, a method four blanks in: that is all of YAML this file needs.
  private func texts() throws -> [String: String] {
    var texts: [String: String] = [:]
    var isInPaths = false
    var (path, operation) = ("", "")
    for line in try Repository.text("docs/openapi.yaml").split(separator: "\n") {
      if let first = line.first, first != " ", first != "#" { isInPaths = line == "paths:" }
      guard isInPaths else { continue }
      if let match = line.wholeMatch(of: #/  (\/\S*):/#) { (path, operation) = (String(match.1), "") }
      if let match = line.wholeMatch(of: #/    (get|post|put|delete):/#) { operation = "\(match.1.uppercased()) \(path)" }
      if !operation.isEmpty { texts[operation, default: ""] += line + "\n" }
    }
    return texts
  }

  /// `/api/spaces/:space` as OpenAPI writes it.
  private func braced(_ path: String) -> String {
    path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }.joined()
  }
}
