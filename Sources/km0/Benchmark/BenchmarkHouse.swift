import Foundation
import Kernel
import Store

/// A house with ten years behind it, the same every time: 500 cells on five levels, 400 organisations, 5,000 lets and options one after
/// the other, 200,000 lines of audit. Written straight into the tables: what is measured is reading.
struct BenchmarkHouse {
  static let cells = 500
  static let organisations = 400
  static let years = 10
  static let auditLines = 200_000
  static let firstDay = Month(number: 2017 * 12).first

  /// A fresh name for the folder of a house that is measured, and removed by whoever measures it.
  static var folder: String { FileManager.default.temporaryDirectory.appending(path: "km0-bench-\(UUID().uuidString.lowercased())").path }

  private let now: Instant
  private let report: @Sendable (String, Int, Int) -> Void

  static func fill(_ database: any Database, at now: Instant, report: @escaping @Sendable (String, Int, Int) -> Void) async throws {
    let house = BenchmarkHouse(now: now, report: report)
    try await database.write { transaction in try house.writeBuilding(transaction) }
    try await house.inSteps(of: 100, organisations, "organisations", database) { number, transaction in
      try house.writeOrganisation(number, transaction)
    }
    try await house.inSteps(of: 50, cells, "cells", database) { number, transaction in try house.writeCell(number, transaction) }
    try await house.inSteps(of: 500, cells * years, "lets and options", database) { number, transaction in
      try house.writeHold(number, transaction)
    }
    try await house.inSteps(of: 5_000, auditLines, "lines of audit", database) { number, transaction in
      try house.writeAudit(number, transaction)
    }
    try await database.gatherStatistics()
  }

  private func inSteps(
    of step: Int, _ count: Int, _ what: String, _ database: any Database,
    _ body: @escaping @Sendable (Int, borrowing Transaction) throws -> Void
  ) async throws {
    for start in stride(from: 0, to: count, by: step) {
      try await database.write { transaction in
        for number in start..<min(start + step, count) { try body(number, transaction) }
      }
      report(what, min(start + step, count), count)
    }
  }

  private func writeBuilding(_ transaction: borrowing Transaction) throws {
    try transaction.run("INSERT INTO sites (id, external_key, name) VALUES ('site', 'site', 'Bench')")
    try transaction.run(
      "INSERT INTO buildings (id, site, external_key, name, latitude, longitude) VALUES (\(id("building", 0)), 'site', 'building', 'Bench', 0, 0)"
    )
    for level in 0..<5 {
      try transaction.run(
        """
        INSERT INTO levels (id, building, external_key, name, short_name, ordinal, outline, place)
        VALUES (\(id("level", level)), \(id("building", 0)), \(id("level", level)), \("Niveau \(level)"), \(String(level)), \(level),
          \(outline(0, 0, 40_000, 60_000)), \(level))
        """)
    }
  }

  /// The hold of a cell in the last of the years: what a director changes while others look at the plan.
  static func lastHold(of cell: Int) -> String { id("hold", cells * (years - 1) + cell % cells) }

  static let level = id("level", 2)

  private func id(_ kind: String, _ number: Int) -> String { Self.id(kind, number) }

  /// An id of the house's form, the same every time.
  private static func id(_ kind: String, _ number: Int) -> String {
    let digits = String(number)
    let place = ["building": 1, "level": 2, "cell": 3, "organisation": 4, "space": 5, "hold": 6, "promise": 7][kind] ?? 0
    return "0000000\(place)-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private func outline(_ x: Int, _ y: Int, _ width: Int, _ depth: Int) -> String {
    "\(x),\(y) \(x + width),\(y) \(x + width),\(y + depth) \(x),\(y + depth)"
  }

  private func writeOrganisation(_ number: Int, _ transaction: borrowing Transaction) throws {
    let name = "Organisation \(number)"
    try transaction.run(
      """
      INSERT INTO organisations (id, legal_name, usual_name, name_key, search_key, kind, invented, listed_from, created_at)
      VALUES (\(id("organisation", number)), \(name), \(name), \(name.folded), \(name.folded), 'startUp', 1, '2017-01-01', \(now))
      """)
  }

  /// Ten by ten cells of 4 m × 6 m to a level.
  private func writeCell(_ number: Int, _ transaction: borrowing Transaction) throws {
    let place = number % 100
    try transaction.run(
      """
      INSERT INTO cells (id, number, level, code, kind, outline, area, has_window, workplaces, from_day)
      VALUES (\(id("cell", number)), \(number + 1), \(id("level", number / 100)), \("C\(number)"), 'module',
        \(outline(place % 10 * 4_000, place / 10 * 6_000, 4_000, 6_000)), 2400, 1, 3, '2017-01-01')
      """)
  }

  /// Each cell is let year after year; every tenth time it is an option.
  private func writeHold(_ number: Int, _ transaction: borrowing Transaction) throws {
    let cell = number % Self.cells
    let year = number / Self.cells
    let isOption = number % 10 == 9 && year < Self.years - 1
    let from = Month(number: (2017 + year) * 12 + cell % 12).first
    let until = Month(number: (2018 + year) * 12 + cell % 12).first
    let made = Instant(seconds: Int64((from - 90).number) * 86_400)
    let hold = id("hold", number)
    let space = id("space", number)
    let organisation = id("organisation", (number * 7 + year) % Self.organisations)
    try transaction.run("INSERT INTO spaces (id, name, from_day, until_day) VALUES (\(space), \("C\(cell)"), \(from), \(until))")
    try transaction.run("INSERT INTO space_cells (space, cell) VALUES (\(space), \(id("cell", cell)))")
    try transaction.run(
      """
      INSERT INTO holds (id, kind, organisation, space, from_day, until_day, made_at, made_by, monthly_rent)
      VALUES (\(hold), \(isOption ? "option" : "let"), \(organisation), \(space), \(from), \(until), \(made), 'bench', 24000)
      """)
    // Said twice: every promise of the house slipped once.
    for said in 1...2 {
      try transaction.run(
        """
        INSERT INTO promises (id, hold, sequence, from_day, until_day, said_at)
        VALUES (\(id("promise", number * 2 + said)), \(hold), \(said), \(from + (said - 2) * 30), \(until), \(made + Int64(said * 864_000)))
        """)
    }
    try transaction.run(
      """
      INSERT INTO hold_cells (hold, cell, cell_number, from_number, until_number)
      VALUES (\(hold), \(id("cell", cell)), \(cell + 1), \(from.number), \(until.number))
      """)
  }

  private func writeAudit(_ number: Int, _ transaction: borrowing Transaction) throws {
    let at = Instant(seconds: 1_483_228_800 + Int64(number) * 1_500)
    try transaction.note(
      "bench.line", on: "organisation/\(id("organisation", number % Self.organisations))", by: .house, at: at, after: "bench")
  }
}
