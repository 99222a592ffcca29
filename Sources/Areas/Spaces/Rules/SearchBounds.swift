import Kernel

/// The rectangle around a set of cells, for ruling out sets that sprawl.
struct SearchBounds: Hashable, Sendable {
  var low: Point
  var high: Point

  init(_ outline: Polygon) { (low, high) = outline.bounds }

  mutating func take(_ other: SearchBounds) {
    low = Point(min(low.x, other.low.x), min(low.y, other.low.y))
    high = Point(max(high.x, other.high.x), max(high.y, other.high.y))
  }

  /// What the wall around anything in one piece that reaches all sides measures at least.
  func leastWall(isSquared: Bool) -> Int64 {
    let (width, depth) = (high.x &- low.x, high.y &- low.y)
    return isSquared ? 2 &* (width &+ depth) : 2 &* max(width, depth)
  }
}
