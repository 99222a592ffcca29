import Kernel
import Web

/// The levels on which an organisation has cells on a day, each as a small plan with its cells pointed out.
package struct HolderPlan: Sendable {
  package struct Part: Sendable {
    package let key: String
    package let name: String
    package let cells: [(id: ID<Cell>, code: String)]
    package let markup: String
  }
  private let snapshot: PlanSnapshot
  private let sight: PlanSight
  private let words: PlanWords

  package init(_ snapshot: PlanSnapshot, for visit: Visit) {
    (self.snapshot, sight, words) = (snapshot, PlanSight(visit.viewer), PlanWords(visit.texts, visit.language))
  }

  package func parts(of organisation: OrganisationID, on day: Day) -> [Part] {
    let timeline = snapshot.timeline
    let drawing = PlanDrawing(timeline, sight, .state, words)
    let facts = timeline.facts(on: day, level: nil)
    let own = facts.filter { fact in
      fact.state == .let && fact.hold.flatMap { timeline.holds[$0].organisation }.map { timeline.holders[$0].id == organisation } ?? false
    }
    return Set(own.map { timeline.cells[$0.cell].level }).sorted().map { level in
      let cells = own.map(\.cell).filter { timeline.cells[$0].level == level }
      let place = timeline.levels[level]
      let name = "\(timeline.buildings[place.building].name), \(place.name)"
      let codes = cells.map { timeline.cells[$0] }.sorted { $0.code < $1.code }
      var markup = Markup(capacity: 32_768)
      drawing.picture(
        level, facts: facts.filter { timeline.cells[$0.cell].level == level }, geometry: snapshot.geometries[level],
        label: "\(name) · " + codes.map(\.code).joined(separator: ", "), marked: Set(cells), into: &markup)
      return Part(key: place.key, name: name, cells: codes.map { ($0.id, $0.code) }, markup: markup.text)
    }
  }
}
