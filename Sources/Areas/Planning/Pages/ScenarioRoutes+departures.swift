import Demand
import Kernel
import Spaces
import Web

/// What a changed house would do otherwise than the plan before, each difference with what it costs.
extension ScenarioRoutes {
  func departures(_ replanned: Replanned, _ view: ScenarioView, _ visit: Visit) -> PageTable {
    let rows = replanned.departures.map { one in
      PageRow([
        PageCell(view.name(one.origin, visit), path: view.link(one.origin), isHead: true),
        PageCell(visit.text("planning.kind.\(one.origin.kind.rawValue)")),
        PageCell(one.changes.map { said($0, visit) }.joined(separator: " · ")),
        PageCell(signed(one.cost, visit)),
      ])
    }
    let sum = PageRow([
      PageCell(visit.text("planning.change.sum"), isHead: true), PageCell(""), PageCell(""),
      PageCell(signed(replanned.cost, visit)),
    ])
    return PageTable(
      visit.text("planning.change.departures", ["name": view.formerName ?? visit.text("planning.page.todaysPlan")]),
      hint: visit.text("planning.change.departuresHint"),
      columns: [visit.planned("name"), visit.planned("kind"), visit.planned("departure"), visit.planned("departureCost", isNumber: true)],
      rows: rows.isEmpty ? [] : rows + [sum], empty: visit.text("planning.change.nothing"))
  }

  private func signed(_ cost: Int, _ visit: Visit) -> String { (cost > 0 ? "" : cost < 0 ? "−" : "") + visit.euros(abs(cost)) }

  private func said(_ change: Replanned.Change, _ visit: Visit) -> String {
    visit.text(
      "planning.departure.\(change.kind.rawValue)",
      ["month": visit.format.shortMonth(change.month), "from": change.from ?? "–", "to": change.to ?? "–"])
  }

  /// What is assumed to happen; nil when nothing is.
  func said(_ changes: HouseChanges?, _ visit: Visit) -> String? {
    guard let changes, !changes.isEmpty else { return nil }
    let format = visit.format
    let said =
      changes.leaving.map { visit.text("planning.change.saidLeaves", ["name": $0.name, "month": format.month($0.month)]) }
      + changes.growing.map {
        visit.text("planning.change.saidGrows", ["name": $0.name, "month": format.month($0.month), "count": String($0.cells)])
      } + changes.late.map { visit.text("planning.change.saidLate", ["name": $0.name, "count": String($0.months)]) }
    return said.joined(separator: visit.language == .french ? " ; " : "; ")
  }

  /// What is assumed to happen, who has to be asked for it, who cannot grow.
  func changeNotices(_ view: ScenarioView, _ visit: Visit) -> [String] {
    var notices: [String] = []
    if let what = said(view.scenario.changes, visit) { notices.append(visit.text("planning.change.assumed", ["what": what])) }
    guard let replanned = view.replanned else { return notices }
    func names(_ origins: [HouseInstance.Origin]) -> String { origins.map { view.name($0, visit) }.joined(separator: ", ") }
    if !replanned.mustBeAsked.isEmpty { notices.append(visit.text("planning.change.mustBeAsked", ["names": names(replanned.mustBeAsked)])) }
    if !replanned.cannotGrow.isEmpty { notices.append(visit.text("planning.change.cannotGrow", ["names": names(replanned.cannotGrow)])) }
    return notices
  }

  func departuresJSON(_ visit: Visit) async throws -> Answer {
    let view = try await ScenarioView.read(try visit.id("scenario"), visit)
    return .json(DeparturesJSON(view))
  }

  /// Another scenario of the same house and assumptions, near to its plan.
  func formerScenario(_ visit: Visit) async throws -> Scenario? {
    let asked = visit.isShownAgain ? visit.form["former"] : visit.query["former"]
    guard let id: ID<Scenario> = ID(checking: asked) else { return nil }
    return try await visit.database.read { try $0.scenario(id) }.flatMap { $0.state == .done ? $0 : nil }
  }
  func changeFields(_ visit: Visit) async throws -> ChangeFields {
    let timeline = try await shelf.snapshot(for: visit).timeline
    return ChangeFields(timeline, try await visit.database.read { try $0.milestones() }, today: visit.today, visit)
  }
}

struct DeparturesJSON: Encodable, Sendable {
  struct Departure: Encodable, Sendable {
    let kind: HouseInstance.Origin.Kind
    let subject: String?
    let name: String?
    let changes: [Replanned.Change]
    /// What its own plan is worth less than before, in whole euros.
    let cost: Int
  }
  let former: ID<Scenario>?
  let changes: HouseChanges?
  let departures: [Departure]
  /// Subjects.
  let mustBeAsked: [String]
  let cannotGrow: [String]

  init(_ view: ScenarioView) {
    (former, changes) = (view.scenario.former, view.scenario.changes)
    departures = (view.replanned?.departures ?? []).map { one in
      Departure(
        kind: one.origin.kind, subject: one.origin.key.isEmpty ? nil : one.origin.key,
        name: one.origin.name.isEmpty ? nil : one.origin.name,
        changes: one.changes, cost: one.cost)
    }
    mustBeAsked = view.replanned?.mustBeAsked.map(\.key) ?? []
    cannotGrow = view.replanned?.cannotGrow.map(\.key) ?? []
  }
}
