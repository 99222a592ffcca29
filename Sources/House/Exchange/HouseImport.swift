import Kernel
import Spaces
import Store

extension House {
  /// Brings in everything in one transaction, or nothing; what each area did, in words, and which files nobody reads.
  package func load(
    _ files: ImportedFiles, into database: any Database, at now: Instant, report: @escaping Importer.Report
  ) async throws -> [String] {
    let exchanged = try ExchangedFiles(files.files)
    let prepared = try PreparedImport(exchanged, by: exchange.importers, at: now)
    let parts = try await prepared.perform(in: database, for: .house, at: now, report: report)
    // What was an empty house is none any more.
    try await database.gatherStatistics()
    let done = parts.map { part in
      let events = part.events > 0 ? ", \(part.events) events" : ""
      return "\(part.name): \(part.added) added, \(part.changed) changed, \(part.unchanged) as they were\(events)"
    }
    return exchanged.unknown.isEmpty
      ? done : done + ["not read, as no part of the house knows them: \(exchanged.unknown.joined(separator: ", "))"]
  }
}
