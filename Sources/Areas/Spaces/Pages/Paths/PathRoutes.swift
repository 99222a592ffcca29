import Kernel
import People
import Web

/// The path of an organisation: page, table, JSON. Who may not know the organisation finds nothing there.
package struct PathRoutes: Sendable {
  let shelf: PlanShelf

  package var routes: [Route] {
    [
      .get("/organisations/:organisation/path", .open, page), .get("/organisations/:organisation/path.csv", .open, csv),
      .get("/api/organisations/:organisation/path", .open, json),
    ]
  }

  struct Found: Sendable {
    let snapshot: PlanSnapshot
    let path: OrganisationPath
    let sight: PlanSight
    var timeline: Timeline { snapshot.timeline }
    var holder: PlanHolder { timeline.holders[path.holder] }
  }

  private func find(_ visit: Visit) async throws -> Found {
    let id: OrganisationID = try visit.id("organisation")
    let snapshot = try await shelf.snapshot(for: visit)
    let sight = PlanSight(visit.viewer)
    guard let holder = snapshot.timeline.holder(id), sight.sees(snapshot.timeline.holders[holder]) else { throw Refusal.notFound }
    // What was only promised is between the house and the holder.
    let path = OrganisationPath(snapshot.timeline, of: holder, withPromises: sight.promises.includes(id))
    return Found(snapshot: snapshot, path: path, sight: sight)
  }

  private func page(_ visit: Visit) async throws -> Answer {
    let found = try await find(visit)
    let words = PlanWords(visit.texts, visit.language)
    let view = PathView(found, visit, words)
    return .page(
      PathPage(
        title: words.text("spaces.path.title", ["name": found.holder.name]), isInvented: found.holder.isInvented, lead: view.lead,
        figures: view.figures, actions: actions(found, visit), hatchingSVG: PlanDrawing.hatching, chartSVG: PathChart(found, words).text(),
        isEmpty: found.path.steps.isEmpty && found.path.promises.isEmpty, steps: view.steps, hasPromises: !found.path.promises.isEmpty,
        promises: view.promises))
  }

  private func actions(_ found: Found, _ visit: Visit) -> [PageLink] {
    let id = found.holder.id
    var links: [PageLink] = []
    if visit.viewer.may(.seeOrganisations, for: id) {
      links.append(PageLink(visit.text("spaces.path.organisation"), "/organisations/\(id)"))
    }
    if found.sight.holders {
      links.append(PageLink(visit.text("spaces.path.holds"), "/holds?q=\(percentEncoded(found.holder.name))"))
    }
    if visit.viewer.may(.countPeople, for: id) {
      links.append(PageLink(visit.text("spaces.keeping.headcount.say"), "/organisations/\(id)/headcount"))
    }
    if visit.viewer.may(.writeHolds) {
      links.append(PageLink(visit.text("spaces.path.ask"), "/planning-questions?firm=\(id)"))
    }
    links.append(PageLink(visit.text("spaces.path.csv"), "/organisations/\(id)/path.csv"))
    return links
  }

  private func csv(_ visit: Visit) async throws -> Answer {
    let found = try await find(visit)
    let names = ["from", "last", "change", "cells", "count", "area", "entered", "left"]
    func codes(_ places: [Int]) -> String { places.map { found.timeline.cells[$0].code }.joined(separator: " ") }
    let rows = found.path.steps.map { step in
      [
        step.from.description, step.until.map { ($0 - 1).description } ?? "", visit.text("spaces.path.change.\(step.change.rawValue)"),
        codes(step.cells), String(step.cells.count), visit.format.typed(step.area), codes(step.entered), codes(step.left),
      ]
    }
    return .csv(names.map { visit.text("spaces.path.column.\($0)") }, rows, name: "path-\(visit.today).csv")
  }

  private func json(_ visit: Visit) async throws -> Answer { .json(PathJSON(try await find(visit))) }
}
