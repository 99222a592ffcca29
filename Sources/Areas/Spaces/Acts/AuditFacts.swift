import Kernel
import Web

/// Short facts as an audit line keeps them: a JSON object of texts with sorted keys.
func audited(_ facts: [String: String?]) throws -> String {
  String(decoding: try JSON.bytes(of: facts.compactMapValues(\.self)), as: UTF8.self)
}

/// Everyone who decides who gets which cell, or what a cell is, takes this lock, so that what they looked at still holds.
let planLock = "plan"

extension Problems {
  /// Notes a text that must not be empty.
  mutating func demand(_ text: String, field: String) {
    if text.allSatisfy(\.isWhitespace) { add("kernel.problem.missing", field: field) }
  }
}
