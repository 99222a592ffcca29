import Kernel
import Store

/// A cell as the editor draws it or an import brings it.
package struct DrawnCell: Sendable, Hashable {
  /// The cell it was; nil for a new one.
  package let id: ID<Cell>?
  package let code: String
  /// Points as they come: the act checks them.
  package let points: [Point]
  package let facts: CellFacts
  /// Whether it bears the attributes of the cell it was: a drawing tells only what is drawn.
  package let keepsAttributes: Bool

  package init(id: ID<Cell>? = nil, code: String, points: [Point], _ facts: CellFacts, keepsAttributes: Bool = false) {
    (self.id, self.code, self.points, self.facts, self.keepsAttributes) = (id, code, points, facts, keepsAttributes)
  }

  /// As it stands in the place of the cell it was: an outline that stays keeps its measured area, unless another is stated.
  func following(_ old: Cell, staysPut: Bool) -> DrawnCell {
    var facts = facts
    if staysPut { facts.area = facts.area ?? old.area }
    if keepsAttributes { facts.attributes = old.attributeTexts }
    return DrawnCell(id: id, code: code, points: points, facts, keepsAttributes: keepsAttributes)
  }
}

/// A drawn cell whose outline was found good.
struct CheckedCell {
  let drawn: DrawnCell
  let outline: Polygon
}

extension Transaction {
  /// The drawn cells with good outlines; notes every problem with the cell's code as field.
  borrowing func check(_ drawn: [DrawnCell], _ problems: inout Problems) -> [CheckedCell] {
    var codes: Set<String> = []
    var checked: [CheckedCell] = []
    for cell in drawn {
      if cell.code.isEmpty || cell.code.count > 40 || !InputReader.isPlain(cell.code)
        || cell.code.contains(where: { $0.isWhitespace || $0 == "," })
      {
        problems.add("spaces.problem.code", field: cell.code, ["code": String(cell.code.prefix(40))])
      }
      if !codes.insert(cell.code).inserted { problems.add("spaces.problem.codeTwice", field: cell.code, ["code": cell.code]) }
      problems.add(cell.facts.problems(field: cell.code))
      do { checked.append(CheckedCell(drawn: cell, outline: try Polygon(checking: cell.points))) } catch {
        problems.add([error.problem(field: cell.code, ["cell": cell.code])])
      }
    }
    return checked
  }

  /// Notes codes that another cell bears on the day or later, other than those in `except`.
  borrowing func checkCodes(_ codes: [String], from day: Day, except: Set<ID<Cell>>, _ problems: inout Problems) throws {
    let rivals: [Cell] = try all("SELECT * FROM cells WHERE code IN \(list: codes) AND (until_day IS NULL OR until_day > \(day))")
    for rival in rivals where !except.contains(rival.id) {
      problems.add("spaces.problem.codeTaken", field: rival.code, ["code": rival.code])
    }
  }

  /// Refuses a level whose cells overlap or leave it, on the day or later.
  borrowing func refuseOverlaps(on level: Level, from day: Day) throws {
    let cells = try cells(of: level.id).filter { $0.span.until.map { day < $0 } ?? true }
    let problems = LevelCheck.problems(outline: level.outline, cells: cells.map { (code: $0.code, outline: $0.outline, span: $0.span) })
    if problems.isEmpty { return }
    throw Refusal(
      .invalid, problems.map { Problem($0.code, field: $0.field ?? $0.arguments["cell"] ?? $0.arguments["first"], $0.arguments) })
  }

  borrowing func begin(_ cells: [CheckedCell], on level: ID<Level>, span: DaySpan, at now: Instant) throws -> [ID<Cell>] {
    var number: Int64 = try value("SELECT COALESCE(MAX(number), 0) FROM cells") ?? 0
    var ids: [ID<Cell>] = []
    for cell in cells {
      number += 1
      let id = ID<Cell>.fresh(at: now)
      let facts = cell.drawn.facts
      try run(
        """
        INSERT INTO cells (id, number, level, code, name, kind, outline, area, noise, has_window, capacity, workplaces, attributes, from_day,
          until_day)
        VALUES (\(id), \(number), \(level), \(cell.drawn.code), \(facts.name), \(facts.kind), \(cell.outline), \(facts.area ?? cell.outline.area),
          \(facts.noise), \(facts.hasWindow), \(facts.capacity), \(facts.workplaces), \(try facts.attributesText()), \(span.from), \(span.until))
        """)
      ids.append(id)
    }
    return ids
  }

  /// What keeps a cell from ending on a day: who holds it from then on, or chooses among it and others.
  borrowing func holdsAfter(_ day: Day, of cells: [ID<Cell>], at now: Instant) throws -> [HoldLine] {
    let blocked = try blockedLines(of: cells, in: DaySpan(from: day, until: nil)).map(\.hold)
    let today = HouseTime.mulhouse.day(of: now)
    let choosing: [Hold] = try all(
      """
      SELECT h.* FROM holds h WHERE h.ended_at IS NULL AND h.space IS NULL
        AND h.id IN (SELECT hold FROM hold_pool WHERE cell IN \(list: cells))
      """)
    let ids = Set(blocked + choosing.filter { $0.stands(on: today) && ($0.span.until.map { day < $0 } ?? true) }.map(\.id))
    return try holdLines(ids.sorted())
  }

  borrowing func insertReshaping(
    _ kind: ReshapingKind, on level: ID<Level>, day: Day, works: DaySpan?, cost: Money, note: String, before: [ID<Cell>], after: [ID<Cell>],
    at now: Instant
  ) throws -> ID<Reshapings> {
    let id = ID<Reshapings>.fresh(at: now)
    try run(
      """
      INSERT INTO reshapings (id, level, kind, day, works_from, works_until, cost, note, made_at)
      VALUES (\(id), \(level), \(kind), \(day), \(works?.from), \(works?.until), \(cost), \(note), \(now))
      """)
    for cell in before { try run("INSERT INTO reshaping_cells (reshaping, cell, side) VALUES (\(id), \(cell), 'before')") }
    for cell in after { try run("INSERT INTO reshaping_cells (reshaping, cell, side) VALUES (\(id), \(cell), 'after')") }
    return id
  }

  /// Gives the links of a cell to one that comes in its place. Where several come, nobody knows to which of them a passage leads,
  /// and only what keeps cells apart goes on. A passage of any that are joined goes before a wall of another.
  borrowing func handLinks(
    of old: ID<Cell>, to new: ID<Cell>, onlyApart: Bool = false, besides gone: [Cell] = [], at now: Instant
  ) throws {
    for link in try links(of: old) where !(onlyApart && link.isJoined) {
      let other = link.other(than: old)
      if gone.contains(where: { $0.id == other }) { continue }
      try run(
        """
        INSERT INTO cell_links (id, first_cell, second_cell, joined, reason)
        VALUES (\(ID<DeclaredLink>.fresh(at: now)), \(min(new, other)), \(max(new, other)), \(link.isJoined), \(link.reason))
        ON CONFLICT (first_cell, second_cell) DO UPDATE SET
          joined = CASE WHEN excluded.joined > cell_links.joined THEN excluded.joined ELSE cell_links.joined END
        """)
    }
  }
}
