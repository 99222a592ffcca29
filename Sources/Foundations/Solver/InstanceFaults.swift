extension Instance {
  /// Everything that is wrong with it, in words; nothing when a search may begin.
  package var faults: [String] { frameFaults + groundFaults + keyFaults + tenants.flatMap(faults(of:)) }

  private var frameFaults: [String] {
    var faults: [String] = []
    if format != "alloc-1" { faults.append("the format is \(format), not alloc-1") }
    if !(1...1200).contains(horizon) { faults.append("the horizon is \(horizon) months, not 1 to 1200") }
    if weights.frag < 0 { faults.append("the weight of free runs is negative") }
    let ids = tenants.map(\.id)
    for twice in Set(ids.filter { id in ids.count { $0 == id } > 1 }).sorted() { faults.append("tenant \(twice) stands there twice") }
    let corridorIDs = corridors.map(\.id)
    if Set(corridorIDs).count != corridorIDs.count { faults.append("two corridors have one id") }
    return faults
  }

  private var groundFaults: [String] {
    var faults: [String] = []
    for (index, module) in modules.enumerated() where module.id != index { faults.append("module \(module.id) stands at place \(index)") }
    for corridor in corridors {
      let own = modules.filter { $0.corridor == corridor.id }
      if own.count != corridor.modules { faults.append("corridor \(corridor.id) says \(corridor.modules) modules and has \(own.count)") }
      if own.map(\.pos) != Array(own.indices) {
        faults.append("the modules of corridor \(corridor.id) are not in order of position from 0 on")
      }
      if zip(own, own.dropFirst()).contains(where: { $1.id != $0.id + 1 }) {
        faults.append("the modules of corridor \(corridor.id) are not consecutive")
      }
      if let edges = corridor.edges {
        faults += floorFaults(corridor, edges)
        continue
      }
      for wall in corridor.fixedWalls where !(0..<max(0, corridor.modules - 1)).contains(wall) {
        faults.append("corridor \(corridor.id) has no wall after position \(wall)")
      }
      var run = 0
      for position in 0..<max(0, corridor.modules) {
        run += 1
        if run > 64 { faults.append("corridor \(corridor.id) has more than 64 modules without a fixed wall"); break }
        if corridor.fixedWalls.contains(position) { run = 0 }
      }
    }
    let known = Set(corridors.map(\.id))
    for module in modules where !known.contains(module.corridor) { faults.append("module \(module.id) is in no corridor") }
    for module in modules where module.inService < 0 || !(0...1).contains(module.window) || !(0...3).contains(module.noise) {
      faults.append("module \(module.id) has a month, a window or a noise that cannot be")
    }
    return faults
  }

  private func faults(of tenant: Tenant) -> [String] {
    var faults: [String] = []
    let say = { (what: String) in faults.append("tenant \(tenant.id): \(what)") }
    if !(0...100).contains(tenant.prob) { say("the probability is \(tenant.prob), not 0 to 100") }
    if tenant.starts.isEmpty || tenant.starts != tenant.starts.sorted() || tenant.starts.contains(where: { !(0..<horizon).contains($0) }) {
      say("the starts must be months within the horizon, ascending")
    }
    if tenant.length < 1 { say("the stay is shorter than a month") }
    if !(0...1_000_000).contains(tenant.rent) || !(0...1_000_000).contains(tenant.waitCost) || (tenant.moveCost ?? 0) < 0 {
      say("rent, cost of waiting and cost of a move must be from 0 on")
    }
    if tenant.phases.contains(where: { $0.count != 2 }) || tenant.phases.first?.first != 0 {
      say("the phases are pairs of an offset and a size, the first from offset 0 on")
    } else {
      let offsets = tenant.phases.map { $0[0] }
      if zip(offsets, offsets.dropFirst()).contains(where: { $0 >= $1 }) { say("the offsets of the phases must ascend") }
      if tenant.phases.contains(where: { !(1...64).contains($0[1]) }) { say("a phase needs 1 to 64 modules") }
      if tenant.current == nil && tenant.currentCells != nil { say("cells of today without the first of them") }
      if let current = tenant.current { faults += todayFaults(of: tenant, at: current) }
    }
    if let within = tenant.within, within.isEmpty || !Set(within).isSubset(of: corridors.map(\.id)) {
      say("may go to no corridor, or to one that is not there")
    }
    if let grow = tenant.grow, grow.offset < 0 || grow.extra < 1 || grow.extra > 64 || !(0...100).contains(grow.prob) {
      say("the growth is not an offset, one module or more and a probability")
    }
    return faults
  }

  private func todayFaults(of tenant: Tenant, at current: Int) -> [String] {
    let size = tenant.phases[0][1]
    if let floor = corridors.first(where: { modules.indices.contains(current) && $0.id == modules[current].corridor }), floor.edges != nil {
      return floorFaults(of: tenant, at: current, on: floor)
    }
    if tenant.currentCells.map({ $0 != Array(current..<(current + size)) }) ?? false {
      return ["tenant \(tenant.id): the cells of today are not those from \(current) on"]
    }
    let isThere =
      modules.indices.contains(current) && modules.indices.contains(current + size - 1)
      && modules[current].corridor == modules[current + size - 1].corridor
      && !(corridors.first { $0.id == modules[current].corridor }?.fixedWalls ?? []).contains {
        (modules[current].pos..<(modules[current].pos + size - 1)).contains($0)
      }
    return isThere ? [] : ["tenant \(tenant.id): \(size) modules from \(current) on are no block"]
  }
}
