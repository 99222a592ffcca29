import Foundation
import Kernel
import Secrets
import Store

/// The whole house in one archive that either engine takes: a line of JSON for each row of each table, with counts and digests that prove it.
package enum Snapshot {
  /// What the archive says of itself, in `snapshot.json`.
  package struct Contents: Codable, Hashable, Sendable {
    package struct Table: Codable, Hashable, Sendable {
      package let name: String
      package let columns: [String]
      package let rows: Int
      /// SHA-256 of its file.
      package let digest: String
    }
    package let format: Int
    package let madeAt: Instant
    /// Names of the applied migrations, in order.
    package let migrations: [String]
    /// In an order in which every row finds what it refers to.
    package let tables: [Table]
  }

  static let contentsPath = "snapshot.json"
  static func path(of table: String) -> String { "tables/\(table).jsonl" }

  /// Everything, as it is at one moment. `report` hears each table's name before it is read.
  package static func write(
    _ database: any Database, at now: Instant, report: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> [UInt8] {
    let entries = try await database.read { transaction in
      var tables: [Contents.Table] = []
      var files: [ZipEntry] = []
      for name in try TableOrder.inside(transaction) {
        report(name)
        let columns = try transaction.columns(of: name).map(\.name)
        if columns.isEmpty { continue }
        let (bytes, count) = try lines(of: name, columns, transaction)
        tables.append(Contents.Table(name: name, columns: columns, rows: count, digest: Digest.sha256(bytes)))
        files.append(ZipEntry(path: path(of: name), bytes: bytes))
      }
      let migrations: [String] = try transaction.rows("SELECT name FROM migrations ORDER BY place").map { try $0.get("name") }
      let contents = Contents(format: 1, madeAt: now, migrations: migrations, tables: tables)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return [ZipEntry(path: contentsPath, bytes: Array(try encoder.encode(contents)))] + files
    }
    return try Zip.write(entries)
  }

  /// The rows of a table as lines, in an order that does not depend on the engine.
  static func lines(of table: String, _ columns: [String], _ transaction: borrowing Transaction) throws -> (bytes: [UInt8], rows: Int) {
    let names = columns.map(quoted).joined(separator: ", ")
    let order = columns.map { quoted($0) + " NULLS FIRST" }.joined(separator: ", ")
    var bytes: [UInt8] = []
    let rows = try transaction.rows(SQL(frozen: "SELECT \(names) FROM \(quoted(table)) ORDER BY \(order)"))
    for row in rows { RowLine.append(row.values, to: &bytes) }
    return (bytes, rows.count)
  }

  /// Names come from the engine's catalogue or are checked against it.
  static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}

/// Why a snapshot cannot be taken in.
package enum SnapshotFault: Error, Hashable, Sendable {
  case notASnapshot(String)
  /// The database that was to take it has tables.
  case notEmpty
  /// Made by a program that knew migrations this one does not.
  case newer(migration: String)
  case damaged(table: String, String)
}
