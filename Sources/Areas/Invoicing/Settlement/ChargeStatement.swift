import Kernel
import People
import Store

/// What one tenant is told of a year: each cost, by which key it is shared, their part, what they paid in provisions, what is left.
package struct ChargeStatement: Sendable {
  package struct Part: Sendable {
    package let label: String
    /// What proves the cost: to be seen on request.
    package let paper: String
    package let key: SplitKey
    package let cost: Money
    package let weight: Int64
    package let whole: Int64
    package let part: Money

    /// Square metres × days, days, or units, without their hundredths.
    package func readable(_ weight: Int64) -> Int64 { key == .surface ? weight / 100 : weight }
  }
  /// The invoice or credit note on which the result stands.
  package struct Invoiced: Sendable {
    package let id: ID<Invoice>
    package let number: String
  }
  package let place: SettledYear
  package let customer: OrganisationID
  package let customerName: String
  package let entity: Organisation?
  package let buildingName: String
  package let premises: String
  package let parts: [Part]
  package let provisions: Money
  /// Property tax that was invoiced by itself.
  package let taxes: Money
  /// The statement is the tenant's from here on; before, the house may still correct what it says.
  package let settledAt: Instant?
  package let invoiced: Invoiced?

  package var costs: Money { parts.reduce(.zero) { $0 + $1.part } }
  /// What is still to pay; negative for what is given back.
  package var balance: Money { costs - provisions - taxes }
}

extension ChargeStatement {
  /// As the year would be settled now.
  init(_ tenant: TenantSettlement, of plan: SettlementPlan, name: String, entity: Organisation?) {
    let papers = Dictionary(plan.costs.map { ($0.id.text, $0) }) { first, _ in first }
    self.init(
      place: plan.place, customer: tenant.customer, customerName: name, entity: entity, buildingName: plan.building.name,
      premises: plan.premises(of: tenant.customer),
      parts: tenant.parts.map { part in
        Part(
          label: papers[part.cost.id]?.label ?? "", paper: papers[part.cost.id]?.paper ?? "", key: part.cost.key, cost: part.cost.net,
          weight: part.weight, whole: part.whole, part: part.part)
      }, provisions: tenant.provisions, taxes: tenant.taxes, settledAt: plan.settlement?.settledAt, invoiced: nil)
  }
}

extension Transaction {
  /// Those of years that were settled, the latest first: nothing of what is still reckoned is a tenant's to see.
  package borrowing func chargeStatements(of customer: OrganisationID) throws -> [ChargeStatement] {
    var parts: [ID<ChargeSettlement>: [ChargeStatement.Part]] = [:]
    let shares = try rows(
      """
      SELECT p.settlement, p.weight, p.whole, p.part, c.label, c.paper, c.split_key, c.net FROM charge_settlement_parts p
      JOIN building_costs c ON c.id = p.cost WHERE p.customer = \(customer) ORDER BY p.settlement, c.id
      """)
    for row in shares {
      parts[try row.get("settlement"), default: []].append(
        ChargeStatement.Part(
          label: try row.get("label"), paper: try row.get("paper"), key: try row.get("split_key"), cost: try row.get("net"),
          weight: try row.get("weight"), whole: try row.get("whole"), part: try row.get("part")))
    }
    let name = try organisation(customer)?.facts.legalName ?? ""
    return try rows(
      """
      SELECT s.id, s.entity, s.building, s.building_name, s.year, s.settled_at, t.premises, t.provisions, t.taxes, i.id AS invoice, i.number
      FROM charge_settlement_tenants t JOIN charge_settlements s ON s.id = t.settlement
      LEFT JOIN invoice_lines l ON l.charge = t.charge LEFT JOIN invoices i ON i.id = l.invoice
      WHERE t.customer = \(customer) ORDER BY s.year DESC, s.building_name, s.id
      """
    ).map { row in
      let entity: OrganisationID = try row.get("entity")
      let (invoice, number): (ID<Invoice>?, String?) = (try row.get("invoice"), try row.get("number"))
      return ChargeStatement(
        place: SettledYear(entity: entity, building: try row.get("building"), year: try row.get("year")), customer: customer,
        customerName: name, entity: try organisation(entity), buildingName: try row.get("building_name"), premises: try row.get("premises"),
        parts: parts[try row.get("id")] ?? [], provisions: try row.get("provisions"), taxes: try row.get("taxes"),
        settledAt: try row.get("settled_at"),
        invoiced: invoice.flatMap { id in number.map { ChargeStatement.Invoiced(id: id, number: $0) } })
    }
  }
}
