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

  package init(areas: [Area]) { self.areas = areas }

  /// In the order their tables are made: an area comes after those it knows.
  package var migrations: [Migration] {
    Audit.migrations + Outbox.migrations + Jobs.migrations + HouseFacts.migrations + areas.flatMap(\.migrations)
  }
  package var jobs: [JobKind] { areas.flatMap(\.jobs) }
  package var timetable: [TimetableEntry] { areas.flatMap(\.timetable) }
  package var permissions: [Permission] { areas.flatMap(\.permissions) }
  package var routes: [Route] { areas.flatMap(\.routes) }
}
