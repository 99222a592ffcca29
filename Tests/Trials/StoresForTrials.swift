import Foundation
import Kernel
import Store
import StorePostgres
import StoreSQLite

/// A fresh, migrated database of each engine for a test: `@Test(arguments: TrialStore.engines) func …(engine: Engine)`.
package enum TrialStore {
  /// The address of a server for tests, such as `postgres:///km0?host=/somewhere&user=postgres`; nil when there is none.
  package static let postgresURL = ProcessInfo.processInfo.environment["KM0_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
  /// Whether a test run without a server is a failure.
  package static let requiresPostgres = ProcessInfo.processInfo.environment["KM0_TEST_REQUIRE_POSTGRES"] == "1"

  /// SQLite always, PostgreSQL when `KM0_TEST_POSTGRES` names a server.
  package static let engines: [Engine] = postgresURL == nil ? [.sqlite] : [.sqlite, .postgres]

  /// The time at which trial databases are migrated.
  package static let opening = Instant(seconds: 1_480_000_000)

  /// A database of its own for the caller, with the tables of `migrations`. Close it at the end, or use `with`.
  package static func open(_ engine: Engine, migrations: [Migration] = []) async throws -> any Database {
    let database = try await empty(engine)
    if !migrations.isEmpty { _ = try await Migrator.migrate(database, migrations, at: opening) }
    return database
  }

  /// Opens, hands over, closes and removes.
  package static func with<Answer>(
    _ engine: Engine, migrations: [Migration] = [], _ body: (any Database) async throws -> Answer
  ) async throws -> Answer {
    let database = try await open(engine, migrations: migrations)
    do {
      let answer = try await body(database)
      try await discard(database)
      return answer
    } catch {
      try? await discard(database)
      throw error
    }
  }

  /// Closes a trial database; on PostgreSQL its schema goes too.
  package static func discard(_ database: any Database) async throws {
    if let postgres = database as? PostgresDatabase, let schema = postgres.schema {
      _ = try await postgres.write { transaction in try transaction.run(SQL(frozen: "DROP SCHEMA \"\(schema)\" CASCADE")) }
    }
    await database.close()
  }

  private static func empty(_ engine: Engine) async throws -> any Database {
    switch engine {
    case .sqlite: return try SQLiteDatabase.inMemory()
    case .postgres:
      guard let url = postgresURL else { throw StoreError(.connection, "KM0_TEST_POSTGRES names no server") }
      _ = try await extensions.value
      let schema = "trial_" + UUID().uuidString.lowercased().replacing("-", with: "")
      return try PostgresDatabase(url: url, connections: 2, schema: schema)
    }
  }

  /// What migrations create "if not there" for the whole database, made once before schemas that use it come and go.
  private static let extensions = Task {
    guard let url = postgresURL else { return }
    let database = try PostgresDatabase(url: url, connections: 1, schema: "public")
    _ = try await database.write { transaction in
      try transaction.lock("extensions")
      return try transaction.run("CREATE EXTENSION IF NOT EXISTS btree_gist")
    }
    await database.close()
  }
}
