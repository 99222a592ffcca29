import Archive
import Kernel
import People
import Store

/// An import of the whole house, read already: what is left is to write it.
package struct PreparedImport: Sendable {
  private let parts: [Importer.Writing]

  /// Reads every file for every area, and refuses with all that is wrong with any of them.
  package init(_ files: ExchangedFiles, by importers: [Importer], at now: Instant) throws {
    var parts: [Importer.Writing] = []
    var problems = Problems()
    for importer in importers where importer.concerns(files) {
      do { parts.append(try importer.read(files, now)) } catch let refusal as Refusal { problems.add(refusal.problems) }
    }
    try problems.refuse()
    if parts.isEmpty { throw Refusal.invalid("spaces.exchange.problem.noFiles", field: "file") }
    self.parts = parts
  }

  /// All areas in one transaction: the house takes everything or nothing.
  package func perform(
    in database: any Database, for viewer: Viewer, at now: Instant, report: @escaping Importer.Report = { _, _, _ in }
  ) async throws -> [ImportedPart] {
    try await database.write { transaction in try perform(in: transaction, for: viewer, at: now, report: report) }
  }

  /// What it would do, found by doing it and taking it back.
  package func preview(in database: any Database, for viewer: Viewer, at now: Instant) async throws -> [ImportedPart] {
    do {
      return try await database.write { transaction -> [ImportedPart] in
        throw TakenBack(parts: try perform(in: transaction, for: viewer, at: now, report: { _, _, _ in }))
      }
    } catch let done as TakenBack {
      return done.parts
    }
  }

  private func perform(
    in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant, report: @escaping Importer.Report
  ) throws -> [ImportedPart] {
    var done: [ImportedPart] = []
    for part in parts { done.append(try part(transaction, viewer, now, report)) }
    return done
  }

  /// Ends the transaction of a preview.
  private struct TakenBack: Error { let parts: [ImportedPart] }
}

extension Exchange {
  /// Everything that is exchanged, from one instant: files by path. The same house makes the same bytes.
  package func files(of database: any Database, at now: Instant) async throws -> [String: [UInt8]] {
    try await database.read { transaction in
      var files: [String: [UInt8]] = [:]
      for exporter in exporters { files.merge(try exporter.files(transaction, now)) { first, _ in first } }
      return files
    }
  }

  package static func archive(_ files: [String: [UInt8]]) throws -> [UInt8] {
    try Zip.write(files.sorted { $0.key < $1.key }.map { ZipEntry(path: $0.key, bytes: $0.value) })
  }
}
