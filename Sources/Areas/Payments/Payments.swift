import Foundation
import Kernel
import Store
import Web
import Work

/// Money in and money late: mandates, direct debits, bank statements, receipts, reminders, payment plans.
package enum Payments {
  package static func area() -> Area {
    Area(
      name: "payments", resources: Bundle.module.resourceURL, migrations: PaymentsTables.migrations, permissions: Permission.ofPayments,
      routes: ReceiptRoutes().table + BankRoutes().table + MandateRoutes().table + CollectionRoutes().table + RefundRoutes().table
        + LateRoutes().table + ReminderRoutes().table + PlanRoutes().table + AccountRoutes().table + CashedRoutes().table,
      jobs: [
        JobKind("payments.meantCredits") { _, database, now in
          _ = try await database.perform(UseMeantCredits(), for: .house, at: now)
        }
      ],
      timetable: [TimetableEntry("payments.meantCredits", .daily(hour: 0, minute: 35))],
      pages: [ListPage.self, MoneyPage.self, MoneyFormPage.self],
      menu: [
        MenuEntry("/bank", text: "payments.bank.title", access: .needs(.seePayments), group: .payments, order: 10),
        MenuEntry(
          "/receipts", text: "payments.receipts.title", access: .needs(.seePayments), group: .payments, order: 20,
          also: ["/refunds", "/cashed"]),
        MenuEntry(
          "/collections", text: "payments.collections.title", access: .needs(.seePayments), group: .payments, order: 30,
          also: ["/mandates"]),
        MenuEntry(
          "/late", text: "payments.menu.late", access: .needs(.seePayments), group: .payments, order: 40,
          also: ["/reminders", "/plans"]),
      ])
  }
}
