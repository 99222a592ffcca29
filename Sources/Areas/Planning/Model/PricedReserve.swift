import Solver

/// A plan that keeps a reserve, and what it is worth without counting what is kept. Whoever keeps more keeps enough for less: from the plan of a
/// larger reserve follows one of a smaller that is worth as much, so that what a reserve costs never falls.
package struct PricedReserve: Sendable {
  package let house: HouseInstance
  package let plan: Solution

  package init(_ house: HouseInstance, _ plan: Solution) { (self.house, self.plan) = (house, plan) }

  /// Whole euros, what is kept in reserve not counted.
  package var value: Int {
    ((try? PlanValue(of: plan, for: house.instance.lenient))?.objective ?? 0) - house.reserveWorth(in: plan)
  }
  /// Cells by month that are kept.
  package var kept: Int { PlanMeasures(SeatedPlan(house, plan)).reserveCellMonths }

  /// Cells by month that are to be kept.
  package var wanted: Int {
    zip(house.instance.tenants, house.origins).filter { $1.kind == .reserve }.reduce(0) { $0 + $1.0.cells * $1.0.length }
  }

  /// The same plan with as many pairs as the other house asks for, as they are; those over are free.
  package func carried(to other: HouseInstance) -> PricedReserve {
    var carried = Solution(instance: other.instance.name, plans: [:])
    let asked = Set(other.instance.tenants.map(\.id))
    // By first month: the pairs that are kept, one after the other under the names the other house has for them.
    var kept: [Int: [Solution.Seat]] = [:]
    for (number, tenant) in house.instance.tenants.enumerated() {
      guard let seat = plan.plans[tenant.id] else { continue }
      if house.origins[number].kind == .reserve {
        kept[tenant.starts[0], default: []].append(seat)
      } else {
        carried.plans[tenant.id] = seat
      }
    }
    for (month, seats) in kept {
      for (number, seat) in seats.enumerated() where asked.contains("reserve/\(month)/\(number + 1)") {
        carried.plans["reserve/\(month)/\(number + 1)"] = seat
      }
    }
    return PricedReserve(other, carried)
  }

  /// The one that keeps more; of two that keep as much the one that is worth more.
  package func better(_ other: PricedReserve?) -> PricedReserve {
    guard let other else { return self }
    return (other.kept, other.value) > (kept, value) ? other : self
  }
  /// The other when it keeps what is asked of it and is not worth less; else this one, which keeps more than is asked.
  package func orWorthMore(_ other: PricedReserve, keeping asked: Int) -> PricedReserve {
    other.kept >= asked && other.value >= value ? other : self
  }

  /// - Parameter bound: no plan that keeps as much is worth more, what is kept not counted.
  package func price(_ reserve: Int, bound: Int) -> ReservePrice {
    let value = value
    return ReservePrice(
      reserve: reserve, measures: PlanMeasures(SeatedPlan(house, plan)), value: value, bound: max(value, bound), wanted: wanted)
  }
}
