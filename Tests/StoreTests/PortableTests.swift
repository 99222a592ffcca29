import Kernel
import Store
import Testing
import Trials

/// Everything `docs/portable-sql.md` allows, with the one answer both engines give.
@Suite("Portable SQL") struct PortableTests {
  static let questions: [(SQL, [[Value]])] = [
    ("SELECT \(nil as String?) IS NULL, \(nil as Int?) IS NULL, \("x") IS NULL", [[.integer(1), .integer(1), .integer(0)]]),
    ("SELECT name FROM beds ORDER BY name", [[.text("Apfel")], [.text("Birne")], [.text("Éclair")]]),
    ("SELECT 7 / 2, -7 / 2, 7 % 3, -7 % 3", [[.integer(3), .integer(-3), .integer(1), .integer(-1)]]),
    (
      "SELECT CAST(SUM(area) AS BIGINT), COUNT(*), MIN(area), MAX(name) FROM beds",
      [[.integer(50), .integer(3), .integer(10), .text("Éclair")]]
    ),
    ("SELECT CAST(SUM(height) AS BIGINT) FROM plants WHERE height > 1000", [[.null]]),
    (
      "SELECT name, COUNT(*) FILTER (WHERE height > 0) AS tall FROM plants GROUP BY name ORDER BY name",
      [[.text("iris"), .integer(0)], [.text("rose"), .integer(1)]]
    ),
    ("SELECT id FROM plants ORDER BY height NULLS LAST, id", [[.text("3")], [.text("1")], [.text("2")]]),
    ("SELECT id FROM plants WHERE height IS NOT DISTINCT FROM \(nil as Int?)", [[.text("2")]]),
    ("SELECT id FROM plants WHERE bed IN \(list: ["a", "z", "y"]) ORDER BY id", [[.text("1")], [.text("2")]]),
    ("SELECT id FROM plants WHERE bed IN \(list: [] as [String])", []),
    (
      "SELECT CASE WHEN area > 15 THEN 'large' ELSE 'small' END, COALESCE(dug, 'never'), name || '!' FROM beds WHERE id = 'a'",
      [[.text("small"), .text("never"), .text("Apfel!")]]
    ),
    ("SELECT substr('2026-11-24', 1, 7), length('été'), replace('a-b', '-', '+')", [[.text("2026-11"), .integer(3), .text("a+b")]]),
    ("SELECT id FROM beds ORDER BY id LIMIT 1 OFFSET 1", [[.text("b")]]),
    ("WITH large AS (SELECT * FROM beds WHERE area = 20) SELECT COUNT(*) FROM large", [[.integer(2)]]),
    (
      "WITH RECURSIVE steps (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM steps WHERE n < 3) SELECT n FROM steps ORDER BY n",
      [[.integer(1)], [.integer(2)], [.integer(3)]]
    ),
    (
      "SELECT id, ROW_NUMBER() OVER (PARTITION BY bed ORDER BY id DESC) AS place FROM plants ORDER BY id",
      [[.text("1"), .integer(2)], [.text("2"), .integer(1)], [.text("3"), .integer(1)]]
    ),
    (
      "SELECT b.id, p.id FROM beds b LEFT JOIN plants p ON p.bed = b.id AND p.height > 0 ORDER BY b.id",
      [[.text("a"), .text("1")], [.text("b"), .null], [.text("c"), .null]]
    ),
    ("SELECT id FROM beds WHERE EXISTS (SELECT 1 FROM plants WHERE bed = beds.id) ORDER BY id DESC", [[.text("b")], [.text("a")]]),
    ("SELECT 'a' UNION SELECT 'b' UNION SELECT 'a' ORDER BY 1", [[.text("a")], [.text("b")]]),
    ("SELECT area = 10 AS is_ten FROM beds WHERE id = 'a'", [[.integer(1)]]),
    ("SELECT id FROM beds WHERE name LIKE \("B%")", [[.text("b")]]),
    ("SELECT \(Int64.max), \(Int64.min), \("")", [[.integer(.max), .integer(.min), .text("")]]),
    (
      "INSERT INTO beds (id, name, area) VALUES ('a', 'x', 1) ON CONFLICT (id) DO UPDATE SET area = beds.area + excluded.area RETURNING id, area",
      [[.text("a"), .integer(11)]]
    ),
    ("INSERT INTO beds (id, name, area) VALUES ('a', 'x', 1) ON CONFLICT (id) DO NOTHING RETURNING id", []),
    ("DELETE FROM plants WHERE bed = 'a' AND name = 'iris' RETURNING name", [[.text("iris")]]),
  ]

  @Test(arguments: TrialStore.engines) func sameAnswers(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      for (question, answer) in Self.questions {
        let rows = try await database.write { transaction in try transaction.rows(question).map(\.values) }
        #expect(rows == answer, "\(question.text)")
      }
    }
  }

  @Test(arguments: TrialStore.engines) func changesAreCounted(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      try await database.write(Garden.plant)
      let counts = try await database.write { transaction in
        [
          try transaction.run("UPDATE beds SET area = area + 1 WHERE area = 20"),
          try transaction.run("UPDATE beds SET area = 1 WHERE id = 'nowhere'"),
          try transaction.run("INSERT INTO beds (id, name, area) VALUES ('a', 'x', 1) ON CONFLICT (id) DO NOTHING"),
          try transaction.run("CREATE TABLE t (a TEXT)"),
          try transaction.run("DELETE FROM plants"),
        ]
      }
      #expect(counts == [2, 0, 0, 0, 3])
    }
  }

  /// Both engines refuse what only one of them could answer, instead of answering differently.
  @Test(arguments: TrialStore.engines) func otherTypesAreRefused(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: Garden.migrations) { database in
      for question: SQL in [
        "SELECT CAST(1.5 AS REAL) AS r", "SELECT \("a\u{0}b") AS text", "SELECT nothing FROM beds", "SELECT 1; SELECT 2",
      ] {
        await #expect(throws: StoreError.self) { try await database.read { try $0.rows(question) } }
      }
    }
  }
}
