import Kernel
import Store
import Web

/// A merge, a split or a redrawing whose day has not come: withdrawn; the first two also moved to another day.
extension KeepingRoutes {
  var plannedReshapings: [Route] {
    [
      .get("/reshapings/:reshaping/move", .needs(.editPlan), moveForm),
      .post("/reshapings/:reshaping/move", .needs(.editPlan), move, shownBy: moveForm),
      .post("/reshapings/:reshaping/withdraw", .needs(.editPlan), withdraw, shownBy: works),

      .get("/api/reshapings", .needs(.editPlan), reshapingsJSON),
      .post("/api/reshapings/:reshaping/move", .needs(.editPlan), moveJSON),
      .delete("/api/reshapings/:reshaping", .needs(.editPlan), withdrawJSON),
    ]
  }

  func withdraw(_ visit: Visit) async throws -> Answer {
    try await withdrawn(visit)
    return .see("/works").saying("spaces.keeping.done.withdrawn")
  }
  func withdrawJSON(_ visit: Visit) async throws -> Answer {
    try await withdrawn(visit)
    return .done
  }
  private func withdrawn(_ visit: Visit) async throws {
    let plan: ID<Reshapings> = try visit.id("reshaping")
    try await visit.database.undoing(plan) { try await visit.perform(WithdrawReshaping(plan)) }
  }

  func reshapingsJSON(_ visit: Visit) async throws -> Answer {
    let found = try await visit.database.read { try $0.reshapings() }
    return .json(found.map { KnownReshapingJSON($0, today: visit.today) })
  }

  func moveForm(_ visit: Visit) async throws -> Answer { try await moveForm(visit, preview: nil) }

  /// Shows what it would do, or does it: the button says which.
  func move(_ visit: Visit) async throws -> Answer {
    let act = try await moving(visit)
    if visit.form["step"] == "preview" {
      let seen = try await rehearsed(act, visit)
      return try await moveForm(visit, preview: visit.shown(seen, on: act.day))
    }
    let moved = try await performed(act, visit)
    guard let cell = try await visit.database.read({ try $0.cells(moved.new).first }) else { throw Refusal.notFound }
    return .see("/levels/\(cell.level)?day=\(act.day)").saying("spaces.keeping.done.moved", ["day": visit.format.day(act.day)])
  }
  func moveJSON(_ visit: Visit) async throws -> Answer {
    let act = try await moving(visit)
    if visit.form.isOn("preview") { return .json(ReshapingJSON(try await rehearsed(act, visit), on: act.day, isPreview: true)) }
    let moved = try await performed(act, visit)
    let seen = try await visit.database.read { try ReshapingPreview($0, old: moved.old, new: moved.new, on: act.day) }
    return .json(ReshapingJSON(seen, on: act.day, isPreview: false))
  }

  private func performed(_ act: MoveReshaping, _ visit: Visit) async throws -> MovedReshaping {
    do { return try await visit.database.undoing(act.reshaping) { try await visit.perform(act) } } catch let refusal as Refusal {
      throw refusal.beside(["cells": "day"], code: "day")
    }
  }
  private func rehearsed(_ act: MoveReshaping, _ visit: Visit) async throws -> ReshapingPreview {
    do {
      return try await visit.database.undoing(act.reshaping) {
        try await visit.database.rehearse(act, for: visit.viewer, at: visit.now) { transaction, moved in
          try ReshapingPreview(transaction, old: moved.old, new: moved.new, on: act.day)
        }
      }
    } catch let refusal as Refusal { throw refusal.beside(["cells": "day"], code: "day") }
  }

  /// What a program leaves out stays as planned: works keep their distance to the day, but for a first day that has come.
  private func moving(_ visit: Visit) async throws -> MoveReshaping {
    let (known, closes) = try await foundReshaping(visit)
    var reader = InputReader(visit.form)
    let asked = AskedWorks(&reader)
    try reader.finish()
    guard let day = asked.day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    let planned = ReshapingWorks(known, closes: closes)
    let speaks = { (names: [String]) in names.contains { visit.form.fields[$0] != nil } }
    let dates = speaks(["works_from", "works_last"])
    return MoveReshaping(
      known.reshaping.id, to: day,
      works: ReshapingWorks(
        span: dates ? asked.works.span : try planned.span.map { try shifted($0, by: day - known.reshaping.day, after: visit.today) },
        cost: speaks(["cost"]) ? asked.works.cost : planned.cost, note: speaks(["note"]) ? asked.works.note : planned.note,
        closes: dates || speaks(["stays_open"]) ? asked.works.closes : planned.closes))
  }

  private func shifted(_ span: DaySpan, by delay: Int, after today: Day) throws -> DaySpan {
    let from = span.from > today ? span.from + delay : span.from
    guard let moved = DaySpan(checking: from, until: span.until.map { $0 + delay }) else {
      throw Refusal.invalid("kernel.problem.reversed", field: "day")
    }
    return moved
  }

  private func foundReshaping(_ visit: Visit) async throws -> (ReshapingLine, closes: Bool) {
    let id: ID<Reshapings> = try visit.id("reshaping")
    let found = try await visit.database.read { transaction in
      try transaction.reshaping(id).map { ($0, closes: try transaction.closes($0)) }
    }
    guard let found else { throw Refusal.notFound }
    return found
  }

  private func moveForm(_ visit: Visit, preview: ReshapingPage.Preview?) async throws -> Answer {
    let (known, closes) = try await foundReshaping(visit)
    if !known.isMovable(after: visit.today) { throw Refusal.notFound }
    let level = try await visit.database.read { try $0.level(known.reshaping.level) }
    let crumbs = [PageLink(visit.text("spaces.keeping.tab.works"), "/works")]
    let codes = ["before": known.beforeCodes.joined(separator: ", "), "after": known.afterCodes.joined(separator: ", ")]
    return .page(
      ReshapingPage(
        title: visit.text("spaces.keeping.move.title", codes), crumbs: crumbs,
        lead: visit.text("spaces.keeping.move.lead", ["level": level?.name ?? "", "day": visit.format.day(known.reshaping.day)]),
        action: "/reshapings/\(known.reshaping.id)/move", back: "/works", preview: preview, hasPreview: preview != nil,
        groups: visit.reshapingFields(known, closes: closes), button: visit.text("spaces.keeping.move.act")))
  }
}

extension ReshapingLine {
  /// Its day is still to come: it can be withdrawn.
  func isPlanned(after today: Day) -> Bool { reshaping.day > today }
  /// A redrawing is drawn anew where it was drawn.
  func isMovable(after today: Day) -> Bool { isPlanned(after: today) && reshaping.kind != .redraw }
}

struct KnownReshapingJSON: Encodable, Sendable {
  let id: ID<Reshapings>
  let kind: String
  let day: Day
  /// Its day has not come: it can be withdrawn and, but for a redrawing, moved.
  let planned: Bool
  let before: [String]
  let after: [String]
  let worksFrom: Day?
  let worksUntil: Day?
  let cost: Money
  let note: String

  init(_ line: ReshapingLine, today: Day) {
    let reshaping = line.reshaping
    (id, kind, day, planned) = (reshaping.id, reshaping.kind.rawValue, reshaping.day, line.isPlanned(after: today))
    (before, after) = (line.beforeCodes, line.afterCodes)
    (worksFrom, worksUntil) = (reshaping.works?.from, reshaping.works?.until)
    (cost, note) = (reshaping.cost, reshaping.note)
  }
}
