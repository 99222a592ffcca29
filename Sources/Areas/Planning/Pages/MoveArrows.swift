import Kernel
import Spaces

/// The moves made up to a month, as arrows over the drawing of a level; a move between levels is told in the table.
struct MoveArrows: Sendable {
  private let lines: [(from: (x: Int64, y: Int64), to: (x: Int64, y: Int64), name: String)]

  init(_ plan: SeatedPlan, cellOf: [Int?], timeline: Timeline, level: Int, month: Int) {
    func middle(_ block: [Int]) -> (x: Int64, y: Int64)? {
      let cells = block.compactMap { cellOf[$0] }.filter { timeline.cells[$0].level == level }
      guard !cells.isEmpty, cells.count == block.count else { return nil }
      let centres = cells.map { timeline.cells[$0].outline.centre }
      let count = Int64(centres.count) * 10
      return (centres.reduce(0) { $0 + $1.x } / count, centres.reduce(0) { $0 + $1.y } / count)
    }
    lines = plan.moves.filter { $0.month <= month }.compactMap { move in
      guard let from = middle(move.from), let to = middle(move.to) else { return nil }
      return (from, to, plan.house.origins[move.tenant].name)
    }
  }

  /// Before the end of the drawing.
  func added(to drawing: String) -> String {
    guard !lines.isEmpty, drawing.hasSuffix("</svg>") else { return drawing }
    var markup = Markup()
    markup.raw(
      "<defs><marker id=\"move-end\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" markerWidth=\"5\" markerHeight=\"5\" orient=\"auto-start-reverse\">"
    )
    markup.raw("<path class=\"arrow-end\" d=\"M0 0L10 5L0 10z\"/></marker></defs><g class=\"arrows\">")
    for line in lines {
      markup.raw("<path class=\"arrow\" marker-end=\"url(#move-end)\" d=\"M")
      markup.add(line.from.x)
      markup.raw(" ")
      markup.add(line.from.y)
      markup.raw("L")
      markup.add(line.to.x)
      markup.raw(" ")
      markup.add(line.to.y)
      markup.raw("\"><title>")
      markup.text(line.name)
      markup.raw("</title></path>")
    }
    markup.raw("</g>")
    return drawing.dropLast(6) + markup.text + "</svg>"
  }
}
