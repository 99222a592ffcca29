import Foundation
import Testing

/// What the floor plan cannot say in Package.swift.
@Suite struct SourceTests {
  static let rules = Repository.files(below: "Sources/Areas", ending: ".swift").filter { $0.contains("/Rules/") }

  @Test func thereAreRules() { #expect(Self.rules.count > 5) }

  @Test(arguments: rules)
  func rulesAreDry(_ path: String) throws {
    let imports = try Repository.text(path).split(separator: "\n").filter { $0.contains(/^(@\w+ )?((package|private|public|internal) )?import /) }
    for line in imports { #expect(line == "import Kernel", "\(path): \(line)") }
  }

  @Test(arguments: rules)
  func rulesAskNoClockAndNoChance(_ path: String) throws {
    let text = try Repository.text(path)
    for word in ["Instant.clock", "Date()", ".random(", "SystemRandomNumberGenerator", ".fresh("] {
      #expect(!text.contains(word), "\(path) says \(word)")
    }
  }

  @Test func nothingIsPublicAndNothingIsLeftForLater() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
    for path in Repository.files(below: "Sources", ending: ".swift") {
      let text = try Repository.text(path)
      #expect(!text.contains(/(?m)^\s*public /), "\(path) is public")
      for mark in marks { #expect(!text.contains(mark), "\(path) says \(mark)") }
    }
  }

  @Test func filesHoldOneIdea() throws {
    for path in Repository.files(below: "Sources", ending: ".swift") {
      let lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 250, "\(path) has \(lines) lines")
    }
  }

  @Test func everyDependencyHasItsReason() throws {
    let reasons = try Repository.text("docs/dependencies.md").lowercased()
    for match in try Repository.text("Package.swift").matches(of: /\.package\(url: ".*\/([^"\/]+)"/) {
      #expect(reasons.contains("| \(match.1.lowercased()) |"), "docs/dependencies.md does not say why \(match.1)")
    }
  }
}
