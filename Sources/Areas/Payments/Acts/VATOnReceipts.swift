import Invoicing
import Kernel
import Ledger
import Store

/// What a payment has of each rate, kept with it; and the VAT that falls due with it.
extension Transaction {
  /// The rates within a payment of a document; empty where the number names no invoice.
  borrowing func share(of amount: Money, document: String, entity: OrganisationID) throws -> [RatePart] {
    guard let invoice = try invoice(number: document), invoice.entity == entity else { return [] }
    let rates = try vatParts(of: invoice.id).map { RatePart($0.category, rate: $0.rate, base: $0.base, vat: $0.vat) }
    return VATShare.of(rates, total: invoice.total, amount: amount, before: try paid(ofDocument: document, entity: entity))
  }

  /// VAT that was waiting for the payment falls due: from 44574 to 44571, by rate.
  borrowing func vatLines(_ rates: [RatePart], document: String, entity: OrganisationID) throws -> [EntryLineDraft] {
    guard let invoice = try invoice(number: document), invoice.vatTiming == .receipts else { return [] }
    return rates.filter { $0.vat != .zero }.flatMap { part in
      [
        EntryLineDraft(
          Account.waitingVAT, part.vat, document: document, vat: LineVAT(part.category, rate: part.rate, base: -part.base)),
        EntryLineDraft(
          Account.collectedVAT, -part.vat, document: document, vat: LineVAT(part.category, rate: part.rate, base: part.base)),
      ]
    }
  }

  borrowing func keep(
    part document: String, amount: Money, rates: [RatePart], of customer: OrganisationID, entity: OrganisationID, receipt: ID<Receipt>?,
    on day: Day, entry: String?, at now: Instant
  ) throws {
    let part = ID<PaymentPart>.fresh(at: now)
    let isOnReceipt = try invoice(number: document)?.vatTiming == .receipts
    try run(
      """
      INSERT INTO payment_parts (id, entity, customer, receipt, document, day, amount, entry, made_at)
      VALUES (\(part), \(entity), \(customer), \(receipt), \(document), \(day), \(amount), \(entry), \(now))
      """)
    for rate in rates {
      try run(
        """
        INSERT INTO payment_rates (part, entity, day, category, rate, base, vat, on_receipt)
        VALUES (\(part), \(entity), \(day), \(rate.category), \(rate.rate), \(rate.base), \(rate.vat), \(isOnReceipt))
        """)
    }
  }
}
