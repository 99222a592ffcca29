import Kernel

extension Polygon {
  /// Readers stop counting here, before they make room for more.
  package static let mostPoints = 500
  /// Millimetres from the building's corner: ten kilometres. Every product of two differences then fits in 64 bits.
  package static let furthest: Int64 = 10_000_000
  /// Twice 0.5 m², in mm².
  static let leastDoubledArea: Int64 = 1_000_000

  /// Points from outside. A last point that repeats the first is dropped, and so are points in the middle of a straight wall;
  /// the ring comes out clockwise as drawn, beginning at its leftmost (then topmost) point, so equal outlines are equal values.
  package init(checking points: [Point]) throws(PolygonFault) {
    guard points.count <= Polygon.mostPoints + 1 else { throw .tooManyPoints(points.count) }
    var ring = points
    if ring.count > 1, ring.first == ring.last { ring.removeLast() }
    guard ring.count >= 3 else { throw .tooFewPoints(ring.count) }
    guard ring.count <= Polygon.mostPoints else { throw .tooManyPoints(ring.count) }
    for point in ring where point.x.magnitude > UInt64(Polygon.furthest) || point.y.magnitude > UInt64(Polygon.furthest) {
      throw .tooFar(point)
    }
    var seen: Set<Point> = []
    for point in ring where !seen.insert(point).inserted { throw .repeatedPoint(point) }
    guard let first = ring.first, ring.contains(where: { turn(first, ring[1], $0) != 0 }) else { throw .tooSmall(0) }
    ring = try Polygon.withoutStraights(ring)
    try Polygon.refuseCrossing(ring)
    let doubled = Polygon(known: ring).doubledArea
    guard doubled.magnitude >= UInt64(Polygon.leastDoubledArea) else { throw .tooSmall(Int64(doubled.magnitude) / 20_000) }
    if doubled < 0 { ring.reverse() }
    let start = ring.indices.min { ring[$0] < ring[$1] } ?? 0
    self.init(known: Array(ring[start...] + ring[..<start]))
  }

  /// Text as it is stored and as the drawing page sends it: `x,y x,y …` in millimetres.
  package init(checking text: String) throws(PolygonFault) {
    // A point takes at most 18 characters with its comma and blank: what is longer than that is not read at all.
    guard text.utf8.count <= (Polygon.mostPoints + 1) * 24 else { throw .tooManyPoints(text.utf8.count / 4) }
    var points: [Point] = []
    for pair in text.utf8.split(whereSeparator: { $0 == 32 || $0 == 10 || $0 == 13 || $0 == 9 }) {
      let numbers = pair.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
      guard numbers.count == 2 else { throw .unreadable }
      points.append(Point(numbers[0], numbers[1]))
    }
    try self.init(checking: points)
  }

  private static func withoutStraights(_ ring: [Point]) throws(PolygonFault) -> [Point] {
    var kept: [Point] = []
    for (place, point) in ring.enumerated() {
      let before = ring[place == 0 ? ring.count - 1 : place - 1]
      let after = ring[place + 1 == ring.count ? 0 : place + 1]
      if cross(point - before, after - point) != 0 {
        kept.append(point)
      } else if dot(point - before, after - point) < 0 {
        throw .spike(point)
      }
    }
    return kept
  }

  /// Every pair of walls: at most 125,000 of them, which is about a millisecond.
  private static func refuseCrossing(_ ring: [Point]) throws(PolygonFault) {
    let sides = Polygon(known: ring).sides
    guard sides.count >= 3 else { throw .tooSmall(0) }
    for (place, side) in sides.enumerated() {
      for other in (place + 1)..<max(place + 1, sides.count) where !(place == 0 && other == sides.count - 1) {
        // Walls that follow each other share their corner and, no spike being left, nothing else.
        if other > place + 1, side.touches(sides[other]) { throw .crossing(side.start, sides[other].start) }
      }
    }
  }
}
