import Kernel

/// How many cells were let, offered, optioned, free and out of service, one upon the other over the months.
struct StateChart: Sendable {
  enum Layer: String, Sendable, CaseIterable {
    case `let`, offer, option, free, promised, closed

    func count(_ month: OccupancyMonth) -> Int64 {
      switch self {
      case .let: month.figures.cells.part
      case .offer: month.figures.offerCells
      case .option: month.figures.optionCells
      case .free: month.freeCells
      case .promised: month.figures.promisedCells
      case .closed: month.figures.outOfService - month.figures.promisedCells
      }
    }
  }
  let frame: ChartFrame
  private var words: PlanWords { frame.words }

  init(_ months: [OccupancyMonth], today: Day, _ words: PlanWords) {
    frame = ChartFrame(months: months, today: today, top: max(1, months.map(\.allCells).max() ?? 1), words: words)
  }

  func text(path: (Day) -> String) -> String {
    var markup = Markup(capacity: 65_536)
    frame.open(words.text("spaces.months.stateChart"), into: &markup)
    var below = frame.months.map { _ in Int64(0) }
    for layer in Layer.allCases {
      let above = frame.months.indices.map { below[$0] + max(0, layer.count(frame.months[$0])) }
      area(layer, from: below, to: above, into: &markup)
      below = above
    }
    let step = ChartFrame.roundStep(frame.top)
    frame.grid(Array(stride(from: 0, through: frame.top, by: Int64.Stride(step))), text: { words.count($0) }, into: &markup)
    frame.now(into: &markup)
    names(into: &markup)
    frame.years(path: path, into: &markup)
    frame.strips(path: path, say: say, into: &markup)
    markup.raw("</svg>")
    return markup.text
  }

  private func area(_ layer: Layer, from low: [Int64], to high: [Int64], into markup: inout Markup) {
    guard !frame.months.isEmpty else { return }
    markup.raw("<path")
    markup.attribute("class", "layer layer-\(layer.rawValue)")
    markup.raw(" d=\"")
    for place in frame.months.indices {
      markup.raw(place == 0 ? "M" : "L")
      markup.add(frame.x(place))
      markup.raw(" ")
      markup.add(frame.y(high[place]))
    }
    for place in frame.months.indices.reversed() {
      markup.raw("L")
      markup.add(frame.x(place))
      markup.raw(" ")
      markup.add(frame.y(low[place]))
    }
    markup.raw("Z\"/>")
  }

  /// A legend at the right, in the order in which the layers lie.
  private func names(into markup: inout Markup) {
    let x = ChartFrame.width - ChartFrame.right + 12
    for (place, layer) in Layer.allCases.reversed().enumerated() {
      let y = ChartFrame.above + 14 + Int64(place) * 26
      markup.raw("<rect")
      markup.attribute("class", "layer layer-\(layer.rawValue)")
      markup.attribute("x", x)
      markup.attribute("y", y - 11)
      markup.raw(" width=\"20\" height=\"14\"/>")
      markup.label(words.text("spaces.months.layer.\(layer.rawValue)"), x + 28, y, "start")
    }
  }

  private func say(_ month: OccupancyMonth) -> String {
    let counts = Layer.allCases.map { "\(words.text("spaces.months.layer.\($0.rawValue)")) \(words.count($0.count(month)))" }
    return "\(words.month(month.day.month)) · " + counts.joined(separator: " · ")
  }
}

extension ChartFrame {
  /// A step of 1, 2 or 5 times a power of ten, so that four to eight lines lie below the top.
  static func roundStep(_ top: Int64) -> Int64 {
    var step: Int64 = 1
    while true {
      for factor in [1, 2, 5] as [Int64] where top / (step * factor) <= 8 { return step * factor }
      step *= 10
    }
  }
}
