import Kernel

/// A row of modules on one or both sides of an aisle, as the drawing page lays them.
package struct Corridor: Hashable, Sendable {
  package enum Sides: String, Sendable, CaseIterable, Codable { case left, right, both }
  /// No corridor has more modules on a side.
  package static let mostModules = 500

  /// The middle line of the aisle.
  package let from: Point
  package let to: Point
  package let aisle: Int64
  /// Along the aisle.
  package let width: Int64
  /// Away from it.
  package let depth: Int64
  package let sides: Sides
  /// Modules on each side; nil for as many as fit.
  package let count: Int?

  package init(from: Point, to: Point, aisle: Int64, width: Int64, depth: Int64, sides: Sides, count: Int? = nil) {
    (self.from, self.to, self.aisle, self.width, self.depth, self.sides, self.count) = (from, to, aisle, width, depth, sides, count)
  }

  /// The modules from the first end on, on the left of the way before on the right (as drawn), place by place. Empty when none fits.
  /// Along a slanted line corners are rounded to the millimetre, and neighbours share them, so their walls still lie on each other.
  package func modules() throws(PolygonFault) -> [Polygon] {
    for point in [from, to] where point.x.magnitude > UInt64(Polygon.furthest) || point.y.magnitude > UInt64(Polygon.furthest) {
      throw .tooFar(point)
    }
    let length = from.distance(to: to)
    guard length > 0, (1...Polygon.furthest).contains(width), (1...Polygon.furthest).contains(depth),
      (0...Polygon.furthest).contains(aisle), (count ?? 0) >= 0
    else { return [] }
    let fitting = Int(length / width)
    let wanted = min(count ?? fitting, fitting)
    guard wanted <= Corridor.mostModules else { throw .tooManyPoints(wanted) }
    var rows: [(near: Int64, far: Int64)] = []
    // With y down, what lies left of the way has a negative distance.
    if sides != .right { rows.append((-(aisle / 2), -(aisle / 2) - depth)) }
    if sides != .left { rows.append((aisle - aisle / 2, aisle - aisle / 2 + depth)) }
    var found: [Polygon] = []
    for place in 0..<Int64(wanted) {
      for row in rows {
        let (begin, end) = (place * width, (place + 1) * width)
        let corners = [corner(begin, row.near), corner(end, row.near), corner(end, row.far), corner(begin, row.far)]
        found.append(try Polygon(checking: corners))
      }
    }
    return found
  }

  /// The point so far along the line and so far to its right.
  private func corner(_ along: Int64, _ aside: Int64) -> Point {
    let way = to - from
    return Point(
      from.x + Corridor.scaled(Int128(way.x) * Int128(along) - Int128(way.y) * Int128(aside), by: way.squared),
      from.y + Corridor.scaled(Int128(way.y) * Int128(along) + Int128(way.x) * Int128(aside), by: way.squared))
  }

  /// The number divided by the root of the square, to the nearest.
  private static func scaled(_ number: Int128, by square: Int64) -> Int64 {
    let length = Polygon.thousandths(of: square)
    let half = number < 0 ? -(length / 2) : length / 2
    return Int64(truncatingIfNeeded: (number * 1000 + half) / max(1, length))
  }
}

extension Polygon {
  /// A thousand times the root, so that lengths along slanted lines are right to the micrometre.
  static func thousandths(of square: Int64) -> Int128 { Int128(squareRoot(UInt128(max(0, square)) * 1_000_000)) }
}
