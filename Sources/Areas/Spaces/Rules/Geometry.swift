import Kernel

/// A point of a plan in millimetres: x to the right, y down, from the building's own corner. All levels of a building share the corner.
package struct Point: Hashable, Sendable, Comparable {
  package let x: Int64
  package let y: Int64

  package init(_ x: Int64, _ y: Int64) { (self.x, self.y) = (x, y) }
  package static func < (left: Point, right: Point) -> Bool { (left.x, left.y) < (right.x, right.y) }

  // Sums wrap instead of trapping: a ring out of a column is not checked again, and no ring may stop the program.
  static func + (left: Point, right: Point) -> Point { Point(left.x &+ right.x, left.y &+ right.y) }
  static func - (left: Point, right: Point) -> Point { Point(left.x &- right.x, left.y &- right.y) }
  /// The square of the length of the way from the corner here, in mm².
  var squared: Int64 { dot(self, self) }

  /// Millimetres in a straight line, rounded down.
  package func distance(to other: Point) -> Int64 { Int64(clamping: squareRoot(UInt128(max(0, (other - self).squared)))) }
}

/// Positive when the second turns clockwise as drawn (y down) from the first, zero when they are parallel.
func cross(_ left: Point, _ right: Point) -> Int64 { left.x &* right.y &- left.y &* right.x }
func dot(_ left: Point, _ right: Point) -> Int64 { left.x &* right.x &+ left.y &* right.y }
/// Positive when `point` lies to the right as drawn of the way from `start` to `end`: the inside of a clockwise ring.
func turn(_ start: Point, _ end: Point, _ point: Point) -> Int64 { cross(end - start, point - start) }

/// The largest whole number whose square is not above the number.
func squareRoot(_ number: UInt128) -> UInt128 {
  if number < 2 { return number }
  var guess = UInt128(1) << UInt128((129 - number.leadingZeroBitCount) / 2)
  while true {
    let better = (guess + number / guess) / 2
    if better >= guess { return guess }
    guess = better
  }
}

/// The outline of a cell or level: one simple ring without holes, not repeating its first point, clockwise as drawn.
/// Made by `init(checking:)` from outside, by `init(known:)` from a column.
package struct Polygon: Hashable, Sendable {
  package let ring: [Point]

  package init(known ring: [Point]) { self.ring = ring }
  package static func rectangle(x: Int64, y: Int64, width: Int64, depth: Int64) -> Polygon {
    Polygon(known: [Point(x, y), Point(x &+ width, y), Point(x &+ width, y &+ depth), Point(x, y &+ depth)])
  }

  /// Twice the signed area in mm²; positive when clockwise as drawn (y down).
  package var doubledArea: Int64 {
    var sum: Int64 = 0
    for side in sides { sum &+= cross(side.start, side.end) }
    return sum
  }
  /// In hundredths of a square metre, rounded half up.
  package var area: FloorArea { FloorArea(hundredths: (doubledArea.magnitude < 1 << 62 ? abs(doubledArea) + 10_000 : 0) / 20_000) }
  package var bounds: (low: Point, high: Point) {
    guard var low = ring.first else { return (Point(0, 0), Point(0, 0)) }
    var high = low
    for point in ring {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    return (low, high)
  }

  /// The walls one after the other, from each point to the next.
  var sides: [Side] {
    ring.indices.map { Side(start: ring[$0], end: ring[$0 + 1 == ring.count ? 0 : $0 + 1]) }
  }
  /// The same outline run clockwise, as every checked one already is.
  var clockwise: Polygon { doubledArea < 0 ? Polygon(known: ring.reversed()) : self }
  /// Millimetres around it, each wall rounded down.
  package var perimeter: Int64 { sides.reduce(0) { $0 &+ $1.start.distance(to: $1.end) } }
}

/// A wall of an outline, in the direction its ring is run.
struct Side: Hashable, Sendable {
  let start: Point
  let end: Point

  var way: Point { end - start }
  var reversed: Side { Side(start: end, end: start) }

  /// Whether the point is on it, ends included.
  func holds(_ point: Point) -> Bool { turn(start, end, point) == 0 && spans(point) }
  /// Whether the point is in the rectangle around it.
  func spans(_ point: Point) -> Bool {
    min(start.x, end.x) <= point.x && point.x <= max(start.x, end.x) && min(start.y, end.y) <= point.y && point.y <= max(start.y, end.y)
  }
  /// Whether the two cross at one point that is an end of neither.
  func crosses(_ other: Side) -> Bool {
    let first = turn(start, end, other.start).signum()
    let second = turn(start, end, other.end).signum()
    guard first * second < 0 else { return false }
    return turn(other.start, other.end, start).signum() * turn(other.start, other.end, end).signum() < 0
  }
  /// Whether they have any point in common.
  func touches(_ other: Side) -> Bool {
    crosses(other) || holds(other.start) || holds(other.end) || other.holds(start) || other.holds(end)
  }
}
