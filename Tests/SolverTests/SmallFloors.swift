@testable import Solver

/// Floors small enough to be solved by trying everything: a few cells that adjoin by chance, sometimes a corridor beside them.
enum SmallFloors {
  static func draw(seed: UInt64, fragments: Bool = false) -> Instance {
    var chance = Chance(seed: seed)
    var instance = SmallInstances.draw(seed: seed, fragments: fragments)
    let cells = 5 + chance.below(2)
    var edges: [[Int]] = (1..<cells).compactMap { chance.below(8) == 0 ? nil : [chance.below($0), $0] }
    for _ in 0..<chance.below(4) {
      let pair = [chance.below(cells - 1), cells - 1]
      if !edges.contains(pair) { edges.append(pair) }
    }
    instance.corridors = [Instance.Corridor(number: 0, floor: 1, of: cells, edges: edges)]
    instance.modules = (0..<cells).map { position in
      Instance.Module(
        id: position, corridor: 0, pos: position, inService: chance.below(6) == 0 ? 1 : 0, window: chance.below(2), noise: chance.below(4),
        school: chance.below(4), lab: chance.below(4))
    }
    if chance.below(2) == 0 {
      instance.corridors.append(Instance.Corridor(number: 7, floor: 2, of: 2))
      for position in 0..<2 {
        instance.modules.append(
          Instance.Module(number: cells + position, corridor: 7, pos: position, from: 0, window: 1, noise: 0))
      }
      if chance.below(2) == 0 { instance.tenants[1].within = [chance.below(2) * 7] }
    }
    if chance.below(2) == 0, let edge = edges.first {
      instance.tenants[0].phases[0][1] = 2
      (instance.tenants[0].current, instance.tenants[0].currentCells) = (edge.min(), edge.sorted())
    }
    return instance
  }

  /// Every plan of a tenant that would do in an empty house, by every set of cells there is.
  static func plans(of tenant: Instance.Tenant, in instance: Instance) -> [Solution.Seat] {
    let count = instance.modules.count
    return tenant.terms(horizon: instance.horizon).flatMap { terms -> [Solution.Seat] in
      var rows: [[[Int]]] = [[]]
      for stretch in terms.stretches {
        let sets = (1..<(1 << count)).filter { $0.nonzeroBitCount == stretch.size }.map { set in (0..<count).filter { set >> $0 & 1 == 1 } }
          .filter { set in
            var alone = tenant
            (alone.phases, alone.moveOffsets, alone.grow, alone.current) = ([[0, stretch.size]], [], nil, nil)
            (alone.starts, alone.length) = ([stretch.from], 1)
            var one = instance
            one.tenants = [alone]
            let seat = Solution.Seat(start: stretch.from, room: 0, blocks: [set[0]], cells: [set])
            return (try? PlanValue(of: Solution(instance: instance.name, plans: [tenant.id: seat]), for: one)) != nil
          }
        rows = rows.flatMap { row in sets.map { row + [$0] } }
      }
      return rows.map { Solution.Seat(start: terms.start, room: terms.room ? 1 : 0, blocks: $0.map { $0[0] }, cells: $0) }
    }
    .filter { seat in (try? PlanValue(of: Solution(instance: instance.name, plans: [tenant.id: seat]), for: instance)) != nil }
  }

  /// The value of the best plan, by trying every plan of every tenant.
  static func bestByTrying(_ instance: Instance) -> Int {
    let plans = instance.tenants.map { Self.plans(of: $0, in: instance) }
    let held = zip(instance.tenants, plans).map { tenant, plans in
      plans.map { plan in
        let stretches = tenant.terms(from: plan.start, room: plan.room == 1, horizon: instance.horizon).stretches
        return zip(stretches, plan.cells!).reduce(into: Array(repeating: 0, count: instance.horizon)) { months, one in
          for month in one.0.from..<one.0.until { months[month] = one.1.reduce(0) { $0 | 1 << $1 } }
        }
      }
    }
    // Where free runs cost nothing, a plan is worth what its tenants' plans are.
    let worth = zip(instance.tenants, plans).map { tenant, plans in
      plans.map { plan -> Int in
        var alone = instance
        (alone.weights.frag, alone.tenants) = (0, [tenant])
        return (try? PlanValue(of: Solution(instance: instance.name, plans: [tenant.id: plan]), for: alone))?.objective ?? Int.min
      }
    }
    var best = Int.min
    func seat(_ number: Int, _ taken: [String: Solution.Seat], _ sum: Int, _ full: [Int]) {
      if number == plans.count {
        if instance.weights.frag == 0 { best = max(best, sum) }
        guard sum > best, let value = try? PlanValue(of: Solution(instance: instance.name, plans: taken), for: instance) else { return }
        best = max(best, value.objective)
        return
      }
      seat(number + 1, taken, sum, full)
      for (place, wanted) in held[number].enumerated() where full.indices.allSatisfy({ full[$0] & wanted[$0] == 0 }) {
        var more = taken
        more[instance.tenants[number].id] = plans[number][place]
        seat(number + 1, more, sum + worth[number][place], full.indices.map { full[$0] | wanted[$0] })
      }
    }
    seat(0, [:], 0, Array(repeating: 0, count: instance.horizon))
    return best
  }
}
