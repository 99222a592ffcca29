import Kernel

/// What a charge is for: decides the account of the sale.
package enum ChargeKind: String, Sendable, CaseIterable, Codable {
  case rent, services, provision, propertyTax, settlement, domiciliation, desk, room, machine, training, entryFee, penalty, other
}

/// One step of the way from the contract to the amount, kept with the charge so that any euro can be explained: a text key with its values.
package struct ExplanationStep: Hashable, Sendable, Codable {
  /// A key of the texts of the area that charges, as `leasing.explain.days`.
  package let text: String
  /// Values by name, already in the form of a file (days `2026-11-24`, cents, index values `138.01`); the page formats them.
  package let values: [String: String]

  package init(_ text: String, _ values: [String: String] = [:]) { (self.text, self.values) = (text, values) }
}

/// A dated billable fact that an area posts: who owes what, for which days, by which rule.
package struct ChargeDraft: Sendable {
  /// The legal entity that is owed.
  package let entity: OrganisationID
  package let customer: OrganisationID
  /// What the charge comes from, once and for ever, as `lease/0190…/2026-11/rent`: the same origin is never charged twice.
  package let origin: String
  package let kind: ChargeKind
  /// In the customer's language, as it will stand on the invoice.
  package let text: String
  /// The days it covers (BG-26).
  package let span: DaySpan
  /// It goes on an invoice dated this day or later.
  package let billableFrom: Day
  /// In thousandths, with its unit (UN/ECE rec. 20: `C62`, `MTK`, `MON`, `DAY`, `HUR`).
  package let quantity: Int64
  package let unit: String
  /// Without VAT; negative for what is given back.
  package let net: Money
  package let vat: VATTreatment
  /// The contract it belongs to (BT-12), as the tenant knows it.
  package let contract: String?
  /// The days in which the contract asks for payment; nil: as the customer or the entity has it.
  package let paymentDays: Int?
  /// The customer's purchase order for that contract (BT-13); nil: as the customer has it.
  package let order: String?
  package let explanation: [ExplanationStep]

  package init(
    entity: OrganisationID, customer: OrganisationID, origin: String, kind: ChargeKind, text: String, span: DaySpan, billableFrom: Day,
    quantity: Int64 = 1000, unit: String = "C62", net: Money, vat: VATTreatment, contract: String? = nil,
    paymentDays: Int? = nil, order: String? = nil, explanation: [ExplanationStep] = []
  ) {
    (self.entity, self.customer, self.origin, self.kind) = (entity, customer, origin, kind)
    (self.text, self.span, self.billableFrom) = (text, span, billableFrom)
    (self.quantity, self.unit, self.net, self.vat) = (quantity, unit, net, vat)
    (self.contract, self.paymentDays, self.order, self.explanation) = (contract, paymentDays, order, explanation)
  }
}
