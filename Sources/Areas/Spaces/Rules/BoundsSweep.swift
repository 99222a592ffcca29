import Kernel

/// Finds which of many outlines come near each other without comparing each with each: they are swept along the longer side of what they cover.
package struct BoundsSweep: Sendable {
  private struct Box {
    let low: Int64
    let high: Int64
    let top: Int64
    let bottom: Int64
    let place: Int
  }
  private let boxes: [Box]
  private let gap: Int64

  package init(_ outlines: [Polygon], gap: Int64 = 0) {
    let bounds = outlines.map(\.bounds)
    let low = Point(bounds.map(\.low.x).min() ?? 0, bounds.map(\.low.y).min() ?? 0)
    let high = Point(bounds.map(\.high.x).max() ?? 0, bounds.map(\.high.y).max() ?? 0)
    let isWide = high.x &- low.x >= high.y &- low.y
    self.gap = min(max(0, gap), Polygon.furthest)
    boxes = bounds.enumerated()
      .map { place, box in
        isWide
          ? Box(low: box.low.x, high: box.high.x, top: box.low.y, bottom: box.high.y, place: place)
          : Box(low: box.low.y, high: box.high.y, top: box.low.x, bottom: box.high.x, place: place)
      }
      .sorted { ($0.low, $0.place) < ($1.low, $1.place) }
  }

  /// Calls with the places of each pair whose surrounding rectangles are at most the gap apart, the smaller first, until it answers false.
  package func forEachPair(_ body: (Int, Int) -> Bool) {
    var active: [Box] = []
    for box in boxes {
      active.removeAll { $0.high &+ gap < box.low }
      for other in active where other.top <= box.bottom &+ gap && box.top <= other.bottom &+ gap {
        guard body(min(other.place, box.place), max(other.place, box.place)) else { return }
      }
      active.append(box)
    }
  }
}
