import Kernel

/// Draws a level on a day as SVG: the fixed lines are copied, only classes, names and labels are new.
package struct PlanDrawing: Sendable {
  package let sentence: CellSentence
  package let paint: CellPaint
  package var timeline: Timeline { sentence.timeline }

  package init(_ timeline: Timeline, _ sight: PlanSight, _ colour: PlanColour, _ words: PlanWords, shelf: SentenceShelf? = nil) {
    sentence = CellSentence(timeline, sight, words, shelf: shelf)
    paint = CellPaint(timeline, sight, colour)
  }
  /// Of the plan as it is, whose sentences are kept.
  package init(_ snapshot: PlanSnapshot, _ sight: PlanSight, _ colour: PlanColour, _ words: PlanWords) {
    self.init(snapshot.timeline, sight, colour, words, shelf: snapshot.sentences(for: sight, in: words.language))
  }

  /// Each cell is a link with an accessible name, in reading order.
  /// - Parameter marked: cells to be pointed out, as the answers of a search; the others stand back.
  package func level(
    _ place: Int, facts: [CellFact], geometry: LevelGeometry, marked: Set<Int>? = nil, into markup: inout Markup
  ) {
    let level = timeline.levels[place]
    open(geometry, css: marked == nil ? "draw" : "draw draw-marked", into: &markup)
    markup.raw(" role=\"group\"")
    markup.attribute(
      "aria-label", sentence.words.text("spaces.plan.drawing.label", ["level": level.name, "building": building(of: level)]))
    markup.raw(">")
    PlanDrawing.patterns(into: &markup)
    markup.add(geometry.floor)
    markup.raw("<g class=\"cells\">")
    let groups = Groups(facts, geometry, timeline, holder: holder(of:))
    // What is marked comes last, so that no neighbour covers its border.
    for fact in facts where marked?.contains(fact.cell) != true { cell(fact, geometry, groups, isMarked: false, into: &markup) }
    if let marked {
      for fact in facts where marked.contains(fact.cell) { cell(fact, geometry, groups, isMarked: true, into: &markup) }
    }
    soften(groups, into: &markup)
    for fact in facts { names(fact, geometry, groups, into: &markup) }
    markup.raw("</g>")
    markup.add(geometry.above)
    PlanDrawing.scale(geometry, bearing: timeline.buildings[level.building].bearing, into: &markup)
    markup.raw("</svg>")
  }

  /// A small picture without labels, for an overview; its name says what it shows.
  /// - Parameter width: the width drawn, in centimetres, when several are to have one scale; nil takes the level's own.
  package func picture(
    _ place: Int, facts: [CellFact], geometry: LevelGeometry, label: String, marked: Set<Int>? = nil, width: Int64? = nil,
    into markup: inout Markup
  ) {
    open(geometry, css: marked == nil ? "draw draw-small" : "draw draw-small draw-marked", width: width, isSmall: true, into: &markup)
    markup.raw(" role=\"img\"")
    markup.attribute("aria-label", label)
    markup.raw(">")
    markup.add(geometry.floor)
    let isMarked = { (fact: CellFact) in marked?.contains(fact.cell) == true }
    for fact in facts.filter({ !isMarked($0) }) + facts.filter(isMarked) {
      markup.raw("<g")
      markup.attribute("class", classes(fact) + (isMarked(fact) ? " is-marked" : ""))
      markup.raw(">")
      shapes(fact, geometry, into: &markup)
      markup.raw("</g>")
    }
    markup.raw("<path class=\"shell\" d=\"")
    markup.add(LevelGeometry.path(timeline.levels[place].outline))
    markup.raw("\"/></svg>")
  }

  private func building(of level: PlanLevel) -> String { timeline.buildings[level.building].name }

  private func open(
    _ geometry: LevelGeometry, css: StaticString, width: Int64? = nil, isSmall: Bool = false, into markup: inout Markup
  ) {
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"")
    markup.raw(css)
    markup.raw("\" viewBox=\"")
    // A small picture has neither scale nor north below it.
    let height = geometry.height - (isSmall ? LevelGeometry.foot : 0)
    for (index, number) in [geometry.left, geometry.top, width ?? geometry.width, height].enumerated() {
      if index > 0 { markup.raw(" ") }
      markup.add(number)
    }
    markup.raw("\"")
  }

  /// Whose name a cell bears, when it may be seen.
  private func holder(of fact: CellFact) -> Int? { paint.holder(of: fact) }

  private func cell(_ fact: CellFact, _ geometry: LevelGeometry, _ groups: Groups, isMarked: Bool, into markup: inout Markup) {
    markup.raw("<a href=\"/cells/")
    markup.text(timeline.cells[fact.cell].id.text)
    markup.raw("\"")
    markup.attribute("class", classes(fact) + (isMarked ? " is-marked" : ""))
    markup.attribute("aria-label", sentence.text(fact))
    markup.raw(">")
    shapes(fact, geometry, into: &markup)
    markup.raw("</a>")
  }

  /// The walls between cells of one holder, in a tone of their colour.
  private func soften(_ groups: Groups, into markup: inout Markup) {
    if groups.walls.isEmpty { return }
    markup.raw("<g aria-hidden=\"true\" class=\"softened\">")
    for (fact, walls) in groups.walls {
      markup.raw("<path")
      markup.attribute("class", "soft" + classes(fact).dropFirst())
      markup.raw(" d=\"")
      for wall in walls { markup.add(LevelGeometry.line([wall.start, wall.end])) }
      markup.raw("\"/>")
    }
    markup.raw("</g>")
  }

  /// Number and name of a cell; of a row that one holder has, the numbers and one name.
  private func names(_ fact: CellFact, _ geometry: LevelGeometry, _ groups: Groups, into markup: inout Markup) {
    guard let label = geometry.labels[fact.cell] else { return }
    let code = timeline.cells[fact.cell].code
    markup.raw("<g aria-hidden=\"true\"")
    markup.attribute("class", "n s-\(fact.state.rawValue)")
    markup.raw(">")
    let name = holder(of: fact).map { timeline.holders[$0].name }
    if groups.nameless.contains(fact.cell) {
      write(LabelFitting.code(code, at: label), label, into: &markup)
      if let row = groups.rows[fact.cell], let name { write(LabelFitting.name(name, in: row), row, into: &markup) }
    } else if name == nil, !timeline.cells[fact.cell].kind.isLettable, !timeline.cells[fact.cell].name.isEmpty {
      // A common room is known by its name, not by its number.
      write(LabelFitting.name(timeline.cells[fact.cell].name, in: label), label, into: &markup)
    } else {
      write(LabelFitting.lines(code: code, name: name, in: label), label, into: &markup)
    }
    markup.raw("</g>")
  }

  private func shapes(_ fact: CellFact, _ geometry: LevelGeometry, into markup: inout Markup) {
    guard let path = geometry.paths[fact.cell] else { return }
    markup.raw("<path d=\"")
    markup.add(path)
    markup.raw("\"/>")
    if let pattern = PlanDrawing.pattern(of: fact) {
      markup.raw("<path class=\"over\" fill=\"url(#")
      markup.raw(pattern)
      markup.raw(")\" d=\"")
      markup.add(path)
      markup.raw("\"/>")
    }
  }

  func classes(_ fact: CellFact) -> String {
    var css = "c s-\(fact.state.rawValue)"
    if let meaning = paint.meaning(of: fact) { css += " m " + meaning.css }
    if fact.isPromised { css += " is-promised" }
    if !fact.awaited.isEmpty { css += " is-awaited" }
    return css
  }

  private func write(_ lines: LabelFitting.Lines?, _ label: LevelGeometry.Label, into markup: inout Markup) {
    guard let lines else { return }
    let count = Int64(lines.name.count + (lines.code == nil ? 0 : 1))
    let lead = lines.size * 118 / 100
    var y = label.y + lines.shift - lead * (count - 1) / 2 + lines.size * 35 / 100
    markup.raw("<text")
    markup.attribute("font-size", lines.size)
    if lines.isTurned {
      markup.raw(" transform=\"rotate(-90 ")
      markup.add(label.x)
      markup.raw(" ")
      markup.add(label.y)
      markup.raw(")\"")
    }
    markup.raw(">")
    let all = (lines.code.map { [($0, lines.name.isEmpty && lines.shift == 0)] } ?? []) + lines.name.map { ($0, true) }
    for (text, isName) in all {
      markup.raw("<tspan")
      if !isName { markup.attribute("class", "code") }
      markup.attribute("x", label.x)
      markup.attribute("y", y)
      markup.raw(">")
      markup.text(text)
      markup.raw("</tspan>")
      y += lead
    }
    markup.raw("</text>")
  }
}
