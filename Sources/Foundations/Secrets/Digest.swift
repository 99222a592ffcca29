import CLibCrypto
import Kernel

/// Fingerprints of bytes and texts.
package enum Digest {
  /// SHA-256 as 64 hexadecimal digits.
  package static func sha256(_ bytes: some Collection<UInt8>) -> String { hexadecimal(sha256Bytes(bytes)) }
  package static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

  package static func sha256Bytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let input = Array(bytes)
    var output = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let done = EVP_Digest(input, input.count, &output, &length, EVP_sha256(), nil)
    precondition(done == 1 && length == 32, "libcrypto has SHA-256")
    return output
  }

  /// HMAC-SHA256 (RFC 2104) as 32 bytes.
  package static func hmac(_ message: some Collection<UInt8>, key: [UInt8]) -> [UInt8] {
    let input = Array(message)
    var output = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let done = HMAC(EVP_sha256(), key, Int32(key.count), input, input.count, &output, &length)
    precondition(done != nil && length == 32, "libcrypto has HMAC-SHA256")
    return output
  }

  /// Compares in a time that tells nothing of where the two differ.
  package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
  package static func areEqual(_ left: String, _ right: String) -> Bool { areEqual(Array(left.utf8), Array(right.utf8)) }

  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
