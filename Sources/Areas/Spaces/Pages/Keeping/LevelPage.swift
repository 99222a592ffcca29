import Kernel
import Store
import Web

/// The cells of a level on a day, with what was merged and split there.
package struct LevelPage: Page {
  struct Line: Sendable {
    let id: String
    let code: String
    let path: String
    let editPath: String
    let splitPath: String
    let name: String
    let kind: String
    let area: String
    let measured: String?
    let noise: String
    let window: String
    let capacity: String
    let workplaces: String
    let holder: String
    let holdPath: String?
  }
  package static let template = "spaces-level"
  package let title: String
  let crumbs: [PageLink]
  let factsPath: String
  let drawPath: String
  let planPath: String
  /// Only of one where no cell ever was.
  let removePath: String?
  let opening: String
  let day: Field
  let list: ListView
  let lines: [Line]
  let isBare: Bool
  let reshapings: [ReshapingRow]
  let hasReshapings: Bool

  package static let sample = LevelPage(
    title: "Halle", crumbs: [PageLink("Bâtiments", "/buildings")], factsPath: "/levels/1/facts", drawPath: "/levels/1/edit",
    planPath: "/plan?level=h", removePath: "/levels/1/remove", opening: "en service", day: Field("day", .date, label: "Le"), list: .sample,
    lines: [
      Line(
        id: "1", code: "H1-001", path: "/cells/1", editPath: "/cells/1/edit", splitPath: "/cells/1/split", name: "Bureau", kind: "Bureau",
        area: "15,00 m²", measured: "dessin 15,20 m²", noise: "calme", window: "oui", capacity: "19", workplaces: "2", holder: "Ada",
        holdPath: "/holds/1")
    ], isBare: true, reshapings: [.sample], hasReshapings: true)
}

/// One line of the cells of a level, before it is put into words.
struct CellLine: Sendable {
  let cell: Cell
  let blocked: BlockedLine?

  static func sorted(_ lines: [CellLine], by list: ListQuery) -> [CellLine] {
    let found = lines.filter { list.finds("\($0.cell.code) \($0.cell.name) \($0.blocked?.holder ?? "") \($0.cell.attributes)") }
    let ordered = found.sorted { left, right in
      switch list.sort {
      case "area": (left.cell.area, left.cell.code) < (right.cell.area, right.cell.code)
      case "kind": (left.cell.kind.rawValue, left.cell.code) < (right.cell.kind.rawValue, right.cell.code)
      case "holder": ((left.blocked?.holder ?? "").folded, left.cell.code) < ((right.blocked?.holder ?? "").folded, right.cell.code)
      case "workplaces": (left.cell.workplaces, left.cell.code) < (right.cell.workplaces, right.cell.code)
      default: left.cell.code < right.cell.code
      }
    }
    return list.isDescending ? ordered.reversed() : ordered
  }
}

extension KeepingRoutes {
  private static let sorts = ["code", "kind", "area", "workplaces", "holder"]

  func level(_ visit: Visit) async throws -> Answer {
    let (level, building) = try await foundLevel(visit)
    let list = visit.list(sorts: KeepingRoutes.sorts, size: 100)
    let day = self.day(visit)
    let lines = try await cellLines(of: level, on: day, visit)
    let found = CellLine.sorted(lines, by: list)
    let (opening, reshapings, isUntouched) = try await visit.database.read { transaction in
      (
        try level.commissioning.flatMap { try transaction.milestone($0) }, try transaction.reshapings(of: level.id),
        try transaction.cells(of: level.id).isEmpty
      )
    }
    let columns = [
      ListColumn("spaces.keeping.column.choose"), ListColumn("spaces.keeping.column.cell", sort: "code"),
      ListColumn("spaces.keeping.field.kind", sort: "kind"), ListColumn("spaces.keeping.column.area", sort: "area", isNumber: true),
      ListColumn("spaces.keeping.field.noise"), ListColumn("spaces.keeping.field.window"),
      ListColumn("spaces.keeping.field.capacity", isNumber: true),
      ListColumn("spaces.keeping.field.workplaces", sort: "workplaces", isNumber: true),
      ListColumn("spaces.keeping.column.holder", sort: "holder"), ListColumn("spaces.keeping.column.go"),
    ]
    let dayField = Field("day", .date, label: visit.text("spaces.keeping.field.day"), value: day.description)
    return .page(
      LevelPage(
        title: level.name, crumbs: [visit.buildingsCrumb, PageLink(building.name, "/buildings/\(building.id)")],
        factsPath: "/levels/\(level.id)/facts", drawPath: "/levels/\(level.id)/edit?day=\(day)",
        planPath: "/plan?level=\(percentEncoded(level.key))&day=\(day)",
        removePath: isUntouched ? "/levels/\(level.id)/remove" : nil, opening: visit.openingText(opening), day: dayField,
        list: visit.listView(
          list, total: found.count, columns: columns, csv: "/levels/\(level.id)/cells.csv", filters: [dayField],
          action: "/levels/\(level.id)"),
        lines: list.slice(found).map { line($0, visit) }, isBare: lines.isEmpty,
        reshapings: reshapings.reversed().map { ReshapingRow($0, visit) }, hasReshapings: !reshapings.isEmpty))
  }

  func levelCSV(_ visit: Visit) async throws -> Answer {
    let (level, _) = try await foundLevel(visit)
    let day = self.day(visit)
    let found = CellLine.sorted(try await cellLines(of: level, on: day, visit), by: visit.list(sorts: KeepingRoutes.sorts))
    let names = ["code", "name", "kind", "area", "drawn", "noise", "window", "capacity", "workplaces", "attributes", "holder"]
    let rows = found.map { line in
      let cell = line.cell
      return [
        cell.code, cell.name, visit.text("spaces.plan.kind.\(cell.kind.rawValue)"), visit.format.typed(cell.area),
        visit.format.typed(cell.outline.area), visit.text("spaces.noise.\(cell.noise.rawValue)"), visit.yes(cell.hasWindow),
        cell.capacity.map { "\($0)" } ?? "", "\(cell.workplaces)", cell.attributeLines.joined(separator: " "),
        visit.holderText(line.blocked),
      ]
    }
    return .csv(names.map { visit.text("spaces.keeping.field.\($0)") }, rows, name: "\(level.key)-\(day).csv")
  }

  func day(_ visit: Visit) -> Day { Day(visit.query["day"]) ?? visit.today }

  func cellLines(of level: Level, on day: Day, _ visit: Visit) async throws -> [CellLine] {
    try await visit.database.read { transaction in
      let blocked = try transaction.blockedLines(of: level.id, in: DaySpan(from: day, until: day + 1))
      let byCell = Dictionary(blocked.map { ($0.cell, $0) }, uniquingKeysWith: { first, _ in first })
      return try transaction.cells(of: level.id, on: day).map { CellLine(cell: $0, blocked: byCell[$0.id]) }
    }
  }

  private func line(_ line: CellLine, _ visit: Visit) -> LevelPage.Line {
    let cell = line.cell
    let drawn = cell.outline.area
    return LevelPage.Line(
      id: cell.id.text, code: cell.code, path: "/cells/\(cell.id)", editPath: "/cells/\(cell.id)/edit",
      splitPath: "/cells/\(cell.id)/split", name: cell.name, kind: visit.text("spaces.plan.kind.\(cell.kind.rawValue)"),
      area: visit.format.area(cell.area),
      measured: drawn == cell.area ? nil : visit.text("spaces.keeping.drawnArea", ["area": visit.format.area(drawn)]),
      noise: visit.text("spaces.noise.\(cell.noise.rawValue)"), window: visit.yes(cell.hasWindow),
      capacity: cell.capacity.map { visit.format.number($0) } ?? "–", workplaces: visit.format.number(cell.workplaces),
      holder: visit.holderText(line.blocked), holdPath: line.blocked.map { "/holds/\($0.hold)" })
  }
}

extension Visit {
  func yes(_ flag: Bool) -> String { text(flag ? "spaces.keeping.yes" : "spaces.keeping.no") }
  /// Who holds a cell, or that works do; empty when nobody.
  func holderText(_ line: BlockedLine?) -> String {
    line.map { $0.holder ?? text("spaces.kind.hold.\($0.kind.rawValue)") } ?? ""
  }
}

extension Cell {
  /// `key=value`, sorted.
  var attributeLines: [String] { attributeTexts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }
}
