import Foundation
import GRDB
import Store

extension SQLiteDatabase {
  /// Copies the house as it is at this moment into a new file, while it goes on serving, and proves the copy whole.
  /// The file appears under its name only when it is. Throws a `StoreError`; a file that is there already is not touched.
  package func backup(to path: String) async throws {
    let pool = pool
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      Thread { continuation.resume(with: Result { try SQLiteDatabase.copy(pool, to: path) }) }.start()
    }
  }

  private static func copy(_ pool: DatabasePool, to path: String) throws {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { throw StoreError(.statement, "there is a file \(path) already") }
    let unfinished = path + ".unfinished"
    try? files.removeItem(atPath: unfinished)
    guard files.createFile(atPath: unfinished, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw StoreError(.connection, "cannot make the file \(unfinished)")
    }
    do {
      try translating {
        let target = try DatabaseQueue(path: unfinished)
        try pool.backup(to: target)
        // One file, to be carried anywhere: without a log beside it.
        try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try target.close()
      }
      try check(unfinished)
      try files.moveItem(atPath: unfinished, toPath: path)
    } catch {
      try? files.removeItem(atPath: unfinished)
      throw error
    }
  }

  /// Throws a `StoreError` unless the file holds a sound database in which every reference leads somewhere.
  package static func check(_ path: String) throws {
    try translating {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      try queue.read { connection in
        let findings = try String.fetchAll(connection, sql: "PRAGMA integrity_check")
        let strays = try GRDB.Row.fetchAll(connection, sql: "PRAGMA foreign_key_check")
        guard findings == ["ok"], strays.isEmpty else {
          throw StoreError(.statement, "\(path) is damaged: \(findings.prefix(3)), \(strays.count) references lead nowhere")
        }
      }
    }
  }
}
