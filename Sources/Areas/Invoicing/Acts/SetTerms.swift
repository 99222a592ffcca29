import Kernel
import People
import Store
import Web

/// Says how an entity invoices from a day on. What was issued keeps what held then.
package struct SetEntityTerms: Act {
  package let terms: EntityTerms

  package init(_ terms: EntityTerms) { self.terms = terms }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.setInvoicing)
    try transaction.lockNumbers(of: terms.entity)
    let entities = Set(try transaction.houseEntities().map(\.organisation))
    guard entities.contains(terms.entity) else { throw Refusal.notFound }
    let before = try transaction.entityTerms(of: terms.entity, on: terms.from)
    if before == terms { return }
    try transaction.run(
      """
      INSERT INTO invoice_entities (entity, from_day, term_days, vat_point, iban, bic, ics, electronic_address, email, indemnity_note,
        penalty_note, discount_note, footer, set_at, set_by)
      VALUES (\(terms.entity), \(terms.from), \(terms.termDays), \(terms.vat), \(terms.iban), \(terms.bic), \(terms.ics),
        \(terms.electronicAddress), \(terms.email), \(terms.indemnityNote), \(terms.penaltyNote), \(terms.discountNote), \(terms.footer),
        \(now), \(viewer.name))
      ON CONFLICT (entity, from_day) DO UPDATE SET term_days = excluded.term_days, vat_point = excluded.vat_point, iban = excluded.iban,
        bic = excluded.bic, ics = excluded.ics, electronic_address = excluded.electronic_address, email = excluded.email,
        indemnity_note = excluded.indemnity_note, penalty_note = excluded.penalty_note, discount_note = excluded.discount_note,
        footer = excluded.footer, set_at = excluded.set_at, set_by = excluded.set_by
      """)
    try transaction.note(
      "invoicing.entity.set", on: "organisation/\(terms.entity)", by: viewer, at: now,
      before: try before.map { String(decoding: try JSON.bytes(of: $0), as: UTF8.self) },
      after: String(decoding: try JSON.bytes(of: terms), as: UTF8.self))
  }
}

/// Says what is particular in invoicing a customer.
package struct SetCustomerTerms: Act {
  package let terms: CustomerTerms

  package init(_ terms: CustomerTerms) { self.terms = terms }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.billCustomers)
    try transaction.lock("invoice customers")
    guard let customer = try transaction.organisation(terms.customer) else { throw Refusal.notFound }
    if let address = terms.electronicAddress, let siren = customer.facts.siren, !address.hasPrefix(siren) {
      // BR-FR-21, 22: the directory knows a business by its SIREN.
      throw Refusal.invalid("invoicing.problem.address", field: "electronicAddress", ["siren": siren])
    }
    let before = try transaction.customerTerms(of: terms.customer)
    if before == terms { return }
    try transaction.run(
      """
      INSERT INTO invoice_customers (customer, nature, purchase_order, buyer_reference, email, electronic_address, term_days, language,
        set_at, set_by)
      VALUES (\(terms.customer), \(terms.nature), \(terms.purchaseOrder), \(terms.buyerReference), \(terms.email),
        \(terms.electronicAddress), \(terms.termDays), \(terms.language), \(now), \(viewer.name))
      ON CONFLICT (customer) DO UPDATE SET nature = excluded.nature, purchase_order = excluded.purchase_order,
        buyer_reference = excluded.buyer_reference, email = excluded.email, electronic_address = excluded.electronic_address,
        term_days = excluded.term_days, language = excluded.language, set_at = excluded.set_at, set_by = excluded.set_by
      """)
    try transaction.note(
      "invoicing.customer.set", on: "organisation/\(terms.customer)", by: viewer, at: now,
      before: try before.map { String(decoding: try JSON.bytes(of: $0), as: UTF8.self) },
      after: String(decoding: try JSON.bytes(of: terms), as: UTF8.self))
  }
}

/// Opens a series of numbers of an entity, for good, with the reason it is kept for.
package struct OpenSeries: Act {
  package let entity: OrganisationID
  package let purpose: SeriesPurpose
  package let prefix: String
  package let reason: String

  package init(_ entity: OrganisationID, for purpose: SeriesPurpose, prefix: String, reason: String) {
    (self.entity, self.purpose, self.prefix, self.reason) = (entity, purpose, prefix, reason)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<InvoiceSeries> {
    try viewer.demand(.setInvoicing)
    try transaction.lock("invoice series")
    guard Set(try transaction.houseEntities().map(\.organisation)).contains(entity) else { throw Refusal.notFound }
    if !SeriesNumber.isPrefix(prefix) { throw Refusal.invalid("invoicing.problem.prefix", field: "prefix") }
    for other in try transaction.invoiceSeries() {
      if other.entity == entity && other.purpose == purpose {
        throw Refusal.conflict("invoicing.problem.seriesOpen", field: "purpose", ["prefix": other.prefix])
      }
      if other.prefix == prefix { throw Refusal.conflict("invoicing.problem.prefixTaken", field: "prefix") }
    }
    let id = ID<InvoiceSeries>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO invoice_series (id, entity, purpose, prefix, reason, opened_at, opened_by)
      VALUES (\(id), \(entity), \(purpose), \(prefix), \(reason), \(now), \(viewer.name))
      """)
    try transaction.note(
      "invoicing.series.open", on: "organisation/\(entity)", by: viewer, at: now, after: "\(purpose.rawValue), \(prefix)")
    return id
  }
}
