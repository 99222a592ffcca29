import Spaces

/// Lines and bands over months or steps, as the charts of the house are drawn: grid, labels, legend above; the figures stand in a table beside it.
/// Drawn twice, the second time for a phone, which shows that one instead: no end of a curve is beyond its edge.
struct LineChart: Sendable {
  struct Line: Sendable {
    let name: String
    /// `one` to `four`.
    let css: StaticString
    let values: [Double]
  }
  struct Band: Sendable {
    let name: String
    let css: StaticString
    let low: [Double]
    let high: [Double]
  }
  let title: String
  /// What stands under each place; empty where nothing does.
  let marks: [String]
  let lines: [Line]
  let bands: [Band]
  /// A value of the grid.
  let say: @Sendable (Double) -> String
  var ceiling: Double?

  private var isNarrow = false

  init(
    title: String, marks: [String], lines: [Line], bands: [Band], say: @escaping @Sendable (Double) -> String, ceiling: Double? = nil
  ) {
    (self.title, self.marks, self.lines, self.bands, self.say, self.ceiling) = (title, marks, lines, bands, say, ceiling)
  }

  private static let (left, right, below): (Int64, Int64, Int64) = (84, 20, 34)
  private var width: Int64 { isNarrow ? 420 : 1100 }
  /// Room for the legend: on a phone one line each.
  private var above: Int64 { isNarrow ? 22 + 22 * Int64(lines.count + bands.count) : 44 }
  private var base: Int64 { isNarrow ? above + 240 : 326 }

  private var step: Double {
    let most = ceiling ?? max(1, (lines.flatMap(\.values) + bands.flatMap(\.high)).max() ?? 1)
    var unit = 0.1
    while unit * 10 < most { unit *= 10 }
    return [1, 2, 2.5, 5, 10].map { $0 * unit }.first { $0 * 5 >= most } ?? unit * 10
  }
  private var top: Double {
    let most = ceiling ?? max(1, (lines.flatMap(\.values) + bands.flatMap(\.high)).max() ?? 1)
    return max(step, (most / step).rounded(.up) * step)
  }
  private func y(_ value: Double) -> Int64 { base - Int64((Double(base - above) * value / top).rounded()) }
  private func x(_ place: Int) -> Int64 {
    LineChart.left + (width - LineChart.left - LineChart.right) * Int64(place) / Int64(max(1, marks.count - 1))
  }

  var text: String {
    var narrow = self
    narrow.isNarrow = true
    return drawn + narrow.drawn
  }
  private var drawn: String {
    var markup = Markup(capacity: 16_384)
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"planning-chart ")
    markup.raw(isNarrow ? "narrow" : "wide")
    markup.raw("\" role=\"img\" viewBox=\"0 0 ")
    markup.add(width)
    markup.raw(" ")
    markup.add(base + LineChart.below)
    markup.raw("\"")
    markup.attribute("aria-label", title)
    markup.raw(">")
    for value in stride(from: 0, through: top + step / 2, by: step) {
      markup.raw("<path class=\"grid\" d=\"M")
      markup.add(LineChart.left)
      markup.raw(" ")
      markup.add(y(value))
      markup.raw("H")
      markup.add(width - LineChart.right)
      markup.raw("\"/>")
      markup.label(say(value), LineChart.left - 8, y(value) + 5, "end")
    }
    for band in bands { area(band, into: &markup) }
    for line in lines {
      markup.raw("<path")
      markup.attribute("class", "line line-\(line.css)")
      markup.raw(" d=\"")
      path(line.values.enumerated().map { ($0, $1) }, into: &markup)
      markup.raw("\"/>")
    }
    var last = Int64.min
    for (place, mark) in marks.enumerated() where !mark.isEmpty {
      if last != .min, x(place) - last < 60 { continue }
      last = x(place)
      markup.label(mark, x(place), base + 22, place == 0 ? "start" : place == marks.count - 1 ? "end" : "middle")
    }
    legend(into: &markup)
    markup.raw("</svg>")
    return markup.text
  }

  private func path(_ points: [(place: Int, value: Double)], into markup: inout Markup) {
    for (number, point) in points.enumerated() {
      markup.raw(number == 0 ? "M" : "L")
      markup.add(x(point.place))
      markup.raw(" ")
      markup.add(y(point.value))
    }
  }
  private func area(_ band: Band, into markup: inout Markup) {
    markup.raw("<path")
    markup.attribute("class", "band band-\(band.css)")
    markup.raw(" d=\"")
    path(band.high.enumerated().map { ($0, $1) } + band.low.enumerated().reversed().map { ($0.offset, $0.element) }, into: &markup)
    markup.raw("Z\"/>")
  }

  private func legend(into markup: inout Markup) {
    var at = isNarrow ? 12 : LineChart.left
    var line: Int64 = 0
    for (name, css, isBand) in bands.map({ ($0.name, "band band-\($0.css)", true) })
      + lines.map({ ($0.name, "line line-\($0.css)", false) })
    {
      markup.raw(isBand ? "<rect height=\"12\" width=\"22\"" : "<path")
      markup.attribute("class", css)
      if isBand {
        markup.attribute("x", at)
        markup.attribute("y", line + 10)
      } else {
        markup.raw(" d=\"M")
        markup.add(at)
        markup.raw(" ")
        markup.add(line + 16)
        markup.raw("h22\"")
      }
      markup.raw("/>")
      markup.label(name, at + 28, line + 21, "start")
      if isNarrow { line += 22 } else { at += 50 + Int64(name.count) * 8 }
    }
  }
}
