import Kernel
import People
import Store

/// What comes into the house and goes out of it as files: by which areas, in their order.
package struct Exchange: Sendable {
  package let importers: [Importer]
  package let exporters: [Exporter]

  package init(importers: [Importer], exporters: [Exporter]) { (self.importers, self.exporters) = (importers, exporters) }
  /// Organisations before the spaces they hold.
  package static let peopleAndSpaces = Exchange(importers: [.people, .spaces], exporters: [.people, .spaces])
}

/// What an area did with its files, or would do.
package struct ImportedPart: Sendable, Hashable {
  /// `people`, as in messages.
  package let name: String
  package let added: Int
  package let changed: Int
  package let unchanged: Int
  /// Lines of the past that were lived through.
  package let events: Int

  package init(name: String, added: Int, changed: Int, unchanged: Int, events: Int = 0) {
    (self.name, self.added, self.changed, self.unchanged, self.events) = (name, added, changed, unchanged, events)
  }
}

/// What an area takes from what is imported. An area after another may count on what that one brought.
package struct Importer: Sendable {
  package typealias Report = @Sendable (_ what: String, _ done: Int, _ all: Int) -> Void
  /// Writes what was read, in the transaction of the whole import.
  package typealias Writing = @Sendable (borrowing Transaction, Viewer, Instant, @escaping Report) throws -> ImportedPart

  package let name: String
  /// Whether the files are for it at all.
  package let concerns: @Sendable (ExchangedFiles) -> Bool
  /// Reads its files without the database. Throws a `Refusal` whose problems name file, line and column.
  package let read: @Sendable (ExchangedFiles, Instant) throws -> Writing

  package init(
    _ name: String, concerns: @escaping @Sendable (ExchangedFiles) -> Bool,
    read: @escaping @Sendable (ExchangedFiles, Instant) throws -> Writing
  ) {
    (self.name, self.concerns, self.read) = (name, concerns, read)
  }
}

/// What an area gives when the house is exported: files by path, in the form its importer takes.
package struct Exporter: Sendable {
  package let name: String
  package let files: @Sendable (borrowing Transaction, Instant) throws -> [String: [UInt8]]

  package init(_ name: String, files: @escaping @Sendable (borrowing Transaction, Instant) throws -> [String: [UInt8]]) {
    (self.name, self.files) = (name, files)
  }
}

extension Importer {
  package static let people = Importer(
    "people", concerns: { files in ImportTables.File.allCases.contains { files.named[$0.rawValue] != nil } },
    read: { files, now in
      let act = ImportPeople(try ImportTables(files.named), today: HouseTime.mulhouse.day(of: now))
      // What stands in the lines themselves is told with what is wrong elsewhere; what depends on the house shows itself later.
      try act.tables.check()
      let lines = ImportTables.File.allCases.reduce(0) { $0 + act.tables.count(of: $1) }
      return { transaction, viewer, now, report in
        if !viewer.may(.importPeople) { throw Refusal.invalid("spaces.exchange.problem.peopleNotYours", field: "people.csv") }
        report("people", 0, lines)
        let outcome = try act.perform(in: transaction, for: viewer, at: now)
        report("people", lines, lines)
        return ImportedPart(name: "people", added: outcome.added, changed: outcome.changed, unchanged: outcome.unchanged)
      }
    })

  /// The building first, then its life in the order it was lived.
  package static let spaces = Importer(
    "spaces", concerns: { files in !files.ofPlan.isEmpty },
    read: { files, now in
      let (files, today) = (BuildingFiles(files), HouseTime.mulhouse.day(of: now))
      // Tables of a building that is known are read with what the house knows of it, when they are written.
      let whole = KnownGround.isEnough(for: files) ? nil : try PlanEntries(files, today: today)
      return { transaction, viewer, now, report in
        let entries = try whole ?? PlanEntries(onKnown: KnownGround.beside(files, in: transaction, at: now), today: today)
        let act = ImportBuilding(entries) { _, done, all in report("spaces", done, all) }
        let plan = try act.perform(in: transaction, for: viewer, at: now)
        return ImportedPart(name: "spaces", added: plan.added, changed: plan.changed, unchanged: plan.unchanged, events: plan.events)
      }
    })
}

extension Exporter {
  package static let people = Exporter("people") { transaction, _ in try ExportPeople().files(in: transaction) }
  package static let spaces = Exporter("spaces") { transaction, now in
    let records = try PlanRecords(transaction, at: now)
    return records.tables.merging(records.drawing) { first, _ in first }
  }
}

extension ExchangedFiles {
  /// Those the plan reads; another area's and what nobody knows are left out.
  var ofPlan: [String: [UInt8]] {
    let known = Set(PlanReading.drawnFiles + PlanFile.allCases.map(\.rawValue))
    return named.filter { known.contains($0.key) }
  }
}
