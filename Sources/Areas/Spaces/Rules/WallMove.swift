import Kernel

extension Polygon {
  /// Both outlines after their common wall has moved `distance` millimetres into the second (or, below zero, into the first).
  /// The wall must be one straight piece drawn on the same line in both, along an axis, and the room given up must all be there.
  package static func movingWall(between first: Polygon, and second: Polygon, by distance: Int64) throws(PolygonFault) -> (Polygon, Polygon)
  {
    if distance < 0 {
      let moved = try movingWall(between: second, and: first, by: distance == .min ? .max : -distance)
      return (moved.1, moved.0)
    }
    guard distance <= 2 * furthest, let wall = commonWall(first, second) else { throw .wallStuck }
    if distance == 0 { return (first, second) }
    // Clockwise as drawn with y down, the outside of a wall lies to the left of its way.
    let length = wall.start.distance(to: wall.end)
    let outward = Point(wall.way.y / length * distance, -wall.way.x / length * distance)
    let strip = Polygon(known: [wall.start, wall.end, wall.end + outward, wall.start + outward]).clockwise
    guard second.contains(strip) else { throw .wallStuck }
    return (try outline(adding: [first, strip], removing: []), try outline(adding: [second], removing: [strip]))
  }

  /// The one straight wall along an axis that two outlines share, in the direction the first runs it.
  static func commonWall(_ first: Polygon, _ second: Polygon) -> Side? {
    var found: [Side] = []
    let corners = first.ring + second.ring
    let theirs = second.clockwise.sides
    for side in first.clockwise.sides {
      for part in side.cut(at: corners)
      where theirs.contains(where: { dot($0.way, part.way) < 0 && $0.holds(part.start) && $0.holds(part.end) }) {
        if let last = found.last, last.end == part.start, cross(last.way, part.way) == 0 {
          found[found.count - 1] = Side(start: last.start, end: part.end)
        } else {
          found.append(part)
        }
      }
    }
    guard found.count == 1, let wall = found.first, wall.way.x == 0 || wall.way.y == 0 else { return nil }
    return wall
  }
}
