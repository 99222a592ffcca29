import Demand
import Kernel
import Leasing
import Spaces
import Store
import Web

/// Drafts of accepted scenarios: each leads to the form of the act it proposes, or is put aside.
package struct DraftRoutes: Sendable {
  let shelf: PlanShelf

  package init(shelf: PlanShelf) { self.shelf = shelf }

  private static let fields: [QueryField] = [.choice("state", of: DraftState.self), .choice("kind", of: DraftKind.self), .id("scenario")]

  package var table: [Route] {
    [
      .get("/drafts", .needs(.seeScenarios), list).asking(Self.fields),
      .get("/drafts.csv", .needs(.seeScenarios), csv).asking(Self.fields),
      .post("/drafts/:draft/discard", .needs(.acceptScenarios), discard, shownBy: list),

      .post("/drafts/:draft/organisation", .needs(.writeHolds), enter, shownBy: list),

      .get("/api/drafts", .needs(.seeScenarios), listJSON).asking(Self.fields),
      .post("/api/drafts/:draft/discard", .needs(.acceptScenarios), discardJSON),
      .post("/api/drafts/:draft/organisation", .needs(.writeHolds), enterJSON),
    ]
  }

  private func found(_ visit: Visit, size: Int) async throws -> (ListQuery, [DraftLine]) {
    let list = visit.list(sorts: ["from"], size: size)
    var search = DraftSearch()
    (search.words, search.isDescending) = (list.foldedWords, list.isDescending)
    (search.state, search.kind) = (DraftState(rawValue: visit.query["state"]), DraftKind(rawValue: visit.query["kind"]))
    search.scenario = ID(checking: visit.query["scenario"])
    let timeline = try await shelf.snapshot(for: visit).timeline
    return (list, try await visit.database.read { [search] in try $0.draftLines(search, in: timeline) })
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, drafts) = try await found(visit, size: 50)
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
        lines: list.slice(drafts).map { line($0, visit) },
        empty: drafts.isEmpty ? visit.text("planning.drafts.none") : nil))
  }

  private func line(_ line: DraftLine, _ visit: Visit) -> DraftListPage.Line {
    let draft = line.draft
    let isNew = draft.kind == .option && line.state == .open && line.organisation == nil
    return DraftListPage.Line(
      name: draft.name, kind: visit.text("planning.draftKind.\(draft.kind.rawValue)"),
      badge: draft.kind == .offer ? "offer" : draft.kind == .growth || draft.kind == .option ? "option" : "let", cells: draft.cells,
      from: visit.format.shortDay(draft.from), rent: draft.monthlyRent.map { visit.format.money($0) } ?? "–", scenario: draft.scenarioName,
      scenarioPath: "/scenarios/\(draft.scenario)", state: visit.text("planning.draftState.\(line.state.rawValue)"),
      enterPath: isNew && visit.viewer.may(.writeHolds) ? "/drafts/\(draft.id)/organisation" : nil,
      openPath: line.state == .open && !isNew ? DraftRoutes.path(of: line, visit) : nil,
      discardPath: draft.isOpen && visit.viewer.may(.acceptScenarios) ? "/drafts/\(draft.id)/discard" : nil,
      notes: visit.notes(of: line) + (draft.discardReason.isEmpty ? [] : [draft.discardReason]))
  }

  /// The form of the act, filled in with what the draft proposes; nil for those who may not do it.
  static func path(of line: DraftLine, _ visit: Visit) -> String? {
    let draft = line.draft
    let cells = percentEncoded(draft.cells)
    let rent = draft.monthlyRent.map { "&rent=\(percentEncoded(visit.format.typed($0)))" } ?? ""
    switch draft.kind {
    case .offer:
      return visit.viewer.may(.makeOffers) ? "/applications/\(draft.key)/offer?cells=\(cells)&from=\(draft.from)\(rent)" : nil
    case .option, .growth:
      guard visit.viewer.may(.writeHolds) else { return nil }
      let last = draft.until.map { "&last=\($0 - 1)" } ?? ""
      return "/holds/new?kind=option&organisation=\(line.organisation?.text ?? "")&cells=\(cells)&from=\(draft.from)\(last)\(rent)"
    case .move:
      guard let lease = line.lease, visit.viewer.may(.writeLeases) else {
        return visit.viewer.may(.writeHolds) ? "/holds/\(draft.key)" : nil
      }
      return "/leases/\(lease)/move?cells=\(cells)&entry=\(draft.from)"
    case .promise: return visit.viewer.may(.writeHolds) ? "/holds/\(draft.key)?cells=\(cells)" : nil
    }
  }

  func csv(_ visit: Visit) async throws -> Answer {
    let (_, drafts) = try await found(visit, size: 10_000)
    let names = ["name", "kind", "cells", "from", "monthlyRent", "scenario", "state", "note"]
    return .csv(
      names.map { visit.text("planning.column.\($0)") },
      drafts.map { line in
        let draft = line.draft
        return [
          draft.name, visit.text("planning.draftKind.\(draft.kind.rawValue)"), draft.cells, draft.from.description,
          draft.monthlyRent.map { visit.format.typed($0) } ?? "", draft.scenarioName,
          visit.text("planning.draftState.\(line.state.rawValue)"),
          (visit.notes(of: line) + (draft.discardReason.isEmpty ? [] : [draft.discardReason])).joined(separator: " · "),
        ]
      }, name: "drafts-\(visit.today).csv")
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let (list, drafts) = try await found(visit, size: 200)
    return .json(list.slice(drafts).map(DraftJSON.init)).with("x-total-count", String(drafts.count))
  }

  /// The form of the option, once its organisation is in the books.
  func enter(_ visit: Visit) async throws -> Answer {
    let id: ID<Draft> = try visit.id("draft")
    try await visit.perform(EnterOrganisation(id))
    let timeline = try await shelf.snapshot(for: visit).timeline
    let line = try await visit.database.read { try $0.draftLines(in: timeline) }.first { $0.draft.id == id }
    return .see(line.flatMap { DraftRoutes.path(of: $0, visit) } ?? "/drafts")
  }
  func enterJSON(_ visit: Visit) async throws -> Answer {
    .json(EnteredJSON(organisation: try await visit.perform(EnterOrganisation(try visit.id("draft")))))
  }
  private struct EnteredJSON: Encodable, Sendable { let organisation: OrganisationID }

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

extension Visit {
  /// What the house as it is now says of a draft.
  func notes(of line: DraftLine) -> [String] {
    line.standing.overtaken.map { said($0) }
      + line.after.map {
        text("planning.standing.after", ["kind": text("planning.draftKind.\($0.kind.rawValue)"), "name": $0.name, "cells": $0.cells])
      } + line.rivals.map { text("planning.standing.rival", ["scenario": $0.scenarioName, "name": $0.name, "cells": $0.cells]) }
  }
  func said(_ overtaken: DraftStanding.Overtaken) -> String {
    switch overtaken {
    case .taken(let cells, let by):
      text("planning.standing.taken", ["cells": cells, "name": by.isEmpty ? text("planning.kind.works") : by])
    case .gone(let cells): text("planning.standing.gone", ["cells": cells])
    case .offTheList, .hasOffer, .holdEnded, .blocked: text("planning.standing.\(overtaken.code)")
    }
  }
}
