import Kernel

extension Polygon {
  /// The two parts on either side of a straight cut between two points of the border, the one after `start` (clockwise) first.
  /// The points must lie exactly on walls; the cut runs through the inside and touches the border nowhere else.
  package func split(from start: Point, to end: Point) throws(PolygonFault) -> (Polygon, Polygon) {
    var ring = clockwise.ring
    for point in [start, end] {
      guard point.x.magnitude <= UInt64(Polygon.furthest), point.y.magnitude <= UInt64(Polygon.furthest) else { throw .tooFar(point) }
      if ring.contains(point) { continue }
      guard let place = Polygon(known: ring).sides.firstIndex(where: { $0.holds(point) }) else { throw .cutOffBorder(point) }
      ring.insert(point, at: place + 1)
    }
    guard start != end, let first = ring.firstIndex(of: start), let second = ring.firstIndex(of: end) else { throw .cutOutside }
    let cut = Side(start: start, end: end)
    for side in Polygon(known: ring).sides {
      let (begins, ends) = (side.start == start || side.start == end, side.end == start || side.end == end)
      if begins && ends { throw .cutOutside }
      if begins ? cut.holds(side.end) : ends ? cut.holds(side.start) : side.touches(cut) { throw .cutOutside }
    }
    let turned = Array(ring[first...] + ring[..<first])
    let length = (second - first + ring.count) % ring.count
    let (one, other) = (Array(turned[...length]), Array(turned[length...]) + [start])
    // A cut through the open air would turn one of the parts inside out.
    guard Polygon(known: one).doubledArea > 0, Polygon(known: other).doubledArea > 0 else { throw .cutOutside }
    return (try Polygon(checking: one), try Polygon(checking: other))
  }
}
