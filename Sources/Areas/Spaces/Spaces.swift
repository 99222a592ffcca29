import Foundation
import Kernel
import Web

/// The spaces of the house: what they are, who has them, on every day.
package enum Spaces {
  package static func area() -> Area {
    let shelf = PlanShelf()
    return Area(
      name: "spaces", resources: Bundle.module.resourceURL, migrations: SpacesTables.migrations, permissions: Permission.ofSpaces,
      routes: PlanRoutes(shelf: shelf).routes, pages: [PlanPage.self], menu: [MenuEntry("/plan", text: "spaces.plan.menu", access: .open, order: 10)])
  }
}
