import Kernel
import People
import Store
import Web

/// The files of an invoice: Factur-X for people and programs, UBL and CII for programs.
package struct FileRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/invoices/:invoice/files/:format", .needsSomewhere(.seeInvoices), file),
      .get("/api/invoices/:invoice/files/:format", .needsSomewhere(.seeInvoices), file),
    ]
  }

  func file(_ visit: Visit) async throws -> Answer {
    let id: ID<Invoice> = try visit.id("invoice")
    guard let format = InvoiceFormat(rawValue: visit.path("format")) else { throw Refusal.notFound }
    let reach = visit.viewer.reach(of: .seeInvoices)
    let found = try await visit.database.read { transaction -> (Invoice, FrozenInvoice, Language)? in
      guard let invoice = try transaction.invoice(id), reach.includes(invoice.customer), let frozen = try transaction.frozen(id) else {
        return nil
      }
      return (invoice, frozen, try transaction.customerTerms(of: invoice.customer)?.language ?? .french)
    }
    guard let (invoice, frozen, language) = found else { throw Refusal.notFound }
    let file = try InvoiceFile(invoice, frozen, as: format, in: language, texts: visit.texts)
    return .file(file.bytes, type: file.type, name: file.name).with("cache-control", "private, no-store")
  }
}
