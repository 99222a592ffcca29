import Kernel

/// What the colours and hatchings of a drawing mean, with how much of each there is.
package struct PlanLegend: Sendable {
  struct Entry: Sendable {
    let meaning: CellPaint.Meaning
    let css: String
    var cells: Int64 = 0
    var area = FloorArea.zero
  }
  let drawing: PlanDrawing
  let entries: [Entry]
  let states: [(state: CellState, cells: Int64, area: FloorArea)]
  let promised: (cells: Int64, area: FloorArea)

  package init(_ drawing: PlanDrawing, _ facts: [CellFact]) {
    self.drawing = drawing
    var (entries, places): ([Entry], [CellPaint.Meaning: Int]) = ([], [:])
    var states: [CellState: (cells: Int64, area: FloorArea)] = [:]
    var promised: (cells: Int64, area: FloorArea) = (0, .zero)
    for fact in facts {
      let area = drawing.timeline.cells[fact.cell].area
      if let (meaning, css) = drawing.paint.meaning(of: fact) {
        let place = places[meaning] ?? entries.count
        if place == entries.count {
          places[meaning] = place
          entries.append(Entry(meaning: meaning, css: css))
        }
        entries[place].cells += 1
        entries[place].area += area
      }
      let isPromised = fact.isPromised
      if isPromised {
        promised = (promised.cells + 1, promised.area + area)
      } else {
        let sum = states[fact.state] ?? (0, .zero)
        states[fact.state] = (sum.cells + 1, sum.area + area)
      }
    }
    self.promised = promised
    self.states = CellState.allCases.compactMap { state in states[state].map { (state, $0.cells, $0.area) } }
    let isByRent = drawing.paint.colour == .rent
    // Steps of the rent by their class, `r0` to `r4`; all else the largest first.
    self.entries = entries.sorted { left, right in
      isByRent || left.area == right.area ? left.css < right.css : right.area < left.area
    }
  }

  package func write(into markup: inout Markup) {
    let words = drawing.sentence.words
    markup.raw("<aside class=\"plan-legend\"")
    markup.attribute("aria-label", words.text("spaces.plan.legend.label"))
    markup.raw("><h2>")
    markup.text(words.text("spaces.plan.legend.states"))
    markup.raw("</h2><ul>")
    for (state, cells, area) in states {
      let look = PlanDrawing.look(of: state)
      line(look.css, look.pattern, words.state(state), cells, area, into: &markup)
    }
    if promised.cells > 0 {
      line(
        "c s-unopened is-promised", "p-promised", words.text("spaces.plan.legend.promised"), promised.cells, promised.area, into: &markup)
    }
    markup.raw("</ul>")
    if !entries.isEmpty {
      markup.raw("<h2>")
      markup.text(words.text("spaces.plan.colour.\(drawing.paint.colour.rawValue)"))
      markup.raw("</h2><ul class=\"legend-colours\">")
      for entry in entries.prefix(PlanLegend.shown) { line(entry, into: &markup) }
      markup.raw("</ul>")
      if entries.count > PlanLegend.shown {
        markup.raw("<details><summary>")
        markup.text(words.text("spaces.plan.legend.more", ["count": String(entries.count - PlanLegend.shown)]))
        markup.raw("</summary><ul class=\"legend-colours\">")
        for entry in entries.dropFirst(PlanLegend.shown) { line(entry, into: &markup) }
        markup.raw("</ul></details>")
      }
    }
    if entries.contains(where: { isInvented($0.meaning) }) {
      markup.raw("<p class=\"legend-note\">* ")
      markup.text(words.text("spaces.plan.legend.invented"))
      markup.raw("</p>")
    }
    markup.raw("</aside>")
  }

  /// The largest by floor; the others unfold.
  static let shown = 14

  private func isInvented(_ meaning: CellPaint.Meaning) -> Bool {
    if case .holder(let place) = meaning { return drawing.timeline.holders[place].isInvented }
    return false
  }

  /// Of colours there may be hundreds: each in as few letters as it can be.
  private func line(_ entry: Entry, into markup: inout Markup) {
    let (name, href) = said(entry.meaning)
    markup.raw("<li><i class=\"swatch m ")
    markup.text(entry.css)
    markup.raw("\"></i>")
    if let href {
      markup.raw("<a")
      markup.attribute("href", href)
      markup.raw(">")
    } else {
      markup.raw("<span>")
    }
    markup.text(name)
    if isInvented(entry.meaning) { markup.raw("\u{202F}*") }
    if href == nil { markup.raw("</span> <b>") } else { markup.raw("</a> <b>") }
    amount(entry.cells, entry.area, into: &markup)
    markup.raw("</b></li>")
  }

  private func amount(_ cells: Int64, _ area: FloorArea, into markup: inout Markup) {
    markup.add(cells)
    markup.raw(" · ")
    markup.text(drawing.sentence.words.area(FloorArea(hundredths: (area.hundredths + 50) / 100 * 100)))
  }

  private func said(_ meaning: CellPaint.Meaning) -> (String, String?) {
    let words = drawing.sentence.words
    switch meaning {
    case .holder(let place):
      let holder = drawing.timeline.holders[place]
      return (holder.name, drawing.sentence.sight.holders ? "/organisations/\(holder.id)/path" : nil)
    case .kind(let kind): return (words.kind(kind), nil)
    case .activity(let activity): return (activity.said(in: words.language), nil)
    case .rent(let step): return (rentRange(step), nil)
    }
  }

  private func rentRange(_ step: Int) -> String {
    let limits = CellPaint.rentLimits
    let words = drawing.sentence.words
    if step == 0 { return words.text("spaces.plan.legend.rentBelow", ["high": String(limits[0])]) }
    if step == limits.count { return words.text("spaces.plan.legend.rentAbove", ["low": String(limits[step - 1])]) }
    return words.text("spaces.plan.legend.rentBetween", ["low": String(limits[step - 1]), "high": String(limits[step])])
  }

  private func line(
    _ css: String, _ pattern: StaticString?, _ name: String, _ cells: Int64, _ area: FloorArea, into markup: inout Markup
  ) {
    markup.raw("<li>")
    PlanDrawing.swatch(css, pattern: pattern, into: &markup)
    markup.raw("<span class=\"plan-legend-name\">")
    markup.text(name)
    markup.raw("</span> <span class=\"plan-legend-amount\">")
    amount(cells, area, into: &markup)
    markup.raw("</span></li>")
  }
}
