import Kernel
import Store

extension Transaction {
  /// Whether these cells can be held so, by the rules alone: every problem at once, and who stands in the way.
  borrowing func refuse(_ asked: AskedHold, replacing own: Set<ID<Hold>>, _ problems: inout Problems, on today: Day) throws {
    let placement = asked.placement
    let cells = try placingCells(asked.cells)
    // A hold moves with its milestone, within the lease of that building: no other building's works move it.
    if let milestone = try asked.milestone.flatMap({ try self.milestone($0)?.milestone }),
      cells.contains(where: { $0.building != milestone.building })
    {
      problems.add("spaces.problem.milestoneElsewhere", field: "milestone", ["milestone": milestone.name])
    }
    let placing = Placing(
      kind: placement.kind, cells: cells, from: asked.from, until: placement.until, expires: placement.expiresOn,
      isBound: asked.milestone != nil, headLease: try headLease(of: cells, from: asked.from), today: today)
    problems.add(placing.problems(neighbours: placement.cells.isExact ? try neighbours(of: asked.cells) : nil))
    guard let span = placing.span else { throw Refusal(.invalid, problems.items) }
    let blocked = try blockedLines(of: asked.cells.map(\.id), in: span).map(\.blocked)
    var clashes: [Problem] = []
    if !placement.isWaiting {
      if asked.choosing == nil { clashes += placing.clashes(with: blocked, own: own).map { $0.problem() } }
      if clashes.isEmpty, let short = try poolProblem(with: asked, span: span, without: own) { clashes.append(short) }
    }
    if !problems.isEmpty { throw Refusal(.invalid, problems.items + clashes) }
    if !clashes.isEmpty { throw Refusal(.conflict, clashes) }
  }

  /// Whether all promises of "k among these" can still be kept beside what is asked.
  private borrowing func poolProblem(with asked: AskedHold, span: DaySpan, without own: Set<ID<Hold>>) throws -> Problem? {
    // Whoever asks has no id yet; any will do that nobody else has.
    let asker = ID<Hold>("asker")
    if let count = asked.choosing {
      let request = PoolRequest(hold: asker, holder: "", count: count, cells: asked.cells.map(\.id), span: span)
      return try poolShortage(adding: [request], without: own)
    }
    let lines = asked.cells.map { BlockedSpan(cell: $0.id, hold: asker, holder: "", kind: asked.placement.kind, span: span) }
    return try poolShortage(blocking: lines, without: own)
  }

  /// The first shortage among the promises of "k among these", told with the codes of its cells.
  /// - Parameters:
  ///   - spans: other days than those written, for holds that move.
  ///   - own: holds that make room, with what they block and what they wait to choose.
  borrowing func poolShortage(
    adding requests: [PoolRequest] = [], blocking lines: [BlockedSpan] = [], moving spans: [ID<Hold>: DaySpan] = [:],
    without own: Set<ID<Hold>> = [], field: String = "cells"
  ) throws -> Problem? {
    let standing = try choosingHolds()
    let known = standing.filter { !own.contains($0.hold) }.map { request in
      guard let span = spans[request.hold] else { return request }
      return PoolRequest(hold: request.hold, holder: request.holder, count: request.count, cells: request.cells, span: span)
    }
    let all = known + requests
    guard let first = all.map(\.span.from).min() else { return nil }
    let ids = Array(Set(all.flatMap(\.cells)))
    let written = try blockedLines(of: ids, in: DaySpan(from: first, until: nil)).map(\.blocked)
      .filter { !own.contains($0.hold) && spans[$0.hold] == nil }
    let cells = try cells(ids)
    let existence = Dictionary(uniqueKeysWithValues: cells.map { ($0.id, $0.span) })
    guard let shortage = PoolFeasibility(all, blocked: written + lines, existence: existence).shortage() else { return nil }
    return shortage.problem(codes: Dictionary(uniqueKeysWithValues: cells.map { ($0.id, $0.code) }), field: field)
  }

  /// Every promise of "k among these" that has not chosen and does not wait in a queue.
  private borrowing func choosingHolds() throws -> [PoolRequest] {
    let found = try rows(
      """
      SELECT h.*, o.usual_name AS holder FROM holds h LEFT JOIN organisations o ON o.id = h.organisation
      WHERE h.ended_at IS NULL AND h.space IS NULL AND h.queue_position IS NULL ORDER BY h.id
      """)
    if found.isEmpty { return [] }
    var pools: [ID<Hold>: [ID<Cell>]] = [:]
    let holds = try found.map { try Hold(row: $0) }
    for row in try rows("SELECT hold, cell FROM hold_pool WHERE hold IN \(list: holds.map(\.id)) ORDER BY cell") {
      pools[try row.get("hold"), default: []].append(try row.get("cell"))
    }
    return try zip(holds, found).map { hold, row in
      let holder: String? = try row.get("holder")
      return PoolRequest(hold: hold.id, holder: holder ?? "", count: hold.wantedCount ?? 0, cells: pools[hold.id] ?? [], span: hold.span)
    }
  }

  /// The cells as the rules of placing know them.
  borrowing func placingCells(_ cells: [Cell]) throws -> [PlacingCell] {
    let openings = try openings()
    let buildings = Dictionary(uniqueKeysWithValues: try levels(Array(Set(cells.map(\.level)))).map { ($0.id, $0.building) })
    return cells.compactMap { cell in
      buildings[cell.level].map {
        PlacingCell(id: cell.id, code: cell.code, kind: cell.kind, building: $0, span: cell.span, opens: openings[cell.level])
      }
    }
  }

  /// What binds a hold of these cells that begins on a day; nil when no lease is known, which limits nothing.
  borrowing func headLease(of cells: [PlacingCell], from day: Day) throws -> DaySpan? {
    guard let building = cells.first?.building else { return nil }
    return HeadLeaseDays.stretch(from: day, of: try headLeases(of: building).map(\.span))
  }
}
