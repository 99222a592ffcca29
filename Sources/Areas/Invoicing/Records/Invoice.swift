import EInvoice
import Foundation
import Kernel
import Store

extension Relation: Bindable, Fetchable {}
extension InvoiceType: Bindable, Fetchable {
  package var value: Value { .integer(Int64(rawValue)) }
  package static var columnType: ColumnType { .integer }
  package init?(_ value: Value) {
    guard let integer = value.integer else { return nil }
    self.init(rawValue: Int(integer))
  }
}

/// An issued document: numbered, chained, never changed. Amounts are what the customer owes by it: negative in a credit note.
package struct Invoice: RowReadable, Sendable {
  package let id: ID<Invoice>
  package let series: ID<InvoiceSeries>
  package let place: Int64
  package let number: String
  package let type: InvoiceType
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let issueDay: Day
  package let dueDay: Day
  /// The month it was made for.
  package let month: Month
  package let nature: CustomerNature
  package let vatTiming: VATTiming
  package let net: Money
  package let vat: Money
  package let total: Money
  package let issuedAt: Instant
  package let issuedBy: String

  init(
    id: ID<Invoice>, series: ID<InvoiceSeries>, place: Int64, number: String, type: InvoiceType, entity: OrganisationID,
    customer: OrganisationID, issueDay: Day, dueDay: Day, month: Month, nature: CustomerNature, vatTiming: VATTiming, net: Money,
    vat: Money,
    issuedAt: Instant, issuedBy: String
  ) {
    (self.id, self.series, self.place, self.number, self.type) = (id, series, place, number, type)
    (self.entity, self.customer, self.issueDay, self.dueDay, self.month) = (entity, customer, issueDay, dueDay, month)
    (self.nature, self.vatTiming, self.net, self.vat, total) = (nature, vatTiming, net, vat, net + vat)
    (self.issuedAt, self.issuedBy) = (issuedAt, issuedBy)
  }

  package init(row: Row) throws {
    id = try row.get("id")
    series = try row.get("series")
    place = try row.get("place")
    number = try row.get("number")
    type = try row.get("type")
    entity = try row.get("entity")
    customer = try row.get("customer")
    issueDay = try row.get("issue_day")
    dueDay = try row.get("due_day")
    month = try row.get("month")
    nature = try row.get("nature")
    vatTiming = try row.get("vat_point")
    net = try row.get("net")
    vat = try row.get("vat")
    total = try row.get("total")
    issuedAt = try row.get("issued_at")
    issuedBy = try row.get("issued_by")
  }

  package var subject: String { "invoice/\(id)" }
  /// All but the frozen texts, which only who shows or checks an invoice reads.
  static let columns: SQL = """
    i.id, i.series, i.place, i.number, i.type, i.entity, i.customer, i.issue_day, i.due_day, i.month, i.nature, i.vat_point, i.net, i.vat,
    i.total, i.issued_at, i.issued_by
    """
}

/// What an invoice froze: the document as it is printed and sent, and for each line why.
package struct FrozenInvoice: Sendable {
  package let document: SemanticInvoice
  package let reasons: [LineReason]
}

/// Why a line stands on an invoice; kept in the order of the lines, and digested with the document.
package struct LineReason: Sendable, Hashable, Codable {
  /// nil on lines that repeat those of an earlier document.
  package let origin: String?
  package let kind: ChargeKind
  package let explanation: [ExplanationStep]
  /// The number of a down payment that the line takes off.
  package let deducts: String?

  package init(origin: String?, kind: ChargeKind, explanation: [ExplanationStep] = [], deducts: String? = nil) {
    (self.origin, self.kind, self.explanation, self.deducts) = (origin, kind, explanation, deducts)
  }
}

extension Transaction {
  package borrowing func invoice(_ id: ID<Invoice>) throws -> Invoice? {
    try one("SELECT \(Invoice.columns) FROM invoices i WHERE i.id = \(id)")
  }
  package borrowing func invoice(number: String) throws -> Invoice? {
    try one("SELECT \(Invoice.columns) FROM invoices i WHERE i.number = \(number)")
  }
  /// Newest first.
  package borrowing func invoices(of customer: OrganisationID) throws -> [Invoice] {
    try all("SELECT \(Invoice.columns) FROM invoices i WHERE i.customer = \(customer) ORDER BY i.issue_day DESC, i.number DESC")
  }
  package borrowing func invoices(issuedIn month: Month) throws -> [Invoice] {
    try all(
      """
      SELECT \(Invoice.columns) FROM invoices i WHERE i.issue_day >= \(month.first) AND i.issue_day < \((month + 1).first)
      ORDER BY i.series, i.place
      """)
  }
  package borrowing func frozen(_ id: ID<Invoice>) throws -> FrozenInvoice? {
    guard let row = try first("SELECT content, reasons FROM invoices WHERE id = \(id)") else { return nil }
    let reasons: String = try row.get("reasons")
    return FrozenInvoice(
      document: try SemanticInvoice(canonical: try row.get("content")),
      reasons: try JSONDecoder().decode([LineReason].self, from: Data(reasons.utf8)))
  }

  /// The mandate by which each of some invoices said that it would be collected; nothing of those that asked for a transfer.
  package borrowing func announcedMandates(of invoices: [ID<Invoice>]) throws -> [ID<Invoice>: String] {
    var found: [ID<Invoice>: String] = [:]
    for start in stride(from: 0, to: invoices.count, by: 256) {
      let some = Array(invoices[start..<min(start + 256, invoices.count)])
      for row in try rows("SELECT id, content FROM invoices WHERE id IN \(list: some)") {
        found[try row.get("id")] = try SemanticInvoice(canonical: try row.get("content")).payment?.mandate
      }
    }
    return found
  }

  /// Bases and VAT of an invoice by category and rate, signed as its amounts; what a payment is split by.
  package borrowing func vatParts(of invoice: ID<Invoice>) throws -> [VATPart] {
    try all("SELECT category, rate, base, vat FROM invoice_vat WHERE invoice = \(invoice) ORDER BY rate DESC, category")
  }
  /// The documents this one names.
  package borrowing func predecessors(of invoice: ID<Invoice>) throws -> [RelatedInvoice] {
    try all(
      """
      SELECT p.relation, \(Invoice.columns) FROM invoice_predecessors p JOIN invoices i ON i.id = p.predecessor WHERE p.invoice = \(invoice)
      ORDER BY i.issue_day, i.number
      """)
  }
  /// The documents that name this one.
  package borrowing func successors(of invoice: ID<Invoice>) throws -> [RelatedInvoice] {
    try all(
      """
      SELECT p.relation, \(Invoice.columns) FROM invoice_predecessors p JOIN invoices i ON i.id = p.invoice WHERE p.predecessor = \(invoice)
      ORDER BY i.issue_day, i.number
      """)
  }
}

/// Base and VAT of one category and rate of an invoice.
package struct VATPart: RowReadable, Sendable, Hashable {
  package let category: VATCategory
  package let rate: Percentage
  package let base: Money
  package let vat: Money

  package init(row: Row) throws {
    category = try row.get("category")
    rate = try row.get("rate")
    base = try row.get("base")
    vat = try row.get("vat")
  }
}

/// Another document, and how the two stand to each other.
package struct RelatedInvoice: RowReadable, Sendable {
  package let relation: Relation
  package let invoice: Invoice

  package init(row: Row) throws {
    relation = try row.get("relation")
    invoice = try Invoice(row: row)
  }
}
