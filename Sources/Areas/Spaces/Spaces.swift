import Foundation
import Kernel
import Store
import Web
import Work

/// The spaces of the house: what they are, who has them, on every day.
package enum Spaces {
  /// - Parameters:
  ///   - shelf: holds the plan in memory; shared with the areas that show figures of it.
  ///   - exchange: what the whole house brings in and gives out as files.
  package static func area(shelf: PlanShelf, exchange: Exchange = .peopleAndSpaces) -> Area {
    Area(
      name: "spaces", resources: Bundle.module.resourceURL, migrations: SpacesTables.migrations, permissions: Permission.ofSpaces,
      routes: PlanRoutes(shelf: shelf).routes + HoldRoutes(shelf: shelf).table + HoldLetterRoutes().table + MilestoneRoutes().table
        + EditorRoutes().table + answers(shelf) + KeepingRoutes().table + ExchangeRoutes(exchange: exchange).table,
      jobs: SpacesTimetable.jobs,
      timetable: SpacesTimetable.entries,
      pages: [
        PlanPage.self, ListPage.self, HoldPage.self, HoldFormPage.self, MilestoneFormPage.self,
        MilestonePage.self,
        EditorPage.self, SearchPage.self, OccupancyPage.self, CellPage.self, PathPage.self,
        BuildingListPage.self, BuildingPage.self, LevelPage.self, KeepingFormPage.self, ReshapingPage.self, LinkPage.self, WorksPage.self,
        HeadcountPage.self,
        ExchangePage.self,
      ],
      menu: [
        MenuEntry("/plan", text: "spaces.plan.menu", access: .open, group: .house, order: 10),
        MenuEntry("/search", text: "spaces.find.menu", access: .open, group: .house, order: 12),
        MenuEntry("/occupancy", text: "spaces.months.menu", access: .open, group: .house, order: 14),
        MenuEntry("/holds", text: "spaces.holds.menu", access: .needs(.seeHolders), group: .letting, order: 20),
        MenuEntry("/milestones", text: "spaces.milestones.title", access: .needs(.seeHolders), group: .letting, order: 30),
        MenuEntry(
          "/buildings", text: "spaces.keeping.tab.buildings", access: .needs(.editPlan), group: .keeping, order: 10,
          also: ["/sites", "/levels", "/links", "/works", "/cells/merge"]),
        MenuEntry("/headcounts", text: "spaces.keeping.tab.headcounts", access: .needsSomewhere(.countPeople), group: .people, order: 30),
        MenuEntry("/exchange", text: "spaces.exchange.menu", access: .needs(.exchangePlan), group: .keeping, order: 20),
      ])
  }

  /// What is answered from the plan: where there is room, how full the house is, what a cell and an organisation went through.
  private static func answers(_ shelf: PlanShelf) -> [Route] {
    SearchRoutes(shelf: shelf).routes + OccupancyRoutes(shelf: shelf).routes + CellRoutes(shelf: shelf).routes
      + PathRoutes(shelf: shelf).routes
  }
}
