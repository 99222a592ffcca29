import Kernel

/// What a building cost in a year, by the nature of the expense (docs/charges-settlement.md).
package enum CostKind: String, Sendable, CaseIterable {
  case heating, electricity, water, cleaning, maintenance, security, waste, lifts, greenery, internet, insurance, propertyTax, otherCharge
  /// What may never be passed on to a tenant (C. com. R145-35).
  case majorRepairs, majorRepairFees, complianceWorks, ownerTaxes, rentManagement

  /// Whether the law lets tenants bear it at all.
  package var mayBePassedOn: Bool {
    ![.majorRepairs, .majorRepairFees, .complianceWorks, .ownerTaxes, .rentManagement].contains(self)
  }
}

/// By what a cost is shared.
package enum SplitKey: String, Sendable, CaseIterable {
  /// Square metres × days.
  case surface
  /// Each premises the same, by days.
  case share
  /// Units read on meters.
  case meter
}

/// One expense of a year, without VAT.
package struct SharedCost: Sendable, Hashable {
  package let id: String
  package let kind: CostKind
  package let key: SplitKey
  package let net: Money

  package init(id: String, kind: CostKind, key: SplitKey, net: Money) { (self.id, self.kind, self.key, self.net) = (id, kind, key, net) }
}

/// What a tenant held, within the year.
package struct Tenancy: Sendable, Hashable {
  package let customer: OrganisationID
  package let premises: String
  package let area: FloorArea
  package let span: DaySpan

  package init(customer: OrganisationID, premises: String, area: FloorArea, span: DaySpan) {
    (self.customer, self.premises, self.area, self.span) = (customer, premises, area, span)
  }
  var days: Int64 { Int64(span.length ?? 0) }
}

/// The building in the year: all that could be let, whether or not it was.
package struct SplitGround: Sendable, Hashable {
  /// Hundredths of a square metre × days.
  package let surface: Int64
  /// Premises × days.
  package let share: Int64
  package let tenancies: [Tenancy]
  /// Units read by customer, and on the main meter of the building: what no tenant's meter counted is the house's. 0 while it was not read.
  package let meters: [OrganisationID: Int64]
  package let metersTotal: Int64
  /// The contracts these premises were let by: provisions under others belong to another building. nil: every provision counts.
  package let contracts: Set<String>?

  package init(
    surface: Int64, share: Int64, tenancies: [Tenancy], meters: [OrganisationID: Int64] = [:], metersTotal: Int64 = 0,
    contracts: Set<String>? = nil
  ) {
    (self.surface, self.share, self.tenancies) = (surface, share, tenancies)
    (self.meters, self.metersTotal, self.contracts) = (meters, metersTotal, contracts)
  }

  package func whole(_ key: SplitKey) -> Int64 {
    switch key {
    case .surface: surface
    case .share: share
    case .meter: metersTotal
    }
  }
  package func weight(_ key: SplitKey, of customer: OrganisationID) -> Int64 {
    let own = tenancies.filter { $0.customer == customer }
    return switch key {
    case .surface: own.reduce(0) { $0 + $1.area.hundredths * $1.days }
    case .share: own.reduce(0) { $0 + $1.days }
    case .meter: meters[customer] ?? 0
    }
  }
}

/// The part of one tenant in one cost, with what it was computed from.
package struct CostPart: Sendable, Hashable {
  package let cost: SharedCost
  package let weight: Int64
  package let whole: Int64
  package let part: Money
}

/// What a tenant's year came to.
package struct TenantSettlement: Sendable, Hashable {
  package let customer: OrganisationID
  package let parts: [CostPart]
  /// Without VAT, as invoiced.
  package let provisions: Money
  /// Property tax that the contract asked for itself, without VAT: it was paid once.
  package let taxes: Money

  package init(customer: OrganisationID, parts: [CostPart], provisions: Money, taxes: Money = .zero) {
    (self.customer, self.parts, self.provisions, self.taxes) = (customer, parts, provisions, taxes)
  }

  package var costs: Money { parts.reduce(.zero) { $0 + $1.part } }
  /// What was invoiced ahead of the settlement.
  package var advances: Money { provisions + taxes }
  /// What is still to pay; negative for what is given back.
  package var balance: Money { costs - advances }
}

package enum ChargeSplit {
  /// Each tenant's part of each cost, rounded once; what nobody held, and the cents of rounding, are the house's. Property tax that contracts
  /// asked for is taken off where the tax is among the costs; elsewhere it stays what it was, no advance.
  package static func settle(
    _ costs: [SharedCost], on ground: SplitGround, provisions: [OrganisationID: Money], taxes: [OrganisationID: Money] = [:]
  ) -> [TenantSettlement] {
    let taxes = costs.contains { $0.kind == .propertyTax } ? taxes : [:]
    let customers = Set(ground.tenancies.map(\.customer)).union(ground.meters.keys).union(provisions.keys).union(taxes.keys).sorted()
    return customers.map { customer in
      let parts = costs.filter(\.kind.mayBePassedOn).compactMap { cost -> CostPart? in
        let (weight, whole) = (ground.weight(cost.key, of: customer), ground.whole(cost.key))
        guard weight > 0, whole > 0 else { return nil }
        return CostPart(cost: cost, weight: weight, whole: whole, part: cost.net.fraction(weight, of: whole))
      }
      return TenantSettlement(customer: customer, parts: parts, provisions: provisions[customer] ?? .zero, taxes: taxes[customer] ?? .zero)
    }
  }

  /// What tenants do not bear of the costs.
  package static func houseBears(_ costs: [SharedCost], _ tenants: [TenantSettlement]) -> Money {
    costs.reduce(.zero) { $0 + $1.net } - tenants.reduce(.zero) { $0 + $1.costs }
  }
}
