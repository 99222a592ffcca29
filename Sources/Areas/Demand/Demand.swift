import Foundation
import Kernel
import Spaces
import Store
import Web
import Work

/// Who wants to come: visits, application files, committee, waiting list, offers, and what could not be served.
package enum Demand {
  /// - Parameters:
  ///   - shelf: the plan in memory, to look for cells that suit.
  ///   - base: the address of the house, for the links in letters.
  ///   - sender: the address its mails come from; calendars answer there.
  package static func area(shelf: PlanShelf, base: String, sender: String? = nil) -> Area {
    // Without mail nobody is invited; a file for the calendar still says whose house it is.
    let organiser = sender ?? "visites@\(URL(string: base)?.host() ?? "localhost")"
    return Area(
      name: "demand", resources: Bundle.module.resourceURL, migrations: DemandTables.migrations, permissions: Permission.ofDemand,
      routes: FileRoutes().table + VisitRoutes(organiser: organiser).table + CommitteeRoutes().table + OfferRoutes(shelf: shelf).table
        + ApplicantRoutes().table
        + MemoryRoutes().table + RuleRoutes().table,
      jobs: [
        JobKind("demand.settle") { _, database, now in
          _ = try await database.perform(SettleOffers(base: base), for: .house, at: now)
          _ = try await database.perform(AskForConfirmation(base: base), for: .house, at: now)
          _ = try await database.perform(ForgetApplications(), for: .house, at: now)
        }
      ],
      // After the holds of Spaces have expired.
      timetable: [TimetableEntry("demand.settle", .daily(hour: 0, minute: 25))],
      pages: [ListPage.self, DemandPage.self, DemandFormPage.self, UnmetDemandPage.self],
      menu: [
        MenuEntry("/visits", text: "demand.visits.title", access: .needs(.seeVisits), group: .demand, order: 20),
        MenuEntry("/applications", text: "demand.files.title", access: .needs(.keepFiles), group: .demand, order: 30),
        MenuEntry("/committees", text: "demand.committee.title", access: .needs(.decideFiles), group: .demand, order: 40),
        MenuEntry("/waiting-list", text: "demand.list.title", access: .needs(.keepFiles), group: .demand, order: 50),
        MenuEntry("/unmet-demand", text: "demand.unmet.title", access: .needs(.seeUnmetDemand), group: .demand, order: 90),
      ])
  }
}
