import Foundation
import Kernel
import Store
import Web
import Work

/// What is owed and asked for: charges of every area, invoice runs, numbered and chained invoices, their files.
package enum Invoicing {
  /// - Parameters:
  ///   - desk: who charges and who is debited: the areas above hand themselves in.
  ///   - occupancy: who held what of a building, for the yearly settlement of charges.
  package static func area(desk: InvoiceDesk = InvoiceDesk(), occupancy: any OccupancySource = NoOccupancy()) -> Area {
    Area(
      name: "invoicing", resources: Bundle.module.resourceURL, migrations: InvoicingTables.migrations,
      permissions: Permission.ofInvoicing,
      routes: InvoiceRoutes(desk: desk).table + FileRoutes().table + DownPaymentRoutes(desk: desk).table + RunRoutes(desk: desk).table
        + ChargeRoutes().table
        + DepositRoutes(desk: desk).table + SettingsRoutes().table + SettlementRoutes(source: occupancy).table, jobs: [job(desk)],
      pages: [
        ListPage.self, InvoicingFormPage.self, InvoicingThingPage.self, InvoicePage.self, RunPage.self, InvoicingSettingsPage.self,
        NextInvoicePage.self,
      ],
      menu: [
        MenuEntry("/invoices", text: "invoicing.invoices.menu", access: .needs(.seeInvoices), group: .money, order: 20),
        MenuEntry("/invoice-run", text: "invoicing.run.menu", access: .needs(.seeCharges), group: .money, order: 10),
        MenuEntry("/charges", text: "invoicing.charge.menu", access: .needs(.seeCharges), group: .money, order: 30),
        MenuEntry("/deposit-calls", text: "invoicing.deposit.menu", access: .needs(.seeInvoices), group: .money, order: 40),
        MenuEntry("/settlements", text: "invoicing.settlement.menu", access: .needs(.seeCharges), group: .money, order: 50),
        MenuEntry("/invoicing-settings", text: "invoicing.settings.menu", access: .needs(.billCustomers), group: .money, order: 90),
      ])
  }

  /// Carries out a run that somebody ordered. Run again after a fall, it goes on where it was.
  private static func job(_ desk: InvoiceDesk) -> JobKind {
    JobKind(StartInvoiceRun.job) { payload, database, now in
      guard let run = try await database.read({ try $0.invoiceRun(ID<InvoiceRun>(payload)) }), run.endedAt == nil else { return }
      try await IssueInvoices(run.month, desk: desk).run(on: database, for: .house, at: now, as: run)
    }
  }
}
