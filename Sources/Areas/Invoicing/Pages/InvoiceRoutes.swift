import Kernel
import People
import Store
import Web

/// Invoices: the list, each as the customer sees it, giving back and correcting.
package struct InvoiceRoutes: Sendable {
  let desk: InvoiceDesk

  package init(desk: InvoiceDesk) { self.desk = desk }

  package var table: [Route] {
    [
      .get("/invoices", .needsSomewhere(.seeInvoices), list).asking(InvoiceRoutes.fields),
      .get("/invoices.csv", .needsSomewhere(.seeInvoices), listCSV).asking(InvoiceRoutes.fields),
      .get("/invoices/:invoice", .needsSomewhere(.seeInvoices), show),
      .get("/invoices/:invoice/credit", .needs(.issueInvoices), creditForm),
      .post("/invoices/:invoice/credit", .needs(.issueInvoices), credit, shownBy: creditForm),
      .get("/invoices/:invoice/correct", .needs(.issueInvoices), correctForm),
      .post("/invoices/:invoice/correct", .needs(.issueInvoices), correct, shownBy: correctForm),
      .post("/invoices/:invoice/send", .needs(.issueInvoices), send, shownBy: show),

      .get("/api/invoices", .needsSomewhere(.seeInvoices), listJSON).asking(InvoiceRoutes.fields),
      .get("/api/invoices/:invoice", .needsSomewhere(.seeInvoices), showJSON),
      .post("/api/invoices/:invoice/credit", .needs(.issueInvoices), creditJSON),
      .post("/api/invoices/:invoice/correct", .needs(.issueInvoices), correctJSON),
      .post("/api/invoices/:invoice/send", .needs(.issueInvoices), sendJSON),
    ]
  }

  func credit(_ visit: Visit) async throws -> Answer {
    let credit = try await visit.perform(try await crediting(visit))
    return .see("/invoices/\(credit.id)").saying("invoicing.done.credited", ["number": credit.number])
  }
  func correct(_ visit: Visit) async throws -> Answer {
    let corrected = try await visit.perform(try await correcting(visit))
    return .see("/invoices/\(corrected.id)").saying("invoicing.done.corrected", ["number": corrected.number])
  }
  func send(_ visit: Visit) async throws -> Answer {
    let isNew = try await visit.perform(try sending(visit))
    return .see("/invoices/\(visit.path("invoice"))").saying(isNew ? "invoicing.done.sent" : "invoicing.done.sentBefore")
  }
  func creditJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(try await crediting(visit)).id, status: 201)
  }
  func correctJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(try await correcting(visit)).id, status: 201)
  }
  func sendJSON(_ visit: Visit) async throws -> Answer { .json(SentJSON(sent: try await visit.perform(try sending(visit)))) }
  func showJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try visit.id("invoice"), status: 200) }

  struct SentJSON: Encodable, Sendable {
    let sent: Bool
  }

  private func sending(_ visit: Visit) throws -> SendInvoice {
    let id: ID<Invoice> = try visit.id("invoice")
    return SendInvoice(id, to: try visit.reading { $0.requiredText("address", limit: 254) })
  }

  private func json(_ visit: Visit, _ id: ID<Invoice>, status: Int) async throws -> Answer {
    .json(InvoiceJSON(try await reading(visit, id)), status: status)
  }
}
