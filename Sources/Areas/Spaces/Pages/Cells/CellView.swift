import Kernel
import Web

/// The parts of a cell's page that depend on the day: its facts, its place on the plan, what is beside it.
struct CellView: Sendable {
  private let found: CellRoutes.Found
  private let visit: Visit
  private let words: PlanWords
  private var timeline: Timeline { found.timeline }
  private var cell: PlanCell { found.cell }
  private var level: PlanLevel { timeline.levels[cell.level] }

  init(_ found: CellRoutes.Found, _ visit: Visit, _ words: PlanWords) { (self.found, self.visit, self.words) = (found, visit, words) }

  var lead: String {
    "\(timeline.buildings[level.building].name), \(level.name) · \(words.kind(cell.kind)), \(words.area(cell.area))"
  }

  var facts: [CellPage.Fact] {
    func fact(_ key: String, _ value: String?) -> CellPage.Fact? {
      value.map { CellPage.Fact(name: words.text("spaces.story.fact.\(key)"), value: $0) }
    }
    let listRent = found.sight.rents ? timeline.monthlyListRent(of: cell, on: found.day) : nil
    return [
      fact("kind", words.kind(cell.kind)), fact("area", words.area(cell.area)),
      fact("window", words.text(cell.hasWindow ? "spaces.story.yes" : "spaces.story.no")),
      fact("noise", words.text("spaces.noise.\(cell.noise.rawValue)")), fact("capacity", cell.capacity.map { words.count(Int64($0)) }),
      fact("workplaces", cell.workplaces > 0 ? words.count(Int64(cell.workplaces)) : nil),
      fact("rent", listRent.map { words.text("spaces.find.aMonth", ["amount": words.money($0)]) }),
      fact("days", visit.format.span(cell.span)),
    ].compactMap(\.self)
      + found.attributes.map {
        CellPage.Fact(
          name: $0.name == "usage" ? words.text("spaces.story.fact.usage") : $0.name.said(in: visit.language),
          value: $0.value.said(in: visit.language))
      }
  }

  var actions: [PageLink] {
    let plan = "/plan?day=\(found.day)&level=\(percentEncoded(level.key))"
    var links = [PageLink(words.text("spaces.story.plan"), plan)]
    if found.sight.holders {
      links.append(PageLink(words.text("spaces.story.holds"), "/holds?q=\(percentEncoded(cell.code))"))
    }
    if cell.kind.isLettable, cell.span.until == nil {
      let search = "/search?count=1&near=\(percentEncoded(cell.code))&from=\(max(found.day, visit.today))"
      links.append(PageLink(words.text("spaces.story.search"), search))
    }
    // Whoever writes holds asks the everyday questions of the plan.
    if visit.viewer.may(.writeHolds), cell.kind == .module, cell.span.until == nil {
      links.append(PageLink(words.text("spaces.story.ask"), "/planning-questions?cell=\(percentEncoded(cell.code))"))
    }
    guard visit.viewer.may(.editPlan) else { return links }
    links.append(PageLink(words.text("spaces.story.edit"), "/cells/\(cell.id)/edit"))
    // What is gone can neither be cut nor closed.
    if cell.span.until == nil {
      links += [
        PageLink(words.text("spaces.story.split"), "/cells/\(cell.id)/split"),
        PageLink(words.text("spaces.story.merge"), "/cells/merge?cell=\(cell.id)"),
        PageLink(words.text("spaces.story.works"), "/works/new?cell=\(cell.id)"),
      ]
    }
    return links
  }

  /// The level on that day, the cell pointed out.
  var drawing: String {
    var markup = Markup(capacity: 65_536)
    let drawing = PlanDrawing(timeline, found.sight, .state, words)
    let facts = timeline.facts(on: found.day, level: cell.level)
    drawing.picture(
      cell.level, facts: facts, geometry: found.snapshot.geometries[cell.level],
      label: words.text(
        "spaces.story.drawing", ["cell": cell.code, "level": level.name, "building": timeline.buildings[level.building].name]),
      marked: [found.place], into: &markup)
    return PlanDrawing.hatching + markup.text
  }

  /// Those that are there on the day, the longest wall first.
  var neighbours: [CellPage.Neighbour] {
    found.beside.map { place, wall in
      let other = timeline.cells[place]
      let state = timeline.fact(of: place, on: found.day).map { fact in
        let name = fact.hold.flatMap { found.sight.holder(of: timeline.holds[$0], in: timeline)?.name }
        return words.state(fact.state) + (name.map { " · \($0)" } ?? "")
      }
      return CellPage.Neighbour(
        path: "/cells/\(other.id)?day=\(found.day)", code: other.code, what: "\(words.kind(other.kind)), \(words.area(other.area))",
        wall: wall > 0
          ? words.text("spaces.story.wall", ["metres": visit.format.number((wall + 500) / 1000)]) : words.text("spaces.story.link"),
        state: state ?? "")
    }
  }
}

extension CellRoutes.Found {
  var beside: [(place: Int, wall: Int64)] {
    let neighbours = snapshot.ground.neighbours
    let places = Dictionary(timeline.cells.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return neighbours.of(cell.id).compactMap { id in
      places[id].flatMap { timeline.cells[$0].span.contains(day) ? ($0, neighbours.wall(between: cell.id, and: id)) : nil }
    }.sorted { (-$0.wall, timeline.cells[$0.place].code) < (-$1.wall, timeline.cells[$1.place].code) }
  }
}
