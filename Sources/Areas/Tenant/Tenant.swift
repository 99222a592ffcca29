import Foundation
import Invoicing
import Kernel
import Spaces
import Store
import Web
import Work

/// The side of the resident: what is theirs in the house, what they ask, what they declare.
package enum Tenant {
  package static func area(shelf: PlanShelf, desk: InvoiceDesk) -> Area {
    Area(
      name: "tenant", resources: Bundle.module.resourceURL, migrations: TenantTables.migrations, permissions: Permission.ofTenant,
      routes: TenantRoutes(shelf: shelf, desk: desk).table,
      pages: [
        MyPage.self, TenantSheet.self, TenantNoticePage.self, TenantFormPage.self, ListPage.self, RequestAnswerPage.self,
      ],
      menu: [
        MenuEntry("/my", text: "tenant.menu.my", access: .needsSomewhere(.seeMine), group: .mine, order: 10),
        MenuEntry(
          "/my/lease", text: "tenant.lease.title", access: .needsSomewhere(.seeMine), group: .mine, order: 20, also: ["/my/leases"]),
        MenuEntry("/my/next-invoice", text: "tenant.menu.next", access: .needsSomewhere(.seeMine), group: .mine, order: 30),
        MenuEntry("/my/invoices", text: "tenant.money.title", access: .needsSomewhere(.seeMine), group: .mine, order: 40),
        MenuEntry("/my/charges", text: "tenant.charges.title", access: .needsSomewhere(.seeMine), group: .mine, order: 45),
        MenuEntry("/my/mandate", text: "tenant.mandate.title", access: .needsSomewhere(.seeMine), group: .mine, order: 50),
        MenuEntry("/my/documents", text: "tenant.documents.title", access: .needsSomewhere(.seeMine), group: .mine, order: 60),
        MenuEntry("/my/requests", text: "tenant.requests.mine", access: .needsSomewhere(.seeMine), group: .mine, order: 70),
        MenuEntry("/my/declarations", text: "tenant.menu.declarations", access: .needsSomewhere(.seeMine), group: .mine, order: 80),
        MenuEntry("/requests", text: "tenant.menu.requests", access: .needs(.answerRequests), group: .letting, order: 15),
        MenuEntry("/declarations", text: "tenant.menu.declarations", access: .needs(.seeDeclarations), group: .people, order: 35),
      ])
  }
}
