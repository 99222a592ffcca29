extension Instance {
  /// What is wrong with a floor.
  func floorFaults(_ corridor: Corridor) -> [String] {
    guard let edges = corridor.edges, InstanceLimits.modules.contains(corridor.modules) else { return ["of a floor of no possible size"] }
    let positions = 0..<corridor.modules
    for edge in edges where edge.count != 2 || edge.first == edge.last || !edge.allSatisfy(positions.contains) {
      return ["\(edge) does not join two of its positions"]
    }
    if !corridor.fixedWalls.isEmpty { return ["a floor has no fixed walls; there is no edge where a wall stays"] }
    let isTooLarge = Floor.parts(Floor.beside(edges, of: positions.count)).contains { $0.count > InstanceLimits.cells.upperBound }
    return isTooLarge ? ["more than 64 modules hang together"] : []
  }

  /// What is wrong with what a tenant has on a floor that is as it should be.
  func floorFaults(of tenant: Tenant, at current: Int, on floor: Corridor) -> [String] {
    let size = tenant.phases[0][1]
    let cells = tenant.currentCells ?? (size == 1 ? [current] : [])
    let isThere =
      cells.first == current && cells == cells.sorted() && cells.count == size && Set(cells).count == size
      && cells.allSatisfy { modules.indices.contains($0) && modules[$0].corridor == floor.id }
    if !isThere { return ["today's cells are not \(size) of one floor, ascending, the first first"] }
    let first = modules.firstIndex { $0.corridor == floor.id } ?? 0
    let isOne = Floor(floor, floor.edges ?? [], first: first).zones.contains { zone in
      guard let near = zone.near else { return false }
      let mask = cells.reduce(UInt64(0)) { mask, cell in zone.modules.firstIndex(of: cell).map { mask | 1 << UInt64($0) } ?? mask }
      return mask.nonzeroBitCount == cells.count && near.withUnsafeBufferPointer { partsOfCells(mask, $0.baseAddress!) } == 1
    }
    return isOne ? [] : ["today's cells do not hang together"]
  }
}
