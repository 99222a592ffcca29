/// Text that is safe between tags and inside quoted attributes. By bytes and not by characters: a quote followed by a combining accent is
/// one character that is not a quote, and would leave an attribute.
package func escapedHTML(_ text: String) -> String {
  guard text.utf8.contains(where: isSpecial) else { return text }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count + 32)
  bytes.append(escaping: text)
  return String(decoding: bytes, as: UTF8.self)
}

extension [UInt8] {
  /// Appends text made safe.
  mutating func append(escaping text: String) {
    var text = text
    text.withUTF8 { plain in
      var written = 0
      for place in plain.indices where isSpecial(plain[place]) {
        append(contentsOf: UnsafeBufferPointer(rebasing: plain[written..<place]))
        written = place + 1
        switch plain[place] {
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "\""): append("&quot;")
        case UInt8(ascii: "'"): append("&#39;")
        default: append("\u{FFFD}")
        }
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: plain[written...]))
    }
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }
}

/// `<`, `>`, `&`, both quotes and NUL are all below 64, and have a bit each.
private func isSpecial(_ byte: UInt8) -> Bool {
  let special: UInt64 = 1 << 0x3C | 1 << 0x3E | 1 << 0x26 | 1 << 0x22 | 1 << 0x27 | 1
  return byte < 64 && special >> UInt64(byte) & 1 == 1
}
