import Foundation
import Kernel
import Store
import Web
import Work

/// What is owed and asked for: charges of every area, invoice runs, numbered and chained invoices, their files.
package enum Invoicing {
  /// - Parameter desk: who charges and who is debited: the areas above hand themselves in.
  package static func area(desk: InvoiceDesk = InvoiceDesk()) -> Area {
    Area(
      name: "invoicing", resources: Bundle.module.resourceURL, migrations: InvoicingTables.migrations, permissions: Permission.ofInvoicing,
      jobs: [job(desk)])
  }

  /// Carries out a run that somebody ordered. Run again after a fall, it goes on where it was.
  private static func job(_ desk: InvoiceDesk) -> JobKind {
    JobKind(StartInvoiceRun.job) { payload, database, now in
      guard let run = try await database.read({ try $0.invoiceRun(ID<InvoiceRun>(payload)) }), run.endedAt == nil else { return }
      try await IssueInvoices(run.month, desk: desk).run(on: database, for: .house, at: now, as: run)
    }
  }
}
