@testable import Solver

/// Instances small enough to be solved by trying everything, drawn from a seed.
enum SmallInstances {
  static func draw(seed: UInt64, fragments: Bool = false) -> Instance {
    var chance = Chance(seed: seed)
    let horizon = 4 + chance.below(3)
    var modules: [Instance.Module] = []
    let corridors = (0..<(1 + chance.below(2))).map { id in
      let count = 3 + chance.below(2)
      for position in 0..<count {
        modules.append(
          Instance.Module(
            id: modules.count, corridor: id, pos: position, inService: chance.below(4) == 0 ? chance.below(3) : 0, window: chance.below(2),
            noise: chance.below(4), school: chance.below(4), lab: chance.below(4)))
      }
      return Instance.Corridor(id: id, floor: 1 + id, modules: count, fixedWalls: chance.below(3) == 0 ? [1] : [])
    }
    let tenants = (0..<3).map { number in tenant(number, horizon, modules.count, &chance) }
    return Instance(
      format: "alloc-1", name: "small-\(seed)", seed: nil, horizon: horizon, corridors: corridors, modules: modules, tenants: tenants,
      weights: Instance.Weights(frag: fragments ? 5 + chance.below(40) : 0))
  }

  private static func tenant(_ number: Int, _ horizon: Int, _ modules: Int, _ chance: inout Chance) -> Instance.Tenant {
    let first = chance.below(max(1, horizon - 2))
    let length = 2 + chance.below(5)
    let size = 1 + chance.below(2)
    var phases = [[0, size]]
    if chance.below(3) == 0 { phases.append([1 + chance.below(length - 1), size + chance.below(2)]) }
    return Instance.Tenant(
      id: "T\(number)", kind: "waiting", mandatory: false, prob: [50, 70, 100][chance.below(3)], rent: 100 + 10 * chance.below(9),
      starts: chance.below(2) == 0 || first + 1 >= horizon ? [first] : [first, first + 1], waitCost: 20 + chance.below(40), length: length,
      phases: phases, moveOffsets: chance.below(2) == 0 ? [1 + chance.below(length - 1)] : [],
      moveCost: chance.below(3) == 0 ? nil : 50 + chance.below(200), current: nil,
      grow: chance.below(3) == 0 ? Instance.Growth(offset: 1 + chance.below(length - 1), extra: 1, prob: 20 + chance.below(60)) : nil,
      prefs: Instance.Preferences(
        window: chance.below(7), quiet: chance.below(5), school: chance.below(4), lab: chance.below(4), floor: ["1": chance.below(6)]))
  }

  /// One or two of them live there already, wherever there is room in month 0: they must be housed, and most may not be moved.
  static func withResidents(seed: UInt64, fragments: Bool = false) -> Instance {
    var instance = draw(seed: seed, fragments: fragments)
    var chance = Chance(seed: seed &+ 7_777)
    var taken: Set<Int> = []
    for number in 0..<(1 + chance.below(2)) {
      var tenant = instance.tenants[number]
      tenant.phases[0][1] = 1 + chance.below(2)
      let size = tenant.phases[0][1]
      let free = Ground(instance).blocks[size].filter { block in
        (block.first..<(block.first + size)).allSatisfy { !taken.contains($0) && instance.modules[$0].inService == 0 }
      }
      guard !free.isEmpty else { continue }
      tenant.current = free[chance.below(free.count)].first
      (tenant.kind, tenant.mandatory, tenant.starts) = ("firm", true, [0])
      if chance.below(3) > 0 {
        // Who may not be moved and grows may have no way to, and then nobody knows a plan: that is seldom of use here.
        tenant.moveCost = nil
        if chance.below(4) > 0 { tenant.phases = [[0, size]] }
      }
      taken.formUnion(tenant.current!..<(tenant.current! + size))
      instance.tenants[number] = tenant
    }
    return instance
  }
  /// Every third with residents.
  static func mixed(seed: UInt64, fragments: Bool = false) -> Instance {
    seed % 3 == 1 ? withResidents(seed: seed, fragments: fragments) : draw(seed: seed, fragments: fragments)
  }

  /// The value of the best plan, by trying every plan of every tenant; `Int.min` when there is none.
  static func bestByTrying(_ instance: Instance) -> Int {
    let plans = instance.tenants.map { Self.plans(of: $0, in: instance) }
    let cells = zip(instance.tenants, plans).map { tenant, plans in
      plans.map { plan in
        let segments = PlanValue.segments(of: tenant, from: plan.start, withRoom: plan.room == 1, within: instance.horizon)
        return Set(
          zip(segments, plan.blocks).flatMap { segment, first in
            (first..<(first + segment.base + segment.extra)).flatMap { module in segment.months.map { module * instance.horizon + $0 } }
          })
      }
    }
    var best = Int.min
    func seat(_ number: Int, _ taken: Solution, _ held: Set<Int>) {
      if number == plans.count {
        if let value = try? PlanValue(of: taken, for: instance) { best = max(best, value.objective) }
        return
      }
      seat(number + 1, taken, held)
      for (plan, wanted) in zip(plans[number], cells[number]) where held.isDisjoint(with: wanted) {
        var more = taken
        more.plans[instance.tenants[number].id] = plan
        seat(number + 1, more, held.union(wanted))
      }
    }
    seat(0, Solution(instance: instance.name, plans: [:]), [])
    return best
  }

  /// Every plan of a tenant that would do in an empty house.
  static func plans(of tenant: Instance.Tenant, in instance: Instance) -> [Solution.Seat] {
    let ground = Ground(instance)
    var alone = instance
    alone.tenants = [tenant]
    return tenant.starts.flatMap { start in (tenant.grow == nil ? [0] : [0, 1]).map { (start, $0) } }.flatMap { start, room in
      var rows: [[Int]] = [[]]
      for segment in PlanValue.segments(of: tenant, from: start, withRoom: room == 1, within: instance.horizon) {
        let size = segment.base + segment.extra
        let blocks = size < ground.blocks.count ? ground.blocks[size].map(\.first) : []
        rows = rows.flatMap { row in blocks.map { row + [$0] } }
      }
      return rows.map { Solution.Seat(start: start, room: room, blocks: $0) }
    }
    .filter { seat in (try? PlanValue(of: Solution(instance: instance.name, plans: [tenant.id: seat]), for: alone)) != nil }
  }
}
