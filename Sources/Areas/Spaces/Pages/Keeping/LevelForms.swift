import Kernel
import Store
import Web

extension KeepingRoutes {
  func newLevel(_ visit: Visit) async throws -> Answer {
    let building = try await foundBuilding(visit)
    return try await form(visit, building, nil, action: "/buildings/\(building.id)/levels")
  }
  func editLevel(_ visit: Visit) async throws -> Answer {
    let (level, building) = try await foundLevel(visit)
    return try await form(visit, building, level, action: "/levels/\(level.id)")
  }

  func addLevel(_ visit: Visit) async throws -> Answer {
    .see("/levels/\(try await addedLevel(visit))/edit").saying("spaces.keeping.done.level")
  }
  func addedLevel(_ visit: Visit) async throws -> ID<Level> {
    let building = try await foundBuilding(visit)
    let place = try await visit.database.read { try $0.levels(of: building.id).map(\.place).max() ?? -1 }
    let facts = try visit.reading { $0.levelFacts(place: place + 1) }
    return try await visit.perform(AddLevel(building: building.id, facts))
  }
  func changeLevel(_ visit: Visit) async throws -> Answer {
    .see("/levels/\(try await changedLevel(visit))").saying("spaces.keeping.done.saved")
  }
  func changedLevel(_ visit: Visit) async throws -> ID<Level> {
    let (level, _) = try await foundLevel(visit)
    let facts = try visit.reading { $0.levelFacts(place: level.place) }
    try await visit.perform(ChangeLevel(level.id, facts))
    return level.id
  }

  func foundLevel(_ visit: Visit) async throws -> (Level, Building) {
    let id: ID<Level> = try visit.id("level")
    let found = try await visit.database.read { transaction -> (Level, Building)? in
      guard let level = try transaction.level(id), let building = try transaction.building(level.building) else { return nil }
      return (level, building)
    }
    guard let found else { throw Refusal.notFound }
    return found
  }

  private func form(_ visit: Visit, _ building: Building, _ level: Level?, action: String) async throws -> Answer {
    let format = visit.format
    let milestones = try await visit.database.read { try $0.milestones(of: building.id) }.filter { $0.milestone.kind == .commissioning }
    let openings =
      [Field.Option("", visit.text("spaces.keeping.inService"))]
      + milestones.map { Field.Option($0.milestone.id.text, "\($0.milestone.name) (\(format.shortDay($0.day)))") }
    let rectangle = level?.outline.cornerRectangle
    var crumbs = [visit.buildingsCrumb, PageLink(building.name, "/buildings/\(building.id)")]
    if let level { crumbs.append(PageLink(level.name, "/levels/\(level.id)")) }
    var outline = visit.field(
      "outline", .textarea, label: "spaces.keeping.field.outline", value: level.flatMap { rectangle == nil ? $0.outline.text : nil },
      hint: "spaces.keeping.level.outlineHint")
    outline.rows = 3
    return visit.keepingForm(
      level?.name ?? visit.text("spaces.keeping.level.new"), crumbs: crumbs, action: action,
      groups: [
        (
          nil,
          [
            visit.field(
              "name", label: "spaces.keeping.field.name", value: level?.name, required: true, hint: "spaces.keeping.level.nameHint"),
            visit.field(
              "short_name", label: "spaces.keeping.field.short_name", value: level?.shortName, required: true,
              hint: "spaces.keeping.level.shortNameHint", width: "short"),
            visit.field(
              "ordinal", .number, label: "spaces.keeping.field.ordinal", value: level.map { "\($0.ordinal)" } ?? "0", required: true,
              hint: "spaces.keeping.level.ordinalHint"),
            visit.field(
              "commissioning", .select, label: "spaces.keeping.field.commissioning", value: level?.commissioning?.text,
              hint: "spaces.keeping.level.commissioningHint", options: openings),
          ]
        ),
        (
          "spaces.keeping.level.outline",
          [
            visit.measure(
              "width", "m", label: "spaces.keeping.field.width", value: rectangle.map { format.decimal($0.x, places: 3) },
              hint: "spaces.keeping.level.widthHint"),
            visit.measure("depth", "m", label: "spaces.keeping.field.depth", value: rectangle.map { format.decimal($0.y, places: 3) }),
            outline,
          ]
        ),
      ])
  }
}

extension Polygon {
  /// The far corner, when it is a rectangle that begins at the building's corner: then it is told by width and depth.
  var cornerRectangle: Point? {
    let (low, high) = bounds
    return low == Point(0, 0) && self == .rectangle(x: 0, y: 0, width: high.x, depth: high.y) ? high : nil
  }
}

extension InputReader {
  /// Width and depth make a rectangle; an outline of points goes before them.
  mutating func levelFacts(place: Int) -> LevelFacts {
    let name = requiredText("name")
    let shortName = requiredText("short_name", limit: 20)
    let ordinal = requiredInteger("ordinal", in: -20...200)
    let commissioning: ID<Milestone>? = id("commissioning")
    var outline: Polygon?
    if let points = text("outline", limit: 10_000, lines: true) {
      do { outline = try Polygon(checking: points) } catch { problems.add([error.problem(field: "outline")]) }
    } else {
      let before = problems.items.count
      let width = decimal("width", places: 3, in: 1000...1_000_000)
      let depth = decimal("depth", places: 3, in: 1000...1_000_000)
      if let width, let depth { outline = .rectangle(x: 0, y: 0, width: width, depth: depth) }
      if outline == nil, problems.items.count == before {
        for (field, value) in [("width", width), ("depth", depth)] where value == nil {
          problems.add("kernel.problem.missing", field: field)
        }
      }
    }
    return LevelFacts(
      name: name, shortName: shortName, ordinal: ordinal ?? 0, outline: outline ?? Polygon(known: []), commissioning: commissioning,
      place: place)
  }
}
