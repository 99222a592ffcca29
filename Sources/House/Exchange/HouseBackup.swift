import Archive
import Foundation
import Kernel
import Store

/// What keeps a backup from being made or restored, in a sentence.
package struct BackupFault: Error, CustomStringConvertible {
  package let description: String
}

extension House {
  /// Writes every row of one instant to a file that only its owner reads, while the house goes on. The file appears whole or not at all.
  /// The number of its bytes. Throws a `BackupFault`, or a `StoreError`.
  package func backUp(
    _ database: any Database, to path: String, at now: Instant, report: @escaping @Sendable (String) -> Void
  ) async throws -> Int {
    let files = FileManager.default
    if files.fileExists(atPath: path) { throw BackupFault(description: "\(path) is there already.") }
    let bytes = try await Snapshot.write(database, at: now, report: report)
    let unfinished = path + ".unfinished"
    try? files.removeItem(atPath: unfinished)
    guard files.createFile(atPath: unfinished, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
      throw BackupFault(description: "\(unfinished) cannot be written.")
    }
    do {
      let file = try FileHandle(forUpdating: URL(filePath: unfinished))
      try file.synchronize()
      try file.close()
      // What was written is read again: a full disk says nothing at the time.
      let read = try Data(contentsOf: URL(filePath: unfinished))
      _ = try Snapshot.contents(of: Array(read))
      try files.moveItem(atPath: unfinished, toPath: path)
    } catch {
      try? files.removeItem(atPath: unfinished)
      throw BackupFault(description: "\(path) cannot be written: \(error)")
    }
    return bytes.count
  }

  /// Fills an empty database from a backup, of whichever engine, and proves that every row is there. The number of rows.
  package func restore(
    _ path: String, into database: any Database, at now: Instant, report: @escaping @Sendable (String) -> Void
  ) async throws -> Int {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw BackupFault(description: "\(path) cannot be read.") }
    let contents: Snapshot.Contents
    do {
      contents = try await Snapshot.restore(Array(bytes), into: database, migrations: migrations, at: now, report: report)
    } catch ArchiveFault.notAnArchive {
      throw BackupFault(description: "\(path) is no backup of a house.")
    } catch let fault as ArchiveFault {
      throw BackupFault(description: fault.all.map { "\(path): \(ImportedFiles.sentence($0))" }.joined(separator: "\n"))
    } catch let fault as SnapshotFault {
      throw BackupFault(description: "\(path) was not restored: \(sentence(fault))")
    }
    return contents.tables.reduce(0) { $0 + $1.rows }
  }

  private func sentence(_ fault: SnapshotFault) -> String {
    switch fault {
    case .notASnapshot(let why): "it is no backup of a house (\(why))."
    case .notEmpty: "the database is not empty."
    case .newer(let migration): "it comes from a newer program, which has “\(migration)”."
    case .damaged(let table, let why): "\(table) is damaged: \(why)."
    }
  }
}
