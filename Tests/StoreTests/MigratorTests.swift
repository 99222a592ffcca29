import Kernel
import Store
import Testing
import Trials

@Suite("Migrations") struct MigratorTests {
  static let now = Instant(seconds: 1_500_000_000)

  @Test(arguments: TrialStore.engines) func onlyWhatIsMissing(engine: Engine) async throws {
    try await TrialStore.with(engine) { database in
      let missing = try await Migrator.compare(database, Garden.migrations).missing
      #expect(missing == ["garden 001: beds"])
      let first = try await Migrator.migrate(database, Garden.migrations, at: Self.now)
      #expect(first == ["garden 001: beds"])
      let again = try await Migrator.migrate(database, Garden.migrations, at: Self.now)
      #expect(again == [])
      let more = Garden.migrations + [Migration("garden 002: shade", "ALTER TABLE beds ADD COLUMN shade BIGINT NOT NULL DEFAULT 0")]
      let added = try await Migrator.migrate(database, more, at: Self.now)
      #expect(added == ["garden 002: shade"])
      let unknown = try await Migrator.compare(database, Garden.migrations).unknown
      #expect(unknown == ["garden 002: shade"])
      let columns = try await database.read { try $0.columns(of: "beds").map(\.name) }
      #expect(columns == ["id", "name", "area", "dug", "shade"])
    }
  }

  @Test(arguments: TrialStore.engines) func changedTextIsRefused(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      let changed = [Migration("garden 001: beds", "CREATE TABLE beds (id TEXT PRIMARY KEY)")]
      let error = await #expect(throws: StoreError.self) { try await Migrator.migrate(database, changed, at: Self.now) }
      #expect(error?.kind == .migration)
      let twice = Garden.migrations + Garden.migrations
      await #expect(throws: StoreError.self) { try await Migrator.migrate(database, twice, at: Self.now) }
    }
  }

  @Test(arguments: TrialStore.engines) func aBrokenStepLeavesNothing(engine: Engine) async throws {
    try await TrialStore.with(engine) { database in
      let broken = Garden.migrations + [Migration("garden 002: broken", "CREATE TABLE paths (id TEXT PRIMARY KEY)\n;;\nCREATE TABEL x")]
      await #expect(throws: StoreError.self) { try await Migrator.migrate(database, broken, at: Self.now) }
      let tables = try await database.read { try $0.tableNames() }
      #expect(tables == ["beds", "migrations", "plants"])
      let missing = try await Migrator.compare(database, broken).missing
      #expect(missing == ["garden 002: broken"])
    }
  }

  @Test(arguments: TrialStore.engines) func serversStartingTogetherApplyEachOnce(engine: Engine) async throws {
    try await TrialStore.with(engine) { database in
      let applied = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 0..<6 { group.addTask { try await Migrator.migrate(database, Garden.migrations, at: Self.now) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(applied == ["garden 001: beds"])
    }
  }

  /// A statement prepared before a migration must see the columns after it.
  @Test(arguments: TrialStore.engines) func preparedStatementsFollow(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      let before = try await database.read { try $0.rows("SELECT * FROM beds") }
      #expect(before.first?.columns.names == ["id", "name", "area", "dug"])
      _ = try await database.write { try $0.run("ALTER TABLE beds ADD COLUMN shade BIGINT NOT NULL DEFAULT 4") }
      for _ in 0..<4 {
        let after = try await database.read { try $0.rows("SELECT * FROM beds") }
        #expect(after.first?.columns.names == ["id", "name", "area", "dug", "shade"])
      }
    }
  }
}
