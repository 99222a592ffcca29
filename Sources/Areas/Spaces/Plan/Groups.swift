import Kernel

/// Cells of a level that one holder has side by side are drawn as one: the walls between them stand back, and the name is written once,
/// across the widest row. Made for each drawing, since who has what changes with the day.
struct Groups {
  /// Cells, by place, whose name is written in another's row: only their code is.
  private(set) var nameless: Set<Int> = []
  /// The row a name is written across, by the first cell of the row.
  private(set) var rows: [Int: LevelGeometry.Label] = [:]
  /// Walls between cells of one holder, by the fact whose colours they take.
  private(set) var walls: [(fact: CellFact, walls: [Segment])] = []

  init(_ facts: [CellFact], _ geometry: LevelGeometry, _ timeline: Timeline, holder: (CellFact) -> Int?) {
    var holders: [Int: Int] = [:]
    var known: [Int: CellFact] = [:]
    for fact in facts {
      known[fact.cell] = fact
      if let one = holder(fact) { holders[fact.cell] = one }
    }
    // One of each set stands for it.
    var leaders: [Int: Int] = [:]
    func leader(of cell: Int) -> Int {
      var one = cell
      while let next = leaders[one], next != one { one = next }
      return one
    }
    var between: [Int: [Segment]] = [:]
    for shared in geometry.walls {
      guard let one = holders[shared.first], one == holders[shared.second], let first = known[shared.first],
        let second = known[shared.second], first.state == second.state
      else { continue }
      let (left, right) = (leader(of: shared.first), leader(of: shared.second))
      leaders[max(left, right)] = min(left, right)
      between[shared.first, default: []].append(shared.wall)
    }
    let sets = Dictionary(grouping: holders.keys.sorted()) { leader(of: $0) }
    for (first, cells) in sets.sorted(by: { $0.key < $1.key }) where cells.count > 1 {
      if let fact = known[first] { walls.append((fact, cells.flatMap { between[$0] ?? [] })) }
      name(cells, timeline)
    }
  }

  /// Chooses the row of the set with the most floor for the name.
  private mutating func name(_ cells: [Int], _ timeline: Timeline) {
    struct Run {
      var cells: [Int]
      var low: Point
      var high: Point
      var floor: Int64 { (high.x - low.x) * (high.y - low.y) }
    }
    let boxes = cells.map { (cell: $0, bounds: timeline.cells[$0].outline.bounds, isBox: timeline.cells[$0].outline.ring.count == 4) }
    let inOrder = boxes.sorted { ($0.bounds.low.y, $0.bounds.low.x) < ($1.bounds.low.y, $1.bounds.low.x) }
    var runs: [Run] = []
    for box in inOrder {
      if box.isBox, let last = runs.last, last.low.y == box.bounds.low.y, last.high.y == box.bounds.high.y, last.high.x == box.bounds.low.x {
        runs[runs.count - 1].high = box.bounds.high
        runs[runs.count - 1].cells.append(box.cell)
      } else {
        runs.append(Run(cells: [box.cell], low: box.bounds.low, high: box.bounds.high))
      }
    }
    guard let widest = runs.max(by: { ($0.floor, $1.low.x) < ($1.floor, $0.low.x) }), let first = widest.cells.first else { return }
    nameless.formUnion(cells)
    if widest.cells.count == 1 {
      nameless.remove(first)
      return
    }
    let (width, height) = ((widest.high.x - widest.low.x) / 10, (widest.high.y - widest.low.y) / 10)
    // The numbers keep the upper part of the row.
    rows[first] = LevelGeometry.Label(
      x: (widest.low.x + widest.high.x) / 20, y: (widest.low.y + widest.high.y) / 20 + height / 8, width: width, height: height * 3 / 4)
  }
}

/// A stretch of wall in millimetres.
package struct Segment: Sendable, Hashable {
  package let start: Point
  package let end: Point
}

extension Polygon {
  /// The stretches that this outline and another have in common, drawn on the very same line.
  func walls(with other: Polygon) -> [Segment] {
    guard boundsMeet(other, within: 0) else { return [] }
    let its = other.clockwise.sides
    return clockwise.sides.flatMap { side in
      its.compactMap { opposite -> Segment? in
        guard dot(side.way, opposite.way) < 0, let stretch = side.facing(opposite, gap: 0), stretch.high > stretch.low else { return nil }
        let length = side.way.squared
        func point(_ at: Int64) -> Point {
          Point(
            side.start.x + Int64(Int128(side.way.x) * Int128(at) / Int128(length)),
            side.start.y + Int64(Int128(side.way.y) * Int128(at) / Int128(length)))
        }
        return Segment(start: point(stretch.low), end: point(stretch.high))
      }
    }
  }
}
