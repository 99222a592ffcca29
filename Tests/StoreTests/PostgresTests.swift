import Foundation
import Kernel
import Store
import StorePostgres
import Testing
import Trials

@Suite("PostgreSQL", .enabled(if: TrialStore.postgresURL != nil)) struct PostgresTests {
  @Test func connectionsThatAreLostAreMadeAgain() async throws {
    try await TrialStore.with(.postgres, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      let own = try await database.read { try $0.value("SELECT current_schema()", as: String.self) }
      let schema = try #require(own)
      for _ in 0..<3 {
        // Idle sessions of this database only: its statements name the schema it searches.
        let count = try await database.write { transaction in
          try transaction.lock("beds")
          return try transaction.value("SELECT CAST(pg_backend_pid() AS BIGINT)", as: Int.self)
        }
        try await Self.end(try #require(count))
        let beds = try await database.read { try $0.value("SELECT COUNT(*) FROM beds", as: Int.self) }
        #expect(beds == 3)
      }
      #expect(schema.hasPrefix("trial_"))
    }
  }

  private static func end(_ process: Int) async throws {
    let other = try PostgresDatabase(url: try #require(TrialStore.postgresURL), connections: 1)
    let isEnded = try await other.write { try $0.value("SELECT pg_terminate_backend(CAST(\(process) AS INTEGER))", as: Bool.self) }
    #expect(isEnded == true)
    await other.close()
  }

  @Test func statementsThatTakeTooLongAreEnded() async throws {
    let database = try PostgresDatabase(url: try #require(TrialStore.postgresURL), connections: 1, statementTimeoutSeconds: 1)
    let error = await #expect(throws: StoreError.self) {
      try await database.read { try $0.rows("SELECT 1 FROM (SELECT pg_sleep(5)) AS slept") }
    }
    #expect(error?.kind == .timeout)
    try await database.ping()
    await database.close()
    await #expect(throws: StoreError.self) { try await database.ping() }
  }

  @Test func aServerThatIsNotThereIsSaid() {
    let error = #expect(throws: StoreError.self) { try PostgresDatabase(url: "postgres:///km0?host=/nowhere&user=km0&password=hidden") }
    #expect(error?.kind == .connection)
    #expect(error?.description.contains("hidden") == false)
  }

  @Test func anotherOrderOfTextIsRefused() async throws {
    let url = try #require(TrialStore.postgresURL)
    let name = "latin_" + UUID().uuidString.lowercased().prefix(8)
    let url2 = url.replacing("///km0", with: "///\(name)")
    try Self.psql(url, "CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    let error = #expect(throws: StoreError.self) { try PostgresDatabase(url: url2) }
    #expect(error?.description.contains("LATIN1") == true)
    try Self.psql(url, "DROP DATABASE \(name)")
  }

  /// A database is not made inside a transaction, so not by the store.
  private static func psql(_ url: String, _ statement: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/psql")
    process.arguments = ["-qd", url, "-c", statement]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
