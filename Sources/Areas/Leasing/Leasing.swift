import Foundation
import Kernel
import Store
import Web
import Work

/// Contracts of occupation: schemes, leases, their terms over time, indexation, documents, deposits.
package enum Leasing {
  package static func area() -> Area {
    Area(
      name: "leasing", resources: Bundle.module.resourceURL, migrations: LeasingTables.migrations, permissions: Permission.ofLeasing,
      routes: LeaseRoutes().table + IndexRoutes().table + SchemeRoutes().table,
      pages: [LeaseListPage.self, LeasePage.self, LeaseFormPage.self, LeasingTablePage.self],
      menu: [
        MenuEntry("/leases", text: "leasing.list.title", access: .needsSomewhere(.seeLeases), group: .letting, order: 30),
        MenuEntry("/indexation", text: "leasing.tab.indexation", access: .needs(.writeLeases), group: .letting, order: 32),
        MenuEntry("/indices", text: "leasing.indices.title", access: .needs(.keepIndices), group: .letting, order: 34),
        MenuEntry("/schemes", text: "leasing.schemes.title", access: .needs(.keepSchemes), group: .letting, order: 36),
      ])
  }
}
