import Foundation
import Kernel
import Store
import Web
import Work

/// Contracts of occupation: schemes, leases, their terms over time, indexation, documents, deposits.
package enum Leasing {
  /// - Parameters:
  ///   - agenda: what other areas put into the calendar of letting.
  ///   - base: the address of the house, for the links in letters.
  package static func area(agenda: [any ObligationSource] = [], base: String = "") -> Area {
    Area(
      name: "leasing", resources: Bundle.module.resourceURL, migrations: LeasingTables.migrations,
      permissions: Permission.ofLeasing + [.writeLeaseTexts],
      routes: LeaseRoutes().table + IndexRoutes().table + SchemeRoutes().table + PaperRoutes().table
        + ObligationRoutes(sources: agenda, base: base).table,
      jobs: LeasingTimetable.jobs(agenda, base: base), timetable: LeasingTimetable.entries,
      pages: [
        LeaseListPage.self, LeasePage.self, LeaseFormPage.self, LeasingTablePage.self, PaperListPage.self, ObligationPage.self,
        TextFormPage.self,
      ],
      menu: [
        MenuEntry("/leases", text: "leasing.list.title", access: .needsSomewhere(.seeLeases), group: .letting, order: 30),
        MenuEntry("/obligations", text: "leasing.obligation.title", access: .needsSomewhere(.seeLeases), group: .letting, order: 31),
        MenuEntry("/indexation", text: "leasing.tab.indexation", access: .needs(.writeLeases), group: .letting, order: 32),
        MenuEntry("/indices", text: "leasing.indices.title", access: .needs(.keepIndices), group: .letting, order: 34),
        MenuEntry("/schemes", text: "leasing.schemes.title", access: .needs(.keepSchemes), group: .letting, order: 36),
        MenuEntry("/lease-texts", text: "leasing.texts.title", access: .needs(.writeLeaseTexts), group: .letting, order: 38),
      ])
  }
}
