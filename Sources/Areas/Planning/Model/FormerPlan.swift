import Kernel
import Solver

/// The plan that a changed house is measured by: another scenario's, or everybody where they are today.
package struct FormerPlan: Sendable, Codable {
  package struct Gone: Sendable, Codable {
    package let origin: HouseInstance.Origin
    package let cells: String
    package let worth: Int
  }
  /// In the tenants and months of the changed house; a seat may be one that the changes have made impossible.
  package let plan: Solution
  /// By tenant: what it is worth in the house as it is.
  package let worth: [String: Int]
  /// Who has a place in it and is nowhere in the changed house.
  package let gone: [Gone]

  /// - Parameters:
  ///   - former: nil for today's.
  ///   - house: as it is, with the same assumptions as the changed one.
  package init(_ former: SeatedPlan?, in house: HouseInstance, changed: HouseInstance) {
    let places = FormerPlaces(former, in: house)
    let lenient = house.instance.lenient
    var plan = Solution(instance: changed.instance.name, plans: [:])
    var worth: [String: Int] = [:]
    var gone: [Gone] = []
    let left = Dictionary(uniqueKeysWithValues: changed.instance.tenants.map { ($0.id, $0) })
    for (number, tenant) in house.instance.tenants.enumerated() {
      guard let seat = places.seat(of: tenant, horizon: house.months.count) else { continue }
      let value = lenient.worth(of: seat, for: tenant.id)
      if let one = left[tenant.id] {
        plan.plans[tenant.id] = places.seat(of: one, horizon: house.months.count)
        worth[tenant.id] = value
      } else {
        gone.append(Gone(origin: house.origins[number], cells: house.codes(seat.cells?.first ?? []), worth: value))
      }
    }
    (self.plan, self.worth, self.gone) = (plan, worth, gone)
  }
}

/// Where each tenant is in a plan, in the months and modules of another house.
private struct FormerPlaces {
  private struct Place {
    let months: Range<Int>
    let modules: [Int]
  }
  private var places: [String: [Place]] = [:]
  private var rooms: [String: Int] = [:]

  init(_ former: SeatedPlan?, in house: HouseInstance) {
    for stay in SeatedPlan.today(house).stays {
      places[house.instance.tenants[stay.tenant].id, default: []].append(Place(months: stay.months, modules: stay.block))
    }
    guard let former else { return }
    let shift = house.months.first - former.house.months.first
    let moduleOf = Dictionary(uniqueKeysWithValues: house.modules.enumerated().map { ($1.cell, $0) })
    for (tenant, stays) in Dictionary(grouping: former.stays, by: \.tenant) {
      let id = former.house.instance.tenants[tenant].id
      let kept = stays.sorted { $0.months.lowerBound < $1.months.lowerBound }.compactMap { stay -> Place? in
        let until = stay.months.upperBound - shift
        let modules = stay.block.compactMap { moduleOf[former.house.modules[$0].cell] }
        return until <= 0 || modules.count != stay.block.count
          ? nil : Place(months: max(0, stay.months.lowerBound - shift)..<until, modules: modules.sorted())
      }
      if let seat = former.solution.plans[id], !kept.isEmpty { (places[id], rooms[id]) = (kept, seat.room) }
    }
  }

  func seat(of tenant: Instance.Tenant, horizon: Int) -> Solution.Seat? {
    guard let own = places[tenant.id], let start = own.first?.months.lowerBound, start < horizon else { return nil }
    let room = tenant.grow == nil ? 0 : rooms[tenant.id] ?? 0
    let cells = tenant.terms(from: start, room: room == 1, horizon: horizon).stretches.map { stretch -> [Int] in
      (own.last { $0.months.lowerBound <= stretch.from } ?? own[0]).modules
    }
    return Solution.Seat(start: start, room: room, blocks: cells.map { $0.first ?? 0 }, cells: cells)
  }
}
