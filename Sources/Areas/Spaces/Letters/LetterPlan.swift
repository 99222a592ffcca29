import Kernel
import Paper

/// The cells of a letter on the plan of their level, with as much around them as shows where they lie.
package struct LetterPlan {
  let level: Level
  let caption: String
  let cells: [Cell]
  let held: Set<ID<Cell>>
  /// Millimetres on paper.
  let height: Double

  package init(level: Level, caption: String, cells: [Cell], held: Set<ID<Cell>>, height: Double = 46) {
    (self.level, self.caption, self.cells, self.held, self.height) = (level, caption, cells, held, height)
  }

  /// Millimetres of the building that are shown at least, and how much wider than high.
  private static let least = 26_000.0
  private static let shape = 1.75

  package var drawing: Drawing {
    let ours = cells.filter { held.contains($0.id) }
    var shapes = [Drawing.Shape(points(level.outline), fill: .ground, line: .strongLine, lineWidth: 1)]
    for cell in cells where !held.contains(cell.id) {
      shapes.append(Drawing.Shape(points(cell.outline), fill: Colour(0xFFFFFF), line: .line, lineWidth: 0.5, label: LetterPlan.label(cell)))
    }
    for cell in ours {
      shapes.append(Drawing.Shape(points(cell.outline), fill: .brickTint, line: .brick, lineWidth: 1, label: cell.code))
    }
    return Drawing(shapes, height: height, window: window(around: ours), caption: Words(caption))
  }

  /// What is not let bears a number that says nothing to a holder.
  private static func label(_ cell: Cell) -> String { [.common, .technical].contains(cell.kind) ? "" : cell.code }

  private func points(_ polygon: Polygon) -> [Drawing.Point] { polygon.ring.map { Drawing.Point(Double($0.x), Double($0.y)) } }

  private func window(around ours: [Cell]) -> Drawing.Window? {
    guard !ours.isEmpty else { return nil }
    let boxes = ours.map(\.outline.bounds)
    let low = (x: Double(boxes.map(\.low.x).min() ?? 0), y: Double(boxes.map(\.low.y).min() ?? 0))
    let high = (x: Double(boxes.map(\.high.x).max() ?? 0), y: Double(boxes.map(\.high.y).max() ?? 0))
    let whole = level.outline.bounds
    let width = max(high.x - low.x, (high.y - low.y) * LetterPlan.shape, LetterPlan.least)
    let x = LetterPlan.slide((low.x + high.x) / 2, width, from: Double(whole.low.x), to: Double(whole.high.x))
    let height = width / LetterPlan.shape
    let y = LetterPlan.slide((low.y + high.y) / 2, height, from: Double(whole.low.y), to: Double(whole.high.y))
    return Drawing.Window(from: Drawing.Point(x.from, y.from), until: Drawing.Point(x.until, y.until))
  }

  /// A stretch around the middle that does not look past the ends; the whole where it would.
  private static func slide(_ middle: Double, _ length: Double, from: Double, to: Double) -> (from: Double, until: Double) {
    if length >= to - from { return (from, to) }
    let start = min(max(middle - length / 2, from), to - length)
    return (start, start + length)
  }
}
