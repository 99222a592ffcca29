import Kernel

/// Where the months and heights of a chart lie, with its grid, its years and the line of today. Lengths are units of the drawing.
struct ChartFrame: Sendable {
  let months: [OccupancyMonth]
  let today: Day
  /// The value at the top.
  let top: Int64
  let words: PlanWords

  static let (width, height): (Int64, Int64) = (1100, 380)
  static let (left, right, above, below): (Int64, Int64, Int64, Int64) = (56, 150, 34, 40)
  var base: Int64 { ChartFrame.height - ChartFrame.below }
  private var span: Int64 { ChartFrame.width - ChartFrame.left - ChartFrame.right }

  func x(_ place: Int) -> Int64 { ChartFrame.left + span * Int64(place) / Int64(max(1, months.count - 1)) }
  func y(_ value: Int64) -> Int64 { base - (base - ChartFrame.above) * max(0, min(value, top)) / max(1, top) }

  func open(_ label: String, into markup: inout Markup) {
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"group\" viewBox=\"0 0 ")
    markup.add(ChartFrame.width)
    markup.raw(" ")
    markup.add(ChartFrame.height)
    markup.raw("\"")
    markup.attribute("aria-label", label)
    markup.raw(">")
  }

  /// Lines at round values, each with its text at the left.
  func grid(_ values: [Int64], text: (Int64) -> String, into markup: inout Markup) {
    for value in values {
      markup.raw("<path class=\"grid\" d=\"M")
      markup.add(ChartFrame.left)
      markup.raw(" ")
      markup.add(y(value))
      markup.raw("H")
      markup.add(ChartFrame.width - ChartFrame.right)
      markup.raw("\"/>")
      markup.label(text(value), ChartFrame.left - 8, y(value) + 4, "end")
    }
  }

  /// Each January with its year, which leads to the plan of that day.
  func years(path: (Day) -> String, into markup: inout Markup) {
    let januaries = months.indices.filter { months[$0].day.month.month == 1 }
    // A year each 46 units at least, or every second or third year is written.
    let step = max(1, (46 * Int64(januaries.count) + span - 1) / max(1, span))
    for (count, place) in januaries.enumerated() {
      markup.raw("<path class=\"tick\" d=\"M")
      markup.add(x(place))
      markup.raw(" ")
      markup.add(base)
      markup.raw("v6\"/>")
      guard Int64(count) % step == 0 else { continue }
      let day = months[place].day
      markup.raw("<a class=\"year\"")
      markup.attribute("href", path(day))
      markup.attribute("aria-label", words.text("spaces.months.planOn", ["day": words.day(day)]))
      markup.raw(">")
      markup.label(String(day.year), x(place), base + 24, "start")
      markup.raw("</a>")
    }
  }

  /// What is to come is lighter, and the line of today divides it.
  func now(into markup: inout Markup) {
    guard let place = months.lastIndex(where: { $0.day <= today }), place + 1 < months.count else { return }
    let day = months[place].day
    let at = x(place) + (x(place + 1) - x(place)) * Int64(today - day) / Int64(max(1, day.month.length))
    markup.raw("<rect class=\"future\"")
    markup.attribute("x", at)
    markup.attribute("y", ChartFrame.above)
    markup.attribute("width", max(0, ChartFrame.width - ChartFrame.right - at))
    markup.attribute("height", base - ChartFrame.above)
    markup.raw("/><path class=\"today\" d=\"M")
    markup.add(at)
    markup.raw(" ")
    markup.add(ChartFrame.above - 4)
    markup.raw("V")
    markup.add(base)
    markup.raw("\"/>")
    markup.label(words.text("spaces.months.today"), at, ChartFrame.above - 14, "middle")
  }

  /// A strip over each month that says its figures and leads to its plan. By keyboard one goes by the years and the table.
  func strips(path: (Day) -> String, say: (OccupancyMonth) -> String, into markup: inout Markup) {
    let wide = max(2, span / Int64(max(1, months.count)))
    for (place, month) in months.enumerated() {
      markup.raw("<a class=\"strip\" tabindex=\"-1\"")
      markup.attribute("href", path(month.day))
      markup.attribute("aria-label", say(month))
      markup.raw("><rect")
      markup.attribute("x", x(place) - wide / 2)
      markup.attribute("y", ChartFrame.above)
      markup.attribute("width", wide)
      markup.attribute("height", base - ChartFrame.above)
      markup.raw("/><title>")
      markup.text(say(month))
      markup.raw("</title></a>")
    }
  }
}
