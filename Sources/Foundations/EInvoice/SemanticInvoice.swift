import Kernel

/// An invoice as EN 16931 means it, whatever syntax or page it is later written in. VAT and totals are computed when it is made and kept with
/// it, so that one that was issued says for ever what it said then; the business terms (BT) and groups (BG) of the standard are named beside
/// each value. Amounts are in euros (BT-5).
package struct SemanticInvoice: Hashable, Sendable, Codable {
  /// BT-3.
  package let type: DocumentType
  /// BT-1: at most 35 signs of `A-Z a-z 0-9 + - _ /`.
  package let number: String
  /// BT-2.
  package let issued: Day
  /// BT-9.
  package let due: Day?
  /// BT-23: what kind of operation it is (CGI annexe II, 242 nonies A, 8° bis) and how far along.
  package let process: BusinessProcess
  /// BT-8: when VAT falls due, where it is not when the invoice says.
  package let vatPoint: VATPoint?
  /// BT-10: what the buyer asked to see on it.
  package let buyerReference: String?
  /// BT-12: the lease or convention, as the tenant knows it.
  package let contract: String?
  /// BT-13.
  package let order: String?
  /// BG-1.
  package let notes: [InvoiceNote]
  /// BG-3.
  package let preceding: [PrecedingInvoice]
  /// BG-4.
  package let seller: InvoiceParty
  /// BG-7.
  package let buyer: InvoiceParty
  /// BG-14; its last day is BT-74.
  package let period: DaySpan?
  /// BT-72: the day of the supply, or of the down payment, where it is not that of the invoice.
  package let delivered: Day?
  /// BG-16.
  package let payment: PaymentInstructions?
  /// BT-20.
  package let terms: String?
  /// BG-20 and BG-21.
  package let adjustments: [DocumentAdjustment]
  /// BG-25; the number of a line (BT-126) is its place, from 1.
  package let lines: [InvoiceLine]
  /// BG-23.
  package let vat: [VATGroup]
  /// BG-22.
  package let totals: InvoiceTotals

  /// `prepaid` is what was already paid, with VAT (BT-113). In an invoice wholly outside VAT no VAT number may stand (BR-O-02), so they are
  /// left out.
  package init(
    type: DocumentType, number: String, issued: Day, due: Day?, process: BusinessProcess, vatPoint: VATPoint? = nil,
    buyerReference: String? = nil, contract: String? = nil, order: String? = nil, notes: [InvoiceNote] = [],
    preceding: [PrecedingInvoice] = [], seller: InvoiceParty, buyer: InvoiceParty, period: DaySpan? = nil, delivered: Day? = nil,
    payment: PaymentInstructions? = nil, terms: String? = nil, adjustments: [DocumentAdjustment] = [], lines: [InvoiceLine],
    prepaid: Money = .zero
  ) {
    (self.type, self.number, self.issued, self.due, self.process) = (type, number, issued, due, process)
    (self.vatPoint, self.buyerReference, self.contract, self.order) = (vatPoint, buyerReference, contract, order)
    (self.notes, self.preceding, self.period, self.delivered) = (notes, preceding, period, delivered)
    (self.payment, self.terms, self.adjustments, self.lines) = (payment, terms, adjustments, lines)
    vat = VATGroup.groups(lines: lines, adjustments: adjustments)
    totals = InvoiceTotals(lines: lines, adjustments: adjustments, vat: vat, prepaid: prepaid)
    let isOutside = !vat.isEmpty && vat.allSatisfy { $0.treatment.category == .outside }
    self.seller = isOutside ? seller.withoutVATNumber : seller
    self.buyer = isOutside ? buyer.withoutVATNumber : buyer
  }
}

/// BG-3: an invoice that this one is about.
package struct PrecedingInvoice: Hashable, Sendable, Codable {
  /// BT-25.
  package let number: String
  /// BT-26.
  package let issued: Day

  package init(_ number: String, issued: Day) { (self.number, self.issued) = (number, issued) }
}
