import Kernel
import People
import Post
import Spaces
import Store
import Web
import Welcome
import Work

/// The house: its areas in order, and what they bring together. Adding an area is one line here.
package struct House: Sendable {
  package let areas: [Area]
  /// In the order they run: organisations before the spaces they hold.
  package let importers: [Importer]
  package let exporters: [Exporter]
  /// Beside those of the engine.
  package let checks: [HouseCheck]
  /// The absolute address, as links in letters need it.
  package let base: String

  package static func km0(base: String) -> House {
    let shelf = PlanShelf()
    return House(
      areas: [People.area(), Spaces.area(shelf: shelf), Welcome.area(shelf: shelf)], importers: [people, spaces, publicPages],
      exporters: [publicPagesOut],
      checks: HouseCheck.ofFoundations, base: base)
  }
  package static func km0(_ settings: Settings) -> House { km0(base: settings.base) }

  /// In the order their tables are made: an area comes after those it knows.
  package var migrations: [Migration] {
    Audit.migrations + Outbox.migrations + Jobs.migrations + HouseFacts.migrations + areas.flatMap(\.migrations)
  }
  package var jobs: [JobKind] { areas.flatMap(\.jobs) }
  package var timetable: [TimetableEntry] { areas.flatMap(\.timetable) }
  package var permissions: [Permission] { areas.flatMap(\.permissions) }
  package var routes: [Route] { areas.flatMap(\.routes) }

  /// Throws `PageFaults` when something the pages name is not there.
  package func texts() throws -> Texts { try Renderer(areas: areas).texts }
}
