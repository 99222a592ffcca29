import Kernel
import Store
import Testing

@testable import Spaces

extension SpacesHouse {
  /// What must be true after every act, written apart from the acts.
  static func faults(_ transaction: borrowing Transaction, today: Day) throws -> [String] {
    var faults: [String] = []
    let holds: [Hold] = try transaction.all("SELECT * FROM holds ORDER BY id")
    let cells = Dictionary(uniqueKeysWithValues: try transaction.cells().map { ($0.id, $0) })
    let blocked = try transaction.blockedLines(in: DaySpan(from: Day(number: -100_000), until: nil))
    for (cell, lines) in Dictionary(grouping: blocked, by: \.cell) {
      for (place, line) in lines.enumerated() {
        for other in lines[..<place] where other.span.overlaps(line.span) {
          faults.append(
            "\(cells[cell]?.code ?? "?") has two holders: \(line.holder ?? "-") \(line.span), \(other.holder ?? "-") \(other.span)")
        }
        if let cell = cells[cell], !cell.span.covers(line.span) { faults.append("\(cell.code) is held when it is not there") }
      }
    }
    let byHold = Dictionary(grouping: blocked, by: \.hold)
    let spaces = try transaction.cellsBySpace(holds.compactMap(\.space))
    let neighbours = try transaction.neighbours(of: Array(cells.values))
    let promises = try transaction.promises(of: holds.map(\.id))
    let limits = try transaction.rows("SELECT MAX(until_day) AS u FROM head_leases").first.flatMap { try $0.get("u") as Day? }
    for hold in holds {
      let lines = byHold[hold.id] ?? []
      let own = hold.space.flatMap { spaces[$0] } ?? []
      if hold.endedAt == nil || !lines.isEmpty {
        if Set(lines.map(\.cell)) != Set(own) { faults.append("hold \(hold.id) blocks other cells than its space has") }
        if lines.contains(where: { $0.span != hold.span }) { faults.append("hold \(hold.id) blocks other days than its span") }
      }
      if promises[hold.id]?.last?.span != hold.span { faults.append("hold \(hold.id) has another span than the last promised") }
      let isStanding = hold.stands(on: today) && !hold.isOver(on: today)
      if isStanding, !own.isEmpty, hold.kind != .works, !neighbours.isConnected(own) { faults.append("hold \(hold.id) is torn") }
      if hold.endedAt == nil, let limit = limits {
        if hold.span.from >= limit || (hold.span.until.map { $0 > limit } ?? false) {
          faults.append("hold \(hold.id) goes past the head lease")
        }
      }
      if let successor = hold.successor, !holds.contains(where: { $0.id == successor }) { faults.append("hold \(hold.id) leads nowhere") }
    }
    if case .short(let short) = try transaction.poolVerdict() { faults.append("promises cannot be kept: \(short)") }
    return faults
  }

  /// Nobody at the head of his queue is left waiting for what is free, once the day was looked at.
  static func queueFaults(_ transaction: borrowing Transaction, today: Day) throws -> [String] {
    let open: [Hold] = try transaction.all("SELECT * FROM holds WHERE ended_at IS NULL AND queue_position IS NOT NULL ORDER BY id")
    let waiting = open.filter { $0.stands(on: today) && !$0.isOver(on: today) }
      .sorted { ($0.queuePosition ?? 0, $0.madeAt, $0.id) < ($1.queuePosition ?? 0, $1.madeAt, $1.id) }
    var faults: [String] = []
    var ahead: [(cells: Set<ID<Cell>>, days: DaySpan)] = []
    for hold in waiting {
      let days = DaySpan(checking: max(hold.span.from, today), until: hold.span.until) ?? hold.span
      let pool = try transaction.pool(of: hold.id)
      let ids = Set(pool.map(\.id))
      let isFirst = !ahead.contains { $0.days.overlaps(days) && !$0.cells.isDisjoint(with: ids) }
      ahead.append((ids, days))
      let wanted = hold.wantedCount ?? ids.count
      let taken = Set(try transaction.blockedLines(of: Array(ids), in: days).map(\.cell))
      if !isFirst || !pool.allSatisfy({ $0.span.covers(days) }) || pool.filter({ !taken.contains($0.id) }).count < wanted { continue }
      // Promises of "k among these" may still keep them from him.
      let lines = ids.map { BlockedSpan(cell: $0, hold: hold.id, holder: "", kind: hold.kind, span: days) }
      let request = PoolRequest(hold: hold.id, holder: "", count: wanted, cells: ids.sorted(), span: days)
      let isAll = wanted == ids.count
      if try transaction.poolShortage(adding: isAll ? [] : [request], blocking: isAll ? lines : []) == nil {
        faults.append("\(hold.organisation?.text ?? "-") waits for what is free: \(pool.map(\.code)) \(days)")
      }
    }
    return faults
  }

  func expectSound(on today: Day = SpacesHouse.start) async throws {
    let faults = try await database.read { try SpacesHouse.faults($0, today: today) }
    #expect(faults == [])
  }
}
