import Foundation
import Kernel
import Store
import Web

/// Drawing a level in the browser.
package struct EditorRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/levels/:level/edit", .needs(.editPlan), edit),
      .post("/levels/:level/draw", .needs(.editPlan), draw, bodyLimit: 8_388_608),
      .post("/api/levels/:level/draw", .needs(.editPlan), draw, bodyLimit: 4_194_304),
    ]
  }

  /// A level bears at most so many cells.
  private static let mostCells = 5000

  func edit(_ visit: Visit) async throws -> Answer {
    let id: ID<Level> = try visit.id("level")
    let day = Day(visit.query["day"]) ?? visit.today
    let found = try await visit.database.read { transaction -> (Level, [Cell], [EditorData.Feature], [HoldLine])? in
      guard let level = try transaction.level(id) else { return nil }
      let cells = try transaction.cells(of: id).filter { $0.span.contains(day) }
      let features = try transaction.rows("SELECT kind, outline FROM features WHERE level = \(id) ORDER BY id").map {
        EditorData.Feature(kind: try $0.get("kind"), outline: try $0.get("outline"))
      }
      return (level, cells, features, try transaction.holdsAfter(day, of: cells.map(\.id), at: visit.now))
    }
    guard let (level, cells, features, holds) = found else { throw Refusal.notFound }
    let lettable = cells.filter(\.kind.isLettable)
    var lines: [ID<Cell>: [HoldLine]] = [:]
    for line in holds { for cell in Set((line.cells + line.pool).map(\.id)) { lines[cell, default: []].append(line) } }
    let last = CellCodes.last(of: lettable.map(\.code)) ?? CellCodes.last(of: cells.map(\.code)) ?? level.shortName + "-000"
    let data = EditorData(
      outline: level.outline.text, features: features, cells: cells.map { EditedCell($0, held: held(lines[$0.id] ?? [], visit)) },
      prefix: level.shortName, lastCode: last, lettable: CellKind.allCases.filter(\.isLettable).map(\.rawValue), texts: texts(visit),
      token: visit.formToken, day: day, saveTo: "/levels/\(id)/draw", after: "/plan?level=\(level.key)&day=\(day)")
    let json = String(decoding: try JSON.bytes(of: data), as: UTF8.self).replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
    return .page(
      EditorPage(
        title: visit.text("spaces.editor.title", ["level": level.name]), back: "/plan?level=\(level.key)",
        kinds: CellKind.allCases.map { Field.Option($0.rawValue, visit.text("spaces.plan.kind.\($0.rawValue)")) },
        noises: NoiseZone.allCases.map { Field.Option(String($0.rawValue), visit.text("spaces.noise.\($0.rawValue)")) },
        firstCode: last, from: day.description, dataHTML: json))
  }

  /// Who has a cell or is promised it, with the last day where there is one.
  private func held(_ lines: [HoldLine], _ visit: Visit) -> [EditedCell.Holding] {
    lines.map { line in
      let holder = line.organisation ?? visit.text("spaces.editor.works")
      let until = line.hold.span.until
      return EditedCell.Holding(
        words: visit.text(
          until == nil ? "spaces.editor.held" : "spaces.editor.heldUntil",
          ["holder": holder, "day": line.hold.span.last.map { visit.format.day($0) } ?? ""]), until: until)
    }
  }

  func draw(_ visit: Visit) async throws -> Answer {
    let id: ID<Level> = try visit.id("level")
    var reader = InputReader(visit.form)
    let from = reader.requiredDay("from")
    let note = reader.text("note", limit: 400) ?? ""
    let cells = read(visit.form["cells"], "cells", &reader.problems)
    let seenOn = reader.day("seen_on")
    let seen = seenOn.map { SeenLevel(on: $0, read(visit.form["seen"], "seen", &reader.problems)) }
    // The editor shows problems by the cell's number, so the answer is JSON on both addresses.
    do {
      try reader.finish()
      guard let from else { throw Refusal.invalid("kernel.problem.missing", field: "from") }
      let ids = try await visit.perform(RedrawLevel(id, from: from, cells: cells, note: note, seen: seen))
      return .json(["cells": ids])
    } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
      return .json(
        ["problems": refusal.problems.map { DrawProblem(field: $0.field ?? "", code: $0.code, text: visit.text($0.code, $0.arguments)) }],
        status: refusal.kind == .conflict ? 409 : 422)
    }
  }

  private struct DrawProblem: Encodable, Sendable {
    let field: String
    let code: String
    let text: String
  }

  private func read(_ text: String, _ field: String, _ problems: inout Problems) -> [DrawnCell] {
    guard let edited = try? JSONDecoder().decode([EditedCell].self, from: Data(text.utf8)) else {
      problems.add("spaces.editor.problem.json", field: field)
      return []
    }
    if edited.count > EditorRoutes.mostCells {
      problems.add("spaces.editor.problem.many", field: field, ["limit": String(EditorRoutes.mostCells)])
      return []
    }
    var cells: [DrawnCell] = []
    for cell in edited {
      let (kind, noise) = (CellKind(rawValue: cell.kind), NoiseZone(rawValue: cell.noise))
      let outline = Polygon(.text(cell.outline))
      // What the editor never sends, a program may: the property is named with the cell.
      let code = cell.code.prefix(40)
      if kind == nil { problems.add("kernel.problem.choice", field: "\(code).kind") }
      if noise == nil { problems.add("kernel.problem.choice", field: "\(code).noise") }
      if outline == nil { problems.add([PolygonFault.unreadable.problem(field: "\(code).outline")]) }
      guard let kind, let noise, let outline else { continue }
      let facts = CellFacts(
        name: cell.name, kind: kind, noise: noise, hasWindow: cell.window, capacity: cell.capacity, workplaces: cell.workplaces)
      cells.append(
        DrawnCell(id: cell.id.flatMap { ID<Cell>(checking: $0) }, code: cell.code, points: outline.ring, facts, keepsAttributes: true))
    }
    return cells
  }

  private func texts(_ visit: Visit) -> [String: String] {
    let script = [
      "nothing", "chosen", "chosenOne", "added", "corridorAdded", "corridorAddedOne", "tooSmall", "split", "cannotSplit", "merged",
      "cannotMerge", "removed", "removedOne", "undone", "redone", "wallChosen", "wallMoved", "saving", "offline", "failed", "refused",
      "refusedOne", "ofCell", "heldFast", "signedOut", "takenOver",
    ]
    let faults = ["code", "crossing", "small", "outside", "overlap", "number"]
    var texts = Dictionary(uniqueKeysWithValues: script.map { ($0, visit.text("spaces.editor.script.\($0)")) })
    for fault in faults { texts["fault.\(fault)"] = visit.text("spaces.editor.fault.\(fault)") }
    for kind in CellKind.allCases { texts["kind.\(kind.rawValue)"] = visit.text("spaces.plan.kind.\(kind.rawValue)") }
    return texts
  }
}
