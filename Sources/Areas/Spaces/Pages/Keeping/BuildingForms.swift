import Kernel
import Store
import Web

extension KeepingRoutes {
  func newBuilding(_ visit: Visit) async throws -> Answer {
    let sites = try await visit.database.read { try $0.sites() }
    if sites.isEmpty { return .see("/sites/new") }
    let asked = visit.query["site"]
    let site = visit.field(
      "site", .select, label: "spaces.keeping.field.site", value: asked.isEmpty ? sites.first?.id.text : asked, required: true,
      options: sites.map { Field.Option($0.id.text, $0.name) })
    return form(visit, nil, first: [site], crumbs: [visit.buildingsCrumb], action: "/buildings")
  }

  func editBuilding(_ visit: Visit) async throws -> Answer {
    let building = try await foundBuilding(visit)
    let path = "/buildings/\(building.id)"
    return form(visit, building, crumbs: [visit.buildingsCrumb, PageLink(building.name, path)], action: path)
  }

  func addBuilding(_ visit: Visit) async throws -> Answer {
    .see("/buildings/\(try await addedBuilding(visit))/levels/new").saying("spaces.keeping.done.building")
  }
  func addedBuilding(_ visit: Visit) async throws -> ID<Building> {
    var reader = InputReader(visit.form)
    let site: ID<Sites>? = reader.requiredID("site")
    let facts = reader.buildingFacts(nil)
    try reader.finish()
    guard let site else { throw Refusal.notFound }
    return try await visit.perform(AddBuilding(site: site, facts))
  }

  func changeBuilding(_ visit: Visit) async throws -> Answer {
    let id = try await changedBuilding(visit)
    return .see("/buildings/\(id)").saying("spaces.keeping.done.saved")
  }
  func changedBuilding(_ visit: Visit) async throws -> ID<Building> {
    let building = try await foundBuilding(visit)
    let facts = try visit.reading { $0.buildingFacts(building) }
    try await visit.perform(ChangeBuilding(building.id, facts))
    return building.id
  }

  func foundBuilding(_ visit: Visit) async throws -> Building {
    let id: ID<Building> = try visit.id("building")
    guard let building = try await visit.database.read({ try $0.building(id) }) else { throw Refusal.notFound }
    return building
  }

  private func form(_ visit: Visit, _ building: Building?, first: [Field] = [], crumbs: [PageLink], action: String) -> Answer {
    let format = visit.format
    let facts = building.map { BuildingFacts($0) } ?? BuildingFacts(name: "")
    return visit.keepingForm(
      building?.name ?? visit.text("spaces.keeping.building.new"), crumbs: crumbs, action: action,
      groups: [
        (nil, first + [visit.field("name", label: "spaces.keeping.field.name", value: facts.name, required: true)]),
        (
          "spaces.keeping.building.walls",
          [
            visit.measure(
              "shared_wall", "m", label: "spaces.keeping.field.shared_wall", value: format.decimal(facts.sharedWall, places: 3),
              required: true, hint: "spaces.keeping.building.sharedWallHint"),
            visit.measure(
              "wall_gap", "m", label: "spaces.keeping.field.wall_gap", value: format.decimal(facts.wallGap, places: 3),
              hint: "spaces.keeping.building.wallGapHint"),
          ]
        ),
        (
          "spaces.keeping.building.position",
          [
            visit.measure(
              "latitude", "°", label: "spaces.keeping.field.latitude", value: format.decimal(facts.latitude, places: 9),
              hint: "spaces.keeping.building.positionHint"),
            visit.measure("longitude", "°", label: "spaces.keeping.field.longitude", value: format.decimal(facts.longitude, places: 9)),
            visit.measure(
              "bearing", "°", label: "spaces.keeping.field.bearing", value: format.decimal(facts.bearing, places: 3),
              hint: "spaces.keeping.building.bearingHint"),
          ]
        ),
      ])
  }
}

extension InputReader {
  /// Metres and degrees as typed; what is left empty is as for a new building.
  mutating func buildingFacts(_ known: Building?) -> BuildingFacts {
    var facts = BuildingFacts(name: requiredText("name"))
    facts.sharedWall = decimal("shared_wall", places: 3, in: 1...100_000) ?? facts.sharedWall
    facts.wallGap = decimal("wall_gap", places: 3, in: 0...5_000) ?? 0
    facts.latitude = decimal("latitude", places: 9, in: -90_000_000_000...90_000_000_000) ?? 0
    facts.longitude = decimal("longitude", places: 9, in: -180_000_000_000...180_000_000_000) ?? 0
    facts.bearing = decimal("bearing", places: 3, in: -360_000...360_000) ?? 0
    facts.place = known?.place ?? 0
    return facts
  }
}
