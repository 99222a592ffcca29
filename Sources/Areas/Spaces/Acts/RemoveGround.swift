import Kernel
import Store

/// Takes away a site that was never built on.
package struct RemoveSite: Act {
  package let site: ID<Sites>

  package init(_ site: ID<Sites>) { self.site = site }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard let known = try transaction.site(site) else { throw Refusal.notFound }
    let buildings = try transaction.buildings().filter { $0.site == site }
    try refuse(known.name, with: buildings.map(\.name))
    try transaction.run("DELETE FROM sites WHERE id = \(site)")
    try transaction.note("spaces.site.remove", on: known.subject, by: viewer, at: now, before: try SiteFacts(known).audit())
  }
}

/// Takes away a building without levels and milestones; its head leases and list rents go with it.
package struct RemoveBuilding: Act {
  package let building: ID<Building>

  package init(_ building: ID<Building>) { self.building = building }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard let known = try transaction.building(building) else { throw Refusal.notFound }
    try refuse(
      known.name, with: transaction.levels(of: building).map(\.name) + transaction.milestones(of: building).map(\.milestone.name))
    let leases = try transaction.headLeases(of: building).map { "\($0.landlord) – \($0.tenant), \($0.span.from)" }
    try transaction.run("DELETE FROM head_leases WHERE building = \(building)")
    try transaction.run("DELETE FROM list_rents WHERE building = \(building)")
    try transaction.run("DELETE FROM buildings WHERE id = \(building)")
    let before = try ([BuildingFacts(known).audit()] + leases).joined(separator: "; ")
    try transaction.note("spaces.building.remove", on: known.subject, by: viewer, at: now, before: before)
    try transaction.renewPlan()
  }
}

/// Takes away a level on which no cell ever was; what else was drawn on it goes with it.
package struct RemoveLevel: Act {
  package let level: ID<Level>

  package init(_ level: ID<Level>) { self.level = level }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    guard let known = try transaction.level(level) else { throw Refusal.notFound }
    try refuse(known.name, with: transaction.cells(of: level).map(\.code))
    try transaction.run("DELETE FROM features WHERE level = \(level)")
    try transaction.run("DELETE FROM reshapings WHERE level = \(level)")
    try transaction.run("DELETE FROM levels WHERE id = \(level)")
    try transaction.note("spaces.level.remove", on: known.subject, by: viewer, at: now, before: try LevelFacts(known).audit())
    try transaction.renewPlan()
  }
}

private func refuse(_ name: String, with things: [String]) throws {
  if things.isEmpty { return }
  throw Refusal.conflict("spaces.problem.notEmpty", ["name": name, "things": namedFirst(things)])
}

/// The first few of what stands in the way are named.
func namedFirst(_ things: [String]) -> String {
  (things.prefix(5) + (things.count > 5 ? ["…"] : [])).joined(separator: ", ")
}
