import Foundation
import Kernel
import Store
import Web
import Work

/// The spaces of the house: what they are, who has them, on every day.
package enum Spaces {
  /// - Parameter shelf: holds the plan in memory; shared with the areas that show figures of it.
  package static func area(shelf: PlanShelf) -> Area {
    Area(
      name: "spaces", resources: Bundle.module.resourceURL, migrations: SpacesTables.migrations, permissions: Permission.ofSpaces,
      routes: PlanRoutes(shelf: shelf).routes + HoldRoutes().table + MilestoneRoutes().table + EditorRoutes().table
        + HoldLetterRoutes().table,
      jobs: SpacesTimetable.jobs,
      timetable: SpacesTimetable.entries,
      pages: [
        PlanPage.self, HoldListPage.self, HoldPage.self, HoldFormPage.self, MilestoneListPage.self, MilestoneFormPage.self,
        MilestonePage.self,
        EditorPage.self,
      ],
      menu: [
        MenuEntry("/plan", text: "spaces.plan.menu", access: .open, order: 10),
        MenuEntry("/holds", text: "spaces.holds.menu", access: .needsSomewhere(.seeHolders), order: 40),
        MenuEntry("/milestones", text: "spaces.milestones.title", access: .needsSomewhere(.seeHolders), order: 45),
      ])
  }
}
