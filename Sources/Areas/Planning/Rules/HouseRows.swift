import Kernel

/// The rows of a house: chains of cells, each beside the next, that together hold every cell once. A row is what the allocation calls a corridor.
/// Cells are numbers from 0; boxes are in millimetres.
package struct HouseRows: Sendable {
  package struct Box: Sendable, Hashable {
    package let level: Int
    package let left: Int64
    package let top: Int64
    package let right: Int64
    package let bottom: Int64

    package init(level: Int, left: Int64, top: Int64, right: Int64, bottom: Int64) {
      (self.level, self.left, self.top, self.right, self.bottom) = (level, left, top, right, bottom)
    }
  }
  /// No row is longer: what is held in a month is one word.
  package static let longest = 64

  package let rows: [[Int]]

  package init(_ boxes: [Box], areNeighbours: (Int, Int) -> Bool) {
    let across = HouseRows.nexts(boxes, areNeighbours) { ($0.left, $0.right, $0.top, $0.bottom) }
    let down = HouseRows.nexts(boxes, areNeighbours) { ($0.top, $0.bottom, $0.left, $0.right) }
    var left = Set(boxes.indices)
    var rows: [[Int]] = []
    while !left.isEmpty {
      // The longest of what is left, across before down, from the lowest number.
      let found = HouseRows.chains(left, across) + HouseRows.chains(left, down)
      guard let best = found.max(by: { $0.count < $1.count }) else { break }
      let longest = found.first { $0.count == best.count } ?? best
      rows.append(Array(longest.prefix(HouseRows.longest)))
      left.subtract(rows[rows.count - 1])
    }
    self.rows = rows.sorted { one, other in
      let (first, second) = (boxes[one[0]], boxes[other[0]])
      return (first.level, first.top, first.left, one[0]) < (second.level, second.top, second.left, other[0])
    }
  }

  /// For each cell the one that follows it on the axis: beside it, overlapping by half the smaller side or more; of several the one that overlaps most.
  private static func nexts(
    _ boxes: [Box], _ areNeighbours: (Int, Int) -> Bool, _ axis: (Box) -> (near: Int64, far: Int64, low: Int64, high: Int64)
  ) -> [Int: Int] {
    var taken: Set<Int> = []
    var next: [Int: Int] = [:]
    for one in boxes.indices {
      let here = axis(boxes[one])
      var best: (other: Int, overlap: Int64)?
      for other in boxes.indices where other != one && boxes[other].level == boxes[one].level && !taken.contains(other) {
        let there = axis(boxes[other])
        guard there.near + there.far > here.near + here.far, there.near >= (here.near + here.far) / 2 else { continue }
        let overlap = min(here.high, there.high) - max(here.low, there.low)
        guard 2 * overlap >= min(here.high - here.low, there.high - there.low), overlap > best?.overlap ?? 0 else { continue }
        if areNeighbours(one, other) { best = (other, overlap) }
      }
      if let best {
        next[one] = best.other
        taken.insert(best.other)
      }
    }
    return next
  }

  private static func chains(_ left: Set<Int>, _ next: [Int: Int]) -> [[Int]] {
    let followers = Set(left.compactMap { next[$0] })
    return left.filter { !followers.contains($0) }.sorted().map { head in
      var chain = [head]
      while let follower = next[chain[chain.count - 1]], left.contains(follower) { chain.append(follower) }
      return chain
    }
  }
}
