import Kernel

/// Writes HTML and SVG as bytes. What is not written with `raw` is escaped, so that no text leaves its place.
package struct Markup: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Markup of the program's own.
  package mutating func raw(_ markup: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }
  /// Markup this writer made before.
  package mutating func add(_ markup: Markup) { bytes.append(contentsOf: markup.bytes) }
  package mutating func add(_ number: Int64) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var digits: (UInt64, Int) = (0, 0)
    // Digits from the last to the first, four bits each, then back.
    repeat {
      digits.0 = digits.0 << 4 | rest % 10
      digits.1 += 1
      rest /= 10
    } while rest > 0 && digits.1 < 16
    for _ in 0..<digits.1 {
      bytes.append(UInt8(ascii: "0") + UInt8(digits.0 & 0xF))
      digits.0 >>= 4
    }
  }
  package mutating func add(_ number: Int) { add(Int64(number)) }

  /// Text between tags or inside a quoted attribute. Bytes that XML forbids become U+FFFD.
  package mutating func text(_ text: some StringProtocol) {
    let wasWritten: Void? = text.utf8.withContiguousStorageIfAvailable { utf8 in write(utf8) }
    if wasWritten == nil { Array(text.utf8).withUnsafeBufferPointer { write($0) } }
  }

  private mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
    var plain = 0
    for place in text.indices where Markup.isSpecial(text[place]) {
      bytes.append(contentsOf: text[plain..<place])
      escape(text[place])
      plain = place + 1
    }
    bytes.append(contentsOf: text[plain...])
  }
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<32, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: false
    }
  }
  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "<"): raw("&lt;")
    case UInt8(ascii: ">"): raw("&gt;")
    case UInt8(ascii: "&"): raw("&amp;")
    case UInt8(ascii: "\""): raw("&quot;")
    case UInt8(ascii: "'"): raw("&#39;")
    case 9, 10, 13: bytes.append(32)
    default: raw("\u{FFFD}")
    }
  }
  /// ` name="value"`.
  package mutating func attribute(_ name: StaticString, _ value: some StringProtocol) {
    raw(" ")
    raw(name)
    raw("=\"")
    text(value)
    raw("\"")
  }
  package mutating func attribute(_ name: StaticString, _ value: Int64) {
    raw(" ")
    raw(name)
    raw("=\"")
    add(value)
    raw("\"")
  }
  /// A text of a drawing, its baseline at a point.
  package mutating func label(_ text: String, _ x: Int64, _ y: Int64, _ anchor: StaticString) {
    raw("<text")
    attribute("x", x)
    attribute("y", y)
    raw(" text-anchor=\"")
    raw(anchor)
    raw("\">")
    self.text(text)
    raw("</text>")
  }
}
