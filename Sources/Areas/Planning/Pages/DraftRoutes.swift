import Demand
import Kernel
import Leasing
import Spaces
import Store
import Web

/// Drafts of accepted scenarios: each leads to the form of the act it proposes, or is put aside.
package struct DraftRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/drafts", .needs(.seeScenarios), list),
      .get("/drafts.csv", .needs(.seeScenarios), csv),
      .post("/drafts/:draft/discard", .needs(.acceptScenarios), discard, shownBy: list),

      .get("/api/drafts", .needs(.seeScenarios), listJSON),
      .post("/api/drafts/:draft/discard", .needs(.acceptScenarios), discardJSON),
    ]
  }

  private func found(_ visit: Visit, size: Int) async throws -> (ListQuery, [Draft], [ID<Draft>: ID<Lease>]) {
    let list = visit.list(sorts: ["from"], size: size)
    var search = DraftSearch()
    (search.words, search.isDescending) = (list.foldedWords, list.isDescending)
    (search.state, search.kind) = (DraftState(rawValue: visit.query["state"]), DraftKind(rawValue: visit.query["kind"]))
    search.scenario = ID(checking: visit.query["scenario"])
    let (drafts, leases) = try await visit.database.read { [search] transaction in
      let drafts = try transaction.drafts(search)
      return (drafts, try transaction.leasesHolding(drafts))
    }
    return (list, drafts, leases)
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, drafts, leases) = try await found(visit, size: 50)
    let columns = [
      ListColumn("planning.column.name"), ListColumn("planning.column.kind"), ListColumn("planning.column.cells"),
      ListColumn("planning.column.from", sort: "from"), ListColumn("planning.column.monthlyRent", isNumber: true),
      ListColumn("planning.column.scenario"), ListColumn("planning.column.state"), ListColumn("planning.column.deed"),
    ]
    return .page(
      DraftListPage(
        title: visit.text("planning.drafts.title"), lead: visit.text("planning.drafts.lead"),
        list: visit.listView(
          list, total: drafts.count, columns: columns, csv: "/drafts.csv",
          filters: [
            visit.filter(
              "state", label: "planning.column.state", options: visit.options(of: DraftState.self, texts: "planning.draftState"),
              all: "planning.drafts.all"),
            visit.filter(
              "kind", label: "planning.column.kind", options: visit.options(of: DraftKind.self, texts: "planning.draftKind"),
              all: "planning.drafts.all"),
          ], action: "/drafts"),
        lines: list.slice(drafts).map { line($0, lease: leases[$0.id], visit) },
        empty: drafts.isEmpty ? visit.text("planning.drafts.none") : nil))
  }

  private func line(_ draft: Draft, lease: ID<Lease>?, _ visit: Visit) -> DraftListPage.Line {
    let isOpen = draft.state == .open
    let path = DraftRoutes.path(of: draft, lease: lease, visit)
    return DraftListPage.Line(
      name: draft.name, kind: visit.text("planning.draftKind.\(draft.kind.rawValue)"),
      badge: draft.kind == .offer ? "offer" : draft.kind == .growth ? "option" : "let", cells: draft.cells,
      from: visit.format.shortDay(draft.from), rent: draft.monthlyRent.map { visit.format.money($0) } ?? "–", scenario: draft.scenarioName,
      scenarioPath: "/scenarios/\(draft.scenario)", state: visit.text("planning.draftState.\(draft.state.rawValue)"),
      openPath: isOpen ? path : nil, discardPath: isOpen && visit.viewer.may(.acceptScenarios) ? "/drafts/\(draft.id)/discard" : nil,
      note: draft.discardReason.isEmpty ? nil : draft.discardReason)
  }

  /// The form of the act, filled in with what the draft proposes; nil for those who may not do it.
  static func path(of draft: Draft, lease: ID<Lease>?, _ visit: Visit) -> String? {
    let cells = percentEncoded(draft.cells)
    let rent = draft.monthlyRent.map { "&rent=\(percentEncoded(visit.format.typed($0)))" } ?? ""
    switch draft.kind {
    case .offer:
      return visit.viewer.may(.makeOffers) ? "/applications/\(draft.key)/offer?cells=\(cells)&from=\(draft.from)\(rent)" : nil
    case .growth:
      guard visit.viewer.may(.writeHolds) else { return nil }
      return "/holds/new?kind=option&organisation=\(draft.organisation?.text ?? "")&cells=\(cells)&from=\(draft.from)"
    case .move:
      guard let lease, visit.viewer.may(.writeLeases) else { return visit.viewer.may(.writeHolds) ? "/holds/\(draft.key)" : nil }
      return "/leases/\(lease)/move?cells=\(cells)&entry=\(draft.from)"
    case .promise: return visit.viewer.may(.writeHolds) ? "/holds/\(draft.key)" : nil
    }
  }

  func csv(_ visit: Visit) async throws -> Answer {
    let (_, drafts, _) = try await found(visit, size: 10_000)
    let names = ["name", "kind", "cells", "from", "monthlyRent", "scenario", "state", "note"]
    return .csv(
      names.map { visit.text("planning.column.\($0)") },
      drafts.map { draft in
        [
          draft.name, visit.text("planning.draftKind.\(draft.kind.rawValue)"), draft.cells, draft.from.description,
          draft.monthlyRent.map { visit.format.typed($0) } ?? "", draft.scenarioName,
          visit.text("planning.draftState.\(draft.state.rawValue)"), draft.discardReason,
        ]
      }, name: "drafts-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let (list, drafts, _) = try await found(visit, size: 200)
    return .json(list.slice(drafts).map(DraftJSON.init)).with("x-total-count", String(drafts.count))
  }

  private func discarding(_ visit: Visit) throws -> DiscardDraft {
    let id: ID<Draft> = try visit.id("draft")
    return DiscardDraft(id, reason: try visit.reading { $0.requiredText("reason", limit: 500, lines: true) })
  }
  func discard(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try discarding(visit))
    return .see("/drafts").saying("planning.done.discarded")
  }
  func discardJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try discarding(visit))
    return .done
  }
}
