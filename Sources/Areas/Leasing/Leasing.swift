import Foundation
import Invoicing
import Kernel
import Spaces
import Store
import Web
import Work

/// Contracts of occupation: schemes, leases, their terms over time, indexation, documents, deposits.
package enum Leasing {
  /// - Parameters:
  ///   - agenda: what other areas put into the calendar of letting.
  ///   - origins: the areas above that promise cells which leases then let.
  ///   - mandates: who knows whether the bank is about to collect a deposit.
  ///   - shelf: the plan as it is kept, from which cells are picked.
  ///   - base: the address of the house, for the links in letters.
  package static func area(
    shelf: PlanShelf = PlanShelf(), agenda: [any ObligationSource] = [], origins: [any LeaseOrigin] = [],
    mandates: [any MandateSource] = [], base: String = ""
  ) -> Area {
    Area(
      name: "leasing", resources: Bundle.module.resourceURL, migrations: LeasingTables.migrations,
      permissions: Permission.ofLeasing + [.writeLeaseTexts],
      routes: LeaseRoutes(origins: origins, shelf: shelf).table + IndexRoutes().table + SchemeRoutes().table + PaperRoutes().table
        + ObligationRoutes(sources: agenda, base: base).table,
      jobs: LeasingTimetable.jobs(agenda, mandates, base: base), timetable: LeasingTimetable.entries,
      pages: [
        ListPage.self, LeasePage.self, LeaseFormPage.self, LeasingTablePage.self, WhatIfPage.self, PaperListPage.self,
        ObligationPage.self, TextFormPage.self,
      ],
      menu: [
        MenuEntry(
          "/leases", text: "leasing.list.title", access: .needs(.seeLeases), group: .letting, order: 10,
          also: ["/indexation", "/indices", "/schemes", "/lease-texts"]),
        MenuEntry("/obligations", text: "leasing.obligation.title", access: .needs(.seeLeases), group: .letting, order: 11),
      ])
  }
}
