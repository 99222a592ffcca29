import Foundation
import Kernel
import Secrets
import Store

extension Snapshot {
  /// Fills an empty database of either engine, whole or not at all, and proves every table by its digest. An older house is brought to the
  /// schema of the program afterwards. `report` hears what is being done. Throws a `SnapshotFault`, `ArchiveFault` or `StoreError`.
  @discardableResult
  package static func restore(
    _ bytes: [UInt8], into database: any Database, migrations: [Migration], at now: Instant,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> Contents {
    let (contents, files) = try open(bytes)
    let known = Dictionary(migrations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let then = try contents.migrations.map { name in
      guard let migration = known[name] else { throw SnapshotFault.newer(migration: name) }
      return migration
    }
    guard try await Migrator.beginRestore(database, at: now) else { throw SnapshotFault.notEmpty }
    try await Migrator.migrate(database, then, at: now)
    try await database.write { transaction in
      try Migrator.endRestore(transaction)
      // A migration may have written rows; those of the snapshot take their place.
      for name in try TableOrder.inside(transaction).reversed() { try transaction.run(SQL(frozen: "DELETE FROM \(quoted(name))")) }
      let references = try transaction.references().filter { $0.child == $0.parent }
      for table in contents.tables {
        report(table.name)
        try fill(table, files[path(of: table.name)] ?? [], references.filter { $0.child == table.name }, transaction)
      }
      // Only now, as a trigger on one table may write into another.
      for table in contents.tables {
        let (found, count) = try lines(of: table.name, table.columns, transaction)
        guard count == table.rows, Digest.sha256(found) == table.digest else {
          throw SnapshotFault.damaged(table: table.name, "\(count) rows came in of \(table.rows), or they differ")
        }
      }
    }
    try await Migrator.migrate(database, migrations, at: now)
    return contents
  }

  /// What is in the archive, its digests checked.
  package static func contents(of bytes: [UInt8]) throws -> Contents { try open(bytes).contents }

  private static func open(_ bytes: [UInt8]) throws -> (contents: Contents, files: [String: [UInt8]]) {
    let limits = ZipLimits(entries: 2000, entrySize: 2 << 30, totalSize: 4 << 30, ratio: 2000)
    let files = Dictionary(try Zip.read(bytes, limits: limits).map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    guard let head = files[contentsPath] else { throw SnapshotFault.notASnapshot("no \(contentsPath)") }
    let contents: Contents
    do { contents = try JSONDecoder().decode(Contents.self, from: Data(head)) } catch {
      throw SnapshotFault.notASnapshot("\(contentsPath) is not understood")
    }
    guard contents.format == 1 else { throw SnapshotFault.notASnapshot("format \(contents.format)") }
    for table in contents.tables {
      guard let file = files[path(of: table.name)] else { throw SnapshotFault.damaged(table: table.name, "missing") }
      guard Digest.sha256(file) == table.digest else { throw SnapshotFault.damaged(table: table.name, "its digest differs") }
    }
    return (contents, files)
  }

  private static func fill(
    _ table: Contents.Table, _ file: [UInt8], _ references: [TableReference], _ transaction: borrowing Transaction
  ) throws {
    let columns = Dictionary(try transaction.columns(of: table.name).map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    guard columns.keys.sorted() == table.columns.sorted() else {
      throw SnapshotFault.damaged(table: table.name, "its columns are not those of the schema")
    }
    var rows: [[Value]] = []
    rows.reserveCapacity(table.rows)
    for line in file.split(separator: 10) {
      guard let values = RowLine.values(line), values.count == table.columns.count else {
        throw SnapshotFault.damaged(table: table.name, "line \(rows.count + 1)")
      }
      rows.append(values)
    }
    let places = references.compactMap { reference -> (child: Int, parent: Int)? in
      guard let child = table.columns.firstIndex(of: reference.childColumn),
        let parent = table.columns.firstIndex(of: reference.parentColumn)
      else { return nil }
      return (child, parent)
    }
    guard let ordered = TableOrder.rows(rows, places) else {
      throw SnapshotFault.damaged(table: table.name, "rows refer to each other in a circle")
    }
    try insert(ordered, into: table, types: table.columns.map { columns[$0] ?? .text }, transaction)
  }

  private static func insert(
    _ rows: [[Value]], into table: Contents.Table, types: [ColumnType], _ transaction: borrowing Transaction
  ) throws {
    // Many rows to a statement, but never more values than an engine takes.
    let names = table.columns.map(quoted).joined(separator: ", ")
    let most = max(1, min(64, 2000 / types.count))
    var start = 0
    while start < rows.count {
      let end = min(start + most, rows.count)
      let tuples = (0..<end - start).map { row in
        "(" + (1...types.count).map { "$\(row * types.count + $0)" }.joined(separator: ", ") + ")"
      }
      let text = "INSERT INTO \(quoted(table.name)) (\(names)) VALUES \(tuples.joined(separator: ", "))"
      let allTypes = (start..<end).flatMap { _ in types }
      try transaction.run(SQL(frozen: text, values: rows[start..<end].flatMap { $0 }, types: allTypes))
      start = end
    }
  }
}
