import Kernel
import Store
import Web

/// One building: its levels, the lease the house holds on it, what its cells are asked for through time, the days it counts on.
package struct BuildingPage: Page {
  struct Fact: Sendable {
    let name: String
    let value: String
  }
  struct Lease: Sendable {
    let landlord: String
    let tenant: String
    let reference: String
    let span: String
    let left: String
    let isCurrent: Bool
    let editPath: String
  }
  struct Rent: Sendable {
    let kind: String
    let now: String
    let newPath: String
    let said: [Said]
  }
  struct Said: Sendable {
    let since: String
    let amount: String
    let isNow: Bool
  }
  struct Milestone: Sendable {
    let name: String
    let path: String
    let kind: String
    let day: String
    let state: String
  }
  struct History: Sendable {
    let at: String
    let who: String
    let what: String
  }
  package static let template = "spaces-building"
  package let title: String
  let crumbs: [PageLink]
  let editPath: String
  /// Only of an empty one.
  let removePath: String?
  let facts: [Fact]
  let addLevelPath: String
  let levels: [BuildingListPage.Floor]
  let hasLevels: Bool
  let addLeasePath: String
  let leases: [Lease]
  let hasLeases: Bool
  let near: String?
  let addRentPath: String
  let rents: [Rent]
  let hasRents: Bool
  let milestones: [Milestone]
  let hasMilestones: Bool
  let addMilestonePath: String?
  let history: [History]

  package static let sample = BuildingPage(
    title: "Bâtiment 23", crumbs: [PageLink("Bâtiments", "/buildings")], editPath: "/buildings/1/edit",
    removePath: "/buildings/1/remove",
    facts: [Fact(name: "Mur commun", value: "1 m")], addLevelPath: "/buildings/1/levels/new",
    levels: BuildingListPage.sample.sites[0].buildings[0].levels, hasLevels: true, addLeasePath: "/buildings/1/head-leases/new",
    leases: [
      Lease(
        landlord: "Ville", tenant: "SCI", reference: "Bail", span: "2017 – 2077", left: "18 000 jours", isCurrent: true,
        editPath: "/buildings/1/head-leases/1/edit")
    ], hasLeases: true, near: "12 engagements sans fin", addRentPath: "/buildings/1/rents/new",
    rents: [
      Rent(
        kind: "Bureau", now: "130,00 €", newPath: "/buildings/1/rents/new?kind=office",
        said: [Said(since: "à partir de 2017", amount: "130,00 €", isNow: true)])
    ], hasRents: true,
    milestones: [
      Milestone(name: "Mise en service", path: "/milestones/1", kind: "mise en service", day: "1er février 2019", state: "prévu")
    ],
    hasMilestones: true, addMilestonePath: "/milestones/new?building=1",
    history: [History(at: "24/11/2026 10:00", who: "Ada", what: "Loyer de référence fixé")])
}

extension KeepingRoutes {
  func building(_ visit: Visit) async throws -> Answer {
    let id: ID<Building> = try visit.id("building")
    let today = visit.today
    guard let known = try await visit.database.read({ try BuildingKnown($0, id, on: today) }) else { throw Refusal.notFound }
    let path = "/buildings/\(id)"
    let levels = known.all.levels(of: id)
    let near = known.nearTheEnd.map { counts in
      visit.text(
        "spaces.keeping.lease.near", ["near": visit.format.number(counts.near), "open": visit.format.number(counts.open)])
    }
    let rents = self.rents(known, visit)
    return .page(
      BuildingPage(
        title: known.building.name, crumbs: [visit.buildingsCrumb], editPath: "\(path)/edit",
        removePath: levels.isEmpty && known.milestones.isEmpty ? "\(path)/remove" : nil, facts: facts(known, visit),
        addLevelPath: "\(path)/levels/new", levels: levels.map { floor($0, known.all, visit) }, hasLevels: !levels.isEmpty,
        addLeasePath: "\(path)/head-leases/new", leases: known.leases.map { lease($0, visit) }, hasLeases: !known.leases.isEmpty,
        near: near, addRentPath: "\(path)/rents/new", rents: rents, hasRents: !rents.isEmpty,
        milestones: known.milestones.map { milestone($0, visit) }, hasMilestones: !known.milestones.isEmpty,
        addMilestonePath: visit.viewer.may(.writeMilestones) ? "/milestones/new?building=\(id)" : nil,
        history: visit.keepingHistory(known.history)))
  }

  private func facts(_ known: BuildingKnown, _ visit: Visit) -> [BuildingPage.Fact] {
    let building = known.building
    let format = visit.format
    let site = known.all.sites.first { $0.id == building.site }
    let place = "\(format.decimal(building.latitude, places: 9))° ; \(format.decimal(building.longitude, places: 9))°"
    return [
      ("site", [site?.name, site?.address].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")),
      ("neighbours", visit.wallRule(building)), ("position", building.latitude == 0 && building.longitude == 0 ? "–" : place),
      ("bearing", "\(format.decimal(building.bearing, places: 3))°"), ("key", building.key),
    ].map { BuildingPage.Fact(name: visit.text("spaces.keeping.field.\($0.0)"), value: $0.1) }
  }

  private func lease(_ lease: HeadLease, _ visit: Visit) -> BuildingPage.Lease {
    BuildingPage.Lease(
      landlord: lease.landlord, tenant: lease.tenant, reference: lease.reference, span: visit.format.shortSpan(lease.span),
      left: visit.daysAlone(lease), isCurrent: lease.span.contains(visit.today),
      editPath: "/buildings/\(lease.building)/head-leases/\(lease.id)/edit")
  }

  private func milestone(_ line: MilestoneLine, _ visit: Visit) -> BuildingPage.Milestone {
    BuildingPage.Milestone(
      name: line.milestone.name, path: "/milestones/\(line.milestone.id)",
      kind: visit.text("spaces.milestones.kind.\(line.milestone.kind.rawValue)"), day: visit.format.day(line.day),
      state: visit.text(line.isReached ? "spaces.milestones.reached" : "spaces.milestones.planned"))
  }

  /// Each kind with what was said of it, the last first, and each with the days it counts or counted.
  private func rents(_ known: BuildingKnown, _ visit: Visit) -> [BuildingPage.Rent] {
    let format = visit.format
    return CellKind.allCases.compactMap { kind in
      let said = known.rents.filter { $0.kind == kind }.sorted { $0.from < $1.from }
      if said.isEmpty { return nil }
      let now = said.last { $0.from <= visit.today }
      let spans = said.map { rent in
        BuildingPage.Said(
          since: visit.text("spaces.keeping.rent.since", ["day": format.shortDay(rent.from)]), amount: format.money(rent.yearly),
          isNow: rent.id == now?.id)
      }
      return BuildingPage.Rent(
        kind: visit.text("spaces.plan.kind.\(kind.rawValue)"), now: now.map { format.money($0.yearly) } ?? "–",
        newPath: "/buildings/\(known.building.id)/rents/new?kind=\(kind.rawValue)", said: spans.reversed())
    }
  }
}
