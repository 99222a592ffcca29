import Kernel

/// How the walls between the parts of a cell run, as drawn.
package enum CutDirection: String, Sendable, CaseIterable {
  /// Walls from top to bottom, parts beside each other.
  case upright
  /// Walls from left to right, parts above each other.
  case level
}

extension Polygon {
  /// The direction that cuts its longer side.
  package var usualCut: CutDirection {
    let (low, high) = bounds
    return high.x - low.x >= high.y - low.y ? .upright : .level
  }

  /// Parts of equal area (to the millimetre of wall), from left to right or from top to bottom.
  package func parts(_ count: Int, _ direction: CutDirection) throws(PolygonFault) -> [Polygon] {
    guard count > 1 else { return [self] }
    var parts: [Polygon] = []
    var rest = self
    for number in 1..<count {
      let (part, other) = try rest.cut(at: place(of: number, in: count, direction), direction)
      parts.append(part)
      rest = other
    }
    return parts + [rest]
  }

  /// The two sides of a straight wall at `place` millimetres along the axis it stands across, the nearer first.
  package func cut(at place: Int64, _ direction: CutDirection) throws(PolygonFault) -> (Polygon, Polygon) {
    let points = try crossings(at: place, direction)
    // The wall runs between neighbouring crossings whose middle is floor; more than one such stretch would make more than two parts.
    let stretches = zip(points, points.dropFirst()).filter { start, end in
      let middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
      return contains(middle) && !sides.contains { $0.holds(start) && $0.holds(end) }
    }
    guard stretches.count == 1, let (start, end) = stretches.first else { throw .cutOutside }
    let (one, other) = try split(from: start, to: end)
    return one.bounds.high.along(direction) <= place ? (one, other) : (other, one)
  }

  /// Where the line meets the walls, in order; each point must lie exactly on the wall, in whole millimetres.
  private func crossings(at place: Int64, _ direction: CutDirection) throws(PolygonFault) -> [Point] {
    var points: Set<Point> = []
    for side in sides {
      let (start, end) = (side.start.along(direction), side.end.along(direction))
      if start == place { points.insert(side.start) }
      guard (start < place && end > place) || (start > place && end < place) else { continue }
      let (from, to) = (side.start.across(direction), side.end.across(direction))
      let (product, whole) = (Int128(place - start) * Int128(to - from), Int128(end - start))
      let point = Point(direction, along: place, across: from + Int64(product / whole))
      if product % whole != 0 { throw .cutOffBorder(point) }
      points.insert(point)
    }
    return points.sorted()
  }

  /// The first millimetre before which `number` parts out of `count` of the area lie.
  private func place(of number: Int, in count: Int, _ direction: CutDirection) -> Int64 {
    var (low, high) = (bounds.low.along(direction), bounds.high.along(direction))
    while low < high {
      let middle = low + (high - low) / 2
      if area(before: middle, direction) * Double(count) < Double(abs(doubledArea)) * Double(number) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Twice the area on the nearer side of the line, in mm²: that of the outline with everything beyond folded onto the line.
  private func area(before place: Int64, _ direction: CutDirection) -> Double {
    var sum = 0.0
    for side in sides {
      let (from, to) = (Double(side.start.along(direction) - place), Double(side.end.along(direction) - place))
      let (near, far) = (min(from, to), max(from, to))
      if near >= 0 { continue }
      let rise = Double(side.end.across(direction) - side.start.across(direction))
      // Under the line: all of the wall, or the part of it before the crossing.
      let share = far <= 0 ? 1 : near / (near - far)
      sum += (far <= 0 ? near + far : near) * share * rise
    }
    return abs(sum)
  }
}

extension Point {
  init(_ direction: CutDirection, along: Int64, across: Int64) {
    self = direction == .upright ? Point(along, across) : Point(across, along)
  }
  func along(_ direction: CutDirection) -> Int64 { direction == .upright ? x : y }
  func across(_ direction: CutDirection) -> Int64 { direction == .upright ? y : x }
}
