import Kernel

extension PlanReading {
  mutating func readLevels() {
    let drawn = features("level.geojson")
    drawnLevels = Set(drawn.map(\.id))
    if drawn.isEmpty, files.files["level.geojson"] != nil { problems.add("spaces.exchange.problem.noLevel", field: "level.geojson") }
    let tables = PlanFile.levels.read(from: files, into: &problems) { reader, place in
      let key = reader.requiredText("key", limit: 100)
      let building = reader.requiredText("building", limit: 100)
      let name = reader.requiredText("name")
      let shortName = reader.requiredText("short_name", limit: 20)
      let ordinal = reader.requiredInteger("ordinal", in: -20...200)
      let commissioning = reader.text("commissioning", limit: 100)
      return ordinal.map {
        PlanEntries.Floor(
          place: place, key: key, building: building, name: name, shortName: shortName, ordinal: $0, commissioning: commissioning)
      }
    }
    refuseDoubles(tables, "key", place: \.place, name: \.key)
    let hasTable = files.files[PlanFile.levels.rawValue] != nil
    for var level in hasTable ? tables : plainLevels(drawn) {
      needBuilding(level.building, level.place)
      guard let house = entries.buildings.first(where: { $0.key == level.building }) else { continue }
      let exact = drawn.first { $0.id == FeatureID.of("level/\(level.key)") && $0.buildings.contains(house.feature) }
      guard let feature = exact ?? drawn.first(where: { $0.ordinal == level.ordinal && $0.buildings.contains(house.feature) })
      else {
        tellNotDrawn(level.key, id: FeatureID.of("level/\(level.key)"), in: "level.geojson", field: "\(level.place):key")
        continue
      }
      level.feature = feature.id
      if let outline = outline(of: feature, in: level.building) { level.outline = outline }
      if let key = level.commissioning, !entries.milestones.contains(where: { $0.key == key && $0.kind == .commissioning }) {
        problems.add("spaces.exchange.problem.unknown", field: "\(level.place):commissioning", ["key": key])
      }
      entries.levels.append(level)
    }
  }

  private func plainLevels(_ drawn: [Feature]) -> [PlanEntries.Floor] {
    drawn.compactMap { feature in
      guard let house = entries.buildings.first(where: { feature.buildings.contains($0.feature) }), let ordinal = feature.ordinal else {
        return nil
      }
      let name = feature.name.isEmpty ? "\(ordinal)" : feature.name
      return PlanEntries.Floor(
        place: feature.field("ordinal"), key: "\(house.key)-\(ordinal)", building: house.key, name: name,
        shortName: feature.shortName.isEmpty ? "\(ordinal)" : feature.shortName, ordinal: ordinal, commissioning: nil)
    }
  }

  /// Posts, walls, doors and what else is drawn of a level without being a cell.
  mutating func readMarks() {
    for feature in features("fixture.geojson") {
      guard let level = level(of: feature), let outline = small(feature, in: level.building) else { continue }
      let kind = MarkKind(rawValue: feature.code) ?? (feature.category == "wall" ? .wall : .post)
      entries.marks.append(PlanEntries.Mark(level: level.key, kind: kind.rawValue, outline: outline, name: feature.name))
    }
    for feature in features("opening.geojson") {
      guard let level = level(of: feature) else { continue }
      guard case .line(let positions) = feature.shape, positions.count >= 2 else {
        problems.add("spaces.exchange.problem.geometry", field: feature.field("geometry"), ["type": "LineString"])
        continue
      }
      guard let points = points(positions, in: level.building, feature.field("geometry")) else { continue }
      let kind: MarkKind = feature.category == "pedestrian.principal" ? .entrance : .opening
      entries.marks.append(PlanEntries.Mark(level: level.key, kind: kind.rawValue, outline: Polygon(known: points), name: feature.name))
    }
  }

  /// What is drawn of a post may be smaller than any cell; run clockwise from its leftmost point like every outline.
  private mutating func small(_ feature: Feature, in building: String) -> Polygon? {
    guard case .ring(let positions) = feature.shape, positions.count >= 4 else {
      problems.add("spaces.exchange.problem.geometry", field: feature.field("geometry"), ["type": "Polygon"])
      return nil
    }
    guard var ring = points(positions, in: building, feature.field("geometry")) else { return nil }
    if ring.first == ring.last { ring.removeLast() }
    if Polygon(known: ring).doubledArea < 0 { ring.reverse() }
    let start = ring.indices.min { ring[$0] < ring[$1] } ?? 0
    return Polygon(known: Array(ring[start...] + ring[..<start]))
  }

  mutating func level(of feature: Feature) -> PlanEntries.Floor? {
    if let level = entries.levels.first(where: { $0.feature == feature.level }) { return level }
    // Of a level that is drawn but could not be read, that is told already.
    if drawnLevels.contains(feature.level) { return nil }
    problems.add("spaces.exchange.problem.unknown", field: feature.field("level_id"), ["key": String(feature.level.prefix(60))])
    return nil
  }
}

/// What is drawn besides cells; the names are those of the column.
enum MarkKind: String, CaseIterable {
  case post, wall, opening, stairs, lift, void, entrance
}
