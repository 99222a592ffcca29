import Kernel
import People
import Post
import Store
import Web

/// Sends an issued invoice by mail, with its file. To the same address it goes once.
package struct SendInvoice: Act {
  package let invoice: ID<Invoice>
  package let address: String

  package init(_ invoice: ID<Invoice>, to address: String) { (self.invoice, self.address) = (invoice, address) }

  /// Whether it was sent now, and not before.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Bool {
    try viewer.demand(.issueInvoices)
    guard let invoice = try transaction.invoice(invoice) else { throw Refusal.notFound }
    guard let address = EmailAddress(address) else { throw Refusal.invalid("people.problem.email", field: "address") }
    try transaction.lock("invoice sendings/\(invoice.id)")
    let book = try InvoiceBook(
      transaction, on: invoice.issueDay, only: [invoice.entity, invoice.customer], mandates: [])
    return try transaction.send(invoice, to: address.text, book, by: IssueOrder(viewer), at: now)
  }
}

extension Transaction {
  /// What gives back or corrects an invoice goes where that went, and where the organisation wants invoices now.
  borrowing func send(_ invoice: Invoice, after before: Invoice, _ book: InvoiceBook, by order: IssueOrder, at now: Instant) throws {
    let went: [String] = try rows("SELECT address FROM invoice_sendings WHERE invoice = \(before.id) ORDER BY address").map {
      try $0.get("address")
    }
    for address in went + book.addresses(of: invoice.customer).filter({ !went.contains($0) }) {
      try send(invoice, to: address, book, by: order, at: now)
    }
  }

  /// To everybody its customer wants invoices sent to.
  borrowing func send(_ invoice: Invoice, _ book: InvoiceBook, by order: IssueOrder, at now: Instant) throws {
    for address in book.addresses(of: invoice.customer) { try send(invoice, to: address, book, by: order, at: now) }
  }

  /// Puts the letter with the invoice in the outbox, unless it went to that address before; nothing without an address.
  @discardableResult
  borrowing func send(
    _ invoice: Invoice, to address: String?, _ book: InvoiceBook, by order: IssueOrder, at now: Instant
  ) throws -> Bool {
    guard let address, let customer = book.organisation(invoice.customer), let entity = book.organisation(invoice.entity) else {
      return false
    }
    let isNew = try run(
      """
      INSERT INTO invoice_sendings (invoice, address, queued_at, queued_by) VALUES (\(invoice.id), \(address), \(now), \(order.name))
      ON CONFLICT (invoice, address) DO NOTHING
      """)
    if isNew == 0 { return false }
    let language = book.language(of: invoice.customer)
    let format = Format(language)
    let words = [
      "number": invoice.number, "name": customer.facts.legalName, "house": entity.facts.usualName, "day": format.day(invoice.issueDay),
      "due": format.day(invoice.dueDay), "total": format.money(Money(cents: abs(invoice.total.cents))),
    ]
    let letter = Letter(
      to: address, toName: customer.facts.legalName,
      subject: InvoiceWords.texts.text("invoicing.letter.\(invoice.type.name).subject", in: language, words).filter { !$0.isNewline },
      body: InvoiceWords.texts.text("invoicing.letter.\(invoice.type.name).body", in: language, words))
    try post(letter, about: invoice.subject, attaching: invoice.subject, at: now)
    return true
  }
}
