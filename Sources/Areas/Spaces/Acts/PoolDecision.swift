import Kernel
import Store

extension Transaction {
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
    guard let first = (known + requests).map(\.span.from).min() else { return nil }
    let ids = Array(Set((standing + requests).flatMap(\.cells)))
    let before = try blockedLines(of: ids, in: DaySpan(from: min(first, standing.map(\.span.from).min() ?? first), until: nil))
      .map(\.blocked)
    let written = before.filter { !own.contains($0.hold) && spans[$0.hold] == nil }
    let cells = try cells(ids)
    let existence = Dictionary(uniqueKeysWithValues: cells.map { ($0.id, $0.span) })
    let beside = try neighbours(of: cells).beside(ids)
    // What could not be kept whole before must not stand in the way of everything.
    let resigned = PoolFeasibility(standing, blocked: before, existence: existence, beside: beside).resigned()
    let asked = PoolFeasibility(
      known.resigning(resigned) + requests, blocked: written + lines, existence: existence, beside: beside)
    guard let shortage = asked.shortage() else { return nil }
    return shortage.problem(codes: Dictionary(uniqueKeysWithValues: cells.map { ($0.id, $0.code) }), field: field)
  }

  /// Whether all who have still to choose could do so at once, as things stand.
  borrowing func poolVerdict() throws -> PoolFeasibility.Verdict {
    let standing = try choosingHolds()
    guard let first = standing.map(\.span.from).min() else { return .kept([:]) }
    let ids = Array(Set(standing.flatMap(\.cells)))
    let cells = try cells(ids)
    return PoolFeasibility(
      standing, blocked: try blockedLines(of: ids, in: DaySpan(from: first, until: nil)).map(\.blocked),
      existence: Dictionary(uniqueKeysWithValues: cells.map { ($0.id, $0.span) }), beside: try neighbours(of: cells).beside(ids)
    ).verdict()
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
}
