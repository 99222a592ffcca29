// What is wrong with a tenant, each with the path of its field.
extension Instance {
  func check(_ tenant: Tenant, _ path: String, _ faults: inout InstanceFaults) {
    faults.check(tenant.prob, path + ".prob", InstanceLimits.percent)
    faults.check(tenant.rent, path + ".rent", InstanceLimits.euros)
    faults.check(tenant.waitCost, path + ".wait_cost", InstanceLimits.euros)
    faults.check(tenant.length, path + ".length", 1...InstanceLimits.months.upperBound)
    if let cost = tenant.moveCost { faults.check(cost, path + ".move_cost", InstanceLimits.moveCost) }
    for (place, offset) in tenant.moveOffsets.enumerated() { faults.check(offset, path + ".move_offsets[\(place)]", InstanceLimits.months) }
    if tenant.starts.isEmpty { faults.say(path + ".starts", "there is no month to start in") }
    for (place, start) in tenant.starts.enumerated() where start < 0 || start >= horizon {
      faults.say(path + ".starts[\(place)]", "month \(start) is not within the horizon")
    }
    if zip(tenant.starts, tenant.starts.dropFirst()).contains(where: { $0 >= $1 }) {
      faults.say(path + ".starts", "the months must ascend")
    }
    if let grow = tenant.grow {
      faults.check(grow.offset, path + ".grow.offset", InstanceLimits.months)
      faults.check(grow.extra, path + ".grow.extra", InstanceLimits.cells)
      faults.check(grow.prob, path + ".grow.prob", InstanceLimits.percent)
    }
    check(tenant.prefs, path + ".prefs", &faults)
    if let within = tenant.within, within.isEmpty || !Set(within).isSubset(of: corridors.map(\.id)) {
      faults.say(path + ".within", "names no corridor, or one that is not there")
    }
    if checkPhases(of: tenant, path + ".phases", &faults) { checkToday(of: tenant, path, &faults) }
  }

  private func check(_ prefs: Preferences, _ path: String, _ faults: inout InstanceFaults) {
    faults.check(prefs.window, path + ".window", InstanceLimits.liking)
    faults.check(prefs.quiet, path + ".quiet", InstanceLimits.liking)
    faults.check(prefs.school, path + ".school", InstanceLimits.liking)
    faults.check(prefs.lab, path + ".lab", InstanceLimits.liking)
    for (floor, value) in prefs.floor.sorted(by: { $0.key < $1.key }) {
      if Int(floor).map(String.init) != floor { faults.say(path + ".floor", "\(floor) is not the number of a floor") }
      faults.check(value, path + ".floor.\(floor)", InstanceLimits.liking)
    }
  }

  /// Whether the first size can be relied on.
  private func checkPhases(of tenant: Tenant, _ path: String, _ faults: inout InstanceFaults) -> Bool {
    if tenant.phases.isEmpty { faults.say(path, "there is none"); return false }
    var isSound = true
    for (place, phase) in tenant.phases.enumerated() {
      guard phase.count == 2 else {
        faults.say(path + "[\(place)]", "is not a pair of an offset and a size")
        isSound = false
        continue
      }
      if place == 0, phase[0] != 0 { faults.say(path + "[0]", "the first offset is \(phase[0]), not 0") }
      faults.check(phase[0], path + "[\(place)][0]", InstanceLimits.months)
      faults.check(phase[1], path + "[\(place)][1]", InstanceLimits.cells)
    }
    if isSound, zip(tenant.phases, tenant.phases.dropFirst()).contains(where: { $0[0] >= $1[0] }) {
      faults.say(path, "the offsets must ascend")
    }
    return isSound && InstanceLimits.cells.contains(tenant.phases[0][1])
  }

  private func checkToday(of tenant: Tenant, _ path: String, _ faults: inout InstanceFaults) {
    guard let current = tenant.current else {
      if tenant.currentCells != nil { faults.say(path + ".current_cells", "cells of today without the first of them in current") }
      return
    }
    guard modules.indices.contains(current), let corridor = corridors.first(where: { $0.id == modules[current].corridor }) else {
      faults.say(path + ".current", "there is no module \(current)")
      return
    }
    let size = tenant.phases[0][1]
    if corridor.edges != nil {
      // On a floor that is wrong itself nothing more can be said.
      if floorFaults(corridor).isEmpty {
        for fault in floorFaults(of: tenant, at: current, on: corridor) { faults.say(path + ".current_cells", fault) }
      }
      return
    }
    if let cells = tenant.currentCells, cells != Array(current..<(current + size)) {
      faults.say(path + ".current_cells", "are not the \(size) from \(current) on")
    }
    let last = current + size - 1
    let isOne =
      modules.indices.contains(last) && modules[last].corridor == corridor.id
      && !corridor.fixedWalls.contains { $0 >= modules[current].pos && $0 < modules[last].pos }
    if !isOne { faults.say(path + ".current", "\(size) modules from \(current) on are no block") }
  }
}
