import Foundation
import Kernel
import Spaces
import Store
import Web
import Work

/// The side of the resident: what is theirs in the house, what they ask, what they declare.
package enum Tenant {
  package static func area(shelf: PlanShelf) -> Area {
    Area(
      name: "tenant", resources: Bundle.module.resourceURL, migrations: TenantTables.migrations, permissions: Permission.ofTenant,
      routes: TenantRoutes(shelf: shelf).table,
      pages: [MyPage.self, TenantFormPage.self, RequestListPage.self, RequestAnswerPage.self, DeclarationListPage.self],
      menu: [
        MenuEntry("/my", text: "tenant.menu.my", access: .needsSomewhere(.seeMine), group: .mine, order: 10),
        MenuEntry("/requests", text: "tenant.menu.requests", access: .needs(.answerRequests), group: .letting, order: 40),
        MenuEntry("/declarations", text: "tenant.menu.declarations", access: .needs(.seeDeclarations), group: .people, order: 35),
      ])
  }
}
