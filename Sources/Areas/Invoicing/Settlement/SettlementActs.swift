import Kernel
import People
import Store

/// Says what running a building cost. What may never be passed on to tenants is refused (C. com. R145-35).
package struct EnterCost: Act {
  package let place: SettledYear
  package let kind: CostKind
  package let key: SplitKey
  package let label: String
  package let paper: String
  package let net: Money

  package init(_ place: SettledYear, kind: CostKind, key: SplitKey, label: String, paper: String, net: Money) {
    (self.place, self.kind, self.key, self.label, self.paper, self.net) = (place, kind, key, label, paper, net)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<BuildingCost> {
    try viewer.demand(.postCharges)
    try transaction.lock(place.lock)
    if !kind.mayBePassedOn { throw Refusal.invalid("invoicing.settlement.problem.forbidden", field: "kind") }
    if net <= .zero { throw Refusal.invalid("kernel.problem.amount", field: "net") }
    try transaction.demandUnsettled(place)
    let id = ID<BuildingCost>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO building_costs (id, entity, building, year, kind, split_key, label, paper, net, entered_at, entered_by)
      VALUES (\(id), \(place.entity), \(place.building), \(place.year), \(kind), \(key), \(label), \(paper), \(net), \(now), \(viewer.name))
      """)
    try transaction.note(
      "invoicing.cost.enter", on: "organisation/\(place.entity)", by: viewer, at: now, after: "\(place.year) \(label): \(net.cents)")
    return id
  }
}

/// Takes back a cost that was entered wrongly, before the year is settled.
package struct WithdrawCost: Act {
  package let cost: ID<BuildingCost>

  package init(_ cost: ID<BuildingCost>) { self.cost = cost }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> SettledYear {
    try viewer.demand(.postCharges)
    guard let row = try transaction.first("SELECT * FROM building_costs WHERE id = \(cost) AND withdrawn_at IS NULL") else {
      throw Refusal.notFound
    }
    let place = SettledYear(entity: try row.get("entity"), building: try row.get("building"), year: try row.get("year"))
    try transaction.lock(place.lock)
    try transaction.demandUnsettled(place)
    try transaction.run(
      "UPDATE building_costs SET withdrawn_at = \(now), withdrawn_by = \(viewer.name) WHERE id = \(cost) AND withdrawn_at IS NULL")
    let label: String = try row.get("label")
    try transaction.note("invoicing.cost.withdraw", on: "organisation/\(place.entity)", by: viewer, at: now, before: label)
    return place
  }
}

/// Says what a tenant's meter counted in the year, or the main meter of the building.
package struct ReadMeter: Act {
  package let place: SettledYear
  /// nil is the main meter: what no tenant's meter counted of it is the house's.
  package let customer: OrganisationID?
  package let units: Int64

  package init(_ place: SettledYear, customer: OrganisationID?, units: Int64) {
    (self.place, self.customer, self.units) = (place, customer, units)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.postCharges)
    try transaction.lock(place.lock)
    if let customer, try transaction.organisation(customer) == nil { throw Refusal.invalid("kernel.problem.choice", field: "customer") }
    try transaction.demandUnsettled(place)
    guard let customer else {
      try transaction.run(
        """
        INSERT INTO main_meters (entity, building, year, units, read_at, read_by)
        VALUES (\(place.entity), \(place.building), \(place.year), \(units), \(now), \(viewer.name))
        ON CONFLICT (entity, building, year) DO UPDATE SET units = excluded.units, read_at = excluded.read_at, read_by = excluded.read_by
        """)
      try transaction.note(
        "invoicing.meter.read", on: "organisation/\(place.entity)", by: viewer, at: now, after: "\(place.building) \(place.year): \(units)")
      return
    }
    try transaction.run(
      """
      INSERT INTO meter_readings (entity, building, year, customer, units, read_at, read_by)
      VALUES (\(place.entity), \(place.building), \(place.year), \(customer), \(units), \(now), \(viewer.name))
      ON CONFLICT (entity, building, year, customer)
      DO UPDATE SET units = excluded.units, read_at = excluded.read_at, read_by = excluded.read_by
      """)
    try transaction.note(
      "invoicing.meter.read", on: "organisation/\(customer)", by: viewer, at: now, after: "\(place.year): \(units)")
  }
}

/// Settles the charges of a year for good: each tenant's result becomes a charge or a credit on their next invoice, once.
package struct SettleCharges: Act {
  package let place: SettledYear
  package let source: any OccupancySource
  /// The text of the charge, in the language invoices are written in.
  package let text: String

  package init(_ place: SettledYear, source: any OccupancySource, text: String) {
    (self.place, self.source, self.text) = (place, source, text)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<ChargeSettlement> {
    try viewer.demand(.postCharges)
    try transaction.lock(place.lock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let plan = try SettlementPlan(place, from: source, in: transaction) else { throw Refusal.notFound }
    if plan.settlement != nil { throw Refusal.conflict("invoicing.settlement.problem.settled") }
    if let until = place.span.until, until > today { throw Refusal.conflict("invoicing.settlement.problem.runs") }
    if plan.costs.isEmpty { throw Refusal.conflict("invoicing.settlement.problem.noCosts") }
    try demandMainMeter(plan)
    let id = ID<ChargeSettlement>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO charge_settlements (id, entity, building, building_name, year, costs, house_bears, settled_at, settled_by)
      VALUES (\(id), \(place.entity), \(place.building), \(plan.building.name), \(place.year), \(plan.total), \(plan.houseBears), \(now),
        \(viewer.name))
      """)
    // Who rents in two buildings is told which of them a result is of.
    let text = try source.buildings(in: transaction).count > 1 ? "\(text) – \(plan.building.name)" : text
    for tenant in plan.tenants {
      let charge = try post(tenant, text, of: id, plan, on: today, for: viewer, in: transaction, at: now)
      try transaction.run(
        """
        INSERT INTO charge_settlement_tenants (settlement, customer, premises, costs, provisions, taxes, charge)
        VALUES (\(id), \(tenant.customer), \(plan.premises(of: tenant.customer)), \(tenant.costs), \(tenant.provisions), \(tenant.taxes),
          \(charge))
        """)
      for part in tenant.parts {
        try transaction.run(
          """
          INSERT INTO charge_settlement_parts (settlement, customer, cost, weight, whole, part)
          VALUES (\(id), \(tenant.customer), \(part.cost.id), \(part.weight), \(part.whole), \(part.part))
          """)
      }
    }
    for tenant in plan.tenants { try transaction.tell(tenant, of: id, plan, on: today, at: now) }
    try transaction.note(
      "invoicing.settlement.settle", on: "organisation/\(place.entity)", by: viewer, at: now, after: "\(plan.building.name) \(place.year)")
    return id
  }

  /// Without the main meter nobody knows what empty premises and the house used, and tenants would pay for it (R145-35).
  private func demandMainMeter(_ plan: SettlementPlan) throws {
    guard plan.costs.contains(where: { $0.cost.key == .meter }) else { return }
    guard let main = plan.mainMeter else { throw Refusal.conflict("invoicing.settlement.problem.noMainMeter") }
    let read = plan.ground.meters.values.reduce(0, +)
    if read > main {
      throw Refusal.conflict("invoicing.settlement.problem.beyondMainMeter", ["read": String(read), "main": String(main)])
    }
  }

  /// nil where nothing is left to pay or to give back. Refuses who was never invoiced rent or provisions: nobody knows their VAT.
  private func post(
    _ tenant: TenantSettlement, _ text: String, of id: ID<ChargeSettlement>, _ plan: SettlementPlan, on today: Day, for viewer: Viewer,
    in transaction: borrowing Transaction, at now: Instant
  ) throws -> ID<PostedCharge>? {
    if tenant.balance == .zero { return nil }
    guard let end = place.span.until,
      let (vat, contract) = try transaction.treatment(of: tenant.customer, by: place.entity, before: end, under: plan.ground.contracts)
    else {
      let name = try transaction.organisation(tenant.customer)?.name ?? ""
      throw Refusal.conflict("invoicing.settlement.problem.noRent", ["name": name])
    }
    let draft = ChargeDraft(
      entity: place.entity, customer: tenant.customer, origin: "settlement/\(id)/\(tenant.customer)", kind: .settlement,
      text: text, span: place.span, billableFrom: today, net: tenant.balance, vat: vat, contract: contract,
      explanation: plan.steps(of: tenant))
    return try transaction.post(draft, by: viewer, at: now)
  }
}

extension Transaction {
  borrowing func demandUnsettled(_ place: SettledYear) throws {
    guard try organisation(place.entity) != nil else { throw Refusal.invalid("kernel.problem.choice", field: "entity") }
    if try settlement(of: place) != nil { throw Refusal.conflict("invoicing.settlement.problem.settled") }
  }
}
