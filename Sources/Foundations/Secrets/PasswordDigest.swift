import CLibCrypto
import Foundation

/// What is kept of a password: scrypt (RFC 7914) with its parameters and salt, `scrypt$15$8$1$salt$digest`.
package struct PasswordDigest: Hashable, Sendable {
  /// As stored in a column.
  package let text: String

  /// Takes what was stored.
  package init(stored text: String) { self.text = text }

  /// N = 2^15, r = 8, p = 1: 32 MiB and about 80 ms. Blocks that long: async code calls `digest(of:)`.
  package static func make(_ password: String) -> PasswordDigest {
    let cost = Cost(exponent: 15, blocks: 8, lanes: 1)
    let salt = Secret.randomBytes(16)
    guard let key = cost.key(of: password, salt: salt) else { preconditionFailure("libcrypto has scrypt and 64 MiB are free") }
    return PasswordDigest(
      stored: "scrypt$\(cost.exponent)$\(cost.blocks)$\(cost.lanes)$\(Secret.base64url(salt))$\(Secret.base64url(key))")
  }

  /// Whether it is the digest of this password; false for text of another form. Blocks as `make` does.
  package func verifies(_ password: String) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let exponent = UInt64(parts[1]), let blocks = UInt64(parts[2]),
      let lanes = UInt64(parts[3]), let salt = Secret.bytes(base64url: parts[4]), let expected = Secret.bytes(base64url: parts[5]),
      let cost = Cost(checking: exponent, blocks, lanes), let key = cost.key(of: password, salt: salt)
    else { return false }
    return Digest.areEqual(key, expected)
  }

  /// Whether it was made with the parameters of today; if not, make it anew after the next good sign-in.
  package var isCurrent: Bool { text.hasPrefix("scrypt$15$8$1$") }

  /// Against which the password of an unknown address is tried, so that an answer takes as long as for a known one.
  package static let ofNobody = PasswordDigest.make(Secret.random(bytes: 32))
}

private struct Cost {
  let exponent: UInt64
  let blocks: UInt64
  let lanes: UInt64

  init(exponent: UInt64, blocks: UInt64, lanes: UInt64) { (self.exponent, self.blocks, self.lanes) = (exponent, blocks, lanes) }
  /// Parameters from a column: not so large that checking one would stop the house.
  init?(checking exponent: UInt64, _ blocks: UInt64, _ lanes: UInt64) {
    guard (10...18).contains(exponent), (1...16).contains(blocks), (1...4).contains(lanes) else { return nil }
    self.init(exponent: exponent, blocks: blocks, lanes: lanes)
  }

  func key(of password: String, salt: [UInt8]) -> [UInt8]? {
    // The same password typed on another keyboard may come as other scalars.
    let typed = Array(password.precomposedStringWithCompatibilityMapping.utf8).map { CChar(bitPattern: $0) }
    var key = [UInt8](repeating: 0, count: 32)
    let memory = 128 * (1 << exponent) * blocks * 2 + 1_048_576
    let done = EVP_PBE_scrypt(typed, typed.count, salt, salt.count, 1 << exponent, blocks, lanes, memory, &key, key.count)
    return done == 1 ? key : nil
  }
}
