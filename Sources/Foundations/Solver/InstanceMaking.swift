// Instances made by a program instead of read from a file.
extension Instance {
  package init(named name: String, seed: Int?, horizon: Int, corridors: [Corridor], modules: [Module], tenants: [Tenant], fragment: Int) {
    self.init(
      format: "alloc-1", name: name, seed: seed, horizon: horizon, corridors: corridors, modules: modules, tenants: tenants,
      weights: Weights(frag: fragment))
  }
}
extension Instance.Corridor {
  package init(number id: Int, floor: Int, of modules: Int, walls fixedWalls: [Int] = [], edges: [[Int]]? = nil) {
    self.init(id: id, floor: floor, modules: modules, fixedWalls: fixedWalls, edges: edges)
  }
}
extension Instance.Module {
  package init(number id: Int, corridor: Int, pos: Int, from inService: Int, until outOfService: Int? = nil, window: Int, noise: Int) {
    self.init(
      id: id, corridor: corridor, pos: pos, inService: inService, window: window, noise: noise, school: 0, lab: 0,
      outOfService: outOfService)
  }
}
extension Instance {
  /// The same where nobody must be housed: so a plan that refuses some can be valued.
  package var lenient: Instance {
    var lenient = self
    for index in lenient.tenants.indices { lenient.tenants[index].mandatory = false }
    return lenient
  }
  /// What one seat alone is worth by the format where nobody else has one; one that the rules refuse is worth nothing.
  package func worth(of seat: Solution.Seat, for tenant: String) -> Int {
    (try? PlanValue(of: Solution(instance: name, plans: [tenant: seat]), for: self))?.seats[tenant]?.total ?? 0
  }
}
extension Instance.Growth {
  package init(after offset: Int, extra: Int, prob: Int) { self.init(offset: offset, extra: extra, prob: prob) }
}
extension Instance.Preferences {
  package init(forQuiet quiet: Int = 0) { self.init(window: 0, quiet: quiet, school: 0, lab: 0, floor: [:]) }
}
extension Instance.Tenant {
  /// Whoever may be housed from the first of `starts` on; what else differs is set after.
  package init(named id: String, kind: String, mandatory: Bool, prob: Int, rent: Int, starts: [Int], length: Int, cells: Int) {
    self.init(
      id: id, kind: kind, mandatory: mandatory, prob: prob, rent: rent, starts: starts, waitCost: 0, length: length, phases: [[0, cells]],
      moveOffsets: [], moveCost: nil, current: nil, grow: nil, prefs: Instance.Preferences())
  }
  package var cells: Int { phases[0][1] }
}
extension Instance.Tenant {
  /// As the format has it: what there is not is written as null.
  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(id, forKey: .id)
    try object.encode(kind, forKey: .kind)
    try object.encode(mandatory, forKey: .mandatory)
    try object.encode(prob, forKey: .prob)
    try object.encode(rent, forKey: .rent)
    try object.encode(starts, forKey: .starts)
    try object.encode(waitCost, forKey: .waitCost)
    try object.encode(length, forKey: .length)
    try object.encode(phases, forKey: .phases)
    try object.encode(moveOffsets, forKey: .moveOffsets)
    if let moveCost { try object.encode(moveCost, forKey: .moveCost) } else { try object.encodeNil(forKey: .moveCost) }
    if let current { try object.encode(current, forKey: .current) } else { try object.encodeNil(forKey: .current) }
    try object.encodeIfPresent(currentCells, forKey: .currentCells)
    try object.encodeIfPresent(within, forKey: .within)
    try object.encodeIfPresent(among, forKey: .among)
    if let grow { try object.encode(grow, forKey: .grow) } else { try object.encodeNil(forKey: .grow) }
    try object.encode(prefs, forKey: .prefs)
  }
}
