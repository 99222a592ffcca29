import Store

/// A row as a line of JSON: an array of texts, integers and null.
enum RowLine {
  static func append(_ values: [Value], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch value {
      case .null: bytes += "null".utf8
      case .integer(let integer): bytes += String(integer).utf8
      case .text(let text): append(text, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "]"))
    bytes.append(10)
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(34)
    for byte in text.utf8 {
      switch byte {
      case 34, 92:
        bytes.append(92)
        bytes.append(byte)
      case 10: bytes += "\\n".utf8
      case 0..<32:
        bytes += "\\u00".utf8
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(34)
  }

  /// The values of a line without its end; nil unless it is written exactly as `append` does.
  static func values(_ line: ArraySlice<UInt8>) -> [Value]? {
    var reader = Reader(rest: line)
    guard reader.take(UInt8(ascii: "[")) else { return nil }
    var values: [Value] = []
    repeat {
      guard let value = reader.value() else { return nil }
      values.append(value)
    } while reader.take(UInt8(ascii: ","))
    return reader.take(UInt8(ascii: "]")) && reader.rest.isEmpty ? values : nil
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func value() -> Value? {
      if take(34) { return text() }
      let word = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]") }
      rest = rest.dropFirst(word.count)
      let letters = String(decoding: word, as: UTF8.self)
      return letters == "null" ? .null : Int64(letters).map(Value.integer)
    }

    mutating func text() -> Value? {
      var bytes: [UInt8] = []
      while let byte = rest.first {
        rest = rest.dropFirst()
        if byte == 34 { return String(validating: bytes, as: UTF8.self).map(Value.text) }
        if byte != 92 {
          bytes.append(byte)
          continue
        }
        guard let sign = rest.first else { return nil }
        rest = rest.dropFirst()
        switch sign {
        case 34, 92: bytes.append(sign)
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "u"):
          guard let code = UInt8(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16), code < 32 else { return nil }
          bytes.append(code)
          rest = rest.dropFirst(4)
        default: return nil
        }
      }
      return nil
    }
  }
}
