import Kernel

/// What a resident asks the house for.
package enum RequestKind: String, Sendable, CaseIterable, Codable { case more, fewer, other }

/// How it ended; nil while nobody said.
package enum RequestOutcome: String, Sendable, CaseIterable, Codable {
  /// The house will see to it: an offer or an amendment follows on its own paper.
  case accepted
  case declined
  /// By who asked.
  case withdrawn
}

/// What can be asked at all.
package enum RequestRule {
  /// What is wrong with it, as text keys by their fields. A number of cells goes with more and fewer, and one cannot give back more than one has.
  package static func problems(
    _ kind: RequestKind, cells: Int?, held: Int, from: Day?, today: Day
  ) -> [(field: String, code: String, arguments: [String: String])] {
    var found: [(field: String, code: String, arguments: [String: String])] = []
    if kind != .other, cells == nil { found.append(("cells", "kernel.problem.missing", [:])) }
    if kind == .other, cells != nil { found.append(("cells", "tenant.problem.cellsForNothing", [:])) }
    if kind == .fewer, let cells, cells > held { found.append(("cells", "tenant.problem.moreThanHeld", ["held": "\(held)"])) }
    if let from, from < today { found.append(("from", "tenant.problem.past", [:])) }
    return found
  }
}
