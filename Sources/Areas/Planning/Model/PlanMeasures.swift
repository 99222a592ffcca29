import Kernel
import Solver

/// What a plan comes to, by the measures scenarios are compared with. Money is whole euros over the whole plan, weighted by how likely demand is.
package struct PlanMeasures: Sendable, Codable, Hashable {
  package let rent: Int
  /// Basis points of the cells in service.
  package let occupancy: Int
  package let moves: Int
  package let moveCost: Int
  /// Of those on the list, in queues and expected.
  package let asked: Int
  package let refused: Int
  package let refusedCellMonths: Int
  /// Hundredths of free runs in a month, and of cells in its longest run.
  package let freeRuns: Int
  package let longestRun: Int
  /// Those for whom room to grow is kept, and its cells by month.
  package let rooms: Int
  package let roomCellMonths: Int
  /// Cells by month that are kept free on purpose.
  package let reserveCellMonths: Int

  package init(_ plan: SeatedPlan) {
    let (house, instance) = (plan.house, plan.house.instance)
    var rent = 0
    var (held, room, kept) = (0, 0, 0)
    var roomed: Set<Int> = []
    for stay in plan.stays {
      let tenant = instance.tenants[stay.tenant]
      if house.origins[stay.tenant].kind == .reserve {
        kept += stay.months.count * stay.block.count
        continue
      }
      held += stay.months.count * stay.block.count
      rent += stay.months.count * (stay.block.count - stay.extra) * tenant.rent * tenant.prob / 100
      if stay.extra > 0, let grow = tenant.grow {
        rent += stay.months.count * stay.extra * tenant.rent * grow.prob * tenant.prob / 10_000
        room += stay.months.count * stay.extra
        roomed.insert(stay.tenant)
      }
    }
    let moves = plan.moves
    self.rent = rent
    (self.moves, moveCost) = (moves.count, moves.reduce(0) { $0 + (instance.tenants[$1.tenant].moveCost ?? 0) })
    let demand = instance.tenants.indices.filter { [.waiting, .queued, .forecast].contains(house.origins[$0].kind) }
    let lost = demand.filter { plan.solution.plans[instance.tenants[$0].id] == nil }
    let unfit = plan.house.unfit ?? []
    (asked, refused) = (demand.count + unfit.count, lost.count + unfit.count)
    refusedCellMonths = lost.reduce(unfit.reduce(0) { $0 + $1.cellMonths }) { sum, place in
      let tenant = instance.tenants[place]
      return sum + tenant.cells * min(tenant.length, instance.horizon - tenant.starts[0])
    }
    (rooms, roomCellMonths, reserveCellMonths) = (roomed.count, room, kept)
    let capacity = instance.modules.reduce(0) { $0 + max(0, min(instance.horizon, $1.outOfService ?? .max) - $1.inService) }
    occupancy = capacity == 0 ? 0 : (held * 10_000 + capacity / 2) / capacity
    let runs = Self.runs(plan)
    (freeRuns, longestRun) = (runs.count * 100 / instance.horizon, runs.longest * 100 / instance.horizon)
  }

  /// How many free runs there are in all months together, and the sum of the longest of each.
  private static func runs(_ plan: SeatedPlan) -> (count: Int, longest: Int) {
    (0..<plan.house.instance.horizon).reduce((0, 0)) { sum, month in
      let runs = freeRuns(of: plan, in: month)
      return (sum.0 + runs.count, sum.1 + (runs.max() ?? 0))
    }
  }

  /// How many cells each free run has in a month, on floors each free part.
  package static func freeRuns(of plan: SeatedPlan, in month: Int) -> [Int] {
    let instance = plan.house.instance
    let holders = plan.holders(in: month)
    let floors = Set(instance.corridors.filter { $0.edges != nil }.map(\.id))
    var runs: [Int] = []
    // The corridor of the run that goes on; none after a cell that is held.
    var corridor: Int?
    for module in instance.modules where !floors.contains(module.corridor) {
      let isFree = holders[module.id] == nil && module.serves(month)
      if isFree, corridor == module.corridor { runs[runs.count - 1] += 1 } else if isFree { runs.append(1) }
      corridor = isFree ? module.corridor : nil
    }
    return runs + freeParts(instance, holders, month)
  }

  /// How many cells each free part of a floor has in a month.
  private static func freeParts(_ instance: Instance, _ holders: [Int?], _ month: Int) -> [Int] {
    instance.corridors.flatMap { corridor -> [Int] in
      guard let edges = corridor.edges else { return [] }
      let free = instance.modules.filter { $0.corridor == corridor.id && $0.serves(month) && holders[$0.id] == nil }.map(\.pos)
      return HouseFloors.sets(of: free, edges, most: .max).map(\.count)
    }
  }
}
