import Kernel

extension Polygon {
  /// The centre of gravity or, where that lies outside, the middle of the widest stretch of floor at its height. For labels and distances.
  package var centre: Point {
    guard let first = ring.first else { return Point(0, 0) }
    var (x, y, total): (Int128, Int128, Int128) = (0, 0, 0)
    for side in sides {
      // Measured from the first point, so that the products stay small.
      let (start, end) = (side.start - first, side.end - first)
      let weight = Int128(cross(start, end))
      x &+= Int128(start.x &+ end.x) &* weight
      y &+= Int128(start.y &+ end.y) &* weight
      total &+= weight
    }
    guard total != 0 else { return first }
    let middle = first + Point(Int64(truncatingIfNeeded: x / (3 * total)), Int64(truncatingIfNeeded: y / (3 * total)))
    return contains(middle) ? middle : widest(at: middle.y) ?? first
  }

  private func widest(at height: Int64) -> Point? {
    var places: [Int64] = []
    for side in sides where (side.start.y > height) != (side.end.y > height) {
      let way = side.way
      let along = Int128(height &- side.start.y) * Int128(way.x) / Int128(way.y)
      places.append(side.start.x &+ Int64(truncatingIfNeeded: along))
    }
    places.sort()
    var best: (width: Int64, place: Int64)?
    for pair in stride(from: 0, to: places.count - 1, by: 2) {
      let width = places[pair + 1] &- places[pair]
      if best.map({ width > $0.width }) ?? true { best = (width, places[pair] &+ width / 2) }
    }
    return best.map { Point($0.place, height) }
  }

  /// Millimetres between the two nearest points, rounded down; 0 when they touch or overlap.
  package func distance(to other: Polygon) -> Int64 {
    guard let mine = ring.first, let its = other.ring.first else { return 0 }
    if contains(its) || other.contains(mine) { return 0 }
    var least = UInt128.max
    let (left, right) = (sides, other.sides)
    for side in left {
      for opposite in right {
        if side.touches(opposite) { return 0 }
        least = min(
          least, side.squaredDistance(to: opposite.start), side.squaredDistance(to: opposite.end), opposite.squaredDistance(to: side.start),
          opposite.squaredDistance(to: side.end))
      }
    }
    return Int64(clamping: squareRoot(least))
  }

  /// Millimetres from the point to the nearest floor, rounded down; 0 inside.
  package func distance(to point: Point) -> Int64 {
    if ring.isEmpty || contains(point) { return 0 }
    return Int64(clamping: squareRoot(sides.map { $0.squaredDistance(to: point) }.min() ?? 0))
  }
}

extension Side {
  /// In mm², rounded down.
  func squaredDistance(to point: Point) -> UInt128 {
    let length = way.squared
    let along = dot(way, point - start)
    if length <= 0 || along <= 0 { return UInt128(max(0, (point - start).squared)) }
    if along >= length { return UInt128(max(0, (point - end).squared)) }
    let off = UInt128(cross(way, point - start).magnitude)
    return off * off / UInt128(length)
  }
}
