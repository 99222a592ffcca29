import Kernel

@testable import Spaces

/// A generator that gives the same numbers on every run.
struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

func metres(_ points: (Int64, Int64)...) -> [Point] { points.map { Point($0.0 * 1000, $0.1 * 1000) } }
func room(_ x: Int64, _ y: Int64, _ width: Int64, _ depth: Int64) -> Polygon {
  .rectangle(x: x * 1000, y: y * 1000, width: width * 1000, depth: depth * 1000)
}
func cellID(_ number: Int) -> ID<Cell> { ID("cell-\(String(10_000 + number))") }
let ground = ID<Level>("level-0")

/// A grid of cells of 5 by 3 metres; number = row * columns + column.
func gridCells(_ columns: Int, _ rows: Int) -> [(id: ID<Cell>, level: ID<Level>, outline: Polygon)] {
  (0..<columns * rows)
    .map { (cellID($0), ground, room(Int64($0 % columns) * 5, Int64($0 / columns) * 3, 5, 3)) }
}

/// A simple polygon: points around a centre, sorted by angle, each at its own distance.
func randomStar(_ dice: inout Dice, around centre: Point, reach: Int64) -> Polygon? {
  var points: Set<Point> = []
  for _ in 0..<Int.random(in: 5...12, using: &dice) {
    points.insert(Point(Int64.random(in: -reach...reach, using: &dice), Int64.random(in: -reach...reach, using: &dice)))
  }
  points.remove(Point(0, 0))
  func half(_ point: Point) -> Int { point.y < 0 || (point.y == 0 && point.x < 0) ? 1 : 0 }
  let sorted = points.sorted { left, right in
    if half(left) != half(right) { return half(left) < half(right) }
    let turned = cross(left, right)
    return turned != 0 ? turned > 0 : left.squared < right.squared
  }
  // Two points in the same direction would make a spike.
  for (one, other) in zip(sorted, sorted.dropFirst()) where cross(one, other) == 0 { return nil }
  return try? Polygon(checking: sorted.map { $0 + centre })
}
