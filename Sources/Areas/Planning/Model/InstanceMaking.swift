import Kernel
import Solver

/// Turns what the house knows into an instance of the format `alloc-1`: see docs/scenarios.md, whose table the tests repeat.
package struct InstanceMaking: Sendable {
  let facts: PlanningFacts
  let assumptions: Assumptions
  let months: PlanMonths
  /// The number of each cell's module.
  private let moduleOf: [Int: Int]
  private let rowOf: [Int: Int]
  /// The cell of each module.
  private let places: [Int]

  package init(_ facts: PlanningFacts, _ assumptions: Assumptions, first: Month) {
    (self.facts, self.assumptions) = (facts, assumptions)
    months = PlanMonths(first: first, count: assumptions.horizon)
    places = facts.rows.flatMap(\.self)
    moduleOf = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    rowOf = Dictionary(uniqueKeysWithValues: facts.rows.enumerated().flatMap { row, cells in cells.map { ($0, row) } })
  }

  package func made(name: String) -> HouseInstance {
    var modules: [Instance.Module] = []
    for (row, places) in facts.rows.enumerated() {
      for (position, place) in places.enumerated() {
        let cell = facts.cells[place]
        modules.append(
          Instance.Module(
            number: modules.count, corridor: row, pos: position, from: cell.inService, window: cell.hasWindow ? 1 : 0,
            noise: min(3, max(0, cell.noise))))
      }
    }
    let corridors = facts.rows.enumerated().map { row, places in
      Instance.Corridor(number: row, floor: facts.cells[places[0]].box.level, of: places.count)
    }
    let all = held + wanted + (assumptions.forecast ? expected : [])
    let instance = Instance(
      named: name, seed: assumptions.seed, horizon: months.count, corridors: corridors, modules: modules, tenants: all.map(\.tenant),
      fragment: assumptions.fragment)
    let named = places.map { HouseInstance.Module(cell: facts.cells[$0].id, code: facts.cells[$0].code, rent: facts.cells[$0].rent) }
    return HouseInstance(instance: instance, months: months, modules: named, origins: all.map(\.origin))
      .keeping(reserve: assumptions.reserve)
  }

  typealias Made = (tenant: Instance.Tenant, origin: HouseInstance.Origin)

  /// The mean of the list, for whoever has no rent yet.
  var listRent: Int {
    let known = facts.cells.map(\.rent).filter { $0 > 0 }
    return known.isEmpty ? 0 : (known.reduce(0, +) + known.count / 2) / known.count
  }

  /// Each run of neighbouring cells of a hold is a tenant of its own.
  private var held: [Made] {
    var made: [Made] = []
    var grown: Set<String> = []
    for hold in facts.held {
      let runs = runs(of: hold.cells)
      if hold.cells.isEmpty, hold.wanted > 0 { made.append(tenant(of: hold, run: nil, number: 0, cells: hold.wanted)) }
      // The longest first: growth is beside it. What opens after the plan is not in it.
      let open = runs.filter { run in run.allSatisfy { facts.cells[places[$0]].inService < months.count } }
      for (number, run) in open.sorted(by: { $0.count > $1.count }).enumerated() {
        var one = tenant(of: hold, run: run, number: number, cells: run.count)
        if hold.kind == .let, let organisation = hold.organisation, !grown.contains(organisation),
          let growing = facts.growing.first(where: { $0.organisation == organisation })
        {
          one.tenant.grow = Instance.Growth(
            after: max(0, growing.from - one.tenant.starts[0]), extra: min(growing.extra, HouseRows.longest - run.count),
            prob: assumptions.growthChance)
          grown.insert(organisation)
        }
        made.append(one)
      }
    }
    return made
  }

  private func tenant(of hold: PlanningFacts.Held, run: Range<Int>?, number: Int, cells: Int) -> Made {
    let all = max(1, hold.cells.isEmpty ? hold.wanted : hold.cells.count)
    let kind: HouseInstance.Origin.Kind
    let (format, prob, cost): (String, Int, Int?)
    switch hold.kind {
    case .let:
      (kind, format, prob) = (.firm, "firm", 100)
      cost = assumptions.moveFirms && hold.months.lowerBound == 0 ? assumptions.moveCost : nil
    case .option:
      (kind, format, prob, cost) = (.option, "prealloc", assumptions.optionChance, assumptions.movePromises ? assumptions.promiseCost : nil)
    case .offer: (kind, format, prob, cost) = (.offer, "option", assumptions.offerChance, nil)
    case .works: (kind, format, prob, cost) = (.works, "firm", 100, nil)
    }
    let goesOn = hold.kind == .let && assumptions.renewLeases
    let end = hold.ends && !goesOn ? hold.months.upperBound : isFreeAfter(hold) ? months.count : hold.months.upperBound
    // A promise for a level that opens later begins when it does.
    let opens = run.map { $0.map { facts.cells[places[$0]].inService }.max() ?? 0 } ?? 0
    let start = min(max(hold.months.lowerBound, opens), months.count - 1)
    var tenant = Instance.Tenant(
      named: hold.key + (number == 0 ? "" : "#\(number + 1)"), kind: format, mandatory: true, prob: prob,
      rent: hold.kind == .works ? 0 : hold.rent.map { max(0, ($0 + all / 2) / all) } ?? listRent, starts: [start],
      length: max(1, end - start), cells: cells)
    tenant.current = run?.lowerBound
    tenant.moveCost = cost
    if cost != nil, hold.kind == .let {
      tenant.moveOffsets = stride(from: hold.anniversary, to: months.count, by: 12).filter { $0 > 0 && $0 < tenant.length }
    }
    return (tenant, HouseInstance.Origin(kind: kind, key: hold.key, name: hold.name, organisation: hold.organisation, cells: cells))
  }

  /// Whether nobody follows on any of its cells, or may choose one: a lease that is renewed does not take what was given to others.
  private func isFreeAfter(_ hold: PlanningFacts.Held) -> Bool {
    !facts.held.contains { other in
      other.key != hold.key && other.months.lowerBound >= hold.months.upperBound
        && !Set(other.cells + other.among).isDisjoint(with: hold.cells)
    }
  }

  /// The modules of these cells, as runs within their rows.
  private func runs(of cells: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var last: (module: Int, row: Int)?
    for place in cells.filter({ moduleOf[$0] != nil }).sorted(by: { moduleOf[$0]! < moduleOf[$1]! }) {
      let (module, row) = (moduleOf[place]!, rowOf[place]!)
      if let before = last, before.module + 1 == module, before.row == row {
        runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<(module + 1)
      } else {
        runs.append(module..<(module + 1))
      }
      last = (module, row)
    }
    return runs
  }
}
