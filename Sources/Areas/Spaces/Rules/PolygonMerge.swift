import Kernel

extension Polygon {
  /// More points than this are not merged at once.
  static let mostMerged = 2000

  /// One outline around outlines that share walls. Refused when they overlap, are not all in one piece, or leave a hole.
  /// - Parameter gap: walls up to this many millimetres thick between two outlines are filled in where they face each other along an axis.
  package static func merging(_ polygons: [Polygon], gap: Int64 = 0) throws(PolygonFault) -> Polygon {
    guard !polygons.isEmpty else { throw .tooFewPoints(0) }
    let count = polygons.reduce(0) { $0 + $1.ring.count }
    guard count <= mostMerged else { throw .tooManyPoints(count) }
    for (place, polygon) in polygons.enumerated() {
      if polygons[..<place].contains(where: polygon.overlaps) { throw .overlapping }
    }
    var pieces = polygons
    if gap > 0 { pieces += fillings(between: polygons, gap: gap) }
    return try outline(adding: pieces, removing: [])
  }

  /// Rectangles of wall between outlines that face each other.
  private static func fillings(between polygons: [Polygon], gap: Int64) -> [Polygon] {
    var found: [Polygon] = []
    for (place, polygon) in polygons.enumerated() {
      for other in polygons[..<place] where polygon.boundsMeet(other, within: gap) {
        for side in polygon.clockwise.sides where side.way.x == 0 || side.way.y == 0 {
          for opposite in other.clockwise.sides where cross(side.way, opposite.way) == 0 && dot(side.way, opposite.way) < 0 {
            guard let rectangle = side.filling(to: opposite, gap: gap) else { continue }
            if !polygons.contains(where: rectangle.overlaps), !found.contains(where: rectangle.overlaps) { found.append(rectangle) }
          }
        }
      }
    }
    return found
  }

  /// What is left of all walls once those that two outlines share in opposite directions have gone: it must be one ring.
  static func outline(adding added: [Polygon], removing removed: [Polygon]) throws(PolygonFault) -> Polygon {
    let corners = Set((added + removed).flatMap(\.ring)).sorted()
    var walls: [Side: Int] = [:]
    for side in added.flatMap(\.clockwise.sides) + removed.flatMap({ $0.clockwise.sides.map(\.reversed) }) {
      for part in side.cut(at: corners) {
        if let opposite = walls[part.reversed] {
          walls[part.reversed] = opposite == 1 ? nil : opposite - 1
        } else {
          walls[part, default: 0] += 1
        }
      }
    }
    var next: [Point: Point] = [:]
    for (wall, count) in walls {
      // Two walls that set out from one corner: the outlines touch there without a wall, or lie on each other.
      guard count == 1, next.updateValue(wall.end, forKey: wall.start) == nil else { throw .hole }
    }
    guard let start = next.keys.min() else { throw .tooSmall(0) }
    var ring = [start]
    var point = next[start]
    while let here = point, here != start, ring.count <= next.count {
      ring.append(here)
      point = next[here]
    }
    guard ring.count == next.count else {
      // Another ring remains: around nothing when it runs the other way, around something else when it does not.
      let rest = walls.keys.filter { !ring.contains($0.start) }
      throw rest.reduce(Int64(0)) { $0 &+ cross($1.start, $1.end) } < 0 ? .hole : .apart
    }
    return try Polygon(checking: ring)
  }
}

extension Side {
  /// The wall in pieces, from corner to corner.
  func cut(at corners: [Point]) -> [Side] {
    let within = corners.filter { $0 != start && $0 != end && holds($0) }.sorted { dot(way, $0 - start) < dot(way, $1 - start) }
    return zip([start] + within, within + [end]).map { Side(start: $0, end: $1) }
  }

  /// The floor between two facing walls along an axis that are apart by at most the gap, nil when they touch or do not face.
  func filling(to other: Side, gap: Int64) -> Polygon? {
    guard let stretch = facing(other, gap: gap), stretch.high > stretch.low, turn(start, end, other.start) != 0 else { return nil }
    let isLevel = way.y == 0
    let length = way.squared
    let (low, high) = (
      (isLevel ? start.x + stretch.low * way.x / length : start.y + stretch.low * way.y / length),
      (isLevel ? start.x + stretch.high * way.x / length : start.y + stretch.high * way.y / length)
    )
    let (from, to) = (min(low, high), max(low, high))
    let (near, far) =
      isLevel ? (min(start.y, other.start.y), max(start.y, other.start.y)) : (min(start.x, other.start.x), max(start.x, other.start.x))
    return isLevel
      ? .rectangle(x: from, y: near, width: to - from, depth: far - near)
      : .rectangle(x: near, y: from, width: far - near, depth: to - from)
  }
}
