import Kernel
import Store
import Web

extension KeepingRoutes {
  func mergeForm(_ visit: Visit) async throws -> Answer { try await mergeForm(visit, preview: nil) }

  /// Shows what it would do, or does it: the button says which.
  func merge(_ visit: Visit) async throws -> Answer {
    let act = try await merging(visit)
    if visit.form["step"] == "preview" {
      let seen = try await rehearsed(act, visit)
      return try await mergeForm(visit, preview: visit.shown(seen, on: act.day))
    }
    let new = try await performed(act, visit)
    guard let cell = try await visit.database.read({ try $0.cell(new) }) else { throw Refusal.notFound }
    return .see("/levels/\(cell.level)?day=\(act.day)").saying(
      "spaces.keeping.done.merge", ["cell": cell.code, "day": visit.format.day(act.day)])
  }

  func mergeJSON(_ visit: Visit) async throws -> Answer {
    let act = try await merging(visit)
    if visit.form.isOn("preview") { return .json(ReshapingJSON(try await rehearsed(act, visit), on: act.day, isPreview: true)) }
    let new = try await performed(act, visit)
    let seen = try await visit.database.read { try ReshapingPreview($0, old: act.cells, new: [new], on: act.day) }
    return .json(ReshapingJSON(seen, on: act.day, isPreview: false), status: 201)
  }

  private func performed(_ act: MergeCells, _ visit: Visit) async throws -> ID<Cell> {
    do { return try await visit.perform(act) } catch let refusal as Refusal { throw refusal.beside([:], code: "code") }
  }
  private func rehearsed(_ act: MergeCells, _ visit: Visit) async throws -> ReshapingPreview {
    do {
      return try await visit.database.rehearse(act, for: visit.viewer, at: visit.now) { transaction, new in
        try ReshapingPreview(transaction, old: act.cells, new: [new], on: act.day)
      }
    } catch let refusal as Refusal { throw refusal.beside([:], code: "code") }
  }

  private func merging(_ visit: Visit) async throws -> MergeCells {
    var reader = InputReader(visit.form)
    let typed = visit.form.all("cells").joined(separator: " ")
    if typed.allSatisfy(\.isWhitespace) { reader.problems.add("kernel.problem.missing", field: "cells") }
    let code = reader.requiredText("code", limit: 40)
    let name = reader.text("name") ?? ""
    let asked = AskedWorks(&reader)
    let cells = try await TypedCells.read(typed, on: (asked.day ?? visit.today) - 1, from: visit, into: &reader.problems)
    try reader.finish()
    guard let day = asked.day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    var facts: CellFacts?
    if !name.isEmpty {
      facts = CellFacts(adding: try await visit.database.read { try $0.cells(cells) })
      facts?.name = name
    }
    return MergeCells(cells, into: code, facts: facts, on: day, works: asked.works)
  }

  private func mergeForm(_ visit: Visit, preview: ReshapingPage.Preview?) async throws -> Answer {
    let chosen = visit.query.all("cell").flatMap { $0.split(separator: ",") }.compactMap { ID<Cell>(checking: String($0)) }
    let typed = visit.given("cells")
    let (cells, levels, buildings) = try await visit.database.read { transaction -> ([Cell], [Level], [Building]) in
      let codes = typed.split(whereSeparator: TypedCells.isBetween).map(String.init)
      let named = chosen.isEmpty ? try transaction.cells(typed: Array(codes.prefix(200))) : [:]
      let cells = chosen.isEmpty ? named.values.joined().sorted { $0.code < $1.code } : try transaction.cells(Array(chosen.prefix(200)))
      return (cells, try transaction.levels(Array(Set(cells.map(\.level)))), try transaction.buildings())
    }
    let codes = cells.map(\.code)
    var crumbs = [visit.buildingsCrumb]
    if let level = levels.first, let building = buildings.first(where: { $0.id == level.building }) {
      crumbs = visit.crumbs(to: level, of: building)
    }
    let first = ReshapingPage.Group(
      legend: visit.text("spaces.keeping.merge.which"),
      fields: [
        visit.field(
          "cells", label: "spaces.keeping.field.cells", value: chosen.isEmpty ? typed : codes.joined(separator: " "), required: true,
          hint: "spaces.keeping.merge.cellsHint"),
        visit.field("code", label: "spaces.keeping.field.newCode", value: MergedCode.of(codes), required: true, width: "short"),
        visit.field("name", label: "spaces.keeping.field.name"),
      ])
    return .page(
      ReshapingPage(
        title: visit.text("spaces.keeping.merge.title"), crumbs: crumbs, lead: visit.text("spaces.keeping.merge.lead"),
        action: "/cells/merge", back: crumbs.last?.path ?? "/buildings", preview: preview, hasPreview: preview != nil,
        groups: [first] + visit.reshapingFields(), button: visit.text("spaces.keeping.merge.act")))
  }
}

/// What is usually written on the door of merged cells: `F05` and `F06` become `F05-06`.
enum MergedCode {
  static func of(_ codes: [String]) -> String {
    guard let first = codes.first, let last = codes.last, first != last else { return codes.first ?? "" }
    let stem = first.commonPrefix(with: last)
    let tail = last.dropFirst(stem.reversed().drop { $0.isNumber }.count)
    return String((first + "-" + (tail.isEmpty ? last : String(tail))).prefix(40))
  }
}

extension Input {
  func isOn(_ field: String) -> Bool { ["1", "true", "on", "yes"].contains(self[field]) }
}
