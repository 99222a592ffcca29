import Kernel

/// The part of a level that a merge or a split changes: what goes dashed, what comes marked, what is around faint.
struct ReshapingDrawing {
  let preview: ReshapingPreview
  let label: String

  var markup: Markup {
    var markup = Markup(capacity: 4096)
    let boxes = (preview.old + preview.new).map(\.outline.bounds)
    let floor = preview.level.outline.bounds
    let low = Point(boxes.map(\.low.x).min() ?? 0, boxes.map(\.low.y).min() ?? 0)
    let high = Point(boxes.map(\.high.x).max() ?? 0, boxes.map(\.high.y).max() ?? 0)
    // As much around as shows where one is, and no more of the outside than the outer wall.
    let around = max(4000, (high.x - low.x) / 2, (high.y - low.y) / 2)
    let (left, top) = (max(low.x - around * 2, floor.low.x - 600), max(low.y - around, floor.low.y - 600))
    let (right, bottom) = (min(high.x + around * 2, floor.high.x + 600), min(high.y + around, floor.high.y + 600))
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
    markup.raw("\"/></g>")
    for cell in preview.around { write(cell, "c s-unlettable", into: &markup) }
    for cell in preview.new { write(cell, "c s-let", into: &markup) }
    markup.raw("</svg>")
    return markup
  }

  private func draw(_ cell: Cell, _ css: StaticString, into markup: inout Markup) {
    markup.raw("<g class=\"")
    markup.raw(css)
    markup.raw("\"><path d=\"")
    markup.add(LevelGeometry.path(cell.outline))
    markup.raw("\"/></g>")
  }

  /// The number, over all lines, where it fits.
  private func write(_ cell: Cell, _ css: StaticString, into markup: inout Markup) {
    let (low, high) = cell.outline.bounds
    let (width, height) = ((high.x - low.x) / 10, (high.y - low.y) / 10)
    let size = min(80, width * 16 / (Int64(max(2, cell.code.count)) * 10), height / 2)
    if size < 18 { return }
    let middle = cell.outline.centre
    markup.raw("<g class=\"")
    markup.raw(css)
    markup.raw("\"><text")
    markup.attribute("font-size", size)
    markup.attribute("x", middle.x / 10)
    markup.attribute("y", middle.y / 10 + size * 35 / 100)
    markup.raw(">")
    markup.text(cell.code)
    markup.raw("</text></g>")
  }
}
