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
    let scattered = try scattered(asked, placing.span)
    if let scattered { problems.add([scattered]) }
    guard let span = placing.span else { throw Refusal(.invalid, problems.items) }
    let blocked = try blockedLines(of: asked.cells.map(\.id), in: span).map(\.blocked)
    var clashes: [Problem] = []
    if !placement.isWaiting {
      if asked.choosing == nil { clashes += placing.clashes(with: blocked, own: own).map { $0.problem() } }
      if clashes.isEmpty, scattered == nil, let short = try poolProblem(with: asked, span: span, without: own) { clashes.append(short) }
    }
    if !problems.isEmpty { throw Refusal(.invalid, problems.items + clashes) }
    if !clashes.isEmpty { throw Refusal(.conflict, clashes) }
  }

  /// Of "k among these": whether no k of them hang together at all, whoever has them.
  private borrowing func scattered(_ asked: AskedHold, _ span: DaySpan?) throws -> Problem? {
    guard let count = asked.choosing, let span else { return nil }
    let request = PoolRequest(hold: ID("asker"), holder: "", count: count, cells: asked.cells.map(\.id), span: span)
    let beside = try neighbours(of: asked.cells).beside(request.cells)
    guard let short = PoolFeasibility([request], blocked: [], beside: beside).shortage(), short.isApart else { return nil }
    return Problem("spaces.problem.poolScattered", field: "cells", ["count": "\(count)"])
  }

  /// Whether all promises of "k among these" can still be kept beside what is asked.
  private borrowing func poolProblem(with asked: AskedHold, span: DaySpan, without own: Set<ID<Hold>>) throws -> Problem? {
    // Whoever asks has no id yet; any will do that nobody else has.
    let asker = ID<Hold>("asker")
    if let count = asked.choosing {
      let holder = try asked.placement.organisation.flatMap { try organisation($0)?.name }
      let request = PoolRequest(hold: asker, holder: holder ?? "", count: count, cells: asked.cells.map(\.id), span: span)
      return try poolShortage(adding: [request], without: own)
    }
    let lines = asked.cells.map { BlockedSpan(cell: $0.id, hold: asker, holder: "", kind: asked.placement.kind, span: span) }
    return try poolShortage(blocking: lines, without: own)
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
