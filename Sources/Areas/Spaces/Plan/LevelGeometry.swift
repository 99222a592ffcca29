import Kernel

/// A level's lines that no day changes, written once: outline, posts, walls, doors, stairs, and of each cell its path and place for a label.
/// Lengths are in centimetres, so that numbers are short.
package struct LevelGeometry: Sendable {
  /// Something drawn on a level besides its cells.
  package struct Feature: Sendable, Hashable {
    package let kind: String
    package let outline: Polygon
    package init(kind: String, outline: Polygon) { (self.kind, self.outline) = (kind, outline) }
  }
  /// Where a cell's label stands, and how much room it has there.
  package struct Label: Sendable, Hashable {
    package let x: Int64
    package let y: Int64
    package let width: Int64
    package let height: Int64
  }
  package let left: Int64
  package let top: Int64
  package let width: Int64
  package let height: Int64
  /// The floor under the cells.
  package let floor: Markup
  /// What lies over the cells.
  package let above: Markup
  /// `M…Z` of each cell, by place in the timeline.
  package let paths: [Int: Markup]
  package let labels: [Int: Label]
  /// Walls that two cells share, by their places; cells of different times too, since the day chooses who stands.
  package let walls: [SharedWall]

  package struct SharedWall: Sendable, Hashable {
    package let first: Int
    package let second: Int
    package let wall: Segment
  }

  /// Room around the outline for walls, scale and north arrow.
  static let margin: Int64 = 90
  static let foot: Int64 = 170

  package init(_ level: PlanLevel, cells: [(place: Int, cell: PlanCell)], features: [Feature]) {
    let (low, high) = level.outline.bounds
    left = low.x / 10 - LevelGeometry.margin
    top = low.y / 10 - LevelGeometry.margin
    width = (high.x - low.x) / 10 + 2 * LevelGeometry.margin
    height = (high.y - low.y) / 10 + 2 * LevelGeometry.margin + LevelGeometry.foot
    var paths: [Int: Markup] = [:]
    var labels: [Int: Label] = [:]
    for (place, cell) in cells {
      paths[place] = LevelGeometry.path(cell.outline)
      labels[place] = LevelGeometry.label(cell.outline)
    }
    (self.paths, self.labels) = (paths, labels)
    walls = LevelGeometry.shared(cells)
    var floor = Markup()
    floor.raw("<path class=\"floor\" d=\"")
    floor.add(LevelGeometry.path(level.outline))
    floor.raw("\"/>")
    self.floor = floor
    var above = Markup()
    above.raw("<g aria-hidden=\"true\" class=\"build\"><path class=\"shell\" d=\"")
    above.add(LevelGeometry.path(level.outline))
    above.raw("\"/>")
    for feature in features { FeatureDrawing.draw(feature, into: &above) }
    above.raw("</g>")
    self.above = above
  }

  /// From left to right, so that each is compared only with those that begin before it ends.
  private static func shared(_ cells: [(place: Int, cell: PlanCell)]) -> [SharedWall] {
    let inOrder = cells.map { (place: $0.place, cell: $0.cell, bounds: $0.cell.outline.bounds) }.sorted { $0.bounds.low.x < $1.bounds.low.x }
    var found: [SharedWall] = []
    for (index, one) in inOrder.enumerated() {
      for other in inOrder[(index + 1)...] {
        if other.bounds.low.x > one.bounds.high.x { break }
        guard one.cell.span.overlaps(other.cell.span) else { continue }
        for wall in one.cell.outline.walls(with: other.cell.outline) {
          found.append(SharedWall(first: min(one.place, other.place), second: max(one.place, other.place), wall: wall))
        }
      }
    }
    return found
  }

  static func path(_ polygon: Polygon) -> Markup {
    var path = Markup(capacity: 64)
    var last = Point(0, 0)
    for (place, point) in polygon.ring.enumerated() {
      let at = Point(point.x / 10, point.y / 10)
      if place > 0, at.y == last.y {
        path.raw("H")
        path.add(at.x)
      } else if place > 0, at.x == last.x {
        path.raw("V")
        path.add(at.y)
      } else {
        path.raw(place == 0 ? "M" : "L")
        path.add(at.x)
        path.raw(" ")
        path.add(at.y)
      }
      last = at
    }
    path.raw("Z")
    return path
  }

  /// An open line.
  static func line(_ ring: [Point]) -> Markup {
    var path = Markup()
    for (place, point) in ring.enumerated() {
      path.raw(place == 0 ? "M" : "L")
      path.add(point.x / 10)
      path.raw(" ")
      path.add(point.y / 10)
    }
    return path
  }

  private static func label(_ polygon: Polygon) -> Label {
    let (low, high) = polygon.bounds
    let middle = polygon.centre
    if polygon.ring.count <= 4 {
      return Label(x: (low.x + high.x) / 20, y: (low.y + high.y) / 20, width: (high.x - low.x) / 10, height: (high.y - low.y) / 10)
    }
    // In an outline with corners the label keeps to the widest stretch around its centre, grown while it stays inside.
    var (halfWidth, halfHeight): (Int64, Int64) = (0, 0)
    let steps: Int64 = 16
    for step in 1...steps {
      let (across, down) = ((high.x - low.x) * step / (2 * steps), (high.y - low.y) * step / (2 * steps))
      if holds(polygon, middle, across, halfHeight) { halfWidth = across }
      if holds(polygon, middle, halfWidth, down) { halfHeight = down }
    }
    return Label(x: middle.x / 10, y: middle.y / 10, width: halfWidth / 5, height: halfHeight / 5)
  }

  private static func holds(_ polygon: Polygon, _ middle: Point, _ across: Int64, _ down: Int64) -> Bool {
    [(-across, -down), (across, -down), (across, down), (-across, down)].allSatisfy {
      polygon.contains(Point(middle.x + $0.0, middle.y + $0.1))
    }
  }
}
