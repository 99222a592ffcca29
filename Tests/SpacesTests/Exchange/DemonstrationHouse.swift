import Foundation
import Kernel
import Post
import Store
import Trials

@testable import People
@testable import Spaces

/// The files of `demo/`, and a house that has loaded them.
enum DemonstrationHouse {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../demo").standardized.path
  static let today = Day(2026, 11, 24)!
  static let now = HouseTime.mulhouse.instant(on: today, hour: 9)
  static let migrations = Audit.migrations + Outbox.migrations + PeopleTables.migrations + SpacesTables.migrations

  static func exchanged() throws -> ExchangedFiles {
    var paths: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      if let content = FileManager.default.contents(atPath: "\(folder)/\(path)") { paths[path] = Array(content) }
    }
    return try ExchangedFiles(paths)
  }
  static func files() throws -> BuildingFiles { BuildingFiles(try exchanged()) }
  static func entries() throws -> PlanEntries { try PlanEntries(files(), today: today) }

  /// Organisations and people first, then the plan with its events.
  static func load(into database: any Database) async throws -> ImportedPlan {
    let people = try ImportTables(exchanged().named)
    let entries = try entries()
    return try await database.write { transaction in
      _ = try ImportPeople(people, today: today).perform(in: transaction, for: .house, at: now)
      return try ImportBuilding(entries).perform(in: transaction, for: .house, at: now)
    }
  }
}
