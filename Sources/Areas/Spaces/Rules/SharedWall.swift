import Kernel

extension Polygon {
  /// Millimetres of wall the two have in common. With gap 0 that is wall drawn on the very same line; otherwise walls that face each other,
  /// each on the outer side of the other, at most `gap` millimetres apart and at most one part in twenty out of parallel.
  /// The same whichever of the two is asked.
  package func sharedWall(with other: Polygon, gap: Int64 = 0) -> Int64 {
    let gap = min(max(0, gap), Polygon.furthest)
    guard boundsMeet(other, within: gap) else { return 0 }
    var total: Int64 = 0
    let its = other.clockwise.sides
    for side in clockwise.sides {
      for opposite in its { total &+= side.common(with: opposite, gap: gap) }
    }
    return total
  }
}

extension Side {
  /// Millimetres along which the two walls of clockwise outlines face each other.
  func common(with other: Side, gap: Int64) -> Int64 {
    guard dot(way, other.way) < 0 else { return 0 }
    // The longer wall is the ruler, so that it does not matter which is asked.
    let isRuler = (way.squared, start, end) >= (other.way.squared, other.start, other.end)
    let stretch = isRuler ? facing(other, gap: gap) : other.facing(self, gap: gap)
    guard let stretch, stretch.high > stretch.low else { return 0 }
    let length = UInt128(stretch.high - stretch.low)
    return Int64(clamping: squareRoot(length * length / UInt128(isRuler ? way.squared : other.way.squared)))
  }

  /// The part of this wall that the other faces, as products of lengths along `way`.
  func facing(_ other: Side, gap: Int64) -> (low: Int64, high: Int64)? {
    let length = way.squared
    guard length > 0 else { return nil }
    let (first, second) = (cross(way, other.start - start), cross(way, other.end - start))
    if gap == 0 {
      guard first == 0, second == 0 else { return nil }
    } else {
      // The outside of a clockwise ring is where the cross product is negative.
      guard first <= 0, second <= 0 else { return nil }
      let most = UInt128(gap) * UInt128(gap) * UInt128(length)
      guard UInt128(first.magnitude) * UInt128(first.magnitude) <= most, UInt128(second.magnitude) * UInt128(second.magnitude) <= most
      else { return nil }
      guard cross(way, other.way).magnitude / 5 <= dot(way, other.way).magnitude / 100 else { return nil }
    }
    let (begins, ends) = (dot(way, other.end - start), dot(way, other.start - start))
    return (max(0, begins), min(length, ends))
  }
}
