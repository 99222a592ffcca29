import Kernel
import Web

/// The plan on a day: page, part of it, table, JSON.
package struct PlanRoutes: Sendable {
  let shelf: PlanShelf

  package var routes: [Route] {
    [
      .get("/plan", .open, page),
      .get("/plan/part", .open, part),
      .get("/plan.csv", .open, csv),
      .get("/api/plan", .open, json),
    ]
  }

  private func page(_ visit: Visit) async throws -> Answer {
    let snapshot = try await shelf.snapshot(for: visit)
    let sight = PlanSight(visit.viewer)
    let ask = PlanAsk(visit.query, in: snapshot, today: visit.today)
    let range = snapshot.range
    let words = PlanWords(visit.texts, visit.language)
    let strange = PlanAsk.problems(of: visit.query, in: snapshot).items.map { visit.text($0.code, $0.arguments) }
    let colours = PlanColour.allCases.filter { $0 != .rent || sight.rents }
    return .page(
      PlanPage(
        title: visit.text("spaces.plan.title"), level: ask.level.map { snapshot.timeline.levels[$0].key } ?? "", view: ask.view.rawValue,
        day: ask.day.description, month: String(ask.day.month.number), firstMonth: String(range.first.number),
        lastMonth: String(range.last.number), firstDay: range.first.first.description,
        lastDay: (range.last.span.last ?? range.last.first).description, today: visit.today.description,
        monthName: words.month(ask.day.month), monthNames: (1...12).map { words.monthName($0) }.joined(separator: ","),
        colours: colours.map {
          PlanPage.Choice(value: $0.rawValue, text: visit.text("spaces.plan.colour.\($0.rawValue)"), isChosen: $0 == ask.colour)
        }, mayEdit: visit.viewer.may(.editPlan),
        askPath: visit.viewer.may(.writeHolds) ? "/planning-questions" : nil,
        editPath: visit.viewer.may(.editPlan) ? ask.level.map { "/levels/\(snapshot.timeline.levels[$0].id)/edit" } : nil,
        splitPath: visit.viewer.may(.editPlan) ? ask.level.map { "/levels/\(snapshot.timeline.levels[$0].id)?day=\(ask.day)" } : nil,
        strange: strange, isStrange: !strange.isEmpty, bodyHTML: KeptMarkup.place)
    ).holding(PlanBody.kept(snapshot, ask, sight, visit.texts, visit.language))
  }

  /// What the page's script puts in place of the body, when the day, level or colour changes.
  private func part(_ visit: Visit) async throws -> Answer {
    let snapshot = try await shelf.snapshot(for: visit)
    let sight = PlanSight(visit.viewer)
    let ask = PlanAsk(visit.query, in: snapshot, today: visit.today)
    let body = PlanBody.kept(snapshot, ask, sight, visit.texts, visit.language)
    return Answer(status: 200, body: .kept(body, type: "text/html; charset=utf-8")).with("vary", "cookie, accept-language")
  }

  private func csv(_ visit: Visit) async throws -> Answer {
    let snapshot = try await shelf.snapshot(for: visit)
    try PlanAsk.problems(of: visit.query, in: snapshot).refuse()
    let ask = PlanAsk(visit.query, in: snapshot, today: visit.today)
    let sentence = CellSentence(snapshot.timeline, PlanSight(visit.viewer), PlanWords(visit.texts, visit.language))
    let table = FactTable(sentence, ask, snapshot.timeline.facts(on: ask.day, level: ask.level))
    return .file(table.csv, type: CSV.type, name: "plan-\(ask.day).csv")
  }

  private func json(_ visit: Visit) async throws -> Answer {
    let snapshot = try await shelf.snapshot(for: visit)
    try PlanAsk.problems(of: visit.query, in: snapshot).refuse()
    let ask = PlanAsk(visit.query, in: snapshot, today: visit.today)
    let sight = PlanSight(visit.viewer)
    let key = BodyCache.Key(view: "json", level: ask.level, day: ask.day, colour: .state, sight: sight, language: .french)
    let kept = try snapshot.bodies.markup(for: key) {
      let facts = snapshot.timeline.facts(on: ask.day, level: ask.level)
      let figures = snapshot.timeline.occupancy(on: ask.day)
      let ofLevel = ask.level.map { level in snapshot.timeline.occupancy(on: ask.day) { $0.level == level } }
      return try JSON.bytes(
        of: PlanJSON(
          day: ask.day, version: snapshot.timeline.version, previousChange: snapshot.changes.previous(before: ask.day, level: ask.level),
          nextChange: snapshot.changes.next(after: ask.day, level: ask.level),
          cells: facts.map { FactJSON($0, snapshot.timeline, sight) }, occupancy: OccupancyJSON(ask.day, figures, sight),
          levelOccupancy: ofLevel.map { OccupancyJSON(ask.day, $0, sight) }))
    }
    return Answer(status: 200, body: .kept(kept, type: "application/json"))
  }
}
