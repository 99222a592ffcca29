import Kernel
import Web

/// Short facts as an audit line keeps them: a JSON object of texts with sorted keys.
func audited(_ facts: [String: String?]) throws -> String {
  String(decoding: try JSON.bytes(of: facts.compactMapValues(\.self)), as: UTF8.self)
}

extension Money {
  /// `1234.50`, as files and problems say it.
  package var plain: String {
    let size = cents.magnitude
    return (cents < 0 ? "-" : "") + "\(size / 100)." + (size % 100 < 10 ? "0" : "") + "\(size % 100)"
  }
}
