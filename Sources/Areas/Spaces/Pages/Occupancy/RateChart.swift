import Kernel

/// The four measures as lines over the months, each told apart by colour and dash and named at its end.
struct RateChart: Sendable {
  let measures: [OccupancyMeasure]
  let frame: ChartFrame
  private var words: PlanWords { frame.words }

  init(_ months: [OccupancyMonth], _ measures: [OccupancyMeasure], today: Day, _ words: PlanWords) {
    self.measures = measures
    let highest = months.flatMap { month in measures.compactMap { month.share($0).percentage?.basisPoints } }.max() ?? 0
    // More than all can be: people may share their places, a rent may be above the list.
    let top = min(30_000, max(10_000, (highest + 1999) / 2000 * 2000))
    frame = ChartFrame(months: months, today: today, top: top, words: words)
  }

  func text(path: (Day) -> String) -> String {
    var markup = Markup(capacity: 65_536)
    frame.open(words.text("spaces.months.rateChart"), into: &markup)
    let step: Int64 = frame.top > 14_000 ? 5000 : 2000
    frame.grid(
      Array(stride(from: 0, through: frame.top, by: Int64.Stride(step))), text: { words.percentage(Percentage(basisPoints: $0)) },
      into: &markup)
    frame.now(into: &markup)
    for measure in measures { line(measure, into: &markup) }
    names(into: &markup)
    frame.years(path: path, into: &markup)
    frame.strips(path: path, say: say, into: &markup)
    markup.raw("</svg>")
    return markup.text
  }

  private func value(_ place: Int, _ measure: OccupancyMeasure) -> Int64? { frame.months[place].share(measure).percentage?.basisPoints }

  private func line(_ measure: OccupancyMeasure, into markup: inout Markup) {
    markup.raw("<path")
    markup.attribute("class", "line line-\(measure.rawValue)")
    markup.raw(" d=\"")
    var isBroken = true
    for place in frame.months.indices {
      guard let value = value(place, measure) else {
        isBroken = true
        continue
      }
      markup.raw(isBroken ? "M" : "L")
      markup.add(frame.x(place))
      markup.raw(" ")
      markup.add(frame.y(value))
      isBroken = false
    }
    markup.raw("\"/>")
  }

  /// Names at the ends of their lines, pushed apart where lines end together.
  private func names(into markup: inout Markup) {
    var ends = measures.compactMap { measure -> (measure: OccupancyMeasure, y: Int64)? in
      guard let place = frame.months.indices.last(where: { value($0, measure) != nil }), let last = value(place, measure) else {
        return nil
      }
      return (measure, frame.y(last))
    }
    ends.sort { $0.y < $1.y }
    for place in ends.indices.dropFirst() { ends[place].y = max(ends[place].y, ends[place - 1].y + 22) }
    let over = (ends.last?.y ?? 0) - frame.base
    if over > 0 { for place in ends.indices { ends[place].y -= over } }
    for end in ends {
      markup.raw("<g")
      markup.attribute("class", "name name-\(end.measure.rawValue)")
      markup.raw("><path")
      markup.attribute("class", "line line-\(end.measure.rawValue)")
      markup.raw(" d=\"M")
      markup.add(ChartFrame.width - ChartFrame.right + 10)
      markup.raw(" ")
      markup.add(end.y)
      markup.raw("h22\"/>")
      markup.label(
        words.text("spaces.occupancy.by.\(end.measure.rawValue)"), ChartFrame.width - ChartFrame.right + 38, end.y + 4, "start")
      markup.raw("</g>")
    }
  }

  private func say(_ month: OccupancyMonth) -> String {
    let figures = measures.map { "\(words.text("spaces.occupancy.by.\($0.rawValue)")) \(words.percentage(month.share($0).percentage))" }
    return "\(words.month(month.day.month)) · " + figures.joined(separator: " · ")
  }
}
