import Kernel

/// A point of a plan in millimetres: x to the right, y down, from the building's own corner. All levels of a building share the corner.
package struct Point: Hashable, Sendable, Comparable {
  package let x: Int64
  package let y: Int64

  package init(_ x: Int64, _ y: Int64) { (self.x, self.y) = (x, y) }
  package static func < (left: Point, right: Point) -> Bool { (left.x, left.y) < (right.x, right.y) }
}

/// The outline of a cell or level: one simple ring without holes, not repeating its first point, clockwise as drawn.
/// Made by `init(checking:)` from outside, by `init(known:)` from a column.
package struct Polygon: Hashable, Sendable {
  package let ring: [Point]

  package init(known ring: [Point]) { self.ring = ring }
  package static func rectangle(x: Int64, y: Int64, width: Int64, depth: Int64) -> Polygon {
    Polygon(known: [Point(x, y), Point(x + width, y), Point(x + width, y + depth), Point(x, y + depth)])
  }

  /// Twice the signed area in mm²; positive when clockwise as drawn (y down).
  package var doubledArea: Int64 {
    var sum: Int64 = 0
    for (place, point) in ring.enumerated() {
      let next = ring[place + 1 == ring.count ? 0 : place + 1]
      sum += point.x * next.y - next.x * point.y
    }
    return sum
  }
  /// In hundredths of a square metre, rounded half up.
  package var area: FloorArea { FloorArea(hundredths: (abs(doubledArea) + 10_000) / 20_000) }
  package var bounds: (low: Point, high: Point) {
    let xs = ring.map(\.x)
    let ys = ring.map(\.y)
    return (Point(xs.min() ?? 0, ys.min() ?? 0), Point(xs.max() ?? 0, ys.max() ?? 0))
  }
}
