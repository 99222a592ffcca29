import Demand
import Invoicing
import Kernel
import Leasing
import Ledger
import Payments
import People
import Planning
import Post
import Spaces
import Store
import Tenant
import Web
import Welcome
import Work

/// The house: its areas in order, and what they bring together. Adding an area is one line here.
package struct House: Sendable {
  package let areas: [Area]
  /// What comes in and goes out as files, by area: organisations before the spaces they hold.
  package let exchange: Exchange
  /// Beside those of the engine.
  package let checks: [HouseCheck]
  /// Who charges and who is debited: what an invoice run asks.
  package let desk: InvoiceDesk
  /// Who held which premises: what the settlement of charges asks.
  package let occupancy: any OccupancySource
  /// The absolute address, as links in letters need it.
  package let base: String

  package static func km0(base: String, sender: String? = nil) -> House {
    let shelf = PlanShelf()
    let exchange = Exchange(
      importers: [.people, .spaces, .leases, .publicPages, .parameters, .mandates, .demand],
      exporters: [.people, .spaces, .leases, .publicPages, .parameters, .mandates, .demand])
    let desk = InvoiceDesk(sources: [LeaseCharges()], mandates: [PaymentMandates()])
    let occupancy = HouseOccupancy()
    return House(
      areas: [
        People.area(), Spaces.area(shelf: shelf, exchange: exchange),
        Welcome.area(shelf: shelf, waiting: HouseWaiting.all, own: HouseWaiting.own), Ledger.area(),
        Invoicing.area(desk: desk, occupancy: occupancy),
        Payments.area(),
        Leasing.area(
          shelf: shelf, agenda: [CommitteeDates(), SettlementDates()], origins: [ApplicationOrigin()], mandates: desk.mandates, base: base),
        Demand.area(shelf: shelf, base: base, sender: sender), Tenant.area(shelf: shelf, desk: desk), Planning.area(shelf: shelf),
      ], exchange: exchange,
      checks: HouseCheck.ofFoundations + HouseCheck.ofAreas, desk: desk, occupancy: occupancy, base: base)
  }
  package static func km0(_ settings: Settings) -> House { km0(base: settings.base, sender: settings.mailSender?.address) }

  /// In the order their tables are made: an area comes after those it knows.
  package var migrations: [Migration] {
    Audit.migrations + Outbox.migrations + Jobs.migrations + HouseFacts.migrations + areas.flatMap(\.migrations)
  }
  package var jobs: [JobKind] { [House.statistics] + areas.flatMap(\.jobs) }
  package var timetable: [TimetableEntry] {
    [TimetableEntry(House.statistics.name, .daily(hour: 4, minute: 10))] + areas.flatMap(\.timetable)
  }
  private static let statistics = JobKind("store.statistics") { _, database, _ in try await database.gatherStatistics() }
  package var permissions: [Permission] { areas.flatMap(\.permissions) }
  package var routes: [Route] { areas.flatMap(\.routes) }

  /// Throws `PageFaults` when something the pages name is not there.
  package func texts() throws -> Texts { try Renderer(areas: areas).texts }
}
