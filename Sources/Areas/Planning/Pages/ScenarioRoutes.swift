import Demand
import Kernel
import Solver
import Spaces
import Store
import Web

/// Scenarios: the list, making one, watching it, comparing it, accepting it.
package struct ScenarioRoutes: Sendable {
  let shelf: PlanShelf

  package init(shelf: PlanShelf) { self.shelf = shelf }

  private static let fields: [QueryField] = [.choice("state", of: RunState.self)]

  package var table: [Route] {
    [
      .get("/scenarios", .needs(.seeScenarios), list).asking(Self.fields),
      .get("/scenarios.csv", .needs(.seeScenarios), listCSV).asking(Self.fields),
      .get("/scenarios/new", .needs(.makeScenarios), form),
      .post("/scenarios", .needs(.makeScenarios), make, shownBy: form),
      .get("/scenarios/:scenario", .needs(.seeScenarios), show),
      .get("/scenarios/:scenario/plan", .needs(.seeScenarios), plan),
      .get("/scenarios/:scenario/measures.csv", .needs(.seeScenarios), measuresCSV),
      .get("/scenarios/:scenario/instance", .needs(.seeScenarios), instanceFile),
      .get("/scenarios/:scenario/solution", .needs(.seeScenarios), solutionFile),
      .post("/scenarios/:scenario/stop", .needs(.makeScenarios), stop, shownBy: show),
      .post("/scenarios/:scenario/accept", .needs(.acceptScenarios), accept, shownBy: show),

      .get("/api/scenarios", .needs(.seeScenarios), listJSON).asking(Self.fields),
      .post("/api/scenarios", .needs(.makeScenarios), makeJSON),
      .get("/api/scenarios/:scenario", .needs(.seeScenarios), showJSON),
      .get("/api/scenarios/:scenario/stays", .needs(.seeScenarios), staysJSON),
      .get("/api/scenarios/:scenario/hindrances", .needs(.seeScenarios), hindrancesJSON),
      .get("/api/scenarios/:scenario/departures", .needs(.seeScenarios), departuresJSON),
      .get("/api/scenarios/:scenario/instance", .needs(.seeScenarios), instanceFile),
      .get("/api/scenarios/:scenario/solution", .needs(.seeScenarios), solutionFile),
      .post("/api/scenarios/:scenario/stop", .needs(.makeScenarios), stopJSON),
      .post("/api/scenarios/:scenario/accept", .needs(.acceptScenarios), acceptJSON),
    ]
  }

  private static let sorts = ["-made", "name", "value"]

  private func found(_ visit: Visit, size: Int) async throws -> (ListQuery, [Scenario]) {
    let list = visit.list(sorts: Self.sorts, size: size)
    var search = ScenarioSearch()
    (search.words, search.sort, search.isDescending) = (list.foldedWords, list.sort, list.isDescending)
    search.state = RunState(rawValue: visit.query["state"])
    return (list, try await visit.database.read { [search] in try $0.scenarios(search) })
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, found) = try await found(visit, size: 50)
    let columns = [
      ListColumn("planning.column.name", sort: "name"), ListColumn("planning.column.state"), ListColumn("planning.column.months"),
      ListColumn("planning.column.value", sort: "value", isNumber: true), ListColumn("planning.column.gap", isNumber: true),
      ListColumn("planning.column.occupancy", isNumber: true), ListColumn("planning.column.moves", isNumber: true),
      ListColumn("planning.column.refused", isNumber: true), ListColumn("planning.column.made", sort: "made"),
    ]
    return visit.listPage(
      ListFrame(
        title: visit.text("planning.scenarios.title"), lead: visit.text("planning.scenarios.lead"),
        actions: [
          PageLink(visit.text("planning.scenarios.new"), "/scenarios/new", isMain: true),
          PageLink(visit.text("planning.questions.title"), "/planning-questions"), PageLink(visit.text("planning.drafts.title"), "/drafts"),
        ], csv: "/scenarios.csv",
        filters: [
          visit.filter(
            "state", label: "planning.column.state", options: visit.options(of: RunState.self, texts: "planning.state"),
            all: "planning.scenarios.all")
        ]), list, total: found.count, columns: columns, rows: list.slice(found).map { row($0, visit) }, hint: "planning.scenarios.none")
  }

  private func row(_ scenario: Scenario, _ visit: Visit) -> PageRow {
    let format = visit.format
    let measures = scenario.measures
    return PageRow([
      PageCell(scenario.name, path: "/scenarios/\(scenario.id)"),
      PageCell(scenario.word(visit), badge: "badge-\(scenario.badge)"),
      PageCell(format.number(scenario.assumptions.horizon)),
      PageCell(scenario.objective.map { visit.euros($0) } ?? "–"),
      PageCell(visit.gap(scenario.gap)),
      PageCell(measures.map { visit.share($0.occupancy) } ?? "–"),
      PageCell(measures.map { format.number($0.moves) } ?? "–"),
      PageCell(measures.map { format.number($0.refused) } ?? "–"),
      PageCell("\(format.shortDay(visit.house.day(of: scenario.madeAt))), \(scenario.madeBy)"),
    ])
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let (_, found) = try await found(visit, size: 10_000)
    let names = ["name", "state", "months", "value", "bound"] + MeasureLine.allCases.map(\.rawValue) + ["made"]
    return .csv(
      names.map { visit.text("planning.column.\($0)") },
      found.map { scenario in
        [
          scenario.name, visit.text("planning.state.\(scenario.state.rawValue)"), String(scenario.assumptions.horizon),
          scenario.objective.map { String($0) } ?? "", scenario.bound.map { String($0) } ?? "",
        ] + MeasureLine.allCases.map { line in scenario.measures.map { String(line.number(in: $0)) } ?? "" }
          + [visit.house.day(of: scenario.madeAt).description]
      }, name: "scenarios-\(visit.today).csv")
  }

  func form(_ visit: Visit) async throws -> Answer {
    let former = try await formerScenario(visit)
    return .page(
      PlanningFormPage(
        title: visit.text("planning.scenarios.new"), lead: visit.text("planning.scenarios.newLead"), action: "/scenarios",
        groups: AssumptionFields(visit, former: former).groups(), tables: [], button: visit.text("planning.scenarios.search"),
        back: former.map { "/scenarios/\($0.id)" } ?? "/scenarios", whatIf: try await changeFields(visit).part(visit, former: former),
        decisions: ScenarioQuestion.allCases.map { "\($0.rawValue):\($0.decision)" }.joined(separator: " ")))
  }

  private func making(_ visit: Visit) async throws -> ID<Scenario> {
    let read = try AssumptionFields.read(visit, try await changeFields(visit))
    return try await visit.perform(
      MakeScenario(
        read.name, read.assumptions, first: read.first, of: try await shelf.snapshot(for: visit), changes: read.changes, former: read.former
      ))
  }
  func make(_ visit: Visit) async throws -> Answer { .see("/scenarios/\(try await making(visit))") }
  func stop(_ visit: Visit) async throws -> Answer {
    try await visit.perform(StopScenario(try visit.id("scenario")))
    return .see("/scenarios/\(visit.path("scenario"))").saying("planning.done.stopped")
  }
  func accept(_ visit: Visit) async throws -> Answer {
    let count = try await visit.perform(AcceptScenario(try visit.id("scenario"), of: try await shelf.snapshot(for: visit)))
    return .see("/drafts?scenario=\(visit.path("scenario"))").saying("planning.done.accepted", ["count": String(count)])
  }

  func makeJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try await making(visit), status: 201) }
  func stopJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(StopScenario(try visit.id("scenario")))
    return .done
  }
  func acceptJSON(_ visit: Visit) async throws -> Answer {
    let id: ID<Scenario> = try visit.id("scenario")
    try await visit.perform(AcceptScenario(id, of: try await shelf.snapshot(for: visit)))
    let timeline = try await shelf.snapshot(for: visit).timeline
    let drafts = try await visit.database.read { transaction in
      var search = DraftSearch()
      search.scenario = id
      return try transaction.draftLines(search, in: timeline)
    }
    return .json(drafts.map(DraftJSON.init))
  }
  func listJSON(_ visit: Visit) async throws -> Answer {
    let (list, found) = try await found(visit, size: 200)
    return .json(list.slice(found).map { ScenarioJSON($0) }).with("x-total-count", String(found.count))
  }
  func showJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try visit.id("scenario"), status: 200) }
  private func json(_ visit: Visit, _ id: ID<Scenario>, status: Int) async throws -> Answer {
    let (scenario, house) = try await visit.database.read { (try $0.scenario(id), try $0.house(of: id)) }
    guard let scenario, let house else { throw Refusal.notFound }
    return .json(ScenarioJSON(scenario, house), status: status)
  }

  /// The files that `km0 allocate` reads.
  func instanceFile(_ visit: Visit) async throws -> Answer {
    let id: ID<Scenario> = try visit.id("scenario")
    guard let house = try await visit.database.read({ try $0.house(of: id) }) else { throw Refusal.notFound }
    return .file(try JSON.bytes(of: house.instance), type: "application/json", name: "\(house.instance.name).json")
  }
  func solutionFile(_ visit: Visit) async throws -> Answer {
    let id: ID<Scenario> = try visit.id("scenario")
    guard let solution = try await visit.database.read({ try $0.solution(of: id) }) else { throw Refusal.notFound }
    return .file(try JSON.bytes(of: solution), type: "application/json", name: "\(solution.instance)-solution.json")
  }
}

extension Scenario {
  var badge: String {
    switch state {
    case .waiting, .running: "option"
    case .done: acceptedAt == nil ? "offer" : "done"
    case .failed: "works"
    }
  }
  func word(_ visit: Visit) -> String { visit.text(acceptedAt == nil ? "planning.state.\(state.rawValue)" : "planning.state.accepted") }
}
