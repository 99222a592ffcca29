/// The connected sets of cells of a part of a floor, by size: all of them while there are few, else the most compact, spread over the floor.
struct ConnectedBlocks {
  /// Of a size no more are kept.
  static let most = 240
  /// Of those that nest with what somebody has.
  private static let mostNested = 60

  private(set) var bySize: [[UInt64]]
  /// Sizes of which not all are here.
  private(set) var cut: [Int] = []

  init(_ near: [UInt64], largest: Int) {
    bySize = Array(repeating: [], count: largest + 1)
    if largest < 1 { return }
    bySize[1] = near.indices.map { 1 << UInt64($0) }
    for size in 1..<max(1, largest) where size < near.count {
      // Each connected set has a cell without which it still hangs together, so sets come from sets.
      let found = ConnectedBlocks.grown(bySize[size], near)
      let kept = ConnectedBlocks.compact(found, near, most: ConnectedBlocks.most)
      if kept.count < found.count || cut.last == size { cut.append(size + 1) }
      bySize[size + 1] = kept
    }
  }

  private static func grown(_ sets: [UInt64], _ near: [UInt64]) -> [UInt64] {
    var seen: Set<UInt64> = []
    var found: [UInt64] = []
    for set in sets {
      var around = cellsOf(set).reduce(0) { $0 | near[$1] } & ~set
      while around != 0 {
        let bit = around & (0 &- around)
        around &= around - 1
        if seen.insert(set | bit).inserted { found.append(set | bit) }
      }
    }
    return found
  }

  /// The sets that share most walls within; turn by turn of those with each lowest cell, so that no corner goes without.
  private static func compact(_ sets: [UInt64], _ near: [UInt64], most: Int) -> [UInt64] {
    if sets.count <= most { return sets.sorted() }
    let walls = Dictionary(
      uniqueKeysWithValues: sets.map { set in (set, cellsOf(set).reduce(0) { $0 + (near[$1] & set).nonzeroBitCount }) })
    let groups = Dictionary(grouping: sets, by: \.trailingZeroBitCount).sorted { $0.key < $1.key }
      .map { $0.value.sorted { (walls[$1]!, $0) < (walls[$0]!, $1) } }
    var kept: [UInt64] = []
    var turn = 0
    while kept.count < most {
      for group in groups where turn < group.count && kept.count < most { kept.append(group[turn]) }
      turn += 1
    }
    return kept.sorted()
  }

  /// Connected sets of a size that hold these cells or lie within them.
  static func nested(with mask: UInt64, size: Int, _ near: [UInt64]) -> [UInt64] {
    var sets = [mask]
    for _ in 0..<abs(size - mask.nonzeroBitCount) {
      let next = size > mask.nonzeroBitCount ? grown(sets, near) : shrunk(sets, near)
      sets = compact(next, near, most: mostNested)
    }
    return sets
  }
  private static func shrunk(_ sets: [UInt64], _ near: [UInt64]) -> [UInt64] {
    var seen: Set<UInt64> = []
    return sets.flatMap { set in
      cellsOf(set).map { set & ~(1 << UInt64($0)) }
        .filter { less in near.withUnsafeBufferPointer { partsOfCells(less, $0.baseAddress!) } == 1 && seen.insert(less).inserted }
    }
  }
}
