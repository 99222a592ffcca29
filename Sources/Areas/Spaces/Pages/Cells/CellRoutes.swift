import Kernel
import Store
import Web

/// One cell with its history, as page and as JSON.
package struct CellRoutes: Sendable {
  let shelf: PlanShelf

  package var routes: [Route] {
    [.get("/cells/:cell", .open, page).asking([.day("day")]), .get("/api/cells/:cell", .open, json).asking([.day("day")])]
  }

  struct Found: Sendable {
    let snapshot: PlanSnapshot
    let place: Int
    let day: Day
    let attributes: [(name: String, value: String)]
    let story: CellStory
    var timeline: Timeline { snapshot.timeline }
    var cell: PlanCell { timeline.cells[place] }
    var sight: PlanSight { story.sight }
  }

  private func find(_ visit: Visit) async throws -> Found {
    let id: ID<Cell> = try visit.id("cell")
    let snapshot = try await shelf.snapshot(for: visit)
    guard let place = snapshot.timeline.cell(id) else { throw Refusal.notFound }
    let (record, reshapings) = try await visit.database.read { transaction -> (Cell?, [ReshapingLine]) in
      guard let cell = try transaction.cell(id) else { return (nil, []) }
      return (cell, try transaction.ancestry(of: cell))
    }
    guard let record else { throw Refusal.notFound }
    let span = record.span
    // Without a day: today, or the nearest day on which the cell is there.
    let asked = Day(visit.query["day"]) ?? min(max(visit.today, span.from), span.last ?? visit.today)
    let range = snapshot.range
    let day = min(max(asked, range.first.first), range.last.span.last ?? asked)
    let story = CellStory(
      timeline: snapshot.timeline, place: place, reshapings: reshapings, sight: PlanSight(visit.viewer), visit: visit)
    return Found(
      snapshot: snapshot, place: place, day: day, attributes: record.attributeTexts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      story: story)
  }

  private func page(_ visit: Visit) async throws -> Answer {
    let found = try await find(visit)
    let words = PlanWords(visit.texts, visit.language)
    let sentence = CellSentence(found.timeline, found.sight, words)
    let fact = found.timeline.fact(of: found.place, on: found.day)
    let view = CellView(found, visit, words)
    return .page(
      CellPage(
        title: found.cell.name.isEmpty ? found.cell.code : "\(found.cell.code) · \(found.cell.name)", lead: view.lead,
        path: "/cells/\(found.cell.id)", day: found.day.description, dayText: words.day(found.day),
        state: fact?.state.rawValue ?? "gone", stateText: fact.map { words.state($0.state) } ?? words.text("spaces.story.absent"),
        details: fact.map { Array(sentence.pieces($0).dropFirst(2)) } ?? [], facts: view.facts, actions: view.actions,
        drawingHTML: view.drawing, hasNeighbours: !view.neighbours.isEmpty, neighbours: view.neighbours, entries: found.story.entries))
  }

  private func json(_ visit: Visit) async throws -> Answer {
    let found = try await find(visit)
    return .json(CellJSON(found))
  }
}
