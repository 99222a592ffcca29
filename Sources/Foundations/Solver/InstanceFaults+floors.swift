extension Instance {
  /// What is wrong with a floor.
  func floorFaults(_ corridor: Corridor, _ edges: [[Int]]) -> [String] {
    let positions = 0..<max(0, corridor.modules)
    for edge in edges where edge.count != 2 || edge.first == edge.last || !edge.allSatisfy(positions.contains) {
      return ["an edge of floor \(corridor.id) does not join two of its positions"]
    }
    if !corridor.fixedWalls.isEmpty { return ["floor \(corridor.id) has fixed walls; there is no edge where a wall stays"] }
    let isTooLarge = Floor.parts(Floor.beside(edges, of: positions.count)).contains { $0.count > 64 }
    return isTooLarge ? ["floor \(corridor.id) has more than 64 modules that hang together"] : []
  }

  /// What is wrong with what a tenant has on a floor.
  func floorFaults(of tenant: Tenant, at current: Int, on floor: Corridor) -> [String] {
    let cells = tenant.currentCells ?? (tenant.phases[0][1] == 1 ? [current] : [])
    let isThere =
      cells.first == current && cells == cells.sorted() && Set(cells).count == tenant.phases[0][1]
      && cells.allSatisfy { modules.indices.contains($0) && modules[$0].corridor == floor.id }
    if !isThere { return ["tenant \(tenant.id): today's cells are not \(tenant.phases[0][1]) of one floor, ascending, the first first"] }
    let first = modules.first { $0.corridor == floor.id }?.id ?? 0
    let isOne = Floor(floor, floor.edges ?? [], first: first).zones.contains { zone in
      guard let near = zone.near else { return false }
      let mask = cells.reduce(UInt64(0)) { mask, cell in zone.modules.firstIndex(of: cell).map { mask | 1 << UInt64($0) } ?? mask }
      return mask.nonzeroBitCount == cells.count && near.withUnsafeBufferPointer { partsOfCells(mask, $0.baseAddress!) } == 1
    }
    return isOne ? [] : ["tenant \(tenant.id): today's cells do not hang together"]
  }
}
