import Kernel

/// The part of a level that a merge or a split changes: what goes dashed, what comes marked, what is around faint.
struct ReshapingDrawing {
  let preview: ReshapingPreview
  let label: String

  /// Millimetres of level shown around.
  private static let margin: Int64 = 4000

  var markup: Markup {
    var markup = Markup(capacity: 4096)
    let boxes = (preview.old + preview.new).map(\.outline.bounds)
    let floor = preview.level.outline.bounds
    let left = max((boxes.map(\.low.x).min() ?? 0) - Self.margin, floor.low.x - 600)
    let top = max((boxes.map(\.low.y).min() ?? 0) - Self.margin, floor.low.y - 600)
    let right = min((boxes.map(\.high.x).max() ?? 0) + Self.margin, floor.high.x + 600)
    let bottom = min((boxes.map(\.high.y).max() ?? 0) + Self.margin, floor.high.y + 600)
    markup.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"draw\" role=\"img\" viewBox=\"")
    for (place, number) in [left, top, right - left, bottom - top].enumerated() {
      if place > 0 { markup.raw(" ") }
      markup.add(number / 10)
    }
    markup.raw("\"")
    markup.attribute("aria-label", label)
    markup.raw("><path class=\"floor\" d=\"")
    markup.add(LevelGeometry.path(preview.level.outline))
    markup.raw("\"/>")
    for cell in preview.around { draw(cell, "c s-unlettable", into: &markup) }
    for cell in preview.new { draw(cell, "c s-let is-marked", into: &markup) }
    markup.raw("<g class=\"build\">")
    for cell in preview.old {
      markup.raw("<path class=\"void\" d=\"")
      markup.add(LevelGeometry.path(cell.outline))
      markup.raw("\"/>")
    }
    markup.raw("<path class=\"shell\" d=\"")
    markup.add(LevelGeometry.path(preview.level.outline))
    markup.raw("\"/></g></svg>")
    return markup
  }

  private func draw(_ cell: Cell, _ css: StaticString, into markup: inout Markup) {
    markup.raw("<g class=\"")
    markup.raw(css)
    markup.raw("\"><path d=\"")
    markup.add(LevelGeometry.path(cell.outline))
    markup.raw("\"/>")
    let (low, high) = cell.outline.bounds
    let (width, height) = ((high.x - low.x) / 10, (high.y - low.y) / 10)
    let letters = Int64(max(2, cell.code.count))
    let size = min(80, width * 16 / (letters * 10), height / 2)
    if size >= 18 {
      let middle = cell.outline.centre
      markup.raw("<text")
      markup.attribute("font-size", size)
      markup.attribute("x", middle.x / 10)
      markup.attribute("y", middle.y / 10 + size * 35 / 100)
      markup.raw(">")
      markup.text(cell.code)
      markup.raw("</text>")
    }
    markup.raw("</g>")
  }
}
