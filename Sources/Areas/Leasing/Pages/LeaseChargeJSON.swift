import Invoicing
import Kernel
import Spaces
import Store

/// What a lease asks for, as the API gives it.
struct LeaseChargeJSON: Encodable, Sendable {
  struct Step: Encodable, Sendable {
    let text: String
    let values: [String: String]
  }
  let origin: String
  let label: String
  let from: Day
  let until: Day?
  let billableFrom: Day
  let netCents: Money
  let vatCategory: String
  let vatRate: Int64
  let explanation: [Step]

  init(_ charge: ChargeDraft) {
    (origin, label, from, until) = (charge.origin, charge.text, charge.span.from, charge.span.until)
    (billableFrom, netCents) = (charge.billableFrom, charge.net)
    (vatCategory, vatRate) = (charge.vat.category.rawValue, charge.vat.rate.basisPoints)
    explanation = charge.explanation.map { Step(text: $0.text, values: $0.values) }
  }
}

/// A lease in a list.
struct LeaseListJSON: Encodable, Sendable {
  let id: ID<Lease>
  let number: String
  let tenant: OrganisationID
  let tenantName: String
  let scheme: String
  let cells: [String]
  let state: LeaseState
  let from: Day
  let until: Day?
  let term: Day?
  let monthlyCents: Money

  init(_ listed: LeaseListed) {
    let lease = listed.lease
    (id, number, tenant, tenantName) = (lease.id, lease.number, lease.tenant, listed.tenant)
    (scheme, cells, state) = (listed.scheme.code, listed.cells, listed.state)
    (from, until, term, monthlyCents) = (lease.from, lease.span?.until, lease.term, listed.monthly)
  }
}
