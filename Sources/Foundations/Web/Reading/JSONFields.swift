import Kernel

/// A JSON object read as fields: strings, numbers as written, booleans, and lists of those; `null` is a field left out.
/// Anything deeper is a problem told with the field's name, and what is no JSON with its line and column; a field named twice is told too.
struct JSONFields {
  private let bytes: [UInt8]
  private var position = 0

  static func input(_ bytes: [UInt8]) throws -> Input {
    if let fault = JSONFault(in: bytes) {
      throw Refusal.invalid("web.problem.jsonPlace", ["line": "\(fault.line)", "column": "\(fault.column)"])
    }
    var reader = JSONFields(bytes: bytes)
    return try reader.object()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }
  private static let broken = Refusal.invalid("web.problem.json")

  private mutating func object() throws -> Input {
    var fields: [String: [String]] = [:]
    var names: Set<String> = []
    try expect("{")
    if next(is: "}") { return try finished(fields) }
    repeat {
      blanks()
      let name = try string()
      guard name.utf8.count <= 200, names.count < 2000 else { throw Refusal.invalid("web.problem.names") }
      guard names.insert(name).inserted else { throw Refusal.invalid("web.problem.twice", field: name) }
      try expect(":")
      if let values = try value(of: name) { fields[name] = values }
    } while next(is: ",")
    try expect("}")
    return try finished(fields)
  }

  private mutating func finished(_ fields: [String: [String]]) throws -> Input {
    blanks()
    if position < bytes.count { throw JSONFields.broken }
    return Input(fields)
  }

  private mutating func value(of name: String) throws -> [String]? {
    guard next(is: "[") else { return try scalar(of: name).map { [$0] } }
    var values: [String] = []
    if next(is: "]") { return values }
    repeat { if let value = try scalar(of: name) { values.append(value) } } while next(is: ",")
    try expect("]")
    return values
  }

  private mutating func scalar(of name: String) throws -> String? {
    blanks()
    guard position < bytes.count else { throw JSONFields.broken }
    switch bytes[position] {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "{"), UInt8(ascii: "["): throw Refusal.invalid("web.problem.nested", field: name)
    default: return try word()
    }
  }

  /// `true`, `false`, `null` or a number, kept as written.
  private mutating func word() throws -> String? {
    let start = position
    while position < bytes.count, ![44, 93, 125, 32, 9, 10, 13].contains(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return nil
    case "true", "false": return word
    default:
      guard word.utf8.count <= 40 else { throw JSONFields.broken }
      return word
    }
  }

  private mutating func string() throws -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw JSONFields.broken }
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case 0..<32: throw JSONFields.broken
      case UInt8(ascii: "\\"): text += try escape()
      default: text.append(byte)
      }
    }
    throw JSONFields.broken
  }

  private mutating func escape() throws -> [UInt8] {
    guard position < bytes.count else { throw JSONFields.broken }
    let sign = bytes[position]
    position += 1
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [sign]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): return try scalarEscape()
    default: throw JSONFields.broken
    }
  }

  /// `\uXXXX`, or two of them for what lies beyond 16 bits; half a pair alone is no text.
  private mutating func scalarEscape() throws -> [UInt8] {
    var code = try unit()
    if (0xD800...0xDBFF).contains(code) {
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
        throw JSONFields.broken
      }
      position += 2
      let low = try unit()
      guard (0xDC00...0xDFFF).contains(low) else { throw JSONFields.broken }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw JSONFields.broken }
    return Array(String(scalar).utf8)
  }

  private mutating func unit() throws -> UInt32 {
    guard position + 4 <= bytes.count else { throw JSONFields.broken }
    let digits = bytes[position..<position + 4]
    position += 4
    guard digits.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 102) }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw JSONFields.broken }
    return unit
  }

  private mutating func blanks() {
    while position < bytes.count, [32, 9, 10, 13].contains(bytes[position]) { position += 1 }
  }
  private mutating func next(is sign: Unicode.Scalar) -> Bool {
    blanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }
  private mutating func expect(_ sign: Unicode.Scalar) throws { if !next(is: sign) { throw JSONFields.broken } }
}
