import Kernel

/// A line about to stand on a document. Its amount is what the customer owes by it, negative for what is given back.
package struct LineDraft: Sendable {
  let text: String
  let kind: ChargeKind
  let span: DaySpan
  let billableFrom: Day
  let quantity: Int64
  let unit: String
  let net: Money
  let vat: VATTreatment
  let contract: String?
  let reason: LineReason
  /// The posted charge it takes up.
  var charge: ID<PostedCharge>?
  /// The line of an earlier invoice that it gives back.
  var credited: LinePlace?

  init(_ charge: ChargeDraft, posted: ID<PostedCharge>? = nil) {
    (text, kind, span, billableFrom) = (charge.text, charge.kind, charge.span, charge.billableFrom)
    (quantity, unit, net, vat) = (charge.quantity, charge.unit, charge.net, charge.vat)
    contract = charge.contract
    reason = LineReason(origin: charge.origin, kind: charge.kind, explanation: charge.explanation)
    self.charge = posted
  }

  init(
    text: String, kind: ChargeKind, span: DaySpan, billableFrom: Day, quantity: Int64 = 1000, unit: String = "C62", net: Money,
    vat: VATTreatment, contract: String?, reason: LineReason, credited: LinePlace? = nil
  ) {
    (self.text, self.kind, self.span, self.billableFrom) = (text, kind, span, billableFrom)
    (self.quantity, self.unit, self.net, self.vat) = (quantity, unit, net, vat)
    (self.contract, self.reason, self.credited) = (contract, reason, credited)
  }
}

/// A line of an issued invoice.
package struct LinePlace: Hashable, Sendable {
  package let invoice: ID<Invoice>
  package let place: Int

  package init(_ invoice: ID<Invoice>, _ place: Int) { (self.invoice, self.place) = (invoice, place) }
}

/// What is outside VAT may not share a document with anything else (BR-O-11): a customer then gets two.
package enum DocumentPart: String, Sendable, CaseIterable, Codable {
  case taxed, outside

  init(_ treatment: VATTreatment) { self = treatment.category == .outside ? .outside : .taxed }
}

/// A document about to be issued.
package struct DocumentDraft: Sendable {
  let type: InvoiceType
  let entity: OrganisationID
  let customer: OrganisationID
  let month: Month
  let part: DocumentPart
  var lines: [LineDraft]
  var predecessors: [Predecessor] = []
  /// Said on the document: why it is given back or corrected.
  var remark: String?
  /// The invoice that follows down payments.
  var isFinal = false
  /// As the contracts on it ask; nil: as the customer or the entity has it.
  var paymentDays: Int?
  var order: String?

  struct Predecessor: Sendable {
    let invoice: Invoice
    let relation: Relation
  }

  /// The same lines as a document of another type, which names no other yet.
  func made(_ type: InvoiceType) -> DocumentDraft {
    var made = DocumentDraft(type: type, entity: entity, customer: customer, month: month, part: part, lines: lines)
    (made.paymentDays, made.order) = (paymentDays, order)
    return made
  }

  /// What the customer owes by it, without VAT.
  var owed: Money { lines.reduce(.zero) { $0 + $1.net } }
  /// The amounts of a credit note are printed without their sign.
  var sign: Int64 { type == .creditNote ? -1 : 1 }
  /// The contract, when all lines have the same.
  var contract: String? {
    let contracts = Set(lines.map(\.contract))
    return contracts.count == 1 ? contracts.first ?? nil : nil
  }
  /// From the first day of any line to the last of any.
  var span: DaySpan? {
    guard let from = lines.map(\.span.from).min(), let until = lines.compactMap(\.span.until).max() else { return nil }
    return DaySpan(checking: from, until: until)
  }
}
