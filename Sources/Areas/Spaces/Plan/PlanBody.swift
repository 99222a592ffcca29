import Kernel
import Web

/// The part of the plan page that changes with the day: levels, date, figures, drawing or table, legend.
package struct PlanBody: Sendable {
  let snapshot: PlanSnapshot
  let ask: PlanAsk
  let drawing: PlanDrawing
  let facts: [CellFact]
  private var words: PlanWords { drawing.sentence.words }
  private var timeline: Timeline { snapshot.timeline }

  package init(_ snapshot: PlanSnapshot, _ ask: PlanAsk, _ sight: PlanSight, _ words: PlanWords) {
    (self.snapshot, self.ask) = (snapshot, ask)
    drawing = PlanDrawing(snapshot, sight, ask.colour, words)
    facts = snapshot.timeline.facts(on: ask.day, level: ask.level)
  }

  /// Kept by all it depends on.
  package static func kept(
    _ snapshot: PlanSnapshot, _ ask: PlanAsk, _ sight: PlanSight, _ texts: Texts, _ language: Language
  ) -> KeptMarkup {
    let key = BodyCache.Key(
      view: ask.view == .plan ? "plan" : "table " + ask.sort, level: ask.level, day: ask.day, colour: ask.colour, sight: sight,
      language: language)
    return snapshot.bodies.markup(for: key) { PlanBody(snapshot, ask, sight, PlanWords(texts, language)).markup().bytes }
  }

  func markup() -> Markup {
    var markup = Markup(capacity: 163_840)
    markup.raw("<div id=\"plan-body\"")
    markup.attribute("data-day", ask.day.description)
    markup.attribute("data-month", Int64(ask.day.month.number))
    markup.attribute("data-address", ask.path(in: timeline))
    markup.attribute("data-title", title)
    if let level = ask.level { markup.attribute("data-level", timeline.levels[level].id.text) }
    markup.raw(">")
    tabs(into: &markup)
    head(into: &markup)
    let level = ask.level
    let house = timeline.occupancy(on: ask.day)
    let part = level.map { level in timeline.occupancy(on: ask.day) { $0.level == level } }
    OccupancyStrip(house, part: part, drawing.sentence.sight, words).write(into: &markup)
    switch ask.view {
    case .table: FactTable(drawing.sentence, ask, facts).write(into: &markup)
    case .plan:
      markup.raw("<div class=\"plan-main\">")
      if let level { figure(level, into: &markup) } else { overview(into: &markup) }
      PlanLegend(drawing, facts).write(into: &markup)
      markup.raw("</div>")
    }
    markup.raw("</div>")
    return markup
  }

  private var title: String {
    let place = ask.level.map { name(of: timeline.levels[$0]) } ?? words.text("spaces.plan.whole")
    return "\(place) · \(words.day(ask.day))"
  }

  /// A building of one level is named alone.
  private func name(of level: PlanLevel) -> String {
    let building = timeline.buildings[level.building].name
    return timeline.levels.count { $0.building == level.building } == 1 ? building : "\(building), \(level.name)"
  }

  /// The whole house, then the levels by building; at the end plan or table.
  private func tabs(into markup: inout Markup) {
    markup.raw("<nav class=\"plan-tabs\"")
    markup.attribute("aria-label", words.text("spaces.plan.levels"))
    markup.raw("><ul>")
    tab(ask.with(level: nil), words.text("spaces.plan.whole"), isCurrent: ask.level == nil, into: &markup)
    for building in timeline.buildings.indices {
      let levels = timeline.levels.indices.filter { timeline.levels[$0].building == building }
      if levels.count == 1 {
        tab(ask.with(level: levels[0]), timeline.buildings[building].name, isCurrent: ask.level == levels[0], into: &markup)
      } else if !levels.isEmpty {
        markup.raw("<li class=\"plan-building\"><span>")
        markup.text(timeline.buildings[building].name)
        markup.raw("</span><ul")
        markup.attribute("aria-label", timeline.buildings[building].name)
        markup.raw(">")
        for level in levels {
          tab(ask.with(level: level), timeline.levels[level].name, isCurrent: ask.level == level, into: &markup)
        }
        markup.raw("</ul></li>")
      }
    }
    markup.raw("</ul><ul class=\"plan-views\">")
    for view in PlanAsk.View.allCases {
      tab(ask.with(view: view), words.text("spaces.plan.view.\(view.rawValue)"), isCurrent: ask.view == view, into: &markup)
    }
    markup.raw("</ul></nav>")
  }

  private func tab(_ ask: PlanAsk, _ name: String, isCurrent: Bool, into markup: inout Markup) {
    markup.raw("<li><a data-plan")
    markup.attribute("href", ask.path(in: timeline))
    if isCurrent { markup.raw(" aria-current=\"true\"") }
    markup.raw(">")
    markup.text(name)
    markup.raw("</a></li>")
  }

  /// The day, and the ways to the changes before and after it.
  private func head(into markup: inout Markup) {
    markup.raw("<div class=\"plan-head\"><h2 class=\"plan-day\"><span class=\"plan-place\">")
    markup.text(ask.level.map { name(of: timeline.levels[$0]) } ?? words.text("spaces.plan.whole"))
    markup.raw("</span> <time")
    markup.attribute("datetime", ask.day.description)
    markup.raw(">")
    markup.text(words.day(ask.day))
    markup.raw("</time></h2>")
    if let level = ask.level.map({ timeline.levels[$0] }), !level.isOpen(on: ask.day) {
      let known = level.opening(knownOn: timeline.knowledge(on: ask.day))
      markup.raw("<p class=\"plan-notice\">")
      if let known, known.said <= timeline.knowledge(on: ask.day) {
        markup.text(words.text("spaces.plan.opening", ["day": words.day(known.day), "said": words.day(known.said)]))
      } else {
        markup.text(words.state(.unopened))
      }
      markup.raw("</p>")
    }
    markup.raw("<p class=\"plan-steps\">")
    step("previous", snapshot.changes.previous(before: ask.day, level: ask.level), into: &markup)
    step("next", snapshot.changes.next(after: ask.day, level: ask.level), into: &markup)
    markup.raw("</p></div>")
  }

  private func step(_ way: String, _ day: Day?, into markup: inout Markup) {
    guard let day else { return }
    markup.raw("<a class=\"button\" data-plan")
    markup.attribute("data-step", way)
    markup.attribute("href", ask.with(day: day).path(in: timeline))
    markup.raw(">")
    markup.text(words.text("spaces.plan.change.\(way)", ["day": words.day(day)]))
    markup.raw("</a>")
  }

  private func figure(_ level: Int, into markup: inout Markup) {
    markup.raw("<figure class=\"plan-figure\"><div class=\"plan-scroll\" tabindex=\"0\" role=\"region\"")
    markup.attribute("aria-label", words.text("spaces.plan.drawing.region"))
    markup.raw(">")
    drawing.level(level, facts: facts, geometry: snapshot.geometries[level], into: &markup)
    markup.raw("</div></figure>")
  }

  /// Every level at one scale, each leading to its plan.
  private func overview(into markup: inout Markup) {
    markup.raw("<div class=\"plan-overview\"><svg class=\"plan-patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\">")
    PlanDrawing.patterns(into: &markup)
    markup.raw("</svg>")
    let widest = snapshot.geometries.map(\.width).max()
    let byLevel = Dictionary(grouping: facts) { timeline.cells[$0.cell].level }
    for place in timeline.levels.indices {
      let facts = byLevel[place] ?? []
      let level = timeline.levels[place]
      let label = summary(facts)
      markup.raw("<a class=\"plan-panel\" data-plan")
      markup.attribute("href", ask.with(level: place).path(in: timeline))
      markup.raw(">")
      drawing.picture(place, facts: facts, geometry: snapshot.geometries[place], label: label, width: widest, into: &markup)
      markup.raw("<span class=\"plan-panel-name\">")
      markup.text(name(of: level))
      markup.raw("</span> <span class=\"plan-panel-sum\">")
      markup.text(label)
      markup.raw("</span></a>")
    }
    markup.raw("</div>")
  }

  private func summary(_ facts: [CellFact]) -> String {
    let counted = facts.filter { timeline.cells[$0.cell].kind.isLettable }
    let kept = counted.count { $0.state == .let }
    let promised = counted.count { $0.state == .option || $0.state == .offer || $0.isPromised }
    return words.text("spaces.plan.summary", ["let": String(kept), "promised": String(promised), "all": String(counted.count)])
  }
}
