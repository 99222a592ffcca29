import Foundation
import Store
import StorePostgres
import StoreSQLite

extension Settings {
  /// Opens the database of these settings; makes the data folder and the embedded file when they are not there.
  /// Throws a `StoreError` of kind connection.
  package func openDatabase() throws -> any Database {
    switch database {
    case .postgres(let url):
      return try PostgresDatabase(url: url.reveal, connections: databaseConnections)
    case .embedded(let path):
      do {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      } catch {
        throw StoreError(.connection, "the folder \(data) cannot be made: \(error.localizedDescription)")
      }
      return try SQLiteDatabase(path: path, readers: databaseConnections)
    }
  }

  /// How the database is called in messages, without what is secret.
  package var databaseName: String {
    switch database {
    case .embedded(let path): path
    case .postgres(let url):
      URLComponents(string: url.reveal).map { "PostgreSQL at \($0.host ?? "")\($0.path)" } ?? "PostgreSQL"
    }
  }
}
