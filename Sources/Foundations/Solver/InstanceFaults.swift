extension Instance {
  /// Everything that is wrong with it, in words that begin with the path of the field; nothing when a search may begin.
  package var faults: [String] {
    var faults = looked
    if faults.found.isEmpty, places > InstanceLimits.places {
      faults.say("tenants", "about \(places) places would have to be looked at, more than \(InstanceLimits.places)")
    }
    return faults.found
  }

  /// Those of them that are numbers beyond their range: they can be told of an instance in which something else is missing.
  package var rangeFaults: [String] { looked.ranges }

  private var looked: InstanceFaults {
    var faults = InstanceFaults()
    frame(&faults)
    ground(&faults)
    keys(&faults)
    for (number, tenant) in tenants.enumerated() { check(tenant, "tenants[\(number)] (\(tenant.id))", &faults) }
    return faults
  }

  private func frame(_ faults: inout InstanceFaults) {
    if format != "alloc-1" { faults.say("format", "\(format) is not alloc-1") }
    faults.check(horizon, "horizon", InstanceLimits.horizon)
    faults.check(weights.frag, "weights.frag", InstanceLimits.euros)
    faults.check(tenants.count, "tenants", 0...InstanceLimits.tenants)
    faults.check(modules.count, "modules", InstanceLimits.modules)
    var seen: Set<String> = []
    for (number, tenant) in tenants.enumerated() where !seen.insert(tenant.id).inserted {
      faults.say("tenants[\(number)].id", "tenant \(tenant.id) stands there twice")
    }
    var known: Set<Int> = []
    for (number, corridor) in corridors.enumerated() where !known.insert(corridor.id).inserted {
      faults.say("corridors[\(number)].id", "two corridors have the id \(corridor.id)")
    }
    for (index, module) in modules.enumerated() {
      let path = "modules[\(index)]"
      if module.id != index { faults.say(path + ".id", "\(module.id) stands at place \(index)") }
      if !known.contains(module.corridor) { faults.say(path + ".corridor", "there is no corridor \(module.corridor)") }
      faults.check(module.inService, path + ".in_service", InstanceLimits.months)
      faults.check(module.window, path + ".window", 0...1)
      faults.check(module.noise, path + ".noise", InstanceLimits.thirds)
      faults.check(module.school, path + ".school", InstanceLimits.thirds)
      faults.check(module.lab, path + ".lab", InstanceLimits.thirds)
    }
  }

  private func ground(_ faults: inout InstanceFaults) {
    let modulesOf = Dictionary(grouping: modules, by: \.corridor)
    for (number, corridor) in corridors.enumerated() {
      let path = "corridors[\(number)]"
      let own = modulesOf[corridor.id] ?? []
      faults.check(corridor.floor, path + ".floor", InstanceLimits.floor)
      faults.check(corridor.modules, path + ".modules", InstanceLimits.modules)
      if own.count != corridor.modules { faults.say(path + ".modules", "says \(corridor.modules), and there are \(own.count)") }
      if own.map(\.pos) != Array(own.indices) { faults.say(path, "its modules are not in order of position from 0 on") }
      if zip(own, own.dropFirst()).contains(where: { $0.id == .max || $1.id != $0.id + 1 }) {
        faults.say(path, "its modules are not consecutive")
      }
      if corridor.edges != nil {
        for fault in floorFaults(corridor) { faults.say(path + ".edges", fault) }
        continue
      }
      for (place, wall) in corridor.fixedWalls.enumerated() where wall < 0 || wall >= own.count - 1 {
        faults.say(path + ".fixed_walls[\(place)]", "there is no wall after position \(wall)")
      }
      let walls = Set(corridor.fixedWalls)
      var run = 0
      for position in own.indices {
        run += 1
        if run > InstanceLimits.cells.upperBound { faults.say(path, "has more than 64 modules without a fixed wall"); break }
        if walls.contains(position) { run = 0 }
      }
    }
  }

  /// About how many blocks are looked at: each choice of start and growth room, its stretches, and the modules a block may begin at.
  private var places: Int {
    let blocks = corridors.reduce(0) { $0 + ($1.edges == nil ? $1.modules : max($1.modules, 2 * ConnectedBlocks.most)) }
    return tenants.reduce(0) { sum, tenant in
      let cuts = Set(tenant.phases.map { $0[0] } + (tenant.moveCost == nil ? [] : tenant.moveOffsets))
      let stretches = 1 + cuts.count { (1..<min(tenant.length, horizon)).contains($0) }
      return sum + tenant.starts.count * (tenant.grow == nil ? stretches : 2 * stretches + 1) * blocks
    }
  }
}
