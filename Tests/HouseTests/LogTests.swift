import Foundation
import Testing

@testable import House

@Suite struct LogTests {
  let hostile = LogLine(
    seconds: 0, level: .info, source: "web", message: "a\n\"b\"\\\u{1B}[31m", facts: [("path", "/x\ny"), ("level", "critical")])

  @Test func textStaysOneLine() {
    #expect(hostile.text == "1970-01-01T00:00:00.000Z info web: a\\u{a}\"b\"\\\\u{1b}[31m path=/x\\u{a}y level=critical\n")
  }

  @Test func jsonIsOneObject() throws {
    #expect(hostile.json.filter { $0 == "\n" }.count == 1)
    let read = try JSONDecoder().decode([String: String].self, from: Data(hostile.json.utf8))
    #expect(read["message"] == "a\n\"b\"\\\u{1B}[31m")
    #expect(read["level"] == "info")
    #expect(read["_level"] == "critical")
    #expect(read["path"] == "/x\ny")
  }
}
