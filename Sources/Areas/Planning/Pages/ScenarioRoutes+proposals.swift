import Demand
import Kernel
import Spaces
import Store
import Web

/// Before a scenario is accepted: which of its proposals the house has overtaken, and which cells another accepted one means to use.
extension ScenarioRoutes {
  /// Of a plan from which no draft would come: why, and what to assume otherwise.
  func nothingProposed(_ view: ScenarioView, _ visit: Visit) -> [String] {
    guard view.scenario.acceptedAt == nil, let plan = view.plan, DraftMaking.proposals(plan).isEmpty else { return [] }
    let (house, format) = (view.house, visit.format)
    let waiting = house.instance.tenants.indices.filter { [.waiting, .queued].contains(house.origins[$0].kind) }
    // With those for whom there is no place at all.
    let count = waiting.count + (house.unfit ?? []).count { $0.origin.kind == .waiting }
    if count == 0 { return [visit.text("planning.page.nothingAsked")] }
    var words = [visit.text("planning.page.nothingProposed", ["count": format.number(count)])]
    let starts = waiting.map { house.instance.tenants[$0].starts }
    if let first = starts.compactMap(\.first).min(), let last = starts.compactMap(\.last).max() {
      // In the months in which somebody would come.
      let runs = (first...last).map { PlanMeasures.freeRuns(of: plan, in: $0) }
      words.append(
        visit.text(
          "planning.page.freeThen",
          [
            "from": format.shortMonth(house.months[first]), "until": format.shortMonth(house.months[last]),
            "cells": format.number(runs.map { $0.reduce(0, +) }.max() ?? 0), "run": format.number(runs.compactMap { $0.max() }.max() ?? 0),
          ]))
    }
    let assumptions = view.scenario.assumptions
    if !assumptions.moveFirms { words.append(visit.text("planning.page.nobodyAsked")) }
    if assumptions.renewLeases { words.append(visit.text("planning.page.allRenewed")) }
    return [words.joined(separator: " ")]
  }

  func proposals(of view: ScenarioView, _ visit: Visit) async throws -> [String] {
    guard let plan = view.plan else { return [] }
    let acts = DraftMaking.proposals(plan)
    if view.scenario.acceptedAt != nil { return try await leftOut(acts, of: view.scenario.id, visit) }
    let timeline = try await shelf.snapshot(for: visit).timeline
    let id = view.scenario.id.text
    let (standings, open) = try await visit.database.read { transaction in
      let open = try transaction.drafts().filter(\.isOpen)
      let standings = try transaction.draftGround(timeline).standings(
        acts + open.map(\.act), of: acts.map { _ in id } + open.map(\.scenario.text))
      return (standings, open)
    }
    var notices: [String] = []
    let overtaken = acts.indices.filter { !standings[$0].overtaken.isEmpty }
    if !overtaken.isEmpty {
      let said = overtaken.map { "\(acts[$0].name) (\(standings[$0].overtaken.map { visit.said($0) }.joined(separator: ", ")))" }
      notices.append(
        visit.text("planning.standing.overtaken", ["count": String(overtaken.count), "what": said.joined(separator: " ; ")]))
    }
    // Also for the same firm: what was accepted once is not proposed twice without a word.
    let rivals = open.filter { draft in
      let cells = Set(draft.cells.split(separator: " "))
      return draft.scenario != view.scenario.id
        && acts.contains { $0.overlaps(draft.act) && !cells.isDisjoint(with: $0.cells.split(separator: " ")) }
    }
    for (name, drafts) in Dictionary(grouping: rivals, by: \.scenarioName).sorted(by: { $0.key < $1.key }) {
      let cells = Set(drafts.flatMap { $0.cells.split(separator: " ").map(String.init) })
      notices.append(visit.text("planning.standing.rivals", ["name": name, "cells": cells.sorted().joined(separator: " ")]))
    }
    return notices
  }

  /// Whether there is anything that acceptance would make drafts of.
  func isAcceptable(_ view: ScenarioView) -> Bool {
    view.scenario.state == .done && view.scenario.acceptedAt == nil && (view.plan.map { !DraftMaking.proposals($0).isEmpty } ?? false)
  }

  /// What became no draft when the scenario was accepted, since it could not be done.
  private func leftOut(_ acts: [ProposedAct], of scenario: ID<Scenario>, _ visit: Visit) async throws -> [String] {
    let drafts = try await visit.database.read { transaction in
      var search = DraftSearch()
      search.scenario = scenario
      return try transaction.drafts(search)
    }
    let made = Set(drafts.map { "\($0.kind.rawValue) \($0.subject) \($0.from) \($0.cells)" })
    let left = acts.filter { !made.contains("\($0.kind.rawValue) \($0.subject) \($0.from) \($0.cells)") }
    if left.isEmpty { return [] }
    let said = left.map { "\(visit.text("planning.draftKind.\($0.kind.rawValue)")), \($0.name) (\($0.cells))" }
    return [visit.text("planning.standing.leftOut", ["count": String(left.count), "what": said.joined(separator: " ; ")])]
  }
}
