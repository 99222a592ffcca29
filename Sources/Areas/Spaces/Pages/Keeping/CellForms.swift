import Kernel
import Store
import Web

extension KeepingRoutes {
  func editCell(_ visit: Visit) async throws -> Answer {
    let (cell, crumbs) = try await foundCell(visit)
    let facts = CellFacts(cell)
    let format = visit.format
    let drawn = cell.outline.area
    var area = visit.field(
      "area", .area, label: "spaces.keeping.field.area", value: cell.area == drawn ? "" : format.typed(cell.area))
    area.hint = visit.text("spaces.keeping.cell.areaHint", ["area": format.area(drawn)])
    var attributes = visit.field(
      "attributes", .textarea, label: "spaces.keeping.field.attributes", value: cell.attributeLines.joined(separator: "\n"),
      hint: "spaces.keeping.cell.attributesHint")
    if visit.isShownAgain { attributes.value = visit.form.all("attributes").joined(separator: "\n") }
    let noises = NoiseZone.allCases.map { Field.Option("\($0.rawValue)", visit.text("spaces.noise.\($0.rawValue)")) }
    return visit.keepingForm(
      cell.code, crumbs: crumbs, lead: "spaces.keeping.cell.lead", action: "/cells/\(cell.id)/edit",
      groups: [
        (
          nil,
          [
            visit.field("name", label: "spaces.keeping.field.name", value: facts.name),
            visit.field(
              "kind", .select, label: "spaces.keeping.field.kind", value: facts.kind.rawValue, required: true,
              options: visit.options(of: CellKind.self, texts: "spaces.plan.kind")),
            area,
          ]
        ),
        (
          nil,
          [
            visit.field(
              "noise", .select, label: "spaces.keeping.field.noise", value: "\(facts.noise.rawValue)", required: true, options: noises),
            visit.field(
              "capacity", .number, label: "spaces.keeping.field.capacity", value: facts.capacity.map { "\($0)" },
              hint: "spaces.keeping.cell.capacityHint"),
            visit.field("workplaces", .number, label: "spaces.keeping.field.workplaces", value: "\(facts.workplaces)"),
            visit.box("window", label: "spaces.keeping.field.window", ticked: facts.hasWindow),
            attributes,
          ]
        ),
      ])
  }

  func changeCell(_ visit: Visit) async throws -> Answer {
    let cell = try await cellChanged(visit)
    return .see("/levels/\(cell.level)").saying("spaces.keeping.done.cell", ["cell": cell.code])
  }
  func cellChanged(_ visit: Visit) async throws -> Cell {
    let (cell, _) = try await foundCell(visit)
    let facts = try visit.reading { $0.cellFacts() }
    guard let facts else { throw Refusal.invalid("kernel.problem.missing", field: "kind") }
    try await visit.perform(ChangeCell(cell.id, facts))
    return cell
  }

  /// The cell of the path, and the way to it.
  func foundCell(_ visit: Visit) async throws -> (Cell, [PageLink]) {
    let id: ID<Cell> = try visit.id("cell")
    let found = try await visit.database.read { transaction -> (Cell, Level, Building)? in
      guard let cell = try transaction.cell(id), let level = try transaction.level(cell.level),
        let building = try transaction.building(level.building)
      else { return nil }
      return (cell, level, building)
    }
    guard let (cell, level, building) = found else { throw Refusal.notFound }
    return (cell, visit.crumbs(to: level, of: building))
  }
}

extension Visit {
  func crumbs(to level: Level, of building: Building) -> [PageLink] {
    [buildingsCrumb, PageLink(building.name, "/buildings/\(building.id)"), PageLink(level.name, "/levels/\(level.id)")]
  }
}

extension InputReader {
  /// nil once a problem is noted that leaves no kind.
  mutating func cellFacts() -> CellFacts? {
    let name = text("name") ?? ""
    let kind = requiredChoice("kind", of: CellKind.self)
    let area = hundredths("area", limit: 10_000_000).map { FloorArea(hundredths: $0) }
    let noise = integer("noise", in: 0...3)
    let capacity = integer("capacity", in: 0...100_000)
    let workplaces = integer("workplaces", in: 0...10_000)
    let attributes = attributes("attributes")
    if let area, area == .zero { problems.add("kernel.problem.amount", field: "area") }
    return kind.map {
      CellFacts(
        name: name, kind: $0, area: area, noise: noise.flatMap { NoiseZone(rawValue: Int64($0)) } ?? .office, hasWindow: flag("window"),
        capacity: capacity, workplaces: workplaces ?? 0, attributes: attributes)
    }
  }

  /// `key=value`, one a line; or several values of the field.
  private mutating func attributes(_ field: String) -> [String: String] {
    var found: [String: String] = [:]
    var bad: [String] = []
    let lines: [Substring] = input.all(field).flatMap { $0.split(whereSeparator: \.isNewline) }
    for line in lines where !line.allSatisfy(\.isWhitespace) {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
      let isKey = !parts[0].contains { $0 == ";" || $0 == "\\" }
      let isPlain = line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
      guard parts.count == 2, isKey, isPlain, (1...120).contains(parts[0].count), (1...200).contains(parts[1].count), found[parts[0]] == nil
      else {
        bad.append(String(line.prefix(40)))
        continue
      }
      found[parts[0]] = parts[1]
    }
    if found.count > 50 { problems.add("kernel.problem.range", field: field, ["low": "0", "high": "50"]) }
    if !bad.isEmpty {
      problems.add("spaces.keeping.problem.attributes", field: field, ["lines": bad.prefix(5).joined(separator: " · ")])
    }
    return found
  }
}
