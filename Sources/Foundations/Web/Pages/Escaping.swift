import Mustache

/// Escapes HTML byte by byte. Mustache's own way goes by characters, where a quote followed by a combining accent is one character
/// that is not a quote, and would leave an attribute; it is also several times slower.
struct HouseHTML: MustacheContentType {
  static let name = "HOUSE"
  /// Put on top of every template, so that its tags escape this way.
  static let pragma = "{{%CONTENT_TYPE:\(name)}}\n"
  static let register: Void = MustacheContentTypes.register(HouseHTML(), named: name)

  func escapeText(_ text: String) -> String { escapedHTML(text) }
}

/// Text that is safe between tags and inside quoted attributes.
package func escapedHTML(_ text: String) -> String {
  guard text.utf8.contains(where: isSpecial) else { return text }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count + 32)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
    case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
    case 0: bytes.append(contentsOf: "\u{FFFD}".utf8)
    default: bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func isSpecial(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0: true
  default: false
  }
}
