import Foundation
import House
import Kernel
import Store
import Testing
import Trials

@Suite struct MigrationTests {
  static let file = "Tests/HouseTests/migrations.digests"

  /// The list is kept in the repository: a text that has shipped never changes. A new migration is added by running with KM0_TEST_RECORD=1.
  @Test func releasedTextNeverChanges() throws {
    var known: [String: String] = [:]
    for line in try Repository.text(Self.file).split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ", maxSplits: 1)
      known[String(parts[1])] = String(parts[0])
    }
    var new: [String] = []
    for migration in House.sample.migrations {
      for engine in migration.isTheSameOnBoth ? [Engine.sqlite] : Engine.allCases {
        let name = migration.isTheSameOnBoth ? migration.name : "\(migration.name) [\(engine.rawValue)]"
        let digest = Migrator.digest(of: migration, for: engine)
        guard let before = known.removeValue(forKey: name) else {
          new.append("\(digest) \(name)")
          continue
        }
        #expect(digest == before, "\(name) has changed: write a new migration instead")
      }
    }
    #expect(known.isEmpty, "gone: \(known.keys.sorted())")
    if ProcessInfo.processInfo.environment["KM0_TEST_RECORD"] == "1" {
      let text = try Repository.text(Self.file) + new.map { $0 + "\n" }.joined()
      try text.write(to: Repository.root.appending(path: Self.file), atomically: true, encoding: .utf8)
    } else {
      #expect(new.isEmpty, "not in \(Self.file) yet, run once with KM0_TEST_RECORD=1: \(new)")
    }
  }

  @Test func namesAreNumberedInTheirArea() {
    var last: [Substring: Substring] = [:]
    for name in House.sample.migrations.map(\.name) {
      guard let match = name.firstMatch(of: #/^([a-z]+) (\d{3}): .+$/#) else {
        Issue.record("\(name) is not like `spaces 001: sites and cells`")
        continue
      }
      #expect(match.2 > last[match.1] ?? "000", "\(name) is out of order")
      last[match.1] = match.2
    }
  }

  @Test func bothEnginesEndWithTheSameTablesAndColumns() async throws {
    var schemas: [Engine: [String: [String]]] = [:]
    for engine in TrialStore.engines {
      schemas[engine] = try await TrialStore.with(engine, migrations: House.sample.migrations) { database in
        try await database.read { transaction in
          var schema: [String: [String]] = [:]
          for table in try transaction.tableNames() { schema[table] = try transaction.columns(of: table).map(\.name) }
          return schema
        }
      }
    }
    let sqlite = try #require(schemas[.sqlite])
    #expect(sqlite.count > 10)
    if let postgres = schemas[.postgres] { #expect(postgres == sqlite) }
  }

  @Test(arguments: TrialStore.engines)
  func secondRunDoesNothing(_ engine: Engine) async throws {
    try await TrialStore.with(engine) { database in
      let first = try await House.sample.migrate(database, at: TrialStore.opening)
      let second = try await House.sample.migrate(database, at: TrialStore.opening)
      #expect(first == House.sample.migrations.map(\.name))
      #expect(second.isEmpty)
      try await House.sample.demandSchema(of: database)
    }
  }

  @Test func anOlderDatabaseIsNotServed() async throws {
    try await TrialStore.with(.sqlite) { database in
      let mismatch = await #expect(throws: SchemaMismatch.self) { try await House.sample.demandSchema(of: database) }
      #expect(mismatch?.description.contains("km0 migrate") == true)
    }
  }
}
