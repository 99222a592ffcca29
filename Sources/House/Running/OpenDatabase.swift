import Foundation
import Store
import StorePostgres
import StoreSQLite

extension Settings {
  /// Opens the database of these settings. Where there is no embedded file, it is made with its folder, or refused: a mistyped folder is no new
  /// house. Throws a `StoreError` of kind connection.
  package func openDatabase(making: Bool = false) throws -> any Database {
    switch database {
    case .postgres(let url):
      return try PostgresDatabase(url: url.reveal, connections: databaseConnections)
    case .embedded(let path):
      if !making, !FileManager.default.fileExists(atPath: path) {
        throw StoreError(.connection, "there is no \(path): `km0 migrate` makes it, --data names another folder")
      }
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
