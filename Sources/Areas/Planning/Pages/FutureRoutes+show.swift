import Demand
import Kernel
import Solver
import Web

/// A study: how far it is, or what its futures have in common.
package struct FuturePage: Page {
  struct Chart: Sendable {
    let title: String
    let hint: String
    let drawingSVG: String
  }
  package static let template = "planning-future"
  package let title: String
  let lead: String
  let badge: String
  let state: String
  let running: RunningPart?
  let figures: [PageFigure]
  let charts: [Chart]
  let tables: [PageTable]
  let facts: [PageFact]
  let csvPath: String?

  package static let sample = FuturePage(
    title: "Bâtiment 2", lead: "de décembre 2026 à novembre 2031", badge: "done", state: "Joué",
    running: .sample,
    figures: [PageFigure("Dépassé", "62 %", note: "en 5 ans")],
    charts: [Chart(title: "Dépassement", hint: "par mois", drawingSVG: "<svg></svg>")], tables: [.sample],
    facts: [PageFact("Futurs", "1000", path: "/second-building")],
    csvPath: "/second-building/1/months.csv")
}

extension FutureRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let study = try await study(visit)
    let view = FutureView(study, visit)
    let (model, format) = (study.study.model, visit.format)
    let last = model.horizon - 1
    return .page(
      FuturePage(
        title: study.name,
        lead: visit.text(
          "planning.page.span",
          ["from": format.month(view.month(0)), "until": format.month(view.month(last))]) + " · "
          + visit.made(study.madeAt, by: study.madeBy),
        badge: study.state == .done ? "done" : "option",
        state: visit.text("planning.futureState.\(study.state.rawValue)"),
        running: study.state.isOver
          ? nil
          : RunningPart(
            title: visit.text("planning.futures.simulating"), permille: String(study.permille), percent: visit.share(study.permille * 10),
            words: study.state == .waiting
              ? visit.text("planning.phase.waiting") : visit.text("planning.futures.playing", ["count": format.number(model.futures)]),
            stopPath: "/second-building/\(study.id)/stop",
            isStopped: study.stopAt != nil),
        figures: figures(study, view, visit), charts: view.charts, tables: view.tables,
        facts: facts(study, visit),
        csvPath: study.result == nil ? nil : "/second-building/\(study.id)/months.csv"))
  }

  private func figures(_ study: FutureStudy, _ view: FutureView, _ visit: Visit) -> [PageFigure] {
    guard let result = study.result else { return [] }
    return [
      PageFigure(
        visit.text("planning.column.outgrown"), result.outgrown.last.map { visit.share($0 * 10) } ?? "–",
        note: visit.text("planning.futures.byEnd")),
      PageFigure(visit.text("planning.column.likely"), view.likely, note: visit.text("planning.futures.halfOfFutures")),
      PageFigure(
        visit.text("planning.column.lost"), view.area(result.wholeLost), note: over(result.alone.map { view.area($0.lost) }, visit)),
      PageFigure(
        visit.text("planning.column.lostRent"), visit.euros(result.wholeLostRent),
        note: over(result.alone.map { visit.euros($0.wholeLostRent) }, visit)),
    ]
  }

  /// What it is a sum of, and what it would be without a second building.
  private func over(_ alone: String?, _ visit: Visit) -> String {
    let over = visit.text("planning.futures.overHorizon")
    return alone.map { over + " ; " + visit.text("planning.futures.without", ["value": $0]) } ?? over
  }

  private func facts(_ study: FutureStudy, _ visit: Visit) -> [PageFact] {
    let (model, format) = (study.study.model, visit.format)
    var facts = [
      ("futures", format.number(study.result?.futures ?? model.futures)),
      ("seed", format.number(model.seed)),
      ("trend", visit.share(model.trend * 10)), ("growth", format.number(model.growth)),
      ("growth_cells", format.number(model.growthCells)),
      ("leaving", visit.share(model.leaving * 100)), ("renewal", visit.share((model.renewal ?? 100) * 100)),
      ("patience", format.number(model.patience / 10)), ("rent", visit.euros(model.rent)),
      ("capacity", format.number(model.capacity(in: 0))),
      ("taken", format.number(model.residents.reduce(0) { $0 + $1.cells })),
      ("promised", format.number((model.promises ?? []).reduce(0) { $0 + $1.cells })),
      ("listed", format.number(model.waiting.reduce(0, +))),
      ("offered", format.number(model.offered)),
    ].map { PageFact(visit.text("planning.future.\($0)"), $1) }
    facts += (1..<model.horizon).filter { model.capacity(in: $0) != model.capacity(in: $0 - 1) }.map { month in
      PageFact(
        visit.text("planning.future.capacityFrom", ["month": format.shortMonth(study.study.firstMonth + month)]),
        format.number(model.capacity(in: month)))
    }
    facts += model.phases.map { phase in
      PageFact(
        visit.text(
          "planning.future.phase",
          ["month": format.shortMonth(study.study.firstMonth + phase.month)]),
        format.number(phase.cells))
    }
    if !model.phases.isEmpty { facts.append(PageFact(visit.text("planning.future.second_row"), format.number(model.rowLength))) }
    return facts
  }

  func monthsCSV(_ visit: Visit) async throws -> Answer {
    let study = try await study(visit)
    guard let result = study.result else { throw Refusal.notFound }
    let names = [
      "month", "outgrown", "p10", "p50", "p90", "second10", "second50", "second90", "waiting",
      "lost", "lostRent",
    ]
    return .csv(
      names.map { visit.text("planning.column.\($0)") },
      (0..<study.study.model.horizon).map { month in
        let numbers = [
          result.outgrown[month], result.occupied.p10[month], result.occupied.p50[month],
          result.occupied.p90[month], result.second.p10[month],
          result.second.p50[month], result.second.p90[month], result.waiting[month] / 100,
          result.lost[month] * study.study.area / 10_000,
          result.lostRent[month],
        ]
        return [(study.study.firstMonth + month).description] + numbers.map { String($0) }
      }, name: "second-building-\(study.id).csv")
  }
}
