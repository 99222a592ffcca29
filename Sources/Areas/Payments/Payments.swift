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
      pages: [MoneyListPage.self, MoneyPage.self, MoneyFormPage.self],
      menu: [
        MenuEntry("/receipts", text: "payments.receipts.title", access: .needs(.seePayments), group: .money, order: 40),
        MenuEntry("/bank", text: "payments.bank.title", access: .needs(.seePayments), group: .money, order: 41),
        MenuEntry("/mandates", text: "payments.mandates.title", access: .needs(.seePayments), group: .money, order: 42),
        MenuEntry("/collections", text: "payments.collections.title", access: .needs(.seePayments), group: .money, order: 43),
        MenuEntry("/late", text: "payments.late.title", access: .needs(.seePayments), group: .money, order: 44),
        MenuEntry("/reminders", text: "payments.reminders.title", access: .needs(.seePayments), group: .money, order: 45),
        MenuEntry("/plans", text: "payments.plans.title", access: .needs(.seePayments), group: .money, order: 46),
        MenuEntry("/refunds", text: "payments.refunds.title", access: .needs(.seePayments), group: .money, order: 47),
        MenuEntry("/cashed", text: "payments.cashed.title", access: .needs(.seePayments), group: .money, order: 48),
      ])
  }
}
