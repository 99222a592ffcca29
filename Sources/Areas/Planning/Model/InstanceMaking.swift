import Kernel
import Solver

/// Turns what the house knows into an instance of the format `alloc-1`: see docs/scenarios.md, whose table the tests repeat.
package struct InstanceMaking: Sendable {
  let facts: PlanningFacts
  let assumptions: Assumptions
  let months: PlanMonths
  /// The number of each cell's module.
  let moduleOf: [Int: Int]
  private let partOf: [Int: Int]
  /// By part: the kind of its cells.
  private let kinds: [String]
  /// The cell of each module.
  let places: [Int]

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
            number: modules.count, corridor: row, pos: position, from: cell.inService, until: cell.outOfService,
            window: cell.hasWindow ? 1 : 0,
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
  /// The most cells of a kind that hang together, of those that do and are there in that month or come later.
  func largest(_ kind: String, from month: Int, where does: (PlanningFacts.Cell) -> Bool = { _ in true }) -> Int {
    let cells = places.filter { place in
      let cell = facts.cells[place]
      return cell.kind == kind && cell.inService < months.count && cell.outOfService ?? .max > month && does(cell)
    }
    return runs(of: cells).map(\.count).max() ?? 0
  }
  /// The month until which there are cells of a kind that do.
  func lasting(_ kind: String, where does: (PlanningFacts.Cell) -> Bool = { _ in true }) -> Int {
    let ends = places.map { facts.cells[$0] }.filter { $0.kind == kind && does($0) }.map { $0.outOfService ?? .max }
    return min(months.count, ends.max() ?? 0)
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

  func part(of run: [Int]) -> HouseFloors.Part { facts.parts[partOf[places[run[0]]] ?? 0] }

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
