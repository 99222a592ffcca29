import Kernel
import Secrets
import Web

/// Says when an open form was drawn, in a way only the house can write: the seconds, a point, and the seal over them.
struct FormStamps: Sendable {
  let seal: @Sendable (String) -> String

  func stamp(at now: Instant) -> String { "\(now.seconds).\(code(now.seconds))" }

  /// When the form was drawn; nil of a stamp that is not ours.
  func drawn(_ stamp: String) -> Instant? {
    let parts = stamp.split(separator: ".")
    guard parts.count == 2, let seconds = Int64(parts[0]), Digest.areEqual(code(seconds), String(parts[1])) else { return nil }
    return Instant(seconds: seconds)
  }

  /// An address as it is kept for counting: not to be turned back without the secret of the house.
  func peer(_ address: String) -> String { seal("peer \(address)") }

  private func code(_ seconds: Int64) -> String { seal("enquiry form \(seconds)") }
}

extension Visit {
  var stamps: FormStamps { FormStamps(seal: seal) }
}
