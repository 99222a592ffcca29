import Kernel
import Store

/// A year's settlement as it is or would be: computed from what was entered, held and invoiced.
package struct SettlementPlan: Sendable {
  package let place: SettledYear
  package let building: SettledBuilding
  package let costs: [BuildingCost]
  package let ground: SplitGround
  package let tenants: [TenantSettlement]
  /// Who held or used something and was never invoiced by the entity, as a school lodged free: their parts are the house's. Empty once settled.
  package let lodged: [TenantSettlement]
  /// What the main meter counted.
  package let mainMeter: Int64?
  package let settlement: ChargeSettlement?

  package var houseBears: Money { ChargeSplit.houseBears(costs.map(\.cost), tenants) }
  package var total: Money { costs.reduce(.zero) { $0 + $1.cost.net } }
  /// The premises a tenant held, as the statement names them.
  package func premises(of customer: OrganisationID) -> String {
    Set(ground.tenancies.filter { $0.customer == customer }.map(\.premises)).sorted().joined(separator: ", ")
  }

  /// nil of a building nobody knows. What was settled is told as it was settled, not computed anew.
  package init?(_ place: SettledYear, from source: any OccupancySource, in transaction: borrowing Transaction) throws {
    guard let building = try source.buildings(in: transaction).first(where: { $0.id == place.building }) else { return nil }
    let held = try source.ground(of: place.building, letBy: place.entity, in: place.span, in: transaction)
    let readings = try transaction.readings(of: place)
    (self.place, self.building) = (place, building)
    costs = try transaction.costs(of: place)
    mainMeter = try transaction.mainMeter(of: place)
    ground = SplitGround(
      surface: held.surface, share: held.share, tenancies: held.tenancies, meters: readings, metersTotal: mainMeter ?? 0,
      contracts: held.contracts)
    settlement = try transaction.settlement(of: place)
    if let settlement {
      tenants = try transaction.tenants(of: settlement.id, costs: costs)
      lodged = []
    } else {
      // Someone with provisions of the entity, who held nothing of this building, belongs to another.
      let here = Set(held.tenancies.map(\.customer)).union(readings.keys)
      let provisions = try transaction.advances(.provision, of: place, under: held.contracts).filter { here.contains($0.key) }
      let taxes = try transaction.advances(.propertyTax, of: place, under: held.contracts).filter { here.contains($0.key) }
      let all = ChargeSplit.settle(costs.map(\.cost), on: ground, provisions: provisions, taxes: taxes)
      let invoiced = try place.span.until.map { try transaction.tenantsInvoiced(by: place.entity, before: $0) } ?? []
      tenants = all.filter { invoiced.contains($0.customer) }
      lodged = all.filter { !invoiced.contains($0.customer) }
    }
  }
}

extension Transaction {
  /// As they were settled.
  borrowing func tenants(of settlement: ID<ChargeSettlement>, costs: [BuildingCost]) throws -> [TenantSettlement] {
    let known = Dictionary(costs.map { ($0.id, $0.cost) }) { first, _ in first }
    var parts: [OrganisationID: [CostPart]] = [:]
    for row in try rows("SELECT * FROM charge_settlement_parts WHERE settlement = \(settlement) ORDER BY customer, cost") {
      let id: ID<BuildingCost> = try row.get("cost")
      guard let cost = known[id] else { continue }
      parts[try row.get("customer"), default: []].append(
        CostPart(cost: cost, weight: try row.get("weight"), whole: try row.get("whole"), part: try row.get("part")))
    }
    return try rows("SELECT customer, provisions, taxes FROM charge_settlement_tenants WHERE settlement = \(settlement) ORDER BY customer")
      .map {
        row in
        let customer: OrganisationID = try row.get("customer")
        return TenantSettlement(
          customer: customer, parts: parts[customer] ?? [], provisions: try row.get("provisions"), taxes: try row.get("taxes"))
      }
  }
}
