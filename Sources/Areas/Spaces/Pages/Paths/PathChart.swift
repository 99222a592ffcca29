import Kernel

/// The years of an organisation on one line: above the m² it had, below a bar for each let and promise, with a mark for every day promised.
struct PathChart: Sendable {
  private let timeline: Timeline
  private let path: OrganisationPath
  private let words: PlanWords
  private let rows: [Int]
  private let first: Day
  private let last: Day
  private let top: Int64

  static let (width, left, right): (Int64, Int64, Int64) = (1100, 88, 20)
  static let (above, curve, row): (Int64, Int64, Int64) = (16, 150, 26)

  init(_ found: PathRoutes.Found, _ words: PlanWords) {
    (timeline, path, self.words) = (found.timeline, found.path, words)
    let timeline = found.timeline
    let own = timeline.holds.indices.filter { place in
      let hold = timeline.holds[place]
      return hold.organisation == found.path.holder && found.sight.holder(of: hold, in: timeline) != nil
    }
    rows = Array(
      own.sorted {
        (timeline.holds[$0].madeOn, timeline.holds[$0].span.from, $0) < (timeline.holds[$1].madeOn, timeline.holds[$1].span.from, $1)
      }
      .prefix(60))
    let begins = rows.flatMap { [timeline.holds[$0].madeOn, timeline.holds[$0].span.from] } + path.steps.map(\.from)
    let ends = path.steps.compactMap(\.until) + rows.flatMap { timeline.holds[$0].promises.map(\.from) } + [timeline.today + 365]
    let earliest = begins.min() ?? timeline.today
    first = Month(year: earliest.year, month: 1).first
    // Leases may run on for decades: the drawing ends a few years from today.
    last = min(Month(year: (ends.max() ?? timeline.today).year + 1, month: 1).first, Month(year: timeline.today.year + 6, month: 1).first)
    top = max(1, path.steps.map(\.area.hundredths).max() ?? 1)
  }

  private var base: Int64 { PathChart.above + PathChart.curve }
  private var height: Int64 { base + 34 + Int64(rows.count) * PathChart.row + 10 }

  private func x(_ day: Day) -> Int64 {
    let span = PathChart.width - PathChart.left - PathChart.right
    return PathChart.left + span * Int64(max(0, min(day - first, last - first))) / Int64(max(1, last - first))
  }
  private func y(_ area: Int64) -> Int64 { base - (PathChart.curve - 8) * area / top }

  func text() -> String {
    guard !rows.isEmpty || !path.steps.isEmpty else { return "" }
    var markup = Markup(capacity: 16_384)
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart path-chart\" role=\"img\" viewBox=\"0 0 ")
    markup.add(PathChart.width)
    markup.raw(" ")
    markup.add(height)
    markup.raw("\"")
    markup.attribute("aria-label", words.text("spaces.path.chart", ["name": timeline.holders[path.holder].name]))
    markup.raw(">")
    years(into: &markup)
    areas(into: &markup)
    for (place, hold) in rows.enumerated() { bar(timeline.holds[hold], at: base + 34 + Int64(place) * PathChart.row, into: &markup) }
    markup.raw("<path class=\"today\" d=\"M")
    markup.add(x(timeline.today))
    markup.raw(" 4V")
    markup.add(height - 6)
    markup.raw("\"/></svg>")
    return markup.text
  }

  private func years(into markup: inout Markup) {
    for year in first.year...max(first.year, last.year) {
      let at = x(Month(year: year, month: 1).first)
      markup.raw("<path class=\"grid\" d=\"M")
      markup.add(at)
      markup.raw(" ")
      markup.add(PathChart.above)
      markup.raw("V")
      markup.add(height - 6)
      markup.raw("\"/>")
      if year < last.year { markup.label(String(year), at + 4, base + 18, "start") }
    }
  }

  /// The m² as steps.
  private func areas(into markup: inout Markup) {
    markup.raw("<path class=\"layer layer-let\" d=\"M")
    markup.add(x(path.steps.first?.from ?? first))
    markup.raw(" ")
    markup.add(base)
    for step in path.steps where step.from < last {
      markup.raw("V")
      markup.add(y(step.area.hundredths))
      markup.raw("H")
      markup.add(x(step.until ?? last))
    }
    markup.raw("V")
    markup.add(base)
    markup.raw("Z\"/><path class=\"tick\" d=\"M")
    markup.add(PathChart.left)
    markup.raw(" ")
    markup.add(base)
    markup.raw("H")
    markup.add(PathChart.width - PathChart.right)
    markup.raw("\"/>")
    if !path.steps.isEmpty { markup.label(words.area(FloorArea(hundredths: top)), PathChart.left - 8, y(top) + 5, "end") }
    markup.label("0", PathChart.left - 8, base + 4, "end")
  }

  private func bar(_ hold: PlanHold, at top: Int64, into markup: inout Markup) {
    // What was only promised lasts on paper until it ended; a let from its first day to its last.
    let until = hold.endedOn.map { min($0, hold.span.until ?? $0) } ?? hold.span.until ?? last
    let from = hold.kind == .let ? hold.span.from : hold.madeOn
    let (low, high) = (x(from), max(x(from) + 4, x(until)))
    markup.raw("<rect rx=\"2\"")
    markup.attribute("class", "layer layer-\(hold.kind.rawValue)")
    markup.attribute("x", low)
    markup.attribute("y", top)
    markup.attribute("width", high - low)
    markup.attribute("height", PathChart.row - 8)
    markup.raw("/>")
    if hold.kind != .let {
      for promise in hold.promises {
        markup.raw("<circle class=\"promised\" r=\"5\"")
        markup.attribute("cx", x(promise.from))
        markup.attribute("cy", top + (PathChart.row - 8) / 2)
        markup.raw("/>")
      }
    }
    let codes = (hold.cells.isEmpty ? hold.pool : hold.cells).map { timeline.cells[$0].code }.sorted()
    let text =
      words.text("spaces.kind.hold.\(hold.kind.rawValue)") + " · " + codes.prefix(4).joined(separator: ", ") + (codes.count > 4 ? " …" : "")
    let end = max(high, hold.kind == .let ? high : hold.promises.map { x($0.from) + 8 }.max() ?? high)
    // Beside the bar where there is room to its right, else to its left, else on it.
    let length = Int64(text.count) * 8
    if end + length < PathChart.width {
      markup.label(text, end + 7, top + 14, "start")
    } else if high - low < length, low - length > PathChart.left {
      markup.label(text, low - 7, top + 14, "end")
    } else {
      markup.label(text, low + 7, top + 14, "start")
    }
  }
}
