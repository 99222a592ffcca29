import Kernel
import Store
import Web

/// Sites, buildings and levels, as those who keep them see them.
package struct BuildingListPage: Page {
  struct Floor: Sendable {
    let name: String
    let path: String
    let cells: String
    let area: String
    let opening: String
    let openingPath: String?
    let drawPath: String
    let planPath: String
  }
  struct House: Sendable {
    let name: String
    let path: String
    let lease: String
    let isLeaseEnding: Bool
    let rule: String
    let addPath: String
    let levels: [Floor]
    let hasLevels: Bool
  }
  struct Ground: Sendable {
    let name: String
    let address: String
    let editPath: String
    let addPath: String
    /// Only of an empty one.
    let removePath: String?
    let buildings: [House]
    let hasBuildings: Bool
  }
  package static let template = "spaces-buildings"
  package let title: String
  let tabs: [PageLink]
  let isEmpty: Bool
  let sites: [Ground]
  let csv: String

  package static let sample = BuildingListPage(
    title: "Bâtiments", tabs: [.sample], isEmpty: true,
    sites: [
      Ground(
        name: "Fonderie", address: "68100 Mulhouse", editPath: "/sites/1/edit", addPath: "/buildings/new?site=1",
        removePath: "/sites/1/remove",
        buildings: [
          House(
            name: "Bâtiment 23", path: "/buildings/1", lease: "encore 50 ans", isLeaseEnding: true, rule: "1 m de mur",
            addPath: "/buildings/1/levels/new",
            levels: [
              Floor(
                name: "Rez-de-chaussée", path: "/levels/1", cells: "40", area: "2 002 m²", opening: "ouvert", openingPath: "/milestones/1",
                drawPath: "/levels/1/edit", planPath: "/plan?level=h")
            ], hasLevels: true)
        ], hasBuildings: true)
    ], csv: "/buildings.csv")
}

/// What is known of all buildings on a day, read at once.
struct BuildingsKnown: Sendable {
  let sites: [Site]
  let buildings: [Building]
  let levels: [Level]
  let leases: [HeadLease]
  let milestones: [ID<Milestone>: MilestoneLine]
  let cells: [ID<Level>: (count: Int, area: FloorArea)]

  init(_ transaction: borrowing Transaction, on day: Day) throws {
    sites = try transaction.sites()
    buildings = try transaction.buildings()
    levels = try transaction.levels()
    leases = try transaction.headLeases()
    milestones = Dictionary(uniqueKeysWithValues: try transaction.milestones().map { ($0.milestone.id, $0) })
    let counted = try transaction.rows(
      """
      SELECT level, COUNT(*) AS cells, CAST(SUM(area) AS BIGINT) AS area FROM cells
      WHERE from_day <= \(day) AND (until_day IS NULL OR until_day > \(day)) GROUP BY level
      """)
    cells = Dictionary(
      uniqueKeysWithValues: try counted.map {
        (try $0.get("level"), (count: try $0.get("cells"), area: FloorArea(hundredths: try $0.get("area"))))
      })
  }

  func levels(of building: ID<Building>) -> [Level] { levels.filter { $0.building == building } }
  func opening(of level: Level) -> MilestoneLine? { level.commissioning.flatMap { milestones[$0] } }
  /// The lease of the day, or the next, or the last.
  func lease(of building: ID<Building>, on day: Day) -> HeadLease? {
    let own = leases.filter { $0.building == building }
    return own.first { $0.span.until.map { day < $0 } ?? true } ?? own.last
  }
}

extension KeepingRoutes {
  func buildings(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let known = try await visit.database.read { try BuildingsKnown($0, on: today) }
    return .page(
      BuildingListPage(
        title: visit.text("spaces.keeping.tab.buildings"), tabs: visit.keepingTabs("/buildings"), isEmpty: known.sites.isEmpty,
        sites: known.sites.map { site in
          let houses = known.buildings.filter { $0.site == site.id }
          return BuildingListPage.Ground(
            name: site.name, address: site.address, editPath: "/sites/\(site.id)/edit", addPath: "/buildings/new?site=\(site.id)",
            removePath: houses.isEmpty ? "/sites/\(site.id)/remove" : nil,
            buildings: houses.map { house($0, known, visit) }, hasBuildings: !houses.isEmpty)
        }, csv: "/buildings.csv"))
  }

  private func house(_ building: Building, _ known: BuildingsKnown, _ visit: Visit) -> BuildingListPage.House {
    let lease = known.lease(of: building.id, on: visit.today)
    let levels = known.levels(of: building.id)
    return BuildingListPage.House(
      name: building.name, path: "/buildings/\(building.id)", lease: visit.daysLeft(lease),
      isLeaseEnding: lease?.span.until.map { $0 - visit.today < 730 } ?? false, rule: visit.wallRule(building),
      addPath: "/buildings/\(building.id)/levels/new", levels: levels.map { floor($0, known, visit) }, hasLevels: !levels.isEmpty)
  }

  func floor(_ level: Level, _ known: BuildingsKnown, _ visit: Visit) -> BuildingListPage.Floor {
    let cells = known.cells[level.id]
    let opening = known.opening(of: level)
    return BuildingListPage.Floor(
      name: level.name, path: "/levels/\(level.id)", cells: visit.format.number(cells?.count ?? 0),
      area: visit.format.area(cells?.area ?? .zero), opening: visit.openingText(opening),
      openingPath: opening.map { "/milestones/\($0.milestone.id)" }, drawPath: "/levels/\(level.id)/edit",
      planPath: "/plan?level=" + percentEncoded(level.key))
  }

  func buildingsCSV(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let known = try await visit.database.read { try BuildingsKnown($0, on: today) }
    let names = Dictionary(uniqueKeysWithValues: known.buildings.map { ($0.id, $0.name) })
    let columns = ["building", "level", "ordinal", "cells", "area", "opening", "leaseUntil"]
    let rows = known.levels.map { level -> [String] in
      let cells = known.cells[level.id]
      return [
        names[level.building] ?? "", level.name, "\(level.ordinal)", "\(cells?.count ?? 0)", visit.format.typed(cells?.area ?? .zero),
        known.opening(of: level)?.day.description ?? "", known.lease(of: level.building, on: today)?.span.last?.description ?? "",
      ]
    }
    return .csv(columns.map { visit.text("spaces.keeping.column.\($0)") }, rows, name: "buildings-\(today).csv")
  }
}

extension Site {
  var address: String {
    [street, [postcode, city].filter { !$0.isEmpty }.joined(separator: " ")].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension Visit {
  func openingText(_ line: MilestoneLine?) -> String {
    guard let line else { return text("spaces.keeping.inService") }
    return text(line.isReached ? "spaces.keeping.openedOn" : "spaces.keeping.opensOn", ["day": format.shortDay(line.day)])
  }
  /// Until when the house holds the building, and how many days that leaves.
  func daysLeft(_ lease: HeadLease?) -> String {
    guard let lease, let until = lease.span.until else { return text("spaces.keeping.noLease") }
    if until <= today { return text("spaces.keeping.leaseOver", ["day": format.day(until - 1)]) }
    return text("spaces.keeping.leaseLeft", ["day": format.day(until - 1), "days": format.number(until - today)])
  }
  /// Only how long, beside a span that says until when.
  func daysAlone(_ lease: HeadLease) -> String {
    guard let until = lease.span.until, until > today else { return "–" }
    return text("spaces.keeping.days", ["days": format.number(until - today)])
  }
  func wallRule(_ building: Building) -> String {
    text("spaces.keeping.wallRule", ["wall": format.metres(building.sharedWall), "gap": format.metres(building.wallGap)])
  }
}
