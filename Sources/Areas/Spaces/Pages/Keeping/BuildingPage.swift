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
  let crumbs: [Crumb]
  let editPath: String
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
    title: "Bâtiment 23", crumbs: [Crumb(href: "/buildings", text: "Bâtiments")], editPath: "/buildings/1/edit",
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

/// What the page of one building is made of.
struct BuildingKnown: Sendable {
  let all: BuildingsKnown
  let building: Building
  let leases: [HeadLease]
  let rents: [ListRent]
  let milestones: [MilestoneLine]
  let history: [AuditLine]
  /// What stands on its cells today or later.
  let standing: [HoldLine]

  init?(_ transaction: borrowing Transaction, _ id: ID<Building>, on day: Day) throws {
    guard let building = try transaction.building(id) else { return nil }
    self.building = building
    all = try BuildingsKnown(transaction, on: day)
    leases = try transaction.headLeases(of: id)
    rents = try transaction.listRents(of: id)
    milestones = try transaction.milestones(of: id)
    history = try transaction.auditLines(of: building.subject)
    let levels = Set(all.levels(of: id).map(\.id))
    standing = try transaction.standingHoldLines([.option, .offer, .let], on: day).filter { line in
      (line.cells + line.pool).contains { levels.contains($0.level) }
    }
  }

  /// How much stands into the last year of the last lease, and how much has no end of its own.
  var nearTheEnd: (near: Int, open: Int)? {
    guard let end = leases.compactMap(\.span.until).max() else { return nil }
    return (standing.count { $0.hold.span.until.map { $0 > end - 365 } ?? false }, standing.count { $0.hold.span.until == nil })
  }
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
        title: known.building.name, crumbs: [visit.buildingsCrumb], editPath: "\(path)/edit", facts: facts(known, visit),
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

extension Visit {
  /// The last changes of a thing, newest first, in words.
  func keepingHistory(_ lines: [AuditLine]) -> [BuildingPage.History] {
    lines.prefix(20).map {
      BuildingPage.History(at: format.shortMoment($0.at, in: house), who: $0.personName, what: keepingText($0))
    }
  }

  /// A change in words, with what it was about where the line alone would not tell it from its like.
  private func keepingText(_ line: AuditLine) -> String {
    let what = text("spaces.keeping.verb.\(line.verb)")
    let facts = line.after.map { JSONTexts.read($0) } ?? [:]
    let kind = facts["kind"].flatMap { CellKind(rawValue: $0) }.map { text("spaces.plan.kind.\($0.rawValue)") }
    let amount = facts["yearly"].flatMap { Int64($0) }.map { format.money(Money(cents: $0)) }
    let from = facts["from"].flatMap { Day($0) }.map { text("spaces.keeping.rent.since", ["day": format.shortDay($0)]) }
    let about = [kind, facts["reference"], amount, from].compactMap(\.self).filter { !$0.isEmpty }
    return about.isEmpty ? what : text("spaces.keeping.about", ["what": what, "about": about.joined(separator: ", ")])
  }
}
