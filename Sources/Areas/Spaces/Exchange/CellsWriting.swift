import Kernel
import People
import Store

extension PlanWriting {
  /// New cells of a level come in one act for each span; those that a merge or split of the events begins are left to it.
  mutating func writeCells(in transaction: borrowing Transaction) throws {
    let reshapings = entries.events.filter(\.verb.reshapes)
    let begunLater = Set(reshapings.flatMap(\.next))
    let endedLater = Set(reshapings.flatMap(\.cells))
    for floor in entries.levels {
      guard let level = levels[floor.key] else { continue }
      let known = Dictionary(grouping: try transaction.cells(of: level.id), by: \.code)
      var fresh: [DaySpan: [PlanEntries.Room]] = [:]
      for room in entries.cells where room.level == floor.key {
        if let cell = known[room.code]?.first(where: { $0.span.from == room.span.from }) {
          try update(cell, to: room, on: level, in: transaction)
        } else if !begunLater.contains(room.code) {
          let span = endedLater.contains(room.code) ? DaySpan(from: room.span.from, until: nil) : room.span
          fresh[span, default: []].append(room)
        }
      }
      for (span, rooms) in fresh.sorted(by: { ($0.key.from, $0.value[0].code) < ($1.key.from, $1.value[0].code) }) {
        let drawn = rooms.map { DrawnCell(code: $0.code, points: $0.outline.ring, $0.facts) }
        try transaction.live(AddCells(level.id, over: span, cells: drawn), from: rooms[0].place, for: viewer, at: now)
        outcome.added += rooms.count
      }
    }
  }

  private mutating func update(
    _ cell: Cell, to room: PlanEntries.Room, on level: Level, in transaction: borrowing Transaction
  ) throws {
    var facts = room.facts
    facts.area = facts.area ?? room.outline.area
    if cell.span != room.span {
      throw Refusal.conflict(
        "spaces.exchange.problem.cellDays", field: "\(room.place):until", ["cell": cell.code, "span": cell.span.description])
    }
    let isMoved = cell.outline != room.outline
    if isMoved {
      // A correction of the drawing: the cell stays the same, and nothing held may fall apart.
      try transaction.run("UPDATE cells SET outline = \(room.outline) WHERE id = \(cell.id)")
      try transaction.refuseOverlaps(on: level, from: cell.span.from)
      try transaction.refuseTornSpaces(at: now)
      try transaction.note(
        "spaces.cell.redraw", on: cell.subject, by: viewer, at: now, before: cell.outline.text, after: room.outline.text)
      try transaction.renewPlan()
    }
    try transaction.live(ChangeCell(cell.id, facts), from: room.place, for: viewer, at: now)
    count(changed: isMoved || facts != CellFacts(cell))
  }

  /// Posts, doors and the like have no history: those of a level are what the file says.
  mutating func writeMarks(in transaction: borrowing Transaction) throws {
    for floor in entries.levels {
      guard let level = levels[floor.key] else { continue }
      let wanted = Set(entries.marks.filter { $0.level == floor.key })
      let known = Set(try transaction.marks(of: level.id, key: floor.key))
      if wanted == known {
        outcome.unchanged += wanted.count
        continue
      }
      try transaction.run("DELETE FROM features WHERE level = \(level.id)")
      for mark in wanted.sorted(by: { ($0.kind, $0.name, $0.outline.text) < ($1.kind, $1.name, $1.outline.text) }) {
        try transaction.run(
          """
          INSERT INTO features (id, level, kind, outline, name)
          VALUES (\(ID<Level>.fresh(at: now).text), \(level.id), \(mark.kind), \(mark.outline), \(mark.name))
          """)
      }
      try transaction.note(
        "spaces.level.marks", on: level.subject, by: viewer, at: now, before: "\(known.count)", after: "\(wanted.count)")
      try transaction.renewPlan()
      outcome.added += wanted.subtracting(known).count
    }
  }

  mutating func write(_ link: PlanEntries.Link, in transaction: borrowing Transaction) throws {
    let names = try cellNames(in: transaction)
    guard let firstID = names[link.first], let secondID = names[link.second],
      let first = try transaction.cell(firstID), let second = try transaction.cell(secondID)
    else {
      throw Refusal.invalid("spaces.exchange.problem.unknown", field: "\(link.place):first", ["key": "\(link.first) \(link.second)"])
    }
    let known = try transaction.links(among: [first.id, second.id]).first
    if let known, known.isJoined == link.joined, known.reason == link.reason { return outcome.unchanged += 1 }
    let act = DeclareLink(first.id, second.id, joined: link.joined, reason: link.reason)
    try transaction.live(act, from: link.place, for: viewer, at: now)
    if known == nil { outcome.added += 1 } else { outcome.changed += 1 }
  }

  mutating func write(_ rent: PlanEntries.Rent, in transaction: borrowing Transaction) throws {
    guard let building = buildings[rent.building] else { return }
    let known = try transaction.listRents(of: building).first { $0.kind == rent.kind && $0.from == rent.from }
    if known?.yearly == rent.yearly { return outcome.unchanged += 1 }
    let act = SetListRent(building: building, kind: rent.kind, from: rent.from, yearly: rent.yearly)
    try transaction.live(act, from: rent.place, for: viewer, at: now)
    if known == nil { outcome.added += 1 } else { outcome.changed += 1 }
  }

  mutating func writeHeadcounts(in transaction: borrowing Transaction) throws {
    let organisations = try transaction.organisationKeys()
    let said = try transaction.headcounts()
    let known = Dictionary(said.map { ("\($0.organisation) \($0.from)", $0.people) }, uniquingKeysWith: { first, _ in first })
    for count in entries.headcounts {
      guard let organisation = organisations[count.organisation] else { continue }
      let before = known["\(organisation) \(count.from)"]
      if before == count.people {
        outcome.unchanged += 1
        continue
      }
      let act = CountPeople(organisation: organisation, from: count.from, people: count.people)
      try transaction.live(act, from: count.place, for: viewer, at: now)
      if before == nil { outcome.added += 1 } else { outcome.changed += 1 }
    }
  }

  /// A reshaping of the past, of cells that the table already ends and begins.
  mutating func write(_ change: PlanEntries.Change, in transaction: borrowing Transaction) throws {
    if entries.events.contains(where: { $0.verb.reshapes && Set($0.next) == Set(change.next) }) { return }
    let before = try cells(change.cells, in: transaction).filter { $0.span.until == change.day }
    let after = try cells(change.next, in: transaction).filter { $0.span.from == change.day }
    guard let level = (before + after).first?.level, before.count == change.cells.count, after.count == change.next.count else {
      throw Refusal.invalid(
        "spaces.exchange.problem.reshapingCells", field: "\(change.place):cells", ["day": change.day.description])
    }
    let (ended, begun) = (Set(before.map(\.id)), Set(after.map(\.id)))
    if try transaction.reshapings(of: level).contains(where: { Set($0.before) == ended && Set($0.after) == begun }) {
      return outcome.unchanged += 1
    }
    _ = try transaction.insertReshaping(
      change.kind, on: level, day: change.day, works: change.works, cost: change.cost, note: change.note, before: before.map(\.id),
      after: after.map(\.id), at: change.at ?? now)
    outcome.added += 1
  }
}

extension PlanWriting {
  /// By code, or by code and first day; a code alone that several bore means the last of them.
  fileprivate func cells(_ names: [String], in transaction: borrowing Transaction) throws -> [Cell] {
    let known = try cellNames(in: transaction)
    return try names.flatMap { name in
      if let id = known[name] { return try transaction.cells([id]) }
      return try transaction.cells(code: name)
    }
  }
  func cellNames(in transaction: borrowing Transaction) throws -> CellNames {
    try transaction.cellNames()
  }
}

extension Transaction {
  /// What is drawn of a level besides its cells.
  borrowing func marks(of level: ID<Level>, key: String) throws -> [PlanEntries.Mark] {
    try rows("SELECT kind, outline, name FROM features WHERE level = \(level) ORDER BY kind, name, id").map { row in
      PlanEntries.Mark(level: key, kind: try row.get("kind"), outline: try row.get("outline"), name: try row.get("name"))
    }
  }
}
