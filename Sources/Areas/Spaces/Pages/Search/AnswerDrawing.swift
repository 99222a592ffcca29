import Kernel

/// Cells pointed out on the plan of their level, on one level after the other when they lie on several.
struct AnswerDrawing: Sendable {
  private let snapshot: PlanSnapshot
  private let sight: PlanSight
  private let words: SearchWords

  init(_ snapshot: PlanSnapshot, _ sight: PlanSight, _ words: SearchWords) {
    (self.snapshot, self.sight, self.words) = (snapshot, sight, words)
  }

  func text(_ cells: [ID<Cell>], on day: Day) -> String {
    let marked = Set(words.cells(cells))
    let drawing = PlanDrawing(snapshot, sight, .state, words.words)
    var markup = Markup(capacity: 65_536)
    for (place, level) in words.levels(cells).enumerated() {
      let facts = snapshot.timeline.facts(on: day, level: level)
      markup.raw("<figure class=\"plan-figure\"><div class=\"plan-scroll\" tabindex=\"0\" role=\"region\"")
      let name = words.place(
        words.cells(cells).filter { snapshot.timeline.cells[$0].level == level }.map { snapshot.timeline.cells[$0].id })
      markup.attribute("aria-label", name)
      markup.raw(">")
      // The hatchings have names, which a page gives once: only the first level is drawn with them.
      if place == 0 {
        drawing.level(level, facts: facts, geometry: snapshot.geometries[level], marked: marked, into: &markup)
      } else {
        drawing.picture(level, facts: facts, geometry: snapshot.geometries[level], label: name, marked: marked, into: &markup)
      }
      markup.raw("</div><figcaption>")
      markup.text(name)
      markup.raw("</figcaption></figure>")
    }
    return markup.text
  }
}
