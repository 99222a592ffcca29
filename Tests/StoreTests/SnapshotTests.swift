import Archive
import Foundation
import Kernel
import Store
import StoreSQLite
import Testing
import Trials

@Suite("Backups and snapshots") struct SnapshotTests {
  static let now = Instant(seconds: 1_700_000_000)
  static let tree = Migration(
    "garden 002: paths",
    """
    CREATE TABLE paths (id TEXT PRIMARY KEY, parent TEXT REFERENCES paths (id), note TEXT, length BIGINT)
    ;;
    INSERT INTO paths (id, parent, note, length) VALUES ('seed', NULL, 'from the migration', 1)
    """)
  static let migrations = Garden.migrations + [tree]

  static func fill(_ database: any Database) async throws {
    try await database.write { transaction in
      try Garden.plant(transaction)
      // A child before its parent in the order of ids, signs that JSON escapes, the ends of the integers.
      try transaction.run("INSERT INTO paths (id, length) VALUES ('z', \(Int64.max))")
      try transaction.run("INSERT INTO paths (id, parent, note, length) VALUES ('a', 'z', \("\"\\ \n\t\u{1} é 🌱 \u{2028}"), \(Int64.min))")
      try transaction.run("INSERT INTO paths (id, parent, note) VALUES ('m', 'a', '')")
      for number in 0..<300 { try transaction.run("INSERT INTO paths (id, parent, length) VALUES (\("p\(number)"), 'm', \(number))") }
    }
  }

  @Test(arguments: TrialStore.engines, TrialStore.engines) func movesHouse(from: Engine, to: Engine) async throws {
    try await TrialStore.with(from, migrations: Self.migrations) { old in
      try await Self.fill(old)
      let snapshot = try await Snapshot.write(old, at: Self.now)
      try await TrialStore.with(to) { new in
        let later = Self.migrations + [Migration("garden 003: shade", "ALTER TABLE beds ADD COLUMN shade BIGINT NOT NULL DEFAULT 0")]
        let contents = try await Snapshot.restore(snapshot, into: new, migrations: later, at: Self.now)
        #expect(contents.tables.map(\.name) == ["beds", "paths", "plants"])
        #expect(contents.tables.map(\.rows) == [3, 304, 3])
        let columns = try await new.read { try $0.columns(of: "beds").map(\.name) }
        #expect(columns.last == "shade")
        await #expect(throws: SnapshotFault.notEmpty) { try await Snapshot.restore(snapshot, into: new, migrations: later, at: Self.now) }
      }
      try await TrialStore.with(to) { new in
        try await Snapshot.restore(snapshot, into: new, migrations: Self.migrations, at: Self.now)
        let again = try await Snapshot.write(new, at: Self.now)
        #expect(again == snapshot)
      }
    }
  }

  /// Killed between its steps, a restore leaves a schema and no row: that is no house, and the next restore goes on.
  @Test(arguments: TrialStore.engines) func aRestoreThatWasCutShortGoesOn(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Self.migrations) { old in
      try await Self.fill(old)
      let snapshot = try await Snapshot.write(old, at: Self.now)
      for steps in 0...Self.migrations.count {
        try await TrialStore.with(engine) { new in
          #expect(try await Migrator.beginRestore(new, at: Self.now))
          try await Migrator.migrate(new, Array(Self.migrations.prefix(steps)), at: Self.now)
          #expect(try await Migrator.compare(new, Self.migrations).unknown == [Migrator.restoring])
          try await Snapshot.restore(snapshot, into: new, migrations: Self.migrations, at: Self.now)
          #expect(try await Migrator.compare(new, Self.migrations) == ([], []))
          #expect(try await Snapshot.write(new, at: Self.now) == snapshot)
          let places = try await new.read { try $0.rows("SELECT place FROM migrations ORDER BY place").map { try $0.get("place") as Int } }
          #expect(places == Array(1...Self.migrations.count))
          #expect(try await !Migrator.beginRestore(new, at: Self.now), "a house that is there is never written over")
        }
      }
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsWrongIsNamed(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Self.migrations) { old in
      try await Self.fill(old)
      let entries = try Zip.read(try await Snapshot.write(old, at: Self.now))
      let forged = try Zip.write(entries.map { $0.path == "tables/beds.jsonl" ? ZipEntry(path: $0.path, bytes: $0.bytes + [10]) : $0 })
      try await TrialStore.with(engine) { new in
        await #expect(throws: SnapshotFault.damaged(table: "beds", "its digest differs")) {
          try await Snapshot.restore(forged, into: new, migrations: Self.migrations, at: Self.now)
        }
        await #expect(throws: SnapshotFault.newer(migration: "garden 002: paths")) {
          try await Snapshot.restore(try Zip.write(entries), into: new, migrations: Garden.migrations, at: Self.now)
        }
        await #expect(throws: ArchiveFault.notAnArchive) {
          try await Snapshot.restore([1, 2, 3], into: new, migrations: Self.migrations, at: Self.now)
        }
        let tables = try await new.read { try $0.tableNames() }
        #expect(tables == [])
      }
    }
  }

  @Test func backupWhileServing() async throws {
    let database = try SQLiteDatabase.inMemory()
    _ = try await Migrator.migrate(database, Self.migrations, at: Self.now)
    try await Self.fill(database)
    let path = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writing = Task {
      for number in 0..<100 { try await database.write { try $0.run("INSERT INTO paths (id) VALUES (\("w\(number)"))") } }
    }
    try await database.backup(to: path)
    try await writing.value
    await #expect(throws: StoreError.self) { try await database.backup(to: path) }
    await database.close()

    try SQLiteDatabase.check(path)
    let copy = try SQLiteDatabase(path: path)
    let count = try await copy.read { try $0.value("SELECT COUNT(*) FROM paths WHERE id LIKE 'p%'", as: Int.self) }
    #expect(count == 300)
    await copy.close()
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }
}
