import Kernel

extension PlanReading {
  mutating func readBuildings() {
    readGround()
    let drawn = features("building.geojson")
    let tables = PlanFile.buildings.read(from: files, into: &problems) { reader, place in PlanReading.building(&reader, place) }
    refuseDoubles(tables, "key", place: \.place, name: \.key)
    if files.files[PlanFile.buildings.rawValue] == nil {
      // A plain IMDF archive: what the drawing says has to do.
      entries.buildings = drawn.map { feature in
        let key = feature.code.isEmpty ? feature.id : feature.code
        let facts = BuildingFacts(name: feature.name.isEmpty ? key : feature.name)
        return PlanEntries.House(
          place: feature.field("name"), key: key, site: entries.grounds[0].key, facts: facts, feature: feature.id)
      }
    } else {
      entries.buildings = tables.map { house in
        var house = house
        if let feature = drawn.first(where: { $0.code == house.key }) ?? drawn.first(where: { $0.name == house.facts.name }) {
          house.feature = feature.id
        } else {
          tellNotDrawn(house.key, id: FeatureID.of("building/\(house.key)"), in: "building.geojson", field: "\(house.place):key")
        }
        return house
      }
      findSites()
    }
    readLeases()
    for place in entries.buildings.indices {
      entries.buildings[place].facts = facts(on: entries.buildings[place])
      let facts = entries.buildings[place].facts
      planes[entries.buildings[place].key] = TangentPlane(latitude: facts.latitude, longitude: facts.longitude, bearing: facts.bearing)
    }
  }

  private static func building(_ reader: inout InputReader, _ place: String) -> PlanEntries.House? {
    let key = reader.requiredText("key", limit: 100)
    let site = reader.requiredText("site", limit: 100)
    var facts = BuildingFacts(name: reader.requiredText("name"))
    let latitude = reader.degrees("latitude", scale: 1e9, limit: 89)
    let longitude = reader.degrees("longitude", scale: 1e9, limit: 180)
    if let latitude, let longitude { (facts.latitude, facts.longitude) = (latitude, longitude) }
    facts.bearing = reader.degrees("bearing", scale: 1000, limit: 360) ?? 0
    facts.sharedWall = Int64(reader.integer("shared_wall", in: 1...100_000) ?? 1000)
    facts.wallGap = Int64(reader.integer("wall_gap", in: 0...5000) ?? 0)
    return PlanEntries.House(place: place, key: key, site: site, facts: facts, leases: lease(&reader, key, place).map { [$0] } ?? [])
  }

  private static func lease(_ reader: inout InputReader, _ building: String, _ place: String) -> PlanEntries.Lease? {
    let landlord = reader.text("head_lease_landlord")
    let tenant = reader.text("head_lease_tenant")
    let reference = reader.text("head_lease_reference") ?? ""
    if landlord == nil, tenant == nil, reader.input["head_lease_from"].isEmpty { return nil }
    if landlord == nil { reader.problems.add("kernel.problem.missing", field: "head_lease_landlord") }
    if tenant == nil { reader.problems.add("kernel.problem.missing", field: "head_lease_tenant") }
    let from = reader.requiredDay("head_lease_from")
    let until = reader.requiredDay("head_lease_until")
    guard let from, let until, let landlord, let tenant else { return nil }
    guard let span = DaySpan(checking: from, until: until) else {
      reader.problems.add("kernel.problem.reversed", field: "head_lease_until")
      return nil
    }
    return PlanEntries.Lease(place: place, building: building, landlord: landlord, tenant: tenant, reference: reference, span: span)
  }

  /// From their table, or the one of the drawing.
  private mutating func readGround() {
    let venue = features("venue.geojson").first
    let address = features("address.geojson").first?.address ?? [:]
    if files.files[PlanFile.sites.rawValue] != nil {
      entries.grounds = PlanFile.sites.read(from: files, into: &problems) { reader, place in
        PlanEntries.Ground(
          place: place, key: reader.requiredText("key", limit: 100), name: reader.requiredText("name"), street: reader.text("street") ?? "",
          postcode: reader.text("postcode", limit: 20) ?? "", city: reader.text("city") ?? "",
          country: reader.text("country", limit: 2) ?? "FR")
      }
      refuseDoubles(entries.grounds, "key", place: \.place, name: \.key)
      return
    }
    entries.grounds = [
      PlanEntries.Ground(
        place: "venue.geojson", key: venue.map { $0.code.isEmpty ? $0.id : $0.code } ?? "site", name: venue?.name ?? "",
        street: address["address"] ?? "", postcode: address["postal_code"] ?? "", city: address["locality"] ?? "",
        country: address["country"].map { String($0.prefix(2)) } ?? "FR")
    ]
  }

  private mutating func findSites() {
    if files.files[PlanFile.sites.rawValue] == nil {
      // Without a table of sites there is the one that is drawn, under the key the buildings give it.
      let keys = Set(entries.buildings.map(\.site))
      if keys.count > 1 { problems.add("spaces.exchange.problem.oneSite", field: "buildings.csv:1:site") }
      if let key = keys.sorted().first { entries.grounds[0].key = key }
    }
    let known = Set(entries.grounds.map(\.key))
    for house in entries.buildings where !known.contains(house.site) {
      problems.add("spaces.exchange.problem.unknown", field: "\(house.place):site", ["key": house.site])
    }
  }

  private mutating func readLeases() {
    let leases = PlanFile.leases.read(from: files, into: &problems) { reader, place -> PlanEntries.Lease? in
      let building = reader.requiredText("building", limit: 100)
      let landlord = reader.requiredText("landlord")
      let tenant = reader.requiredText("tenant")
      let reference = reader.text("reference") ?? ""
      let from = reader.requiredDay("from")
      let until = reader.requiredDay("until")
      guard let from, let until else { return nil }
      guard let span = DaySpan(checking: from, until: until) else {
        reader.problems.add("kernel.problem.reversed", field: "until")
        return nil
      }
      return PlanEntries.Lease(place: place, building: building, landlord: landlord, tenant: tenant, reference: reference, span: span)
    }
    for lease in leases {
      if let place = entries.buildings.firstIndex(where: { $0.key == lease.building }) {
        entries.buildings[place].leases.append(lease)
      } else {
        problems.add("spaces.exchange.problem.unknown", field: "\(lease.place):building", ["key": lease.building])
      }
    }
  }

  /// A building that does not say its corner is measured from the north-west of its levels; one without a table is turned as its walls are.
  private mutating func facts(on house: PlanEntries.House) -> BuildingFacts {
    var facts = house.facts
    if facts.latitude != 0 || facts.longitude != 0 { return facts }
    var quiet = Problems()
    let levels = Feature.read("level.geojson", from: files, into: &quiet).filter { $0.buildings.contains(house.feature) }
    var (north, west) = (-90.0, 180.0)
    for position in levels.flatMap(\.ring) { (north, west) = (max(north, position.latitude), min(west, position.longitude)) }
    guard north > -90 else { return facts }
    (facts.latitude, facts.longitude) = (Int64((north * 1e9).rounded()), Int64((west * 1e9).rounded()))
    if files.files[PlanFile.buildings.rawValue] != nil { return facts }
    let ids = Set(levels.map(\.id))
    let drawn = levels + Feature.read("unit.geojson", from: files, into: &quiet).filter { ids.contains($0.level) }
    let flat = TangentPlane(latitude: facts.latitude, longitude: facts.longitude, bearing: 0)
    facts.bearing = DrawnWalls.bearing(of: drawn.map { $0.ring.compactMap(flat.point) })
    let plane = TangentPlane(latitude: facts.latitude, longitude: facts.longitude, bearing: facts.bearing)
    for (level, features) in Dictionary(grouping: drawn, by: { ids.contains($0.id) ? $0.id : $0.level }) {
      walls[level] = DrawnWalls(features.map { $0.ring.compactMap(plane.point) })
    }
    return facts
  }

  mutating func readMilestones() {
    entries.milestones = PlanFile.milestones.read(from: files, into: &problems) { reader, place in
      let key = reader.requiredText("key", limit: 100)
      let building = reader.requiredText("building", limit: 100)
      let name = reader.requiredText("name")
      let kind = reader.word("kind", of: MilestoneKind.self)
      let day = reader.day("day")
      return kind.map { PlanEntries.Date(place: place, key: key, building: building, name: name, kind: $0, day: day) }
    }
    refuseDoubles(entries.milestones, "key", place: \.place, name: \.key)
    for milestone in entries.milestones { needBuilding(milestone.building, milestone.place) }
  }

  mutating func needBuilding(_ key: String, _ place: String) {
    if planes[key] == nil, !mentioned.buildings.contains(key) {
      problems.add("spaces.exchange.problem.unknown", field: "\(place):building", ["key": key])
    }
  }
}
