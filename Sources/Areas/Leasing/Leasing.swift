import Foundation
import Kernel
import Store
import Web
import Work

/// Contracts of occupation: schemes, leases, their terms over time, indexation, documents, deposits.
package enum Leasing {
  /// - Parameter origins: the areas above that promise cells which leases then let.
  package static func area(origins: [any LeaseOrigin] = []) -> Area {
    Area(
      name: "leasing", resources: Bundle.module.resourceURL, migrations: LeasingTables.migrations, permissions: Permission.ofLeasing,
      routes: LeaseRoutes(origins: origins).table + IndexRoutes().table + SchemeRoutes().table,
      pages: [LeaseListPage.self, LeasePage.self, LeaseFormPage.self, LeasingTablePage.self, WhatIfPage.self],
      menu: [
        MenuEntry(
          "/leases", text: "leasing.list.title", access: .needs(.seeLeases), group: .letting, order: 10,
          also: ["/indexation", "/indices", "/schemes"])
      ])
  }
}
