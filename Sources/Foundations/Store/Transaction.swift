import Kernel

package enum Engine: String, Sendable, CaseIterable {
  case sqlite, postgres
}

/// What a driver offers: statements on one connection, one after the other.
package protocol Connection {
  var engine: Engine { get }
  /// Runs one statement and hands over its rows.
  func rows(_ sql: SQL) throws -> [Row]
  /// Runs one statement and hands over the values of its rows, one row after the other.
  func eachRow(_ sql: SQL, _ body: (inout ValueReader) throws -> Void) throws
  /// Runs one statement and says how many rows it changed.
  func change(_ sql: SQL) throws -> Int
  /// Takes the lock that everyone who names `key` takes, until the transaction ends.
  func lock(_ key: String) throws
}

/// Reads and writes that happen whole or not at all. It cannot leave the closure it is handed to, and nothing awaits inside.
package struct Transaction: ~Copyable {
  private let connection: any Connection

  package init(on connection: any Connection) { self.connection = connection }

  /// Only search and the overlap guard may ask.
  package var engine: Engine { connection.engine }

  package func rows(_ sql: SQL) throws -> [Row] { try connection.rows(sql) }
  /// For ten thousand rows at once: none is kept.
  package func eachRow(_ sql: SQL, _ body: (inout ValueReader) throws -> Void) throws { try connection.eachRow(sql, body) }
  package func first(_ sql: SQL) throws -> Row? { try connection.rows(sql).first }

  /// Runs a statement; the number of rows it changed.
  @discardableResult
  package func run(_ sql: SQL) throws -> Int { try connection.change(sql) }

  /// Writes rows into a table, a few dozen to a statement: within the limits of both engines, and few texts to prepare. `head` is all that
  /// stands before the rows: `INSERT INTO … VALUES`.
  package func insert(_ head: SQL, rows: [SQL]) throws {
    for start in stride(from: 0, to: rows.count, by: 32) {
      _ = try connection.change("\(head) \(rows: Array(rows[start..<min(start + 32, rows.count)]))")
    }
  }

  /// The one locking recipe: lock, look, decide, write.
  package func lock(_ key: String) throws { try connection.lock(key) }

  package func all<Record: RowReadable>(_ sql: SQL, as _: Record.Type = Record.self) throws -> [Record] {
    try connection.rows(sql).map(Record.init(row:))
  }
  package func one<Record: RowReadable>(_ sql: SQL, as _: Record.Type = Record.self) throws -> Record? {
    try connection.rows(sql).first.map(Record.init(row:))
  }
  /// The first column of the first row, as of `SELECT COUNT(*)`.
  package func value<Wanted: Fetchable>(_ sql: SQL, as _: Wanted.Type = Wanted.self) throws -> Wanted? {
    guard let row = try connection.rows(sql).first, let value = row.values.first else { return nil }
    return Wanted(value)
  }
}

/// A record, or the small struct of a joined view, made from a row.
package protocol RowReadable {
  init(row: Row) throws
}

/// A database of the house, on either engine.
package protocol Database: Sendable {
  var engine: Engine { get }
  /// One consistent snapshot; writing is refused.
  func read<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer
  /// One transaction, kept when `body` returns and undone when it throws.
  /// On PostgreSQL `body` runs again when the engine asks for it (serialisation, deadlock): it must do nothing but read and write.
  @discardableResult
  func write<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer
  /// Counts anew what the tables hold, by which the engine chooses among its ways to an answer.
  func gatherStatistics() async throws
  /// Answers when the database does.
  func ping() async throws
  func close() async
}

extension Database {
  /// Performs an act in a transaction of its own.
  package func perform<Deed: Act>(_ act: Deed, for viewer: Viewer, at now: Instant) async throws -> Deed.Outcome {
    try await write { transaction in try act.perform(in: transaction, for: viewer, at: now) }
  }
}

/// One change with a verb for a name. Form, JSON, command line and timetable make the same struct.
/// `perform` asks the permission on its first line, then locks, looks, decides and writes.
package protocol Act: Sendable {
  associatedtype Outcome: Sendable
  func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome
}
