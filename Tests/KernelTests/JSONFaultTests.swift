import Foundation
import Kernel
import Testing

@Suite("Where text is no JSON") struct JSONFaultTests {
  private func told(_ text: String) -> String { told(Array(text.utf8)) }
  private func told(_ bytes: [UInt8]) -> String {
    JSONFault(in: bytes).map { "\($0.kind) \($0.line):\($0.column)" } ?? "fine"
  }

  @Test(
    arguments: [
      ("{}", "fine"), (" [ ] \r\n", "fine"), ("12", "fine"), ("-0.5e+3", "fine"), ("\"a\\u00e9\\ud83d\\ude00\"", "fine"),
      ("{\"a\": [1, {\"b\": null}], \"c\": true}", "fine"), ("\u{FEFF}{}", "fine"), ("1e-400", "fine"),
      // Too early at an end: at the place behind what is there.
      ("", "end 1:1"), ("\n ", "end 2:2"), ("{\n \"a\": [1,\n 2", "end 3:3"), ("[tru", "end 1:5"), ("[-", "end 1:3"), ("[1.", "end 1:4"),
      ("\"a", "end 1:3"), ("\"a\\", "end 1:4"), ("\"\\u00", "end 1:6"), ("\"\\ud83d\\u", "end 1:10"), ("{\"a\"", "end 1:5"),
      // A comma too many, or none.
      ("{\n \"a\": 1,\n \"b\": [1,,2]\n}", "strange 3:10"), ("[1,]", "strange 1:4"), ("{\"a\":1,}", "strange 1:8"), ("[,1]", "strange 1:2"),
      ("{\r\n\"a\": 1\r\n\"b\": 2}", "strange 3:1"), ("{\"a\" 1}", "strange 1:6"), ("{\"a\":1}}", "strange 1:8"), ("[1}", "strange 1:3"),
      ("{1:2}", "strange 1:2"), ("{'a':1}", "strange 1:2"), ("[1 // one\n]", "strange 1:4"), ("<xml/>", "strange 1:1"),
      // Characters are counted, not bytes.
      ("{\"é\": \"ééé\", \"è\" 12}", "strange 1:18"), ("\u{FEFF}x", "strange 1:1"), ("[é]", "strange 1:2"),
      // Words and numbers that JSON does not have.
      ("[\n NaN]", "strange 2:2"), ("[Infinity]", "strange 1:2"), ("[-Infinity]", "strange 1:3"), ("[01]", "strange 1:2"),
      ("[1.]", "strange 1:4"), ("[1e]", "strange 1:4"), ("[.5]", "strange 1:2"), ("[+1]", "strange 1:2"), ("[ 1e999]", "strange 1:3"),
      ("[trui]", "strange 1:2"), ("[nil]", "strange 1:2"), ("[0x1]", "strange 1:3"),
      // A line in a text, an escape that is none, half a pair.
      ("[\"a\nb\"]", "strange 1:4"), ("\"\\q\"", "strange 1:2"), ("\"\\u+123\"", "strange 1:2"), ("\"\\ud800x12345\"", "strange 1:2"),
      ("\"\\ude00\"", "strange 1:2"),
    ] as [(String, String)])
  func isToldByLineAndColumn(text: String, place: String) { #expect(told(text) == place) }

  @Test func whatIsNoUTF8() {
    #expect(told(Array("{\n\"a\": \"".utf8) + [0xE9] + Array("\"}".utf8)) == "encoding 2:7")
    let text = "{\"a\": 1}"
    #expect(told(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == "encoding 1:2")
    #expect(told([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == "encoding 1:1")
    // Half a surrogate, and a slash in two bytes.
    #expect(told([0x22, 0xED, 0xA0, 0x80, 0x22]) == "encoding 1:2")
    #expect(told([0x22, 0xC0, 0xAF, 0x22]) == "encoding 1:2")
  }

  @Test func whatCostsTooMuchIsCounted() {
    func told(_ text: String, deepest: Int = 3, mostValues: Int = 3) -> String {
      JSONFault(in: Array(text.utf8), deepest: deepest, mostValues: mostValues).map { "\($0.kind) \($0.line):\($0.column)" } ?? "fine"
    }
    #expect(told("[[[1]]]") == "fine")
    #expect(told("[[[\n[1]]]]") == "tooDeep 2:1")
    #expect(told("[1,2,3,4]") == "fine")
    #expect(told("[1,2,3,4,5]") == "tooMany 1:9")
    #expect(JSONFault(in: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))?.kind == .tooDeep)
  }

  /// A megabyte on one line, whose last value is wrong: 1 + 2 × 500,000 characters stand before it.
  @Test func aMegabyteOnOneLine() {
    let text = "[" + String(repeating: "1,", count: 500_000)
    #expect(told(text + "x]") == "strange 1:1000002")
    #expect(told(text + "1]") == "fine")
  }

  /// What the parser takes is fine, and what is fine the parser takes; it takes a comma at the end besides.
  @Test func agreesWithTheParser() {
    var state: UInt64 = 7
    func next(_ range: Range<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
    let signs = Array("{}[],:\"\\ue019-.Etrnulfas é\n".utf8)
    for _ in 0..<20_000 {
      let bytes = (0..<next(1..<12)).map { _ in signs[next(0..<signs.count)] }
      let isFine = JSONFault(in: bytes) == nil
      let isRead = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      let text = String(decoding: bytes, as: UTF8.self)
      if isFine { #expect(isRead, "\(text)") }
      if isRead, !text.contains(#/,\s*[\]}]/#) { #expect(isFine, "\(text)") }
    }
  }
}
