import Kernel
import Solver

/// Turns what the house knows into an instance of the format `alloc-1`: see docs/scenarios.md, whose table the tests repeat.
package struct InstanceMaking: Sendable {
  let facts: PlanningFacts
  let assumptions: Assumptions
  let months: PlanMonths
  /// The number of each cell's module.
  private let moduleOf: [Int: Int]
  private let partOf: [Int: Int]
  /// By part: the kind of its cells.
  private let kinds: [String]
  /// The cell of each module.
  private let places: [Int]

  package init(_ facts: PlanningFacts, _ assumptions: Assumptions, first: Month) {
    (self.facts, self.assumptions) = (facts, assumptions)
    months = PlanMonths(first: first, count: assumptions.horizon)
    places = facts.parts.flatMap(\.cells)
    moduleOf = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    partOf = Dictionary(uniqueKeysWithValues: facts.parts.enumerated().flatMap { number, part in part.cells.map { ($0, number) } })
    kinds = facts.parts.map { facts.cells[$0.cells[0]].kind }
  }

  package func made(name: String) -> HouseInstance {
    var modules: [Instance.Module] = []
    for (row, part) in facts.parts.enumerated() {
      for (position, place) in part.cells.enumerated() {
        let cell = facts.cells[place]
        modules.append(
          Instance.Module(
            number: modules.count, corridor: row, pos: position, from: cell.inService, window: cell.hasWindow ? 1 : 0,
            noise: min(3, max(0, cell.noise))))
      }
    }
    let corridors = facts.parts.enumerated().map { row, part in
      Instance.Corridor(number: row, floor: facts.cells[part.cells[0]].box.level, of: part.cells.count, edges: part.edges)
    }
    let demand = wanted + (assumptions.forecast ? expected : [])
    let all = held + demand.compactMap(\.made)
    let instance = Instance(
      named: name, seed: assumptions.seed, horizon: months.count, corridors: corridors, modules: modules, tenants: all.map(\.tenant),
      fragment: assumptions.fragment)
    let named = places.map { place in
      let cell = facts.cells[place]
      return HouseInstance.Module(cell: cell.id, code: cell.code, rent: cell.rent, kind: cell.kind)
    }
    return HouseInstance(instance: instance, months: months, modules: named, origins: all.map(\.origin), unfit: demand.compactMap(\.unfit))
      .keeping(reserve: assumptions.reserve)
  }

  typealias Made = (tenant: Instance.Tenant, origin: HouseInstance.Origin)

  /// The rows and floors of a kind; nil when the house has no other.
  func within(_ kind: String) -> [Int]? {
    kinds.allSatisfy { $0 == kind } ? nil : kinds.indices.filter { kinds[$0] == kind }
  }
  /// The most cells of a kind that hang together, of those that do.
  func largest(_ kind: String, where does: (PlanningFacts.Cell) -> Bool = { _ in true }) -> Int {
    let cells = places.filter { facts.cells[$0].kind == kind && facts.cells[$0].inService < months.count && does(facts.cells[$0]) }
    return runs(of: cells).map(\.count).max() ?? 0
  }
  /// The modules of the cells that do; nil when all of the kind do.
  func among(_ kind: String, where does: (PlanningFacts.Cell) -> Bool) -> [Int]? {
    let own = places.indices.filter { facts.cells[places[$0]].kind == kind }
    let some = own.filter { does(facts.cells[places[$0]]) }
    return some.count == own.count ? nil : some
  }

  /// The mean of the list, for whoever has no rent yet.
  func listRent(_ kind: String) -> Int {
    let known = facts.cells.filter { $0.kind == kind }.map(\.rent).filter { $0 > 0 }
    return known.isEmpty ? 0 : (known.reduce(0, +) + known.count / 2) / known.count
  }

  /// Each run of neighbouring cells of a hold, on a floor each part that hangs together, is a tenant of its own.
  private var held: [Made] {
    var made: [Made] = []
    var grown: Set<String> = []
    for hold in facts.held {
      let runs = runs(of: hold.cells)
      if hold.cells.isEmpty {
        made += chosen(of: hold).enumerated().compactMap { tenant(of: hold, run: nil, number: $0.offset, cells: $0.element) }
      }
      // The longest first: growth is beside it. What opens after the plan is not in it.
      let open = runs.filter { run in run.allSatisfy { facts.cells[places[$0]].inService < months.count } }
      for (number, run) in open.sorted(by: { $0.count > $1.count }).enumerated() {
        guard var one = tenant(of: hold, run: run, number: number, cells: run.count) else { continue }
        if hold.kind == .let, let organisation = hold.organisation, !grown.contains(organisation),
          let growing = facts.growing.first(where: { $0.organisation == organisation })
        {
          let most = part(of: run).edges == nil ? HouseRows.longest : Floor.largest
          let extra = min(growing.extra, most - run.count)
          if extra > 0 {
            one.tenant.grow = Instance.Growth(
              after: max(0, growing.from - one.tenant.starts[0]), extra: extra, prob: assumptions.growthChance)
          }
          grown.insert(organisation)
        }
        made.append(one)
      }
    }
    return made
  }

  /// nil when it is over before its cells open: works in a level that is not there yet keep nobody from it.
  private func tenant(of hold: PlanningFacts.Held, run: [Int]?, number: Int, cells: Int) -> Made? {
    let all = max(1, hold.cells.isEmpty ? hold.wanted : hold.cells.count)
    let kind: HouseInstance.Origin.Kind
    let (format, prob, cost): (String, Int, Int?)
    switch hold.kind {
    case .let:
      (kind, format, prob) = (.firm, "firm", 100)
      cost = assumptions.moveFirms && hold.months.lowerBound == 0 ? assumptions.moveCost : nil
    case .option:
      (kind, format, prob, cost) = (
        hold.isQueued ? .queued : .option, "prealloc", assumptions.optionChance, assumptions.movePromises ? assumptions.promiseCost : nil
      )
    case .offer: (kind, format, prob, cost) = (.offer, "option", assumptions.offerChance, nil)
    case .works: (kind, format, prob, cost) = (.works, "firm", 100, nil)
    }
    // What is one lease moves as one or not at all: the format has no tenant of several runs.
    let isWhole = runs(of: hold.cells).count < 2
    let cellKind = facts.cells[run.map { places[$0[0]] } ?? hold.among.first ?? 0].kind
    let goesOn = hold.kind == .let && assumptions.renewLeases
    let end = hold.ends && !goesOn ? hold.months.upperBound : isFreeAfter(hold) ? months.count : hold.months.upperBound
    // A promise for a level that opens later begins when it does.
    let opens = run.map { $0.map { facts.cells[places[$0]].inService }.max() ?? 0 } ?? opening(of: cells, among: hold.among)
    let start = max(hold.months.lowerBound, opens)
    if end <= start { return nil }
    var tenant = Instance.Tenant(
      named: hold.key + (number == 0 ? "" : "#\(number + 1)"), kind: format, mandatory: true, prob: prob,
      rent: hold.kind == .works ? 0 : hold.rent.map { max(0, ($0 + all / 2) / all) } ?? listRent(cellKind), starts: [start],
      length: end - start, cells: cells)
    tenant.current = run?.first
    if let run, part(of: run).edges != nil { tenant.currentCells = run }
    tenant.within = within(cellKind)
    tenant.moveCost = isWhole ? cost : nil
    if run == nil, !hold.among.isEmpty {
      tenant.among = hold.among.compactMap { moduleOf[$0] }.sorted()
      if hold.among.contains(where: { facts.cells[$0].kind != cellKind }) { tenant.within = nil }
    }
    // In a queue it is a wish that may wait as those of the list do, and obliges nobody.
    if hold.isQueued {
      (tenant.mandatory, tenant.waitCost) = (false, assumptions.waitCost)
      tenant.starts = Array(start...min(months.count - 1, start + assumptions.patience))
    }
    if tenant.moveCost != nil, hold.kind == .let {
      tenant.moveOffsets = stride(from: hold.anniversary, to: months.count, by: 12).filter { $0 > 0 && $0 < tenant.length }
    }
    return (tenant, HouseInstance.Origin(kind: kind, key: hold.key, name: hold.name, organisation: hold.organisation, cells: cells))
  }

  /// Whether nobody follows on any of its cells, or may choose one: a lease that is renewed does not take what was given to others.
  private func isFreeAfter(_ hold: PlanningFacts.Held) -> Bool {
    !facts.held.contains { other in
      other.key != hold.key && !other.isQueued && other.months.lowerBound >= hold.months.upperBound
        && !Set(other.cells + other.among).isDisjoint(with: hold.cells)
    }
  }

  /// The sizes in which a promise that has not chosen takes its cells: one where as many of its cells hang together, else the largest parts of them.
  private func chosen(of hold: PlanningFacts.Held) -> [Int] {
    var left = hold.wanted
    let sizes = runs(of: hold.among).map(\.count).sorted(by: >).compactMap { part -> Int? in
      let size = min(left, part)
      left -= size
      return size > 0 ? size : nil
    }
    return hold.among.isEmpty && hold.wanted > 0 ? [hold.wanted] : sizes
  }
  /// The month from which so many of these are there.
  private func opening(of cells: Int, among: [Int]) -> Int {
    let months = among.map { facts.cells[$0].inService }.sorted()
    return months.isEmpty ? 0 : months[min(cells, months.count) - 1]
  }

  private func part(of run: [Int]) -> HouseFloors.Part { facts.parts[partOf[places[run[0]]] ?? 0] }

  /// The modules of these cells, as runs within their rows and as connected sets within their floors, ascending.
  func runs(of cells: [Int]) -> [[Int]] {
    let modules = cells.compactMap { moduleOf[$0] }.sorted()
    var runs: [[Int]] = []
    for (number, own) in Dictionary(grouping: modules, by: { partOf[places[$0]] ?? 0 }).sorted(by: { $0.key < $1.key }) {
      if let edges = facts.parts[number].edges {
        let first = moduleOf[facts.parts[number].cells[0]] ?? 0
        runs += HouseFloors.sets(of: own.map { $0 - first }, edges, most: Floor.largest).map { $0.map { $0 + first } }
        continue
      }
      for module in own {
        if let last = runs.last?.last, last + 1 == module, partOf[places[last]] == number {
          runs[runs.count - 1].append(module)
        } else {
          runs.append([module])
        }
      }
    }
    return runs
  }
}
