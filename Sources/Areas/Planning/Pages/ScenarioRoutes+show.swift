import Demand
import Kernel
import Solver
import Spaces
import Web

extension ScenarioRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let view = try await ScenarioView.read(try visit.id("scenario"), visit)
    let scenario = view.scenario
    let others = try await visit.database.read { try $0.scenarios() }.filter { $0.id != scenario.id && $0.measures != nil }
    let other = others.first { $0.id.text == visit.query["with"] }
    let path = "/scenarios/\(scenario.id)"
    var actions: [PageLink] = []
    if scenario.state == .done {
      actions.append(PageLink(visit.text("planning.page.plan"), "\(path)/plan", isMain: scenario.acceptedAt != nil))
      if visit.viewer.may(.makeScenarios) {
        actions.append(PageLink(visit.text("planning.change.title"), "/scenarios/new?former=\(scenario.id)"))
      }
    }
    actions.append(PageLink(visit.text("planning.page.instance"), "\(path)/instance"))
    if scenario.state == .done {
      actions.append(PageLink(visit.text("planning.page.solution"), "\(path)/solution"))
      actions.append(PageLink(visit.text("planning.page.csv"), "\(path)/measures.csv"))
    }
    var tables: [PageTable] = []
    if let measures = scenario.measures {
      let departing = view.replanned.map { [departures($0, view, visit)] } ?? []
      var differing: [PageTable] = []
      if let other { differing = [try await assumedOtherwise(in: other, than: view, visit)] }
      let reserve = scenario.reserve.isEmpty ? [] : [priced(scenario.reserve, visit)]
      tables =
        departing + differing + [compared(measures, view, other, visit)] + reserve + [
          view.coming(visit), view.refused(visit), why(view, visit), view.expected(visit),
        ]
    }
    let proposed = nothingProposed(view, visit) + (try await proposals(of: view, visit))
    return .page(
      ScenarioPage(
        title: scenario.name, lead: view.span(visit) + " · " + visit.made(scenario.madeAt, by: scenario.madeBy), badge: scenario.badge,
        state: scenario.word(visit), actions: actions,
        running: scenario.state.isOver ? nil : running(scenario, visit),
        notices: notices(scenario, visit) + changeNotices(view, visit) + proposed,
        figures: figures(scenario, visit),
        chartSVG: reserveChart(scenario.reserve, visit), chartTitle: visit.text("planning.reserve.chart"),
        comparing: scenario.measures == nil || others.isEmpty
          ? nil
          : ScenarioPage.Choice(
            action: path,
            fields: [
              Field(
                "with", .select, label: visit.text("planning.page.compare"), value: other?.id.text ?? "",
                groups: [
                  Field.OptionGroup(
                    nil,
                    [Field.Option("", visit.text("planning.page.onlyToday"))] + others.prefix(200).map { Field.Option($0.id.text, $0.name) }
                  )
                ])
            ]),
        tables: tables, facts: facts(scenario, view, visit),
        acceptPath: isAcceptable(view) && visit.viewer.may(.acceptScenarios) ? "\(path)/accept" : nil,
        draftsPath: scenario.acceptedAt == nil ? nil : "/drafts?scenario=\(scenario.id)", prices: priceLines(scenario.reserve, visit),
        hasPrices: !scenario.reserve.isEmpty, lastPrice: String(max(0, scenario.reserve.count - 1)),
        priceNow: String(scenario.reserve.lastIndex { $0.reserve <= scenario.assumptions.reserve } ?? 0)))
  }

  private func running(_ scenario: Scenario, _ visit: Visit) -> RunningPart {
    let words = scenario.objective.map { objective in
      scenario.bound.map {
        visit.text(
          "planning.page.bestAndBound",
          ["best": visit.euros(objective), "bound": visit.euros($0), "gap": visit.gap(scenario.gap)])
      } ?? visit.text("planning.page.best", ["best": visit.euros(objective)])
    }
    return RunningPart(
      title: visit.text("planning.page.searching"), permille: String(scenario.permille), percent: visit.share(scenario.permille * 10),
      words: visit.text("planning.phase.\(phase(of: scenario))") + " " + (words ?? visit.text("planning.page.noPlanYet")),
      stopPath: "/scenarios/\(scenario.id)/stop", isStopped: scenario.stopAt != nil)
  }

  /// What the search is at; what pricing a reserve asks follows the plan itself.
  private func phase(of scenario: Scenario) -> String {
    if scenario.state == .waiting { return "waiting" }
    let share = scenario.assumptions.priceReserve ? SearchScenario.plan.count : 1000
    if scenario.permille >= share, share < 1000 { return "reserve" }
    return SearchRun.Phase(permille: scenario.permille * 1000 / share, isChanged: scenario.changes != nil).rawValue
  }

  private func notices(_ scenario: Scenario, _ visit: Visit) -> [String] {
    var notices: [String] = []
    if let fault = scenario.fault { notices.append(visit.text("planning.page.fault", ["fault": fault])) }
    if !scenario.unhoused.isEmpty {
      notices.append(visit.text("planning.page.unhoused", ["names": scenario.unhoused.joined(separator: ", ")]))
    }
    return notices
  }

  private func figures(_ scenario: Scenario, _ visit: Visit) -> [PageFigure] {
    guard let measures = scenario.measures, let objective = scenario.objective else { return [] }
    let format = visit.format
    return [
      PageFigure(
        visit.text("planning.column.value"), visit.euros(objective),
        note: scenario.isProven
          ? visit.text("planning.page.proven")
          // Not proven, it is never nought: at most a tenth of a hundredth.
          : scenario.gap.map { visit.text("planning.page.gap", ["gap": visit.share(visit.atMost(max(1, $0)))]) } ?? ""),
      PageFigure(visit.text("planning.column.occupancy"), visit.share(measures.occupancy), note: visit.text("planning.page.overAll")),
      PageFigure(
        visit.text("planning.column.housed"), format.number(measures.asked - measures.refused),
        note: visit.text("planning.page.ofAsked", ["count": format.number(measures.asked)])),
      PageFigure(visit.text("planning.column.moves"), format.number(measures.moves), note: visit.euros(measures.moveCost)),
    ]
  }

  private func facts(_ scenario: Scenario, _ view: ScenarioView, _ visit: Visit) -> [PageFact] {
    let assumptions = scenario.assumptions
    var facts = Assumptions.ranges.map { line in
      PageFact(visit.text("planning.field.\(line.name)"), visit.format.number(assumptions[keyPath: line.path]))
    }
    facts += Assumptions.flags.map { line in
      PageFact(
        visit.text("planning.field.\(line.name)"), visit.text(assumptions[keyPath: line.path] ? "planning.page.yes" : "planning.page.no"))
    }
    let held = view.house.held.map(\.name)
    if !held.isEmpty { facts.append(PageFact(visit.text("planning.page.held"), held.joined(separator: ", "))) }
    facts.append(PageFact(visit.text("planning.field.effort"), visit.text("planning.effort.\(assumptions.effort.rawValue)")))
    let steps = visit.format.number(scenario.steps)
    facts.append(
      PageFact(
        visit.text("planning.page.steps"), scenario.isProven ? visit.text("planning.page.stepsProven", ["count": steps]) : steps))
    facts.append(PageFact(visit.text("planning.page.modules"), visit.format.number(view.house.modules.count)))
    facts.append(PageFact(visit.text("planning.page.tenants"), visit.format.number(view.house.instance.tenants.count)))
    return facts
  }

  func measuresCSV(_ visit: Visit) async throws -> Answer {
    let view = try await ScenarioView.read(try visit.id("scenario"), visit)
    guard let measures = view.scenario.measures else { throw Refusal.notFound }
    let today = PlanMeasures(view.today)
    return .csv(
      ["measure", "today", "this"].map { visit.text("planning.column.\($0)") },
      MeasureLine.allCases.map { line in
        [visit.text("planning.column.\(line.rawValue)"), String(line.number(in: today)), String(line.number(in: measures))]
      }, name: "scenario-\(view.scenario.id).csv")
  }

  func staysJSON(_ visit: Visit) async throws -> Answer {
    let view = try await ScenarioView.read(try visit.id("scenario"), visit)
    guard let plan = view.plan else { return .json([StayJSON]()) }
    return .json(plan.stays.map { StayJSON($0, in: plan, view.reasons) })
  }
}
