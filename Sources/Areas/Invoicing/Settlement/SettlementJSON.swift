import Kernel

/// A year's settlement for programs.
struct SettlementJSON: Encodable, Sendable {
  struct Cost: Encodable, Sendable {
    let id: ID<BuildingCost>
    let kind: String
    let key: String
    let label: String
    let paper: String
    let netCents: Int64
  }
  struct Tenant: Encodable, Sendable {
    let customer: OrganisationID
    let name: String
    let premises: String
    let costsCents: Int64
    let provisionsCents: Int64
    let propertyTaxCents: Int64
    let balanceCents: Int64
  }
  /// Whose part the house bears: they were never invoiced.
  struct Lodged: Encodable, Sendable {
    let customer: OrganisationID
    let name: String
    let costsCents: Int64
  }
  let entity: OrganisationID
  let building: String
  let year: Int
  let settledAt: Instant?
  let costs: [Cost]
  let tenants: [Tenant]
  let lodged: [Lodged]
  let mainMeterUnits: Int64?
  let totalCents: Int64
  let houseBearsCents: Int64

  init(_ plan: SettlementPlan, names: [OrganisationID: String]) {
    (entity, building, year) = (plan.place.entity, plan.place.building, plan.place.year)
    settledAt = plan.settlement?.settledAt
    costs = plan.costs.map {
      Cost(id: $0.id, kind: $0.cost.kind.rawValue, key: $0.cost.key.rawValue, label: $0.label, paper: $0.paper, netCents: $0.cost.net.cents)
    }
    tenants = plan.tenants.map {
      Tenant(
        customer: $0.customer, name: names[$0.customer] ?? "", premises: plan.premises(of: $0.customer), costsCents: $0.costs.cents,
        provisionsCents: $0.provisions.cents, propertyTaxCents: $0.taxes.cents, balanceCents: $0.balance.cents)
    }
    lodged = plan.lodged.map { Lodged(customer: $0.customer, name: names[$0.customer] ?? "", costsCents: $0.costs.cents) }
    mainMeterUnits = plan.mainMeter
    (totalCents, houseBearsCents) = (plan.total.cents, plan.houseBears.cents)
  }
}
