import Kernel

extension PlanReading {
  mutating func readCells() {
    let drawn = features("unit.geojson") + features("outlines.geojson")
    if files.files[PlanFile.cells.rawValue] == nil {
      // Those of another day stand beside the drawing.
      readPlainCells(drawn.filter { $0.file == "unit.geojson" })
    } else {
      let byID = Dictionary(drawn.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      let byCode = Dictionary(grouping: drawn) { $0.code.isEmpty ? $0.name : $0.code }
      let today = today
      let rooms = PlanFile.cells.read(from: files, into: &problems) { reader, place in
        let building = reader.requiredText("building", limit: 100)
        return PlanReading.room(&reader, place, today: today).map { (building, $0) }
      }
      for (building, room) in rooms {
        guard let level = entries.levels.first(where: { $0.key == room.level && $0.building == building }) else {
          if !mentioned.levels.contains(room.level) || entries.levels.contains(where: { $0.key == room.level }) {
            problems.add("spaces.exchange.problem.unknown", field: "\(room.place):level", ["key": room.level])
          }
          continue
        }
        let exact = byID[FeatureID.of("unit/\(room.code)/\(room.span.from)")]
        guard let feature = exact ?? byCode[room.code]?.first(where: { $0.level == level.feature }) else {
          tellNotDrawn(
            room.code, id: FeatureID.of("unit/\(room.code)/\(room.span.from)"), in: "unit.geojson", field: "\(room.place):code")
          continue
        }
        add(room, feature, in: level)
      }
    }
    refuseDoubleCodes()
    for level in entries.levels where !level.outline.ring.isEmpty {
      let cells = entries.cells.filter { $0.level == level.key && !$0.outline.ring.isEmpty }
      problems.add(
        LevelCheck.problems(
          outline: level.outline, cells: cells.map { (code: $0.code, outline: $0.outline, span: $0.span) },
          field: "unit.geojson:\(level.key)"))
    }
  }

  private mutating func add(_ room: PlanEntries.Room, _ feature: Feature, in level: PlanEntries.Floor) {
    guard let outline = outline(of: feature, in: level.building) else { return }
    var room = room
    room.outline = outline
    entries.cells.append(room)
  }

  private static func room(_ reader: inout InputReader, _ place: String, today: Day) -> PlanEntries.Room? {
    let code = reader.requiredText("code", limit: 40)
    let level = reader.requiredText("level", limit: 100)
    let kind = reader.word("kind", of: CellKind.self)
    let name = reader.text("name") ?? ""
    let area = reader.hundredths("area", limit: 10_000_000).map { FloorArea(hundredths: $0) }
    if area == .zero { reader.problems.add("kernel.problem.amount", field: "area") }
    let noise = reader.integer("noise", in: 0...3).flatMap { NoiseZone(rawValue: Int64($0)) } ?? .office
    let capacity = reader.integer("capacity", in: 0...100_000)
    let workplaces = reader.integer("workplaces", in: 0...10_000) ?? 0
    let attributes = reader.pairs("attributes")
    let span = reader.halfOpen(from: "from", until: "until", otherwise: today)
    if code.contains(where: { $0.isWhitespace || $0 == "," }) { reader.problems.add("spaces.exchange.problem.codeBlank", field: "code") }
    guard let kind, let span else { return nil }
    let facts = CellFacts(
      name: name, kind: kind, area: area, noise: noise, hasWindow: reader.flag("window"), capacity: capacity, workplaces: workplaces,
      attributes: attributes)
    return PlanEntries.Room(place: place, code: code, level: level, facts: facts, span: span)
  }

  /// Units without a table beside them: their category has to say what they are.
  private mutating func readPlainCells(_ drawn: [Feature]) {
    for feature in drawn {
      guard let level = level(of: feature) else { continue }
      let label = feature.code.isEmpty ? feature.name : feature.code
      let code = String((label.isEmpty ? feature.id : label).map { $0.isWhitespace ? "-" : $0 }.prefix(40))
      let facts = CellFacts(name: feature.name, kind: UnitCategory.kind(of: feature.category))
      let span = DaySpan(from: today, until: nil)
      add(PlanEntries.Room(place: feature.field("alt_name"), code: code, level: level.key, facts: facts, span: span), feature, in: level)
    }
  }

  /// A door bears one code on one day.
  private mutating func refuseDoubleCodes() {
    for (code, rooms) in Dictionary(grouping: entries.cells, by: \.code) where rooms.count > 1 {
      for (place, room) in rooms.enumerated() where rooms[..<place].contains(where: { $0.span.overlaps(room.span) }) {
        problems.add("spaces.exchange.problem.keyTwice", field: "\(room.place):code", ["key": code])
      }
    }
  }

  /// How other tables may call a cell: by its code, or with its first day, `A12@2019-02-04`.
  var cellNames: Set<String> { mentioned.cells.union(entries.cells.map(\.code)).union(entries.cells.map { "\($0.code)@\($0.span.from)" }) }

  mutating func readLinks() {
    let codes = cellNames
    entries.links = PlanFile.links.read(from: files, into: &problems) { reader, place in
      let first = reader.requiredText("first", limit: 80)
      let second = reader.requiredText("second", limit: 80)
      let joined = reader.requiredInteger("joined", in: 0...1)
      let reason = reader.text("reason") ?? ""
      return joined.map { PlanEntries.Link(place: place, first: first, second: second, joined: $0 == 1, reason: reason) }
    }
    for link in entries.links {
      if !codes.contains(link.first) { problems.add("spaces.exchange.problem.unknown", field: "\(link.place):first", ["key": link.first]) }
      if !codes.contains(link.second) {
        problems.add("spaces.exchange.problem.unknown", field: "\(link.place):second", ["key": link.second])
      }
    }
  }

  /// List rents and headcounts.
  mutating func readAmounts() {
    entries.rents = PlanFile.rents.read(from: files, into: &problems) { reader, place in
      let building = reader.requiredText("building", limit: 100)
      let kind = reader.word("kind", of: CellKind.self)
      let from = reader.requiredDay("from")
      let yearly = reader.money("yearly")
      if yearly == nil, reader.input["yearly"].isEmpty { reader.problems.add("kernel.problem.missing", field: "yearly") }
      if let kind, !kind.isLettable { reader.problems.add("spaces.problem.kindNotLettable", field: "kind") }
      guard let kind, let from, let yearly else { return nil }
      return PlanEntries.Rent(place: place, building: building, kind: kind, from: from, yearly: yearly)
    }
    for rent in entries.rents { needBuilding(rent.building, rent.place) }
    entries.headcounts = PlanFile.headcounts.read(from: files, into: &problems) { reader, place in
      let organisation = reader.requiredText("organisation", limit: 100)
      let from = reader.requiredDay("from")
      let people = reader.requiredInteger("people", in: 0...100_000)
      guard let from, let people else { return nil }
      return PlanEntries.Count(place: place, organisation: organisation, from: from, people: people)
    }
  }
}
