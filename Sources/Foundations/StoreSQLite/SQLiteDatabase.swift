import Foundation
import GRDB
import GRDBSQLite
import Kernel
import Store

/// The house in one file: GRDB's pool as driver, one writer beside several readers that each see a snapshot.
package final class SQLiteDatabase: Store.Database {
  package let path: String
  let pool: DatabasePool
  private let temporaryFolder: URL?
  private let statementTimeoutSeconds: Int

  /// Opens the file, making it (readable by its owner only) when it is not there. `readers` is how many read at the same time,
  /// `statementTimeoutSeconds` what one statement may take.
  package convenience init(path: String, readers: Int = 4, statementTimeoutSeconds: Int = 30) throws {
    try self.init(path: path, readers: readers, statementTimeoutSeconds: statementTimeoutSeconds, temporaryFolder: nil)
  }

  /// A database that is gone when closed. It is a file all the same: a pool of connections cannot share a private memory.
  package static func inMemory() throws -> SQLiteDatabase {
    let folder = FileManager.default.temporaryDirectory.appending(path: "km0-\(UUID().uuidString.lowercased())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return try SQLiteDatabase(
      path: folder.appending(path: "house.sqlite").path, readers: 2, statementTimeoutSeconds: 30, temporaryFolder: folder)
  }

  private init(path: String, readers: Int, statementTimeoutSeconds: Int, temporaryFolder: URL?) throws {
    self.path = path
    self.statementTimeoutSeconds = statementTimeoutSeconds
    self.temporaryFolder = temporaryFolder
    if !FileManager.default.fileExists(atPath: path) {
      guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw StoreError(.connection, "cannot make the file \(path)")
      }
    }
    pool = try SQLiteDatabase.translating { try DatabasePool(path: path, configuration: SQLiteDatabase.configuration(readers)) }
    try SQLiteDatabase.translating { try pool.writeWithoutTransaction(SQLiteDatabase.demandDurability) }
  }

  deinit {
    guard let temporaryFolder else { return }
    try? pool.close()
    try? FileManager.default.removeItem(at: temporaryFolder)
  }

  private static func configuration(_ readers: Int) -> Configuration {
    var configuration = Configuration()
    configuration.label = "house"
    configuration.foreignKeysEnabled = true
    configuration.maximumReaderCount = readers
    configuration.persistentReadOnlyConnections = true
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { connection in
      if connection.configuration.readonly { try connection.execute(sql: "PRAGMA query_only = 1") }
    }
    return configuration
  }

  /// GRDB chooses NORMAL in WAL mode, where a power cut may undo the last commits. FULL syncs the log before a commit is acknowledged.
  private static func demandDurability(_ connection: GRDB.Database) throws {
    try connection.execute(sql: "PRAGMA synchronous = FULL")
    // Pages the writer keeps, in kilobytes: with SQLite's own 2 MB the indexes of some years of invoices are read from the file again and again.
    try connection.execute(sql: "PRAGMA cache_size = -16000")
    let synchronous = try Int.fetchOne(connection, sql: "PRAGMA synchronous") ?? 0
    let journal = try String.fetchOne(connection, sql: "PRAGMA journal_mode") ?? ""
    guard synchronous >= 2, journal == "wal" else {
      throw StoreError(.connection, "SQLite keeps journal_mode \(journal), synchronous \(synchronous); wal and 2 are needed")
    }
  }

  package var engine: Engine { .sqlite }

  package func read<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer {
    try await SQLiteDatabase.translating {
      try await self.pool.read { connection in
        // Asked of the connection itself at each read: a statement for it was a fiftieth of a page.
        guard let handle = connection.sqliteConnection, sqlite3_db_readonly(handle, "main") == 1 else {
          throw StoreError(.connection, "a reader that could write")
        }
        return try body(Transaction(on: SQLiteConnection(connection, statementTimeoutSeconds: self.statementTimeoutSeconds)))
      }
    }
  }

  @discardableResult
  package func write<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer {
    try await SQLiteDatabase.translating {
      try await self.pool.write { connection in
        try body(Transaction(on: SQLiteConnection(connection, statementTimeoutSeconds: self.statementTimeoutSeconds)))
      }
    }
  }

  /// SQLite counts nothing by itself. Without it an index on what nearly all rows have looks as good as one that finds three of them.
  package func gatherStatistics() async throws {
    try await write { try $0.run("ANALYZE") }
    // Those who read go by what was known when they were opened.
    pool.invalidateReadOnlyConnections()
  }

  package func ping() async throws {
    _ = try await read { transaction in try transaction.value("SELECT 1", as: Int.self) }
  }

  package func close() async {
    try? pool.close()
    if let temporaryFolder { try? FileManager.default.removeItem(at: temporaryFolder) }
  }

  static func translating<Answer>(_ body: () throws -> Answer) throws -> Answer {
    do { return try body() } catch let error as DatabaseError { throw StoreError(error) }
  }
  private static func translating<Answer: Sendable>(_ body: @Sendable () async throws -> Answer) async throws -> Answer {
    do { return try await body() } catch let error as DatabaseError { throw StoreError(error) }
  }
}

extension StoreError {
  init(_ error: DatabaseError) {
    self.init(
      StoreError.kind(error.extendedResultCode.rawValue), "\(error.message ?? "SQLite error") (code \(error.extendedResultCode.rawValue))")
  }

  /// The kind of a result code of SQLite.
  static func kind(_ code: Int32) -> StoreError.Kind {
    switch code & 0xFF {
    case 19: .constraint
    case 5, 6, 9: .timeout
    case 7, 8, 10, 11, 13, 14, 26: .connection
    default: .statement
    }
  }
}
