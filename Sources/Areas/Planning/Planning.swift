import Foundation
import Kernel
import Spaces
import Store
import Web
import Work

/// Who goes where in the years to come: scenarios from the house's own facts, the drafts they become, the everyday questions, the second building.
package enum Planning {
  package static func area(shelf: PlanShelf) -> Area {
    Area(
      name: "planning", resources: Bundle.module.resourceURL, migrations: PlanningTables.migrations, permissions: Permission.ofPlanning,
      routes: ScenarioRoutes(shelf: shelf).table + DraftRoutes(shelf: shelf).table + QuestionRoutes(shelf: shelf).table
        + FutureRoutes(shelf: shelf).table,
      jobs: [
        JobKind("planning.search", isLong: true) { payload, database, now in
          try await SearchScenario(ID(payload), in: database, at: now).run()
        },
        JobKind("planning.futures", isLong: true) { payload, database, now in
          try await PlayFutures(ID(payload), in: database, at: now).run()
        },
      ],
      pages: [
        ListPage.self, PlanningFormPage.self, ScenarioPage.self, ScenarioPlanPage.self, DraftListPage.self, QuestionPage.self,
        FuturePage.self,
      ],
      menu: [
        MenuEntry(
          "/scenarios", text: "planning.scenarios.title", access: .needs(.seeScenarios), group: .letting, order: 50,
          also: ["/planning-questions"]),
        MenuEntry("/drafts", text: "planning.drafts.title", access: .needs(.seeScenarios), group: .letting, order: 52),
        MenuEntry("/second-building", text: "planning.futures.title", access: .needs(.seeFutures), group: .letting, order: 54),
      ])
  }
}
