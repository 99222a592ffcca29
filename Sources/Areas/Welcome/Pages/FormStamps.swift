import Kernel
import Secrets

/// Says when an open form was drawn, in a way only the house can write: the seconds, a point, and their authentication code.
package struct FormStamps: Sendable {
  private let key: [UInt8]

  package init(key: [UInt8]) { self.key = key }

  package func stamp(at now: Instant) -> String { "\(now.seconds).\(code(now.seconds))" }

  /// When the form was drawn; nil of a stamp that is not ours.
  package func drawn(_ stamp: String) -> Instant? {
    let parts = stamp.split(separator: ".")
    guard parts.count == 2, let seconds = Int64(parts[0]), Digest.areEqual(code(seconds), String(parts[1])) else { return nil }
    return Instant(seconds: seconds)
  }

  private func code(_ seconds: Int64) -> String { Digest.hexadecimal(Digest.hmac(Array("enquiry form \(seconds)".utf8), key: key)) }

  /// An address as it is kept for counting: not to be turned back without the key.
  package func peer(_ address: String) -> String { Digest.hexadecimal(Digest.hmac(Array("peer \(address)".utf8), key: key)) }
}
