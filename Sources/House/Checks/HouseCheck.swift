import Kernel
import Store

/// Something that must hold of the whole database, looked at from outside of any act.
package struct HouseCheck: Sendable {
  /// What is looked at, as a person reads it: `references between tables`.
  package let name: String
  /// A sentence for each thing that does not hold. Reads one snapshot.
  package let faults: @Sendable (borrowing Transaction, Instant) throws -> [String]
  /// What the house still has to do: it is named, and the database is sound all the same.
  package let isDuty: Bool

  package init(_ name: String, isDuty: Bool = false, faults: @escaping @Sendable (borrowing Transaction, Instant) throws -> [String]) {
    (self.name, self.isDuty, self.faults) = (name, isDuty, faults)
  }
}

extension House {
  /// What a check found.
  package struct CheckResult: Sendable {
    package let name: String
    package let faults: [String]
    package let isDuty: Bool
  }

  /// Runs every check, each on a snapshot of its own; says what it looks at next, and hands over each result as it comes.
  package func check(
    _ database: any Database, at now: Instant, looking: @Sendable (String) -> Void = { _ in }, report: @Sendable (CheckResult) -> Void
  ) async throws -> Bool {
    var isSound = true
    func tell(_ name: String, _ faults: [String], isDuty: Bool = false) {
      if !faults.isEmpty, !isDuty { isSound = false }
      report(CheckResult(name: name, faults: faults, isDuty: isDuty))
    }
    looking("migrations")
    let (missing, unknown) = try await Migrator.compare(database, migrations)
    tell(
      "migrations",
      missing.map { "lacks \($0)" } + unknown.map { "has \($0)" + ($0 == Migrator.restoring ? "" : ", which this program does not know") })
    // What looks at a table that is not there would fail.
    if !missing.isEmpty { return false }
    for check in HouseCheck.ofEngine(database.engine) + checks {
      looking(check.name)
      tell(check.name, try await database.read { transaction in try check.faults(transaction, now) }, isDuty: check.isDuty)
    }
    return isSound
  }
}
