import Foundation
import Kernel

extension PlanRecords {
  /// The IMDF archive: the plan of the day; outlines of other days are in a file of their own beside it.
  var drawing: [String: [UInt8]] {
    if buildings.isEmpty { return [:] }
    let today = HouseTime.mulhouse.day(of: now)
    let planes = Dictionary(
      uniqueKeysWithValues: buildings.map { ($0.id, TangentPlane(latitude: $0.latitude, longitude: $0.longitude, bearing: $0.bearing)) })
    let levelFeatures = levels.map { level in (level, planes[level.building]) }
    var files: [String: [UInt8]] = [:]
    files["imdf/manifest.json"] = Manifest(created: now).bytes
    files["imdf/address.geojson"] = DrawnFeature.file(sites.map(address))
    files["imdf/venue.geojson"] = DrawnFeature.file(sites.map { venue($0, planes) })
    files["imdf/building.geojson"] = DrawnFeature.file(buildings.map { building($0, planes) })
    files["imdf/footprint.geojson"] = DrawnFeature.file(buildings.compactMap { footprint($0, planes) })
    files["imdf/level.geojson"] = DrawnFeature.file(levelFeatures.compactMap { level, plane in plane.map { feature(of: level, on: $0) } })
    let units = cells.compactMap { cell -> (Cell, DrawnFeature)? in
      guard let level = levels.first(where: { $0.id == cell.level }), let plane = planes[level.building] else { return nil }
      return (cell, unit(cell, on: level, plane))
    }
    files["imdf/unit.geojson"] = DrawnFeature.file(units.filter { $0.0.span.contains(today) }.map(\.1))
    let others = units.filter { !$0.0.span.contains(today) }.map(\.1)
    if !others.isEmpty { files["outlines.geojson"] = DrawnFeature.file(others) }
    let drawn = levelFeatures.flatMap { level, plane in plane.map { marks(of: level, on: $0) } ?? [] }
    for type in ["fixture", "opening"] {
      let features = drawn.filter { $0.type == type }
      if !features.isEmpty { files["imdf/\(type).geojson"] = DrawnFeature.file(features) }
    }
    return files
  }

  private func address(_ site: Site) -> DrawnFeature {
    DrawnFeature(
      "address", FeatureID.of("address/\(site.key)"), .null,
      [
        ("address", .text(site.street.isEmpty ? site.name : site.street)), ("unit", .null), ("locality", .text(site.city)),
        ("province", .null), ("country", .text(site.country)), ("postal_code", .optional(site.postcode)), ("postal_code_ext", .null),
        ("postal_code_vanity", .null),
      ])
  }

  /// Five metres around everything that stands on it.
  private func venue(_ site: Site, _ planes: [ID<Building>: TangentPlane]) -> DrawnFeature {
    let own = Set(buildings.filter { $0.site == site.id }.map(\.id))
    let positions = levels.filter { own.contains($0.building) }.flatMap { level in
      level.outline.ring.compactMap { planes[level.building]?.position(of: $0) }
    }
    let east = positions.map(\.longitude)
    let north = positions.map(\.latitude)
    let west = (east.min() ?? 0) - 0.00007
    let (south, right, top) = ((north.min() ?? 0) - 0.000045, (east.max() ?? 0) + 0.00007, (north.max() ?? 0) + 0.000045)
    let ring = [(west, top), (west, south), (right, south), (right, top)].map { Position(longitude: $0.0, latitude: $0.1) }
    return DrawnFeature(
      "venue", FeatureID.of("venue/\(site.key)"), .ring(ring),
      [
        ("category", .text("businesscampus")), ("restriction", .null), ("name", .label(site.name)), ("alt_name", .label(site.key)),
        ("hours", .null), ("phone", .null), ("website", .null),
        ("display_point", .point(Position(longitude: (west + right) / 2, latitude: (south + top) / 2))),
        ("address_id", .text(FeatureID.of("address/\(site.key)"))),
      ])
  }

  private func building(_ building: Building, _ planes: [ID<Building>: TangentPlane]) -> DrawnFeature {
    let site = sites.first { $0.id == building.site }
    let outline = ground(of: building)
    let point = outline.flatMap { outline in planes[building.id].map { JSONText.point($0.position(of: outline.middle)) } }
    return DrawnFeature(
      "building", FeatureID.of("building/\(building.key)"), .null,
      [
        ("name", .label(building.name)), ("alt_name", .label(building.key)), ("category", .text("unspecified")), ("restriction", .null),
        ("display_point", point ?? .null), ("address_id", site.map { .text(FeatureID.of("address/\($0.key)")) } ?? .null),
      ])
  }

  private func footprint(_ building: Building, _ planes: [ID<Building>: TangentPlane]) -> DrawnFeature? {
    guard let outline = ground(of: building), let plane = planes[building.id] else { return nil }
    return DrawnFeature(
      "footprint", FeatureID.of("footprint/\(building.key)"), .polygon(outline, on: plane),
      [("category", .text("ground")), ("name", .null), ("building_ids", .list([.text(FeatureID.of("building/\(building.key)"))]))])
  }

  /// The level nearest to the ground.
  private func ground(of building: Building) -> Polygon? {
    levels.filter { $0.building == building.id }.min { (abs($0.ordinal), $0.key) < (abs($1.ordinal), $1.key) }?.outline
  }

  private func feature(of level: Level, on plane: TangentPlane) -> DrawnFeature {
    let building = buildings.first { $0.id == level.building }?.key ?? ""
    return DrawnFeature(
      "level", FeatureID.of("level/\(level.key)"), .polygon(level.outline, on: plane),
      [
        ("category", .text("unspecified")), ("restriction", .null), ("outdoor", .truth(false)), ("ordinal", .number(level.ordinal)),
        ("name", .label(level.name)), ("short_name", .label(level.shortName)),
        ("display_point", .point(plane.position(of: level.outline.middle))), ("address_id", .null),
        ("building_ids", .list([.text(FeatureID.of("building/\(building)"))])),
      ])
  }

  private func unit(_ cell: Cell, on level: Level, _ plane: TangentPlane) -> DrawnFeature {
    DrawnFeature(
      "unit", FeatureID.of("unit/\(cell.code)/\(cell.span.from)"), .polygon(cell.outline, on: plane),
      [
        ("category", .text(UnitCategory.of(cell.kind, usage: cell.attributeTexts["usage"]))), ("restriction", .null),
        ("accessibility", .null), ("name", .label(cell.name)), ("alt_name", .label(cell.code)),
        ("level_id", .text(FeatureID.of("level/\(level.key)"))), ("display_point", .null),
      ])
  }

  private func marks(of level: Level, on plane: TangentPlane) -> [DrawnFeature] {
    var seen: [String: Int] = [:]
    return (marks[level.id] ?? []).sorted { ($0.kind, $0.name, $0.outline.text) < ($1.kind, $1.name, $1.outline.text) }.map { mark in
      let identity = "\(mark.kind)/\(level.key)/\(mark.name)/\(mark.outline.text)"
      seen[identity, default: 0] += 1
      let id = FeatureID.of("\(identity)/\(seen[identity] ?? 0)")
      let floor: (String, JSONText) = ("level_id", .text(FeatureID.of("level/\(level.key)")))
      if mark.kind == MarkKind.opening.rawValue || mark.kind == MarkKind.entrance.rawValue {
        let category = mark.kind == MarkKind.entrance.rawValue ? "pedestrian.principal" : "pedestrian"
        return DrawnFeature(
          "opening", id, .line(mark.outline, on: plane),
          [
            ("category", .text(category)), ("accessibility", .null), ("access_control", .null), ("door", .null),
            ("name", .label(mark.name)),
            ("alt_name", .null), ("display_point", .null), floor,
          ])
      }
      return DrawnFeature(
        "fixture", id, .polygon(mark.outline, on: plane),
        [
          ("category", .text(mark.kind == MarkKind.wall.rawValue ? "wall" : "obstruction")), ("name", .label(mark.name)),
          ("alt_name", .label(mark.kind)), ("anchor_id", .null), floor, ("display_point", .null),
        ])
    }
  }
}

extension Polygon {
  /// The middle of the rectangle around it.
  fileprivate var middle: Point {
    let (low, high) = bounds
    return Point((low.x + high.x) / 2, (low.y + high.y) / 2)
  }
}
