import CLibCrypto

/// Texts that cannot be guessed: sign-in links, sessions, tokens.
package enum Secret {
  /// Random bytes of the system's own source, as base64url without padding: 32 bytes make 43 characters.
  package static func random(bytes count: Int = 32) -> String { base64url(randomBytes(count)) }

  package static func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // There is nothing sensible to do without randomness: a guessable secret is worse than a stop.
    precondition(RAND_bytes(&bytes, Int32(count)) == 1, "the system gives random bytes")
    return bytes
  }

  /// RFC 4648, section 5, without padding.
  package static func base64url(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var store: UInt32 = 0
    var bits = 0
    for byte in bytes {
      store = store << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(letters[Int(store >> UInt32(bits) & 63)])
      }
    }
    if bits > 0 { text.append(letters[Int(store << UInt32(6 - bits) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }

  /// nil for anything that is not base64url without padding.
  package static func bytes(base64url text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var store: UInt32 = 0
    var bits = 0
    for letter in text.utf8 {
      let value: UInt8
      switch letter {
      case 65...90: value = letter - 65
      case 97...122: value = letter - 71
      case 48...57: value = letter + 4
      case 45: value = 62
      case 95: value = 63
      default: return nil
      }
      store = store << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: store >> UInt32(bits)))
      }
    }
    return bits < 6 ? bytes : nil
  }
}
