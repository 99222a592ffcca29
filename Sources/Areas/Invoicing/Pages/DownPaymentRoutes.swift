import Kernel
import People
import Store
import Web

/// Down payments, and the final invoices that take them off.
package struct DownPaymentRoutes: Sendable {
  let desk: InvoiceDesk

  package init(desk: InvoiceDesk) { self.desk = desk }

  package var table: [Route] {
    [
      .get("/down-payments/new", .needs(.issueInvoices), newForm),
      .post("/down-payments", .needs(.issueInvoices), issue, shownBy: newForm),
      .get("/invoices/:invoice/final", .needs(.issueInvoices), finalForm),
      .post("/invoices/:invoice/final", .needs(.issueInvoices), final, shownBy: finalForm),

      .post("/api/down-payments", .needs(.issueInvoices), issueJSON),
      .post("/api/invoices/:invoice/final", .needs(.issueInvoices), finalJSON),
    ]
  }

  func newForm(_ visit: Visit) async throws -> Answer {
    let choices = try await ChargeChoices(visit)
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.downPayment.new"), lead: visit.text("invoicing.downPayment.lead"), action: "/down-payments",
        groups: [.init(visit.text("invoicing.charge.who"), choices.fields(visit))] + visit.chargeFields(),
        button: visit.text("invoicing.downPayment.issue"), buttonStyle: "primary", back: "/invoices"))
  }

  func issue(_ visit: Visit) async throws -> Answer {
    let invoice = try await visit.perform(try await issuing(visit))
    return .see("/invoices/\(invoice.id)").saying("invoicing.done.issued", ["number": invoice.number])
  }
  func issueJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(try await issuing(visit)).id)
  }
  private func issuing(_ visit: Visit) async throws -> IssueDownPayment {
    IssueDownPayment(try await visit.readingCharge("down-payment/\(ID<Invoice>.fresh(at: visit.now))"), desk: desk)
  }

  func finalForm(_ visit: Visit) async throws -> Answer {
    let id: ID<Invoice> = try visit.id("invoice")
    let today = visit.today
    let found = try await visit.database.read { transaction -> (Invoice, [PostedCharge])? in
      guard let invoice = try transaction.invoice(id), invoice.type == .downPayment else { return nil }
      let waiting = try transaction.waitingCharges(until: today + 366, of: invoice.customer)
      return (invoice, waiting.filter { $0.draft.entity == invoice.entity })
    }
    guard let (invoice, charges) = found else { throw Refusal.notFound }
    let options = charges.map { Field.Option($0.id.text, "\($0.draft.text) · \(visit.format.money($0.draft.net))") }
    return .page(
      InvoicingFormPage(
        title: visit.text("invoicing.final.title", ["number": invoice.number]),
        lead: visit.text(charges.isEmpty ? "invoicing.final.noCharge" : "invoicing.final.lead"), action: "/invoices/\(invoice.id)/final",
        groups: [.init(nil, [visit.field("charges", .multiple, label: "invoicing.final.charges", required: true, options: options)])],
        button: visit.text("invoicing.final.button"), buttonStyle: "primary", back: "/invoices/\(invoice.id)"))
  }

  func final(_ visit: Visit) async throws -> Answer {
    let invoice = try await visit.perform(try finishing(visit))
    return .see("/invoices/\(invoice.id)").saying("invoicing.done.issued", ["number": invoice.number])
  }
  func finalJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try await visit.perform(try finishing(visit)).id) }

  private func finishing(_ visit: Visit) throws -> IssueFinalInvoice {
    let id: ID<Invoice> = try visit.id("invoice")
    let charges = try visit.reading { reader -> [ID<PostedCharge>] in
      let charges = reader.ids("charges", of: PostedCharge.self)
      if charges.isEmpty, reader.problems.isEmpty { reader.problems.add("kernel.problem.missing", field: "charges") }
      return charges
    }
    return IssueFinalInvoice(charges: charges, downPayments: [id], desk: desk)
  }

  private func json(_ visit: Visit, _ id: ID<Invoice>) async throws -> Answer {
    .json(InvoiceJSON(try await InvoiceRoutes(desk: desk).reading(visit, id)), status: 201)
  }
}
