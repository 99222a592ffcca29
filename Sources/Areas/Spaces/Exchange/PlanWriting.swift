import Kernel
import Store

/// An import under way: what each key stands for, and what was done.
struct PlanWriting {
  enum Step: String, CaseIterable { case buildings, milestones, levels, cells, marks, links, rents, headcounts, reshapings, holds }
  static let steps = Step.allCases

  let entries: PlanEntries
  let viewer: Viewer
  let now: Instant
  var outcome = ImportedPlan()
  var buildings: [String: ID<Building>] = [:]
  var milestones: [String: ID<Milestone>] = [:]
  var levels: [String: Level] = [:]

  init(entries: PlanEntries, viewer: Viewer, now: Instant) { (self.entries, self.viewer, self.now) = (entries, viewer, now) }

  mutating func write(_ step: Step, in transaction: borrowing Transaction) throws {
    switch step {
    case .buildings: try writeBuildings(in: transaction)
    case .milestones: for milestone in entries.milestones { try write(milestone, in: transaction) }
    case .levels: for (place, level) in entries.levels.enumerated() { try write(level, place, in: transaction) }
    case .cells: try writeCells(in: transaction)
    case .marks: if !entries.isGroundKnown { try writeMarks(in: transaction) }
    case .links: for link in entries.links { try write(link, in: transaction) }
    case .rents: for rent in entries.rents { try write(rent, in: transaction) }
    case .headcounts: try writeHeadcounts(in: transaction)
    case .holds: try writeHolds(in: transaction)
    case .reshapings: for change in entries.reshapings { try write(change, in: transaction) }
    }
  }

  private mutating func writeBuildings(in transaction: borrowing Transaction) throws {
    if entries.isGroundKnown {
      for house in entries.buildings {
        guard let known = try transaction.building(key: house.key) else { continue }
        buildings[house.key] = known.id
        for lease in house.leases { try write(lease, of: known.id, in: transaction) }
      }
      return
    }
    var sites: [String: ID<Sites>] = [:]
    for ground in entries.grounds { sites[ground.key] = try write(ground, in: transaction) }
    for (place, house) in entries.buildings.enumerated() {
      if let site = sites[house.site] { try write(house, place, on: site, in: transaction) }
    }
  }

  private mutating func write(_ ground: PlanEntries.Ground, in transaction: borrowing Transaction) throws -> ID<Sites> {
    let name = ground.name.isEmpty ? ground.key : ground.name
    let site: ID<Sites>
    if let known = try transaction.site(key: ground.key) {
      site = known.id
      let isSame =
        known.name == name && known.street == ground.street && known.postcode == ground.postcode && known.city == ground.city
        && known.country == ground.country
      if !isSame {
        try transaction.run(
          """
          UPDATE sites SET name = \(name), street = \(ground.street), postcode = \(ground.postcode), city = \(ground.city),
            country = \(ground.country) WHERE id = \(site)
          """)
        try transaction.note("spaces.site.change", on: known.subject, by: viewer, at: now, before: known.name, after: name)
      }
      count(changed: !isSame)
    } else {
      let act = AddSite(
        key: ground.key, name: name, street: ground.street, postcode: ground.postcode, city: ground.city, country: ground.country)
      site = try transaction.live(act, from: ground.place, for: viewer, at: now)
      outcome.added += 1
    }
    return site
  }

  private mutating func write(
    _ house: PlanEntries.House, _ place: Int, on site: ID<Sites>, in transaction: borrowing Transaction
  ) throws {
    var facts = house.facts
    facts.place = place
    let id: ID<Building>
    if let known = try transaction.building(key: house.key) {
      id = known.id
      try transaction.live(ChangeBuilding(id, facts), from: house.place, for: viewer, at: now)
      count(changed: facts != BuildingFacts(known))
    } else {
      id = try transaction.live(AddBuilding(key: house.key, site: site, facts), from: house.place, for: viewer, at: now)
      outcome.added += 1
    }
    buildings[house.key] = id
    for lease in house.leases { try write(lease, of: id, in: transaction) }
  }

  private mutating func write(_ lease: PlanEntries.Lease, of id: ID<Building>, in transaction: borrowing Transaction) throws {
    let there = try transaction.headLeases(of: id)
    let known = there.first { $0.span == lease.span } ?? there.first { $0.reference == lease.reference && $0.span.from == lease.span.from }
    let isSame =
      known?.span == lease.span && known?.landlord == lease.landlord && known?.tenant == lease.tenant && known?.reference == lease.reference
    if isSame { return outcome.unchanged += 1 }
    let act = SetHeadLease(
      known?.id, building: id, landlord: lease.landlord, tenant: lease.tenant, reference: lease.reference, span: lease.span)
    try transaction.live(act, from: lease.place, for: viewer, at: now)
    if known == nil { outcome.added += 1 } else { outcome.changed += 1 }
  }

  /// What was first said of a milestone comes from the events, and counts as lived through; else from its line.
  private mutating func write(_ milestone: PlanEntries.Date, in transaction: borrowing Transaction) throws {
    if let known = try transaction.milestone(key: milestone.key) {
      milestones[milestone.key] = known.milestone.id
      if known.milestone.name == milestone.name, known.milestone.kind == milestone.kind { return outcome.unchanged += 1 }
      let change = ChangeMilestone(known.milestone.id, name: milestone.name, kind: milestone.kind)
      try transaction.live(change, from: milestone.place, for: viewer, at: now)
      return outcome.changed += 1
    }
    guard let building = buildings[milestone.building] else { return }
    if try writeRecorded(milestone, in: building, transaction) { return outcome.added += 1 }
    let first = entries.events.first { $0.milestone == milestone.key && ($0.verb == .slip || $0.verb == .reached) }
    guard let day = first?.from ?? milestone.day else { return }
    let act = AddMilestone(
      key: milestone.key, building: building, name: milestone.name, kind: milestone.kind, day: day, reason: first?.reason ?? "",
      source: first?.source ?? "")
    milestones[milestone.key] = try transaction.live(act, from: milestone.place, for: viewer, at: first?.instant ?? now)
    if let first, first.verb == .slip { try transaction.remember(first, by: viewer, at: now) }
    outcome.added += 1
  }

  private mutating func write(_ floor: PlanEntries.Floor, _ place: Int, in transaction: borrowing Transaction) throws {
    guard let building = buildings[floor.building] else { return }
    if entries.isGroundKnown {
      levels[floor.key] = try transaction.level(key: floor.key)
      return
    }
    let facts = LevelFacts(
      name: floor.name, shortName: floor.shortName, ordinal: floor.ordinal, outline: floor.outline,
      commissioning: floor.commissioning.flatMap { milestones[$0] }, place: place)
    if let known = try transaction.level(key: floor.key) {
      if known.building != building {
        throw Refusal.conflict("spaces.exchange.problem.otherBuilding", field: "\(floor.place):building", ["key": floor.key])
      }
      try transaction.live(ChangeLevel(known.id, facts), from: floor.place, for: viewer, at: now)
      count(changed: facts != LevelFacts(known))
    } else {
      try transaction.live(AddLevel(key: floor.key, building: building, facts), from: floor.place, for: viewer, at: now)
      outcome.added += 1
    }
    levels[floor.key] = try transaction.level(key: floor.key)
  }

  mutating func count(changed: Bool) {
    if changed { outcome.changed += 1 } else { outcome.unchanged += 1 }
  }
}
