import Foundation
import Kernel

/// Things that people, programs and attackers send instead of what was asked for.
struct BadInput: CustomStringConvertible {
  enum Expected {
    /// 400 to 499: it cannot be read at all.
    case refused
    /// Some routes may take it, as a text or since they read nothing; none may break.
    case anything
  }
  let name: String
  let expected: Expected
  let type: String
  let body: [UInt8]
  /// What each field held, where the form should show it again.
  var typed: String?

  var description: String { name }

  /// The same value in every field the house reads anywhere.
  static func forms(_ fields: [String]) -> [BadInput] {
    let kept = "pas <un> \"nombre\" & demi"
    let values: [(String, String)] = [
      ("control characters", "a\u{0}b\u{7}"), ("a huge number", "999999999999999999999999"), ("a negative amount", "-12,50"),
      ("no such day", "2026-02-30"), ("the year nought", "0000-01-01"), ("a far day", "9999999-01-01"), ("a wrong SIREN", "732829321"),
      ("right to left", "\u{202E}עברית"), ("markup", "<script>alert(1)</script>"), ("a template", "{{t.web}} {{{content}}}"),
      ("a quote for SQL", "'; DROP TABLE persons; --"), ("a foreign id", "019ab000-0000-7000-8000-000000000001"),
      ("a long name", String(repeating: "très ", count: 100)), ("an emoji", "👩🏽‍🔧"),
    ]
    var all = [BadInput(name: "nothing", expected: .anything, type: form, body: [])]
    all.append(BadInput(name: "wrong types", expected: .anything, type: form, body: encoded(fields, kept), typed: kept))
    for (name, value) in values { all.append(BadInput(name: name, expected: .anything, type: form, body: encoded(fields, value))) }
    let twice = fields.flatMap { ["\($0)=1", "\($0)=2"] }.joined(separator: "&")
    all.append(BadInput(name: "every field twice", expected: .anything, type: form, body: Array(twice.utf8)))
    let reversed = fields.map {
      "\($0)=" + ($0.contains("until") || $0.contains("last") || $0.contains("expires") ? "2001-01-01" : "2031-01-01")
    }
    all.append(BadInput(name: "dates reversed", expected: .anything, type: form, body: Array(reversed.joined(separator: "&").utf8)))
    all.append(BadInput(name: "no UTF-8", expected: .refused, type: form, body: Array("name=%FF%FE&title=%C3".utf8)))
    all.append(BadInput(name: "raw bytes", expected: .refused, type: form, body: Array("name=".utf8) + [0xFF, 0xC0, 0x80]))
    all.append(BadInput(name: "broken escapes", expected: .refused, type: form, body: Array("name=%&title=%G1&x=%1".utf8)))
    all.append(BadInput(name: "too many fields", expected: .refused, type: form, body: Array(String(repeating: "a=1&", count: 5000).utf8)))
    all.append(
      BadInput(name: "a multipart without end", expected: .refused, type: "multipart/form-data; boundary=x", body: Array("--x\r\n".utf8)))
    return all + [
      BadInput(name: "ten megabytes", expected: .refused, type: form, body: Array("name=".utf8) + [UInt8](repeating: 97, count: 10 << 20))
    ]
  }

  static func objects(_ fields: [String]) -> [BadInput] {
    func object(_ value: String) -> String { "{" + fields.map { "\"\($0)\":\(value)" }.joined(separator: ",") + "}" }
    let readable = [
      ("an empty object", "{}"), ("true everywhere", object("true")), ("a huge number", object("99999999999999999999999999")),
      ("a fraction", object("-1.5e300")), ("empty lists", object("[]")), ("lists", object("[\"a\",\"b\"]")), ("null", object("null")),
      ("NUL", object("\"a\\u0000b\"")), ("no such day", object("\"2026-02-30\"")),
      ("a foreign id", object("\"019ab000-0000-7000-8000-000000000001\"")),
      ("a long text", object("\"" + String(repeating: "é", count: 400) + "\"")),
      ("a quote for SQL", object("\"'; DROP TABLE persons; --\"")),
    ]
    let unreadable = [
      ("a list", "[1]"), ("half an object", "{\"name\":"), ("a lone surrogate", "{\"name\":\"\\uD800\"}"),
      ("a half pair", "{\"name\":\"\\uD83D\\u0041\"}"),
      ("a field twice", "{\"name\":\"a\",\"name\":\"b\"}"), ("an object inside", "{\"name\":{\"first\":\"a\"}}"),
      ("depth", String(repeating: "[", count: 100_000)), ("depth inside", "{\"name\":" + String(repeating: "{\"a\":", count: 40_000)),
      ("not a number", "{\"cost\":NaN}"), ("a comment", "{/* */}"), ("two objects", "{}{}"),
    ]
    var all = readable.map { BadInput(name: $0, expected: .anything, type: json, body: Array($1.utf8)) }
    all += unreadable.map { BadInput(name: $0, expected: .refused, type: json, body: Array($1.utf8)) }
    all.append(
      BadInput(name: "no UTF-8", expected: .refused, type: json, body: Array("{\"name\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)))
    let large = Array("{\"name\":\"".utf8) + [UInt8](repeating: 97, count: 10 << 20) + Array("\"}".utf8)
    return all + [BadInput(name: "ten megabytes", expected: .refused, type: json, body: large)]
  }

  private static let form = "application/x-www-form-urlencoded"
  private static let json = "application/json"

  private static func encoded(_ fields: [String], _ value: String) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var escaped: [UInt8] = []
    for byte in value.utf8 { escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return Array(fields.map { Array("\($0)=".utf8) + escaped }.joined(separator: [UInt8(ascii: "&")]))
  }
}
