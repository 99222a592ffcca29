import Demand
import Kernel
import Solver
import Spaces
import Web

/// A scenario on the plan through time: what differs from today or from another scenario stands out, moves are arrows.
extension ScenarioRoutes {
  func plan(_ visit: Visit) async throws -> Answer {
    let view = try await ScenarioView.read(try visit.id("scenario"), visit)
    guard let plan = view.plan else { throw Refusal.notFound }
    let others = try await visit.database.read { try $0.scenarios() }.filter { $0.id != view.scenario.id && $0.state == .done }
    let with = others.first { $0.id.text == visit.query["with"] }
    var compared = view.today
    if let with, let other = try await ScenarioView.read(with.id, visit).plan { compared = other }
    let last = view.house.months.count - 1
    let month = min(max(Int(visit.query["month"]) ?? 0, 0), last)
    let snapshot = try await shelf.snapshot(for: visit)
    let expected = { @Sendable (cells: Int) in visit.text("planning.page.expectedName", ["count": String(cells)]) }
    let planned = PlannedTimeline(plan, on: snapshot.timeline, expected: expected)
    let cells = Dictionary(grouping: planned.cellOf.compactMap(\.self)) { snapshot.timeline.cells[$0].level }.mapValues(\.count)
    let levels = cells.keys.sorted()
    let asked = snapshot.timeline.level(key: visit.query["level"]).flatMap { levels.contains($0) ? $0 : nil }
    // Where nothing is asked for, the level with most cells: an office floor says little of a plan of modules.
    let level = asked ?? levels.max { ((cells[$0] ?? 0), -$0) < ((cells[$1] ?? 0), -$1) } ?? 0
    let difference = PlanDifference(plan, compared, month: month, expected: expected)
    let marked = Set(difference.changes.compactMap { planned.cellOf[$0.module] })
    let differing = Dictionary(grouping: marked) { snapshot.timeline.cells[$0].level }.mapValues(\.count)
    let words = PlanWords(visit.texts, visit.language)
    let drawing = PlanDrawing(planned.timeline, PlanSight(visit.viewer), .state, words)
    let facts = planned.timeline.facts(on: view.house.months[month].first, level: level)
    var markup = Markup(capacity: 65_536)
    drawing.level(level, facts: facts, geometry: snapshot.geometries[level], marked: marked.isEmpty ? nil : marked, into: &markup)
    let arrows = MoveArrows(plan, cellOf: planned.cellOf, timeline: planned.timeline, level: level, month: month)
    var legend = Markup()
    PlanLegend(drawing, facts).write(into: &legend)
    let path = "/scenarios/\(view.scenario.id)/plan"
    let key = snapshot.timeline.levels[level].key
    func address(_ month: Int, _ level: String) -> String {
      "\(path)?month=\(month)&level=\(percentEncoded(level))" + (with.map { "&with=\($0.id)" } ?? "")
    }
    return .page(
      ScenarioPlanPage(
        title: visit.text("planning.page.planOf", ["name": view.scenario.name]), lead: view.span(visit),
        back: PageLink(view.scenario.name, "/scenarios/\(view.scenario.id)"),
        tabs: levels.map { place in
          let line = snapshot.timeline.levels[place]
          let building = snapshot.timeline.buildings[line.building].name
          let isAlone = snapshot.timeline.levels.count { $0.building == line.building } == 1
          let name = isAlone ? building : "\(building), \(line.name)"
          return ScenarioPlanPage.Tab(
            name: differing[place].map { "\(name) (\($0))" } ?? name, path: address(month, line.key), isCurrent: place == level)
        },
        action: path, level: key, with: with?.id.text ?? "", month: String(month), lastMonth: String(last),
        monthName: visit.format.month(view.house.months[month]), previous: month > 0 ? address(month - 1, key) : nil,
        next: month < last ? address(month + 1, key) : nil, drawingHTML: arrows.added(to: markup.text), legendHTML: legend.text,
        difference: visit.text(
          difference.isBeyond ? "planning.page.beyond" : "planning.page.differs",
          ["count": String(difference.changes.count), "with": with?.name ?? visit.text("planning.page.todaysPlan")]),
        tables: [differences(difference, with?.name ?? visit.text("planning.column.today"), visit), moves(plan, through: month, visit)],
        fields: [
          Field(
            "with", .select, label: visit.text("planning.page.compare"), value: with?.id.text ?? "",
            groups: [
              Field.OptionGroup(
                nil,
                [Field.Option("", visit.text("planning.page.todaysPlan"))] + others.prefix(200).map { Field.Option($0.id.text, $0.name) })
            ])
        ]))
  }

  private func differences(_ difference: PlanDifference, _ before: String, _ visit: Visit) -> PageTable {
    PageTable(
      visit.text("planning.page.differences"), columns: [visit.planned("cell"), PageTable.Column(before), visit.planned("planned")],
      rows: difference.changes.map { change in
        PageRow([
          PageCell(change.code), PageCell(change.before ?? visit.text("planning.page.free")),
          PageCell(change.after ?? visit.text("planning.page.free")),
        ])
      }, empty: visit.text("planning.page.noDifference"))
  }

  private func moves(_ plan: SeatedPlan, through month: Int, _ visit: Visit) -> PageTable {
    let house = plan.house
    return PageTable(
      visit.text("planning.page.movesSoFar"),
      columns: [visit.planned("name"), visit.planned("month"), visit.planned("leaves"), visit.planned("to")],
      rows: plan.moves.filter { $0.month <= month }.map { move in
        PageRow([
          PageCell(house.origins[move.tenant].name),
          PageCell(visit.format.shortMonth(house.months[move.month])),
          PageCell(house.codes(move.from)), PageCell(house.codes(move.to)),
        ])
      }, empty: visit.text("planning.page.noMove"))
  }
}
