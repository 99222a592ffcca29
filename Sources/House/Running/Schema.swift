import Kernel
import Store

/// A database that does not fit the program, in a sentence that says what to do.
package struct SchemaMismatch: Error, CustomStringConvertible {
  package let description: String
}

extension House {
  /// Applies the migrations that the database lacks; their names.
  @discardableResult
  package func migrate(
    _ database: any Database, at now: Instant, report: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> [String] {
    try await Migrator.migrate(database, migrations, at: now, report: report)
  }

  /// Serving demands the very schema of the program: older would fail on some page, newer belongs to another release.
  package func demandSchema(of database: any Database) async throws {
    let (missing, unknown) = try await Migrator.compare(database, migrations)
    if unknown.contains(Migrator.restoring) {
      throw SchemaMismatch(description: "A restore into this database was cut short: run `km0 restore` again first.")
    }
    if !unknown.isEmpty {
      throw SchemaMismatch(description: "The database is newer than this program, which does not know \(unknown.joined(separator: ", ")).")
    }
    if !missing.isEmpty {
      throw SchemaMismatch(
        description: "The database lacks \(missing.count) of the \(migrations.count) migrations of this program: run `km0 migrate` first.")
    }
  }
}
