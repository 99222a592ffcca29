import Kernel
import Secrets
import Web

/// Says when an open form was drawn, in a way only the house can write: the seconds, a number by chance that tells two forms of one second
/// apart, and the seal over both. Each is good for one form that is sent.
struct FormStamps: Sendable {
  let seal: @Sendable (String) -> String

  func stamp(at now: Instant) -> String {
    let chance = String(UInt64.random(in: .min ... .max), radix: 36)
    return "\(now.seconds).\(chance).\(code(now.seconds, chance))"
  }

  /// When the form was drawn; nil of a stamp that is not ours.
  func drawn(_ stamp: String) -> Instant? {
    let parts = stamp.split(separator: ".")
    guard parts.count == 3, let seconds = Int64(parts[0]), Digest.areEqual(code(seconds, String(parts[1])), String(parts[2])) else {
      return nil
    }
    return Instant(seconds: seconds)
  }

  /// An address as it is kept for counting: not to be turned back without the secret of the house.
  func peer(_ address: String) -> String { seal("peer \(address)") }

  private func code(_ seconds: Int64, _ chance: String) -> String { seal("enquiry form \(seconds) \(chance)") }
}

extension Visit {
  var stamps: FormStamps { FormStamps(seal: seal) }
}
