/// The identity of a `Thing`, never to be confused with that of another: UUIDv7 text, made by the program.
package struct ID<Thing>: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// 36 characters, lower case, as stored.
  package let text: String

  /// Takes text that is already known to be an identity, as from a column.
  package init(_ text: String) { self.text = text }

  /// Takes text from outside; nil unless it has the shape of a UUID.
  package init?(checking text: String) {
    let lowered = text.lowercased()
    guard lowered.utf8.count == 36 else { return nil }
    for (offset, byte) in lowered.utf8.enumerated() {
      let isDash = byte == UInt8(ascii: "-")
      if [8, 13, 18, 23].contains(offset) != isDash { return nil }
      let isHex = (48...57).contains(byte) || (97...102).contains(byte)
      if !isDash && !isHex { return nil }
    }
    self.text = lowered
  }

  /// A new identity, ordered by the time it is made at (RFC 9562, version 7).
  package static func fresh(at now: Instant) -> ID {
    let milliseconds = UInt64(bitPattern: now.seconds &* 1000) & 0xFFFF_FFFF_FFFF
    let count = IDOrder.next()
    var generator = SystemRandomNumberGenerator()
    let low = (count & 0xF_FFFF) << 42 | UInt64.random(in: 0...0x3FF_FFFF_FFFF, using: &generator)
    return ID(hyphenated(milliseconds << 16 | 0x7000 | ((count >> 20) & 0xFFF), 0x8000_0000_0000_0000 | low))
  }

  package static func fresh(at now: Instant, using generator: inout some RandomNumberGenerator) -> ID {
    let milliseconds = UInt64(bitPattern: now.seconds &* 1000) & 0xFFFF_FFFF_FFFF
    // Ids of one second are told apart by 74 random bits.
    let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0xFFF, using: &generator)
    let low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF, using: &generator)
    return ID(hyphenated(high, low))
  }

  private static func hyphenated(_ high: UInt64, _ low: UInt64) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(36)
    for index in 0..<32 {
      if [8, 12, 16, 20].contains(index) { bytes.append(UInt8(ascii: "-")) }
      let word = index < 16 ? high : low
      bytes.append(digits[Int(word >> UInt64((15 - index % 16) * 4) & 0xF)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  package var description: String { text }
  package static func < (left: ID, right: ID) -> Bool { left.text < right.text }
}

extension ID: Codable {
  package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// Names for what has an identity in more than one area; the records themselves live in their area.
package enum Persons {}
package enum Organisations {}
package typealias PersonID = ID<Persons>
package typealias OrganisationID = ID<Organisations>
