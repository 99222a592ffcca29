import Kernel
import Secrets

/// Brings a database to the schema of the program, step by step, each step in a transaction of its own.
package struct Migrator {
  private static let table: SQL = """
    CREATE TABLE IF NOT EXISTS migrations (
      name TEXT PRIMARY KEY,
      digest TEXT NOT NULL,
      applied_at BIGINT NOT NULL,
      place BIGINT NOT NULL
    )
    """

  /// Applies what is missing, in the given order, and answers the names of what it applied. Servers that start together apply each step once.
  /// `report` hears each name before its step begins.
  /// Throws a `StoreError` of kind migration when a step that was applied has changed since, or two steps share a name.
  @discardableResult
  package static func migrate(
    _ database: any Database, _ migrations: [Migration], at now: Instant, report: @Sendable (String) -> Void = { _ in }
  ) async throws -> [String] {
    try checkNames(migrations)
    let engine = database.engine
    let applied = try await database.write { transaction in
      try transaction.lock("migrations")
      try transaction.run(table)
      return try appliedDigests(transaction)
    }
    for migration in migrations {
      if let digest = applied[migration.name] { try check(migration, against: digest, engine) }
    }
    var names: [String] = []
    for migration in migrations where applied[migration.name] == nil {
      report(migration.name)
      if try await apply(migration, on: database, at: now) { names.append(migration.name) }
    }
    return names
  }

  /// The steps the database lacks, and those it has that the program does not know (it is then of an older release than its database).
  package static func compare(_ database: any Database, _ migrations: [Migration]) async throws -> (missing: [String], unknown: [String]) {
    let applied = try await database.read { transaction in try hasTable(transaction) ? appliedDigests(transaction) : [:] }
    let known = Set(migrations.map(\.name))
    return (migrations.map(\.name).filter { applied[$0] == nil }, applied.keys.filter { !known.contains($0) }.sorted())
  }

  /// Stands among the steps from the beginning of a restore until its rows are in.
  package static let restoring = "a restore that was not finished"

  /// Marks an empty database, or one whose restore was cut short: nothing but a schema is in it. False for any other, and nothing is done.
  package static func beginRestore(_ database: any Database, at now: Instant) async throws -> Bool {
    try await database.write { transaction in
      try transaction.lock("migrations")
      if try hasTable(transaction) { return try appliedDigests(transaction)[restoring] != nil }
      guard try transaction.tableNames().isEmpty else { return false }
      try transaction.run(table)
      try transaction.run("INSERT INTO migrations (name, digest, applied_at, place) VALUES (\(restoring), '', \(now), 0)")
      return true
    }
  }
  package static func endRestore(_ transaction: borrowing Transaction) throws {
    try transaction.run("DELETE FROM migrations WHERE name = \(restoring)")
  }

  /// What stands for the text of a step in the table, and in a committed list of digests.
  package static func digest(of migration: Migration, for engine: Engine) -> String { Digest.sha256(migration.text(for: engine)) }

  private static func apply(_ migration: Migration, on database: any Database, at now: Instant) async throws -> Bool {
    let digest = digest(of: migration, for: database.engine)
    return try await database.write { transaction in
      try transaction.lock("migrations")
      let applied = try appliedDigests(transaction)
      if let found = applied[migration.name] {
        try check(migration, against: found, transaction.engine)
        return false
      }
      for statement in migration.statements(for: transaction.engine) { try transaction.run(statement) }
      try transaction.run(
        """
        INSERT INTO migrations (name, digest, applied_at, place)
        VALUES (\(migration.name), \(digest), \(now), \(applied.filter { $0.key != restoring }.count + 1))
        """)
      return true
    }
  }

  private static func checkNames(_ migrations: [Migration]) throws {
    var seen: Set<String> = []
    for migration in migrations where !seen.insert(migration.name).inserted {
      throw StoreError(.migration, "two migrations are named \(migration.name)")
    }
  }

  private static func check(_ migration: Migration, against digest: String, _ engine: Engine) throws {
    if Migrator.digest(of: migration, for: engine) == digest { return }
    throw StoreError(
      .migration, "the migration \(migration.name) was applied with another text: released text never changes, write a new one")
  }

  private static func appliedDigests(_ transaction: borrowing Transaction) throws -> [String: String] {
    var digests: [String: String] = [:]
    for row in try transaction.rows("SELECT name, digest FROM migrations ORDER BY place") {
      digests[try row.get("name")] = try row.get("digest") as String
    }
    return digests
  }

  private static func hasTable(_ transaction: borrowing Transaction) throws -> Bool {
    try transaction.tableNames().contains("migrations")
  }
}
