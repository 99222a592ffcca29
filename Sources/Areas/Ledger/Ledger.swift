import Foundation
import Kernel
import Store
import Web
import Work

/// The double-entry books of each legal entity: accounts, entries that never change, periods that close, dated parameters of the law.
package enum Ledger {
  package static func area() -> Area {
    Area(
      name: "ledger", resources: Bundle.module.resourceURL, migrations: LedgerTables.migrations, permissions: Permission.ofLedger,
      routes: AccountRoutes().table + ParameterRoutes().table, jobs: [seal],
      timetable: [TimetableEntry("ledger.seal", .daily(hour: 2, minute: 20))],
      pages: [ListPage.self, ClosingsPage.self, BooksPage.self],
      menu: [
        MenuEntry("/accounts", text: "ledger.menu.accounts", access: .needs(.seeAccounts), group: .accounts, order: 10),
        MenuEntry("/parameters", text: "ledger.menu.parameters", access: .needs(.seeParameters), group: .accounts, order: 90),
      ])
  }

  private static let seal = JobKind("ledger.seal") { _, database, now in
    _ = try await database.perform(SealDays(), for: .house, at: now)
  }
}
