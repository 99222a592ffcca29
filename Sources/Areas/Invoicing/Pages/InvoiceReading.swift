import EInvoice
import Kernel
import Ledger
import People
import Store
import Web

/// An invoice with everything its page and its JSON say.
struct InvoiceReading: Sendable {
  let invoice: Invoice
  let frozen: FrozenInvoice
  let open: Money
  /// What was paid of it and when, as the books have it.
  let payments: [Match]
  let state: InvoiceState
  let related: [(related: RelatedInvoice, isLater: Bool)]
  let sendings: [(address: String, at: Instant)]
  let credited: [CreditedLine]
  let history: [AuditLine]
  let previous: String
  let digest: String
  let email: String?
}

extension Transaction {
  /// Nil of what is not there or not within reach.
  borrowing func invoiceReading(_ id: ID<Invoice>, within reach: Reach, on today: Day) throws -> InvoiceReading? {
    guard let invoice = try invoice(id), reach.includes(invoice.customer), let frozen = try frozen(id),
      let chain = try first("SELECT previous, digest FROM invoices WHERE id = \(id)")
    else { return nil }
    let standing = try standing(of: [invoice])[id] ?? Standing()
    let sendings = try rows("SELECT address, queued_at FROM invoice_sendings WHERE invoice = \(id) ORDER BY queued_at, address").map {
      row in
      (address: try row.get("address") as String, at: try row.get("queued_at") as Instant)
    }
    return InvoiceReading(
      invoice: invoice, frozen: frozen, open: standing.open,
      payments: try settlements(ofEntry: invoice.subject, entity: invoice.entity), state: standing.state(of: invoice, on: today),
      related: try predecessors(of: id).map { ($0, false) } + successors(of: id).map { ($0, true) }, sendings: sendings,
      credited: try creditedLines(of: id), history: try auditLines(of: invoice.subject), previous: try chain.get("previous"),
      digest: try chain.get("digest"), email: try customerTerms(of: invoice.customer)?.email)
  }
}

extension InvoiceRoutes {
  func reading(_ visit: Visit, _ id: ID<Invoice>) async throws -> InvoiceReading {
    let reach = visit.viewer.reach(of: .seeInvoices)
    let today = visit.today
    guard let reading = try await visit.database.read({ try $0.invoiceReading(id, within: reach, on: today) }) else {
      throw Refusal.notFound
    }
    return reading
  }
}

/// An invoice as the API gives it.
struct InvoiceJSON: Encodable, Sendable {
  struct Line: Encodable, Sendable {
    let place: Int
    let text: String
    let kind: ChargeKind
    let origin: String?
    let from: Day?
    let last: Day?
    let quantity: Int64
    let unit: String
    let net: Money
    let vatCategory: VATCategory
    let vatRate: Int64
    let contract: String?
    let credited: Money
    let explanation: [ExplanationStep]
  }
  struct Group: Encodable, Sendable {
    let category: VATCategory
    let rate: Int64
    let base: Money
    let vat: Money
  }
  struct Related: Encodable, Sendable {
    let id: ID<Invoice>
    let number: String
    let relation: Relation
    let isLater: Bool
  }
  let id: ID<Invoice>
  let number: String
  let type: Int
  let state: String
  let entity: OrganisationID
  let customer: OrganisationID
  let customerName: String
  let issued: Day
  let due: Day
  let month: Month
  let nature: CustomerNature
  let vatPoint: VATTiming
  let net: Money
  let vat: Money
  let total: Money
  let open: Money
  let digest: String
  let previous: String
  let lines: [Line]
  let groups: [Group]
  let related: [Related]

  init(_ reading: InvoiceReading) {
    let (invoice, document) = (reading.invoice, reading.frozen.document)
    let sign: Int64 = invoice.type == .creditNote ? -1 : 1
    func signed(_ amount: Money) -> Money { Money(cents: amount.cents * sign) }
    (id, number, type, state) = (invoice.id, invoice.number, invoice.type.rawValue, reading.state.rawValue)
    (entity, customer, customerName) = (invoice.entity, invoice.customer, document.buyer.name)
    (issued, due, month, nature, vatPoint) = (invoice.issueDay, invoice.dueDay, invoice.month, invoice.nature, invoice.vatTiming)
    (net, vat, total, open) = (invoice.net, invoice.vat, invoice.total, reading.open)
    (digest, previous) = (reading.digest, reading.previous)
    lines = zip(document.lines, reading.frozen.reasons).enumerated().map { index, pair in
      let (line, reason) = pair
      return Line(
        place: index + 1, text: line.name, kind: reason.kind, origin: reason.origin, from: line.period?.from, last: line.period?.last,
        quantity: line.quantity, unit: line.unit, net: signed(line.net), vatCategory: line.vat.category, vatRate: line.vat.rate.basisPoints,
        contract: line.note ?? document.contract,
        credited: reading.credited.indices.contains(index) ? reading.credited[index].credited : .zero,
        explanation: reason.explanation)
    }
    groups = document.vat.map {
      Group(category: $0.treatment.category, rate: $0.treatment.rate.basisPoints, base: signed($0.base), vat: signed($0.tax))
    }
    related = reading.related.map {
      Related(id: $0.related.invoice.id, number: $0.related.invoice.number, relation: $0.related.relation, isLater: $0.isLater)
    }
  }
}

/// An invoice in a list of the API.
struct ListedInvoiceJSON: Encodable, Sendable {
  let id: ID<Invoice>
  let number: String
  let type: Int
  let state: String
  let entity: OrganisationID
  let customer: OrganisationID
  let customerName: String
  let issued: Day
  let due: Day
  let net: Money
  let vat: Money
  let total: Money
  let open: Money

  init(_ line: ListedInvoice) {
    let invoice = line.invoice
    (id, number, type, state) = (invoice.id, invoice.number, invoice.type.rawValue, line.state.rawValue)
    (entity, customer, customerName) = (invoice.entity, invoice.customer, line.customerName)
    (issued, due, net, vat, total, open) = (invoice.issueDay, invoice.dueDay, invoice.net, invoice.vat, invoice.total, line.open)
  }
}
