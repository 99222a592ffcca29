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

extension Problems {
  /// Notes a day of another age: typed wrong, or out of what text of one width can hold once it is counted on.
  mutating func demandNear(_ day: Day?, field: String) {
    if let day, !(1900...2500).contains(day.year) { add("kernel.problem.day", field: field) }
  }
}
