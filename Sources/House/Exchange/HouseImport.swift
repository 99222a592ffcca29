import Kernel
import People
import Spaces
import Store

/// What an area takes from what is imported. An area after another may count on what that one brought.
package struct Importer: Sendable {
  package typealias Report = @Sendable (_ what: String, _ done: Int, _ all: Int) -> Void

  /// `people`, as in messages.
  package let name: String
  /// Takes its files, whole or not at all, and says in a few words what it did; nil when there was nothing for it.
  /// Throws a `Refusal` whose problems name file and line.
  package let run: @Sendable (ImportedFiles, any Database, Instant, Report) async throws -> String?

  package init(_ name: String, run: @escaping @Sendable (ImportedFiles, any Database, Instant, Report) async throws -> String?) {
    (self.name, self.run) = (name, run)
  }
}

extension House {
  static let people = Importer("people") { files, database, now, report in
    let tables = try ImportTables(files.files)
    let lines = ImportTables.File.allCases.reduce(0) { $0 + tables.count(of: $1) }
    if lines == 0 { return nil }
    report("people", 0, lines)
    let act = ImportPeople(tables, today: HouseTime.mulhouse.day(of: now))
    let outcome = try await database.perform(act, for: .house, at: now)
    report("people", lines, lines)
    return "\(outcome.added) added, \(outcome.changed) changed, \(outcome.unchanged) as they were"
  }

  /// The building first, then its life in the order it was lived.
  static let spaces = Importer("spaces") { files, database, now, report in
    let own = files.files.filter { path, _ in !ImportTables.File.allCases.contains { path.hasSuffix($0.rawValue) } && path != "sign-ins.csv"
    }
    guard own.keys.contains(where: { $0.hasSuffix(".geojson") || $0.hasSuffix(".csv") }) else { return nil }
    let entries = try PlanEntries(try BuildingFiles(own), today: HouseTime.mulhouse.day(of: now))
    report("spaces", 0, 1)
    let plan = try await database.perform(ImportBuilding(entries), for: .house, at: now)
    report("spaces", 1, 1)
    return "\(plan.added) added, \(plan.changed) changed, \(plan.unchanged) as they were, \(plan.events) events"
  }

  /// Each area in turn; what each did, in its words.
  package func load(
    _ files: ImportedFiles, into database: any Database, at now: Instant, report: @escaping Importer.Report
  ) async throws -> [String] {
    var done: [String] = []
    for importer in importers {
      if let words = try await importer.run(files, database, now, report) { done.append("\(importer.name): \(words)") }
    }
    if done.isEmpty { throw UnreadableImport(description: "Nothing in it is known here: neither a building nor a list of people.") }
    return done
  }
}
