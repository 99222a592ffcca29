import Kernel
import Spaces

/// Cells that could not be served, month by month, stacked by the size of the wish.
struct UnmetChart: Sendable {
  let months: [DemandMonth]
  let title: String
  let sizes: [SizeClass: String]
  let say: @Sendable (DemandMonth) -> String

  private static let (width, height): (Int64, Int64) = (1100, 360)
  private static let (left, right, above, below): (Int64, Int64, Int64, Int64) = (48, 12, 40, 34)
  private var base: Int64 { UnmetChart.height - UnmetChart.below }
  private let top: Int64

  init(months: [DemandMonth], title: String, sizes: [SizeClass: String], say: @escaping @Sendable (DemandMonth) -> String) {
    (self.months, self.title, self.sizes, self.say) = (months, title, sizes, say)
    let most = Int64(months.map(\.unmet.cells).max() ?? 0)
    let step = UnmetChart.step(for: most)
    top = max(step, (most + step - 1) / step * step)
  }
  private static func step(for most: Int64) -> Int64 { [5, 10, 20, 50, 100, 200].first { $0 * 6 >= most } ?? 500 }

  private func y(_ value: Int64) -> Int64 { base - (base - UnmetChart.above) * value / top }
  private func x(_ place: Int) -> Int64 {
    UnmetChart.left + (UnmetChart.width - UnmetChart.left - UnmetChart.right) * Int64(place) / Int64(max(1, months.count))
  }

  var text: String {
    var markup = Markup(capacity: 32_768)
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"demand-chart\" role=\"img\" viewBox=\"0 0 1100 360\"")
    markup.attribute("aria-label", title)
    markup.raw(">")
    for value in stride(from: 0, through: top, by: Int64.Stride(UnmetChart.step(for: top))) {
      markup.raw("<path class=\"grid\" d=\"M")
      markup.add(UnmetChart.left)
      markup.raw(" ")
      markup.add(y(value))
      markup.raw("H")
      markup.add(UnmetChart.width - UnmetChart.right)
      markup.raw("\"/>")
      markup.label("\(value)", UnmetChart.left - 8, y(value) + 5, "end")
    }
    for (place, month) in months.enumerated() { bar(place, month, into: &markup) }
    years(into: &markup)
    legend(into: &markup)
    markup.raw("</svg>")
    return markup.text
  }

  private func bar(_ place: Int, _ month: DemandMonth, into markup: inout Markup) {
    let wide = max(2, x(place + 1) - x(place) - 1)
    var under: Int64 = 0
    markup.raw("<g><title>")
    markup.text(say(month))
    markup.raw("</title>")
    for size in SizeClass.allCases {
      let cells = Int64(month.unmetBySize[size]?.cells ?? 0)
      if cells == 0 { continue }
      rectangle(size, x(place), y(under + cells), wide, y(under) - y(under + cells), into: &markup)
      under += cells
    }
    markup.raw("</g>")
  }

  private func rectangle(_ size: SizeClass, _ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64, into markup: inout Markup) {
    markup.raw("<rect")
    markup.attribute("class", "size-\(size.rawValue)")
    markup.attribute("x", x)
    markup.attribute("y", y)
    markup.attribute("width", width)
    markup.attribute("height", max(1, height))
    markup.raw("/>")
  }

  /// A year each 46 units at least.
  private func years(into markup: inout Markup) {
    var last = Int64.min
    for (place, month) in months.enumerated() where month.month.month == 1 || place == 0 {
      let at = x(place)
      if last != .min, at - last < 46 { continue }
      last = at
      markup.label(String(month.month.year), at, base + 22, "start")
    }
  }

  private func legend(into markup: inout Markup) {
    for (place, size) in SizeClass.allCases.enumerated() {
      let at = UnmetChart.left + Int64(place) * 165
      rectangle(size, at, 8, 14, 14, into: &markup)
      markup.label(sizes[size] ?? "", at + 20, 20, "start")
    }
  }
}
