import Kernel
import Store

/// Two tables for the tests of the store.
enum Garden {
  static let migrations = [
    Migration(
      "garden 001: beds",
      """
      CREATE TABLE beds (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        area BIGINT NOT NULL CHECK (area > 0),
        dug TEXT
      )
      ;;
      CREATE TABLE plants (
        id TEXT PRIMARY KEY,
        bed TEXT NOT NULL REFERENCES beds (id),
        name TEXT NOT NULL,
        height BIGINT
      )
      """)
  ]

  static func plant(_ transaction: borrowing Transaction) throws {
    for (id, name, area) in [("a", "Apfel", 10), ("b", "Birne", 20), ("c", "Éclair", 20)] {
      try transaction.run("INSERT INTO beds (id, name, area) VALUES (\(id), \(name), \(area))")
    }
    let plants: [(String, String, String, Int?)] = [("1", "a", "rose", 30), ("2", "a", "iris", nil), ("3", "b", "rose", -7)]
    for (id, bed, name, height) in plants {
      try transaction.run("INSERT INTO plants (id, bed, name, height) VALUES (\(id), \(bed), \(name), \(height))")
    }
  }
}
