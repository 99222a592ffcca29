import Kernel

/// The parts of a house that a plan fills: cells of one kind on one level that hang together. One behind the other they are a row; else a floor.
package struct HouseFloors: Sendable {
  package struct Part: Sendable, Hashable {
    /// Places of cells; of a row in its order, of a floor in the order of their numbers.
    package let cells: [Int]
    /// Of a floor: pairs of places in `cells` that adjoin. nil of a row.
    package let edges: [[Int]]?

    package init(_ cells: [Int], edges: [[Int]]? = nil) { (self.cells, self.edges) = (cells, edges) }
  }
  /// Beyond, modules are laid in rows: the house has so many of them that all their sets would be more than can be looked through.
  package static let mostModules = 12

  package let parts: [Part]

  package init(_ cells: [PlanningFacts.Cell], areNeighbours: (Int, Int) -> Bool) {
    var parts: [Part] = []
    let groups = Dictionary(grouping: cells.indices) { [cells[$0].kind, String(cells[$0].box.level)] }
    for group in groups.sorted(by: { $0.value[0] < $1.value[0] }).map(\.value) {
      let beside = HouseFloors.beside(group, areNeighbours)
      var left = Set(group)
      for root in group where left.contains(root) {
        let part = HouseFloors.reached(from: root, beside)
        left.subtract(part)
        let most = cells[root].kind == PlanningFacts.module ? HouseFloors.mostModules : HouseRows.longest
        if let row = HouseFloors.row(part, beside, cells) {
          parts.append(Part(row))
        } else if part.count <= most {
          let place = Dictionary(uniqueKeysWithValues: part.enumerated().map { ($1, $0) })
          let edges = part.flatMap { cell in
            beside[cell, default: []].filter { $0 > cell }.compactMap { place[$0] }.map { [place[cell] ?? 0, $0] }
          }
          parts.append(Part(part, edges: edges))
        } else {
          let rows = HouseRows(part.map { cells[$0].box }) { areNeighbours(part[$0], part[$1]) }
          parts += rows.rows.map { Part($0.map { part[$0] }) }
        }
      }
    }
    self.parts = parts.sorted { one, other in
      let (first, second) = (cells[one.cells[0]].box, cells[other.cells[0]].box)
      return (first.level, first.top, first.left, one.cells[0]) < (second.level, second.top, second.left, other.cells[0])
    }
  }

  private static func beside(_ group: [Int], _ areNeighbours: (Int, Int) -> Bool) -> [Int: [Int]] {
    var beside: [Int: [Int]] = [:]
    for (place, one) in group.enumerated() {
      for other in group[(place + 1)...] where areNeighbours(one, other) {
        beside[one, default: []].append(other)
        beside[other, default: []].append(one)
      }
    }
    return beside
  }

  /// These positions of a floor as sets that hang together, none of more than so many; each ascending.
  package static func sets(of positions: [Int], _ edges: [[Int]], most: Int) -> [[Int]] {
    var left = Set(positions)
    var sets: [[Int]] = []
    for root in positions.sorted() where left.contains(root) {
      var set = [root]
      left.remove(root)
      var next = 0
      while next < set.count && set.count < most {
        for edge in edges where edge.contains(set[next]) && set.count < most {
          let other = edge[0] == set[next] ? edge[1] : edge[0]
          if left.remove(other) != nil { set.append(other) }
        }
        next += 1
      }
      sets.append(set.sorted())
    }
    return sets
  }

  /// What hangs together with a cell, ascending.
  static func reached(from root: Int, _ beside: [Int: [Int]]) -> [Int] {
    var found = [root]
    var seen: Set = [root]
    var next = 0
    while next < found.count {
      for other in beside[found[next], default: []] where seen.insert(other).inserted { found.append(other) }
      next += 1
    }
    return found.sorted()
  }

  /// The cells one behind the other, around corners too, from the end that is further up and left; nil when they branch, close a ring or are too many.
  private static func row(_ part: [Int], _ beside: [Int: [Int]], _ cells: [PlanningFacts.Cell]) -> [Int]? {
    if part.count == 1 { return part }
    let ends = part.filter { beside[$0, default: []].count == 1 }
    guard part.count <= HouseRows.longest, ends.count == 2, part.allSatisfy({ beside[$0, default: []].count <= 2 }) else { return nil }
    let first = ends.min { (cells[$0].box.top, cells[$0].box.left, $0) < (cells[$1].box.top, cells[$1].box.left, $1) } ?? ends[0]
    var row = [first]
    while let next = beside[row[row.count - 1], default: []].first(where: { row.count < 2 || $0 != row[row.count - 2] }) {
      row.append(next)
    }
    return row
  }
}
