import Foundation
import Kernel

/// `manifest.json`, which says what an IMDF archive is.
struct Manifest {
  let version: String
  let created: String

  init(created: Instant) { (version, self.created) = ("1.0.0", created.iso) }

  /// With the members of the standard, in its order.
  var bytes: [UInt8] {
    let json = JSONText.object([
      ("version", .text(version)), ("created", .text(created)), ("generated_by", .text("KM0")), ("language", .text("fr")),
      ("extensions", .null),
    ])
    return Array((json.description + "\n").utf8)
  }

  init?(_ bytes: [UInt8]) {
    struct Read: Decodable {
      let version: String
      let created: String?
    }
    guard let read = try? JSONDecoder().decode(Read.self, from: Data(bytes)) else { return nil }
    (version, created) = (String(read.version.prefix(20)), read.created ?? "")
  }
}

/// Ids of features made from what they are, so that the same plan is always written with the same bytes.
enum FeatureID {
  /// A UUID (RFC 9562, version 8) from two FNV-1a hashes of the text.
  static func of(_ text: String) -> String {
    let high = hash(text, from: 0xcbf2_9ce4_8422_2325) & ~0xF000 | 0x8000
    let low = hash(text, from: 0x8422_2325_cbf2_9ce4) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = hexadecimal(high) + hexadecimal(low)
    var parts: [Substring] = []
    var rest = Substring(digits)
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }

  private static func hash(_ text: String, from basis: UInt64) -> UInt64 {
    text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
