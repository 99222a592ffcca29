import Kernel
import Store

/// What the law sets, as a table that comes back as it was: `parameters.csv`.
package struct ImportParameters: Act {
  package static let file = "parameters.csv"
  package let facts: [ParameterFact]

  /// Throws a `Refusal` whose problems name file, line and column.
  package init(_ bytes: [UInt8]) throws {
    var reading = TableReading([Self.file: bytes])
    facts = reading.read(Self.file) { reader, _ in reader.parameterFact(from: "from") }.sorted { $0.from < $1.from }
    try reading.problems.refuse()
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
