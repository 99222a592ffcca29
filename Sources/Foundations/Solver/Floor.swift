/// A floor whose cells adjoin as they will: the parts of it that hang together are zones.
package struct Floor {
  /// No tenant has more cells of a floor.
  package static let largest = 12

  let zones: [Zone]

  init(_ corridor: Instance.Corridor, _ edges: [[Int]], first: Int) {
    let beside = Floor.beside(edges, of: corridor.modules)
    zones = Floor.parts(beside).map { part in
      let place = Dictionary(uniqueKeysWithValues: part.enumerated().map { ($1, $0) })
      return Zone(
        modules: part.map { first + $0 }, corridor: corridor.id,
        near: part.map { cell in beside[cell].reduce(0) { $0 | 1 << UInt64(place[$1]!) } })
    }
  }

  /// By cell of so many, those that adjoin it.
  static func beside(_ edges: [[Int]], of cells: Int) -> [[Int]] {
    var beside: [[Int]] = Array(repeating: [], count: cells)
    for edge in edges {
      beside[edge[0]].append(edge[1])
      beside[edge[1]].append(edge[0])
    }
    return beside
  }

  /// Connected parts, the cells of each ascending.
  static func parts(_ beside: [[Int]]) -> [[Int]] {
    var isSeen = Array(repeating: false, count: beside.count)
    return beside.indices.compactMap { root in
      if isSeen[root] { return nil }
      var part = [root]
      isSeen[root] = true
      var next = 0
      while next < part.count {
        for other in beside[part[next]] where !isSeen[other] {
          isSeen[other] = true
          part.append(other)
        }
        next += 1
      }
      return part.sorted()
    }
  }
}

/// How many connected parts these cells make.
func partsOfCells(_ cells: UInt64, _ near: UnsafePointer<UInt64>) -> Int {
  var left = cells
  var parts = 0
  while left != 0 {
    parts += 1
    var wave = left & (0 &- left)
    left &= ~wave
    while wave != 0 {
      let cell = wave.trailingZeroBitCount
      wave &= wave - 1
      let reached = near[cell] & left
      left &= ~reached
      wave |= reached
    }
  }
  return parts
}
