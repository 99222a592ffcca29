// Floors as the extension of the format has them: sets of cells that hang together, by the edges of the instance.
extension PlanValue {
  /// The cells a plan names in a floor, if they may be a block.
  static func connected(
    _ first: Int, _ size: Int, _ named: [Int]?, of tenant: Instance.Tenant, in corridor: Instance.Corridor, _ edges: [[Int]],
    _ instance: Instance
  ) throws(BrokenRule) -> [Int] {
    guard let named else { throw .cellsNotNamed(tenant.id, first: first) }
    guard Set(named).count == size, named.count == size, named.min() == first,
      named.allSatisfy({ instance.modules.indices.contains($0) && instance.modules[$0].corridor == corridor.id })
    else { throw .noSuchBlock(tenant.id, first: first, size: size) }
    if size > 12 { throw .tooManyCells(tenant.id, size) }
    let positions = Set(named.map { instance.modules[$0].pos })
    if reached(from: instance.modules[first].pos, within: positions, edges) != positions { throw .notConnected(tenant.id, named) }
    return named
  }

  /// How many parts the free cells of all floors make in a month.
  static func freeParts(_ instance: Instance, _ holder: [[Int?]], _ month: Int) -> Int {
    var parts = 0
    for corridor in instance.corridors {
      guard let edges = corridor.edges else { continue }
      var free = Set(
        instance.modules.filter {
          $0.corridor == corridor.id && $0.inService <= month && month < $0.outOfService ?? .max && holder[$0.id][month] == nil
        }.map(\.pos))
      while let one = free.first {
        free.subtract(reached(from: one, within: free, edges))
        parts += 1
      }
    }
    return parts
  }

  private static func reached(from position: Int, within all: Set<Int>, _ edges: [[Int]]) -> Set<Int> {
    var found: Set = [position]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for edge in edges where all.contains(edge[0]) && all.contains(edge[1]) && found.contains(edge[0]) != found.contains(edge[1]) {
        found.formUnion(edge)
        isGrowing = true
      }
    }
    return found
  }
}
