import Kernel
import Web

/// The end of a promise as it is typed: on a page its last valid day, as pages tell it; a program gives the first day it holds no longer.
package enum Expiry {
  static let name = "expires_on"

  /// The first day it holds no longer.
  package static func typed(_ reader: inout InputReader, _ visit: Visit) -> Day? {
    reader.day(name).map { visit.isOfProgram ? $0 : $0 + 1 }
  }
  /// The same, of a promise: one that is over already is noted as a problem, so that it is told with all others.
  package static func read(_ reader: inout InputReader, _ visit: Visit) -> Day? {
    guard let expires = typed(&reader, visit) else { return nil }
    if expires <= visit.today {
      reader.problems.add("spaces.problem.expiryPast", field: name, ["today": visit.today.description])
      return nil
    }
    return expires
  }
  package static func required(_ reader: inout InputReader, _ visit: Visit) -> Day? {
    reader.required(name) { read(&$0, visit) }
  }
  /// For what has none: nothing that is typed is dropped in silence.
  static func refuse(_ reader: inout InputReader) {
    if !reader.input[name].allSatisfy(\.isWhitespace) { reader.problems.add("spaces.problem.expiryNotTaken", field: name) }
  }

  /// - Parameter until: the first day it holds no longer.
  package static func field(
    _ visit: Visit, label: String = "spaces.holds.validUntil", until: Day? = nil, required: Bool = false, hint: String? = nil
  ) -> Field {
    visit.field(name, .date, label: label, value: until.map { ($0 - 1).description }, required: required, hint: hint)
  }
}
