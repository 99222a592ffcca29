import Kernel
import Store

/// Says what a parameter is from a day on. The past is not rewritten: a value begins after those that are known, or takes the place of one
/// that was never verified.
package struct AddParameter: Act {
  package let fact: ParameterFact

  package init(_ fact: ParameterFact) { self.fact = fact }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.addParameters)
    try transaction.lock("ledger parameters")
    let known = try transaction.parameters(fact.parameter)
    if let same = known.first(where: { $0.from == fact.from }) {
      if same == fact { return }
      if same.isVerified { throw Refusal.conflict("ledger.problem.parameterKnown", field: "from", ["day": fact.from.description]) }
    } else if let last = known.first, fact.from < last.from {
      throw Refusal.conflict("ledger.problem.parameterPast", field: "from", ["day": last.from.description])
    }
    let last: Int64 =
      try transaction.value(
        "SELECT COALESCE(MAX(added_at), 0) FROM ledger_parameters WHERE name = \(fact.parameter) AND from_day = \(fact.from)") ?? 0
    let moment = max(now.seconds, last + 1)
    try transaction.run(
      """
      INSERT INTO ledger_parameters (name, from_day, value, reference, source, verified, added_at, added_by)
      VALUES (\(fact.parameter), \(fact.from), \(fact.value), \(fact.reference), \(fact.source), \(fact.isVerified), \(moment), \(viewer.name))
      """)
    try transaction.note(
      "ledger.parameter.add", on: "parameter/\(fact.parameter.rawValue)", by: viewer, at: now, after: "\(fact.from): \(fact.value)")
  }
}
