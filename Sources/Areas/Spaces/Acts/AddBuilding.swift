import Kernel
import Store

/// What can be said of a building.
package struct BuildingFacts: Sendable, Hashable {
  package var name: String
  /// Billionths of a degree.
  package var latitude: Int64
  package var longitude: Int64
  /// Thousandths of a degree, clockwise from east.
  package var bearing: Int64
  /// Millimetres of common wall that make two cells neighbours.
  package var sharedWall: Int64
  /// Millimetres two outlines may be apart and still share the wall between them.
  package var wallGap: Int64
  package var place: Int

  package init(
    name: String, latitude: Int64 = 0, longitude: Int64 = 0, bearing: Int64 = 0, sharedWall: Int64 = 1000, wallGap: Int64 = 0,
    place: Int = 0
  ) {
    (self.name, self.latitude, self.longitude, self.bearing) = (name, latitude, longitude, bearing)
    (self.sharedWall, self.wallGap, self.place) = (sharedWall, wallGap, place)
  }
  package init(_ building: Building) {
    self.init(
      name: building.name, latitude: building.latitude, longitude: building.longitude, bearing: building.bearing,
      sharedWall: building.sharedWall, wallGap: building.wallGap, place: building.place)
  }

  func check() throws {
    var problems = Problems()
    problems.demand(name, field: "name")
    if latitude.magnitude > 90_000_000_000 { problems.add("spaces.problem.latitude", field: "latitude") }
    if longitude.magnitude > 180_000_000_000 { problems.add("spaces.problem.longitude", field: "longitude") }
    if bearing.magnitude > 360_000 { problems.add("kernel.problem.range", field: "bearing", ["low": "-360", "high": "360"]) }
    if !(1...100_000).contains(sharedWall) { problems.add("kernel.problem.range", field: "shared_wall", ["low": "1", "high": "100000"]) }
    if !(0...5_000).contains(wallGap) { problems.add("kernel.problem.range", field: "wall_gap", ["low": "0", "high": "5000"]) }
    try problems.refuse()
  }
  func audit() throws -> String {
    try audited([
      "name": name, "sharedWall": "\(sharedWall)", "wallGap": "\(wallGap)", "latitude": "\(latitude)", "longitude": "\(longitude)",
    ])
  }
}

package struct AddBuilding: Act {
  /// nil makes one of the name.
  package let key: String?
  package let site: ID<Sites>
  package let facts: BuildingFacts

  package init(key: String? = nil, site: ID<Sites>, _ facts: BuildingFacts) { (self.key, self.site, self.facts) = (key, site, facts) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Building> {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try facts.check()
    guard try transaction.site(site) != nil else { throw Refusal.notFound }
    let key = try transaction.key(key, of: facts.name, in: .buildings)
    let id = ID<Building>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO buildings (id, site, external_key, name, latitude, longitude, bearing, shared_wall, wall_gap, place)
      VALUES (\(id), \(site), \(key), \(facts.name), \(facts.latitude), \(facts.longitude), \(facts.bearing), \(facts.sharedWall),
        \(facts.wallGap), \(facts.place))
      """)
    try transaction.note("spaces.building.add", on: "building/\(id)", by: viewer, at: now, after: try facts.audit())
    try transaction.renewPlan()
    return id
  }
}

/// Says anew what is known of a building. Walls that no longer make neighbours may not tear a held space apart.
package struct ChangeBuilding: Act {
  package let building: ID<Building>
  package let facts: BuildingFacts

  package init(_ building: ID<Building>, _ facts: BuildingFacts) { (self.building, self.facts) = (building, facts) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.editPlan)
    try transaction.lock(planLock)
    try facts.check()
    guard let known = try transaction.building(building) else { throw Refusal.notFound }
    if facts == BuildingFacts(known) { return }
    try transaction.run(
      """
      UPDATE buildings SET name = \(facts.name), latitude = \(facts.latitude), longitude = \(facts.longitude), bearing = \(facts.bearing),
        shared_wall = \(facts.sharedWall), wall_gap = \(facts.wallGap), place = \(facts.place)
      WHERE id = \(building)
      """)
    try transaction.refuseTornSpaces(at: now)
    try transaction.note(
      "spaces.building.change", on: known.subject, by: viewer, at: now, before: try BuildingFacts(known).audit(), after: try facts.audit())
    try transaction.renewPlan()
  }
}
