import Kernel
import Store

/// What the law sets, as a table that comes back as it was: `parameters.csv`.
package struct ImportParameters: Act {
  package static let file = "parameters.csv"
  package let facts: [ParameterFact]

  /// Throws a `Refusal` whose problems name file, line and column.
  package init(_ bytes: [UInt8]) throws {
    let table: CSVTable
    do { table = try CSVTable(bytes) } catch let fault {
      throw Refusal.invalid(fault.code, field: "\(Self.file):\(fault.line)", ["detail": fault.detail])
    }
    var problems = Problems()
    var facts: [ParameterFact] = []
    for line in table.lines {
      var reader = InputReader(line.input)
      if let fact = reader.parameterFact(from: "from") { facts.append(fact) }
      for problem in reader.problems.items {
        problems.add(problem.code, field: "\(Self.file):\(line.number):\(problem.field ?? "")", problem.arguments)
      }
    }
    try problems.refuse()
    self.facts = facts.sorted { $0.from < $1.from }
  }

  /// How many were new, each asking for the permission to add it. What is known already is left as it is.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    var added = 0
    let known = Set(try transaction.parameters())
    for fact in facts where !known.contains(fact) {
      try AddParameter(fact).perform(in: transaction, for: viewer, at: now)
      added += 1
    }
    return added
  }
}

extension Transaction {
  /// The same table, for an export: what the house added itself, as everything else is delivered with it. Nothing when it added nothing.
  package borrowing func addedParameters() throws -> [UInt8]? {
    let facts: [ParameterFact] = try all(
      "SELECT * FROM ledger_parameters WHERE added_at <> 1795500000 OR added_by <> 'KM0' ORDER BY name, from_day, added_at")
    if facts.isEmpty { return nil }
    let current = Set(try parameters())
    return CSVText.bytes(
      ["parameter", "from", "value", "reference", "source", "verified"],
      facts.filter(current.contains).map { fact in
        let isDecimal = fact.parameter.unit == .rate || fact.parameter.unit == .cents
        return [
          fact.parameter.rawValue, fact.from.description, isDecimal ? fact.amount.decimal : String(fact.value), fact.reference, fact.source,
          fact.isVerified ? "1" : "0",
        ]
      })
  }
}
