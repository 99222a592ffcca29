import Kernel
import Solver

/// A plan laid out: who has which modules in which months. Not checked: today's plan may lack somebody who is promised cells not chosen yet.
package struct SeatedPlan: Sendable {
  package struct Stay: Sendable, Hashable {
    package let tenant: Int
    package let months: Range<Int>
    /// Modules, ascending.
    package let block: [Int]
    package let extra: Int
  }
  package let house: HouseInstance
  package let solution: Solution
  package let stays: [Stay]

  package init(_ house: HouseInstance, _ solution: Solution) {
    (self.house, self.solution) = (house, solution)
    stays = house.instance.tenants.enumerated().flatMap { number, tenant -> [Stay] in
      guard let seat = solution.plans[tenant.id] else { return [] }
      let stretches = tenant.terms(from: seat.start, room: seat.room == 1, horizon: house.instance.horizon).stretches
      return zip(stretches, seat.blocks.indices).map { stretch, place in
        Stay(
          tenant: number, months: stretch.from..<stretch.until, block: seat.modules(place, size: stretch.size), extra: stretch.extra)
      }
    }
  }

  /// Everybody who has a place stays in it, and nobody comes.
  package static func today(_ house: HouseInstance) -> SeatedPlan {
    var plans: [String: Solution.Seat] = [:]
    for tenant in house.instance.tenants {
      guard let current = tenant.current else { continue }
      let stretches = tenant.terms(from: tenant.starts[0], room: false, horizon: house.instance.horizon).stretches
      plans[tenant.id] = Solution.Seat(
        start: tenant.starts[0], room: 0, blocks: stretches.map { _ in current },
        cells: tenant.currentCells.map { cells in stretches.map { _ in cells } })
    }
    return SeatedPlan(house, Solution(instance: house.instance.name, plans: plans))
  }

  /// The tenant of each module in a month; nil where it is free. A reserve is free.
  package func holders(in month: Int) -> [Int?] {
    var holders = [Int?](repeating: nil, count: house.modules.count)
    for stay in stays where stay.months.contains(month) && house.origins[stay.tenant].kind != .reserve {
      for module in stay.block { holders[module] = stay.tenant }
    }
    return holders
  }

  package struct Move: Sendable, Hashable {
    package let tenant: Int
    package let month: Int
    package let from: [Int]
    package let to: [Int]
  }
  /// In the order of tenants and months.
  package var moves: [Move] {
    var moves: [Move] = []
    var last: (tenant: Int, block: [Int])?
    for stay in stays {
      let tenant = house.instance.tenants[stay.tenant]
      let before = last?.tenant == stay.tenant ? last?.block : tenant.currentModules
      if let before, !Self.nests(before, stay.block) {
        moves.append(Move(tenant: stay.tenant, month: stay.months.lowerBound, from: before, to: stay.block))
      }
      last = (stay.tenant, stay.block)
    }
    return moves
  }
  static func nests(_ one: [Int], _ other: [Int]) -> Bool { Set(one).isSubset(of: other) || Set(other).isSubset(of: one) }
}
