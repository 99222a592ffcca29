import Kernel

/// Where a point lies with respect to an outline.
package enum Whereabouts: Sendable { case inside, border, outside }

extension Polygon {
  package func whereabouts(of point: Point) -> Whereabouts {
    var isInside = false
    for side in sides {
      if side.holds(point) { return .border }
      guard (side.start.y > point.y) != (side.end.y > point.y) else { continue }
      let turned = turn(side.start, side.end, point)
      if (side.end.y > side.start.y) == (turned > 0) { isInside.toggle() }
    }
    return isInside ? .inside : .outside
  }

  /// Inside or on the border.
  package func contains(_ point: Point) -> Bool { whereabouts(of: point) != .outside }

  /// Whether some floor is in both. Walls and corners that touch are no overlap, one inside the other is. Exact.
  package func overlaps(_ other: Polygon) -> Bool {
    boundsMeet(other) && clockwise.meets(other.clockwise, outside: false)
  }

  /// Whether all of the other's floor is in this one; walls may touch. Exact.
  package func contains(_ other: Polygon) -> Bool {
    guard ring.count >= 3, other.ring.count >= 3 else { return false }
    return !clockwise.meets(other.clockwise, outside: true)
  }

  func boundsMeet(_ other: Polygon, within gap: Int64 = 0) -> Bool {
    let (mine, its) = (bounds, other.bounds)
    return mine.low.x <= its.high.x &+ gap && its.low.x <= mine.high.x &+ gap && mine.low.y <= its.high.y &+ gap
      && its.low.y <= mine.high.y &+ gap
  }

  // The inside of `other` meets the inside (or outside) of this one in one of three ways, and there is no fourth:
  // two walls cross; a corner of one lies in the open; or at a point where a corner of one touches the border of the other,
  // the two open angles of floor overlap. Only signs of cross products are asked, so nothing is ever rounded.
  private func meets(_ other: Polygon, outside: Bool) -> Bool {
    let mine = sides
    let its = other.sides
    for side in mine where its.contains(where: side.crosses) { return true }
    for point in other.ring {
      switch whereabouts(of: point) {
      case .inside: if !outside { return true }
      case .outside: if outside { return true }
      case .border: if touchOverlaps(other, at: point, outside: outside) { return true }
      }
    }
    for point in ring {
      switch other.whereabouts(of: point) {
      case .inside: return true
      case .outside: continue
      case .border: if touchOverlaps(other, at: point, outside: outside) { return true }
      }
    }
    return false
  }

  private func touchOverlaps(_ other: Polygon, at point: Point, outside: Bool) -> Bool {
    guard let mine = angle(at: point), let its = other.angle(at: point) else { return false }
    return (outside ? mine.opposite : mine).overlaps(its)
  }

  /// The floor around a point of the border.
  private func angle(at point: Point) -> Angle? {
    let sides = sides
    for (place, side) in sides.enumerated() {
      if side.start == point {
        let before = sides[place == 0 ? sides.count - 1 : place - 1]
        return Angle(from: side.way, to: before.start - point)
      }
      if side.end != point, side.holds(point) { return Angle(from: side.way, to: side.start - side.end) }
    }
    return nil
  }
}

/// The open angle swept clockwise as drawn from one direction to another.
private struct Angle {
  let from: Point
  let to: Point

  var opposite: Angle { Angle(from: to, to: from) }

  func overlaps(_ other: Angle) -> Bool { reaches(other.from) || other.reaches(from) }

  /// Whether the direction is the first of the angle or strictly within it.
  private func reaches(_ direction: Point) -> Bool {
    let (mine, last) = (half(direction), half(to))
    if mine != last { return mine < last }
    return cross(direction, to) > 0
  }

  /// 0 for less than half a turn from the first direction, 1 for the rest.
  private func half(_ direction: Point) -> Int {
    let turned = cross(from, direction)
    return turned > 0 || (turned == 0 && dot(from, direction) > 0) ? 0 : 1
  }
}
