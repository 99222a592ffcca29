import Foundation
import Store
import StoreSQLite
import Testing

/// What only the embedded engine must be told to do.
@Suite struct SQLiteTests {
  private static func with(timeout seconds: Int, _ body: (SQLiteDatabase) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try SQLiteDatabase(path: folder.appending(path: "house.sqlite").path, readers: 1, statementTimeoutSeconds: seconds)
    try await body(database)
    await database.close()
  }
  /// Counts for longer than anybody waits.
  private static let endless: SQL = """
    WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 1000000000000)
    SELECT MAX(number) FROM numbers
    """

  @Test func statementsThatTakeTooLongAreEnded() async throws {
    try await Self.with(timeout: 1) { database in
      let error = await #expect(throws: StoreError.self) { try await database.read { try $0.rows(Self.endless) } }
      #expect(error?.kind == .timeout)
      // The only reader reads on.
      try await database.ping()
    }
  }

  @Test func nothingStaysOfAWritingThatTakesTooLong() async throws {
    try await Self.with(timeout: 1) { database in
      try await database.write { try $0.run("CREATE TABLE counts (number BIGINT NOT NULL)") }
      let error = await #expect(throws: StoreError.self) {
        try await database.write { transaction in
          try transaction.run("INSERT INTO counts (number) VALUES (1)")
          try transaction.run("INSERT INTO counts (number) \(Self.endless)")
        }
      }
      #expect(error?.kind == .timeout)
      try await database.write { try $0.run("INSERT INTO counts (number) VALUES (2)") }
      #expect(try await database.read { try $0.value("SELECT SUM(number) FROM counts", as: Int.self) } == 2)
    }
  }

  /// An export that writes each row to a slow disk takes as long as it takes.
  @Test func whatIsDoneWithARowIsNotTheStatementsTime() async throws {
    try await Self.with(timeout: 3) { database in
      let rows: SQL = """
        WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 60000)
        SELECT number FROM numbers WHERE number % 20000 = 0
        """
      let read = try await database.read { transaction in
        var count = 0
        try transaction.eachRow(rows) { _ in
          count += 1
          Thread.sleep(forTimeInterval: 1.2)
        }
        return count
      }
      #expect(read == 3)
    }
  }

  /// Nearly all rows are of one kind, and each has a number of its own: only who counted knows by which index to look.
  @Test func whatWasCountedTellsThoseWhoReadWhichIndexToTake() async throws {
    try await Self.with(timeout: 30) { database in
      try await database.write { transaction in
        try transaction.run("CREATE TABLE things (kind TEXT NOT NULL, side TEXT NOT NULL, number TEXT NOT NULL, size BIGINT NOT NULL)")
        try transaction.run("CREATE INDEX things_by_number ON things (kind, number)")
        try transaction.run("CREATE INDEX things_by_kind ON things (kind, side)")
        for number in 0..<2000 {
          try transaction.run("INSERT INTO things (kind, side, number, size) VALUES ('a', 'b', \(String(number)), 1)")
        }
      }
      func way() async throws -> String {
        try await database.read { transaction in
          try transaction.rows(
            """
            EXPLAIN QUERY PLAN SELECT size FROM things WHERE kind = \("a") AND side = \("b") AND number IN \(list: ["7"])
            """
          ).map { try $0.get("detail") as String }.joined(separator: "; ")
        }
      }
      #expect(try await way().contains("things_by_kind"))
      try await database.gatherStatistics()
      #expect(try await way().contains("things_by_number"))
    }
  }
}
