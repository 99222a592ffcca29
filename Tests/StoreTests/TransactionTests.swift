import Foundation
import Kernel
import Store
import Testing
import Trials

@Suite("Transactions") struct TransactionTests {
  struct Stop: Error {}

  @Test func postgresIsTried() throws {
    if TrialStore.requiresPostgres { #expect(TrialStore.postgresURL != nil, "KM0_TEST_POSTGRES names no server") }
  }

  @Test("PostgreSQL is tried when KM0_TEST_POSTGRES names a server", .enabled(if: TrialStore.postgresURL != nil))
  func postgresIsThere() { #expect(TrialStore.engines.contains(.postgres)) }

  @Test(arguments: TrialStore.engines) func keptOrUndoneWhole(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      await #expect(throws: Stop.self) {
        try await database.write { transaction in
          try transaction.run("DELETE FROM plants")
          throw Stop()
        }
      }
      let count = try await database.read { try $0.value("SELECT COUNT(*) FROM plants", as: Int.self) }
      #expect(count == 3)
    }
  }

  @Test(arguments: TrialStore.engines) func rowsAreReadInTheOrderOfTheirColumns(engine: Engine) async throws {
    try await TrialStore.with(engine) { database in
      let question: SQL = """
        SELECT \("é'"), \("2024-02-29"), \(7), \(nil as String?), \(nil as Int?), \("") UNION ALL
        SELECT \("b"), \("2024-02-30"), \(8), \("c"), \(9), \("d") ORDER BY 3
        """
      let read = try await database.read { transaction in
        var read: [String] = []
        try transaction.eachRow(question) { row in
          let text = try row.text()
          let day = try? row.day()
          let number = try row.integer()
          #expect(throws: StoreError.self) { _ = number == 7 ? try row.text() : try String(row.integer()) }
          let further = try row.optionalInteger()
          #expect(throws: StoreError.self) { try row.integer() }
          read.append("\(text) \(day?.description ?? "no day") \(number) \(further ?? 0)")
        }
        return read
      }
      #expect(read == ["é' 2024-02-29 7 0", "b no day 8 9"])
    }
  }

  @Test(arguments: TrialStore.engines) func readingCannotWrite(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      for statement in ["INSERT INTO beds (id, name, area) VALUES ('x', 'x', 1)", "DELETE FROM beds", "CREATE TABLE t (a TEXT)"] {
        await #expect(throws: StoreError.self) { try await database.read { _ = try $0.run(SQL(frozen: statement)) } }
      }
      try await database.ping()
    }
  }

  @Test(arguments: TrialStore.engines) func brokenConstraintsAreNamed(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      let broken: [SQL] = [
        "INSERT INTO beds (id, name, area) VALUES ('d', 'Apfel', 1)", "INSERT INTO beds (id, name, area) VALUES ('d', 'd', 0)",
        "INSERT INTO plants (id, bed, name) VALUES ('9', 'nowhere', 'x')", "INSERT INTO plants (id, bed) VALUES ('9', 'a')",
      ]
      for statement in broken {
        let error = await #expect(throws: StoreError.self) { try await database.write { _ = try $0.run(statement) } }
        #expect(error?.kind == .constraint, "\(statement.text): \(String(describing: error))")
      }
    }
  }

  @Test(arguments: TrialStore.engines) func rowsAreWrittenByTheDozen(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      for (bed, count) in [("a", 0), ("b", 1), ("c", 32), ("d", 33), ("e", 100)] {
        try await database.write { transaction in
          try transaction.run("INSERT INTO beds (id, name, area) VALUES (\(bed), \(bed), 1)")
          try transaction.insert(
            "INSERT INTO plants (id, bed, name, height) VALUES",
            rows: (0..<count).map { "(\("\(bed)\($0)"), \(bed), \("$\($0)"), \($0 % 2 == 0 ? $0 : nil))" })
        }
        let kept = try await database.read { transaction in
          try transaction.rows("SELECT name, height FROM plants WHERE bed = \(bed) ORDER BY length(name), name").map { row in
            (name: try row.get("name") as String, height: try row.get("height") as Int?)
          }
        }
        #expect(kept.map(\.name) == (0..<count).map { "$\($0)" })
        #expect(kept.map(\.height) == (0..<count).map { $0 % 2 == 0 ? $0 : nil })
      }
    }
  }

  /// What was read for, with all it holds, is let go when it was read: a plan of the house is many megabytes.
  @Test(arguments: TrialStore.engines) func nothingIsHeldWhenItIsDone(engine: Engine) async throws {
    final class Burden: Sendable {}
    func carry(_ database: any Database) async throws -> () -> Burden? {
      let burden = Burden()
      _ = try await database.read { transaction in
        _ = burden
        return try transaction.value("SELECT 1", as: Int.self)
      }
      return { [weak burden] in burden }
    }
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      let left = try await carry(database)
      for _ in 0..<200 where left() != nil { try await Task.sleep(for: .milliseconds(10)) }
      #expect(left() == nil)
    }
  }

  @Test(arguments: TrialStore.engines) func lockMakesWritersTakeTurns(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      // 40 writers each add one: a lost update would show.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<40 {
          group.addTask {
            try await database.write { transaction in
              try transaction.lock("beds/a")
              let area = try transaction.value("SELECT area FROM beds WHERE id = 'a'", as: Int.self) ?? 0
              try transaction.run("UPDATE beds SET area = \(area + 1) WHERE id = 'a'")
            }
          }
        }
        try await group.waitForAll()
      }
      let area = try await database.read { try $0.value("SELECT area FROM beds WHERE id = 'a'", as: Int.self) }
      #expect(area == 50)
    }
  }

  @Test("Without the lock the engine itself keeps writers apart", arguments: TrialStore.engines)
  func conflictsAreRunAgain(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<12 {
          group.addTask {
            try await database.write { transaction in
              let area = try transaction.value("SELECT area FROM beds WHERE id = 'a'", as: Int.self) ?? 0
              try transaction.run("UPDATE beds SET area = \(area + 1) WHERE id = 'a'")
            }
          }
        }
        try await group.waitForAll()
      }
      let area = try await database.read { try $0.value("SELECT area FROM beds WHERE id = 'a'", as: Int.self) }
      #expect(area == 22)
    }
  }

  @Test(arguments: TrialStore.engines) func aSnapshotStaysStill(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      let gate = DispatchSemaphore(value: 0)
      let (looked, announce) = AsyncStream<Void>.makeStream()
      async let counts = database.read { transaction in
        let before = try transaction.value("SELECT COUNT(*) FROM plants", as: Int.self)
        announce.yield()
        gate.wait()
        return [before, try transaction.value("SELECT COUNT(*) FROM plants", as: Int.self)]
      }
      for await _ in looked { break }
      _ = try await database.write { try $0.run("DELETE FROM plants WHERE id = '1'") }
      gate.signal()
      let seen = try await counts
      #expect(seen == [3, 3])
    }
  }
}
