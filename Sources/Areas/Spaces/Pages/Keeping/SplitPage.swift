import Kernel
import Store
import Web

extension KeepingRoutes {
  func splitForm(_ visit: Visit) async throws -> Answer { try await splitForm(visit, preview: nil) }

  func split(_ visit: Visit) async throws -> Answer {
    let act = try await splitting(visit)
    if visit.form["step"] == "preview" {
      let seen = try await rehearsed(act, visit)
      return try await splitForm(visit, preview: visit.shown(seen, on: act.day))
    }
    _ = try await performed(act, visit)
    let (cell, _) = try await foundCell(visit)
    return .see("/levels/\(cell.level)?day=\(act.day)").saying(
      "spaces.keeping.done.split", ["cell": cell.code, "day": visit.format.day(act.day)])
  }

  func splitJSON(_ visit: Visit) async throws -> Answer {
    let act = try await splitting(visit)
    if visit.form.isOn("preview") { return .json(ReshapingJSON(try await rehearsed(act, visit), on: act.day, isPreview: true)) }
    let new = try await performed(act, visit)
    let seen = try await visit.database.read { try ReshapingPreview($0, old: [act.cell], new: new, on: act.day) }
    return .json(ReshapingJSON(seen, on: act.day, isPreview: false), status: 201)
  }

  private func performed(_ act: SplitCell, _ visit: Visit) async throws -> [ID<Cell>] {
    do { return try await visit.perform(act) } catch let refusal as Refusal { throw refusal.beside(["cells": "day"], code: "codes") }
  }
  private func rehearsed(_ act: SplitCell, _ visit: Visit) async throws -> ReshapingPreview {
    do {
      return try await visit.database.rehearse(act, for: visit.viewer, at: visit.now) { transaction, new in
        try ReshapingPreview(transaction, old: [act.cell], new: new, on: act.day)
      }
    } catch let refusal as Refusal { throw refusal.beside(["cells": "day"], code: "codes") }
  }

  private func splitting(_ visit: Visit) async throws -> SplitCell {
    let (cell, _) = try await foundCell(visit)
    var reader = InputReader(visit.form)
    let direction = reader.choice("direction", of: CutDirection.self) ?? cell.outline.usualCut
    let distance = reader.decimal("distance", places: 3, in: 1...1_000_000)
    let count = distance == nil ? reader.integer("parts", in: 2...20) ?? 2 : 2
    let codes = visit.form.all("codes").flatMap { $0.split { $0.isWhitespace || $0 == "," || $0 == ";" } }.map(String.init)
    let asked = AskedWorks(&reader)
    if !codes.isEmpty, codes.count != count {
      reader.problems.add("spaces.keeping.problem.partCodes", field: "codes", ["parts": "\(count)", "codes": "\(codes.count)"])
    }
    try reader.finish()
    guard let day = asked.day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    let outlines = try cut(cell, direction, distance, count)
    let names = codes.isEmpty ? SplitCell.codes(of: cell.code, count) : codes
    let parts = zip(outlines.enumerated(), names).map { part, code in
      DrawnCell(code: code, points: part.element.ring, CellFacts(part: part.offset, of: count, of: cell))
    }
    return SplitCell(cell.id, into: parts, on: day, works: asked.works)
  }

  private func cut(_ cell: Cell, _ direction: CutDirection, _ distance: Int64?, _ count: Int) throws -> [Polygon] {
    do throws(PolygonFault) {
      guard let distance else { return try cell.outline.parts(count, direction) }
      let low = cell.outline.bounds.low
      let (near, far) = try cell.outline.cut(at: (direction == .upright ? low.x : low.y) + distance, direction)
      return [near, far]
    } catch {
      throw Refusal(.invalid, [error.problem(field: distance == nil ? "direction" : "distance")])
    }
  }

  private func splitForm(_ visit: Visit, preview: ReshapingPage.Preview?) async throws -> Answer {
    let (cell, crumbs) = try await foundCell(visit)
    let (low, high) = cell.outline.bounds
    let size = ["width": visit.format.metres(high.x - low.x), "depth": visit.format.metres(high.y - low.y)]
    var codes = visit.field("codes", label: "spaces.keeping.field.partCodes")
    codes.hint = visit.text("spaces.keeping.split.codesHint", ["codes": SplitCell.codes(of: cell.code, 2).joined(separator: " ")])
    let first = ReshapingPage.Group(
      legend: visit.text("spaces.keeping.split.how"),
      fields: [
        visit.field("parts", .number, label: "spaces.keeping.field.parts", value: "2", hint: "spaces.keeping.split.partsHint"),
        visit.measure("distance", "m", label: "spaces.keeping.field.distance", hint: "spaces.keeping.split.distanceHint"),
        visit.field(
          "direction", .radio, label: "spaces.keeping.field.direction", value: cell.outline.usualCut.rawValue, required: true,
          options: visit.options(of: CutDirection.self, texts: "spaces.keeping.split.direction")),
        codes,
      ])
    return .page(
      ReshapingPage(
        title: visit.text("spaces.keeping.split.title", ["cell": cell.code]), crumbs: crumbs,
        lead: visit.text("spaces.keeping.split.lead", size), action: "/cells/\(cell.id)/split", back: crumbs.last?.path ?? "/buildings",
        preview: preview, hasPreview: preview != nil, groups: [first] + visit.reshapingFields(),
        button: visit.text("spaces.keeping.split.act")))
  }
}

extension SplitCell {
  /// `205A`, `205B`, …
  static func codes(of code: String, _ count: Int) -> [String] {
    (0..<count).map { code + String(UnicodeScalar(UInt8(65 + $0 % 26))) }
  }
}

extension CellFacts {
  /// What a part of a cell is: as the whole, with its share of the workplaces, and without a legal limit, which is fixed anew for each room.
  init(part place: Int, of count: Int, of cell: Cell) {
    self.init(cell)
    (name, area, capacity) = ("", nil, nil)
    workplaces = cell.workplaces / count + (place < cell.workplaces % count ? 1 : 0)
  }
}
