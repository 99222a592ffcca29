import Kernel
import Store

extension Transaction {
  /// Gives what became free to those who wait for it, in their order. Called each day, before every decision and wherever cells become free.
  borrowing func serveQueue(silently: Bool, at now: Instant) throws {
    // Who moves up may now stand before somebody whose cells he left to him: looked at again until nobody is served.
    while try serveOnce(silently: silently, at: now) {}
  }

  /// Whether anybody was served.
  private borrowing func serveOnce(silently: Bool, at now: Instant) throws -> Bool {
    let today = HouseTime.mulhouse.day(of: now)
    let waiting: [Hold] = try all("SELECT * FROM holds WHERE ended_at IS NULL AND space IS NULL AND queue_position IS NOT NULL ORDER BY id")
    let holds = waiting.filter { $0.stands(on: today) && !$0.isOver(on: today) }
    if holds.isEmpty { return false }
    var pools: [ID<Hold>: [ID<Cell>]] = [:]
    for row in try rows("SELECT hold, cell FROM hold_pool WHERE hold IN \(list: holds.map(\.id)) ORDER BY cell") {
      pools[try row.get("hold"), default: []].append(try row.get("cell"))
    }
    let wishes = holds.map { hold in
      QueuedWish(
        hold: hold.id, position: hold.queuePosition, madeAt: hold.madeAt, cells: pools[hold.id] ?? [], count: hold.wantedCount,
        span: hold.comingSpan(on: today))
    }
    let first = wishes.map(\.span.from).min() ?? today
    let blocked = try blockedLines(of: Array(Set(wishes.flatMap(\.cells))), in: DaySpan(from: first, until: nil)).map(\.blocked)
    let byID = Dictionary(uniqueKeysWithValues: wishes.map { ($0.hold, $0) })
    let open = Dictionary(uniqueKeysWithValues: holds.map { ($0.id, $0) })
    var isAnyServed = false
    for served in QueueOrder(wishes).next(blocked: blocked) {
      guard let hold = open[served.hold], let wish = byID[served.hold] else { continue }
      if try serve(hold, wish, at: now) {
        try moveUp(behind: wish, at: now)
        if !silently { try write("turn", about: hold.id, at: now) }
        isAnyServed = true
      }
    }
    return isAnyServed
  }

  /// Whether the promises of "k among these" leave room for it.
  private borrowing func serve(_ hold: Hold, _ wish: QueuedWish, at now: Instant) throws -> Bool {
    let cells = try cells(wish.cells)
    if !cells.allSatisfy({ $0.span.covers(wish.span) }) { return false }
    let takesAll = wish.count == wish.cells.count
    let lines = cells.map { BlockedSpan(cell: $0.id, hold: hold.id, holder: "", kind: hold.kind, span: wish.span) }
    let request = PoolRequest(hold: hold.id, holder: "", count: wish.count ?? cells.count, cells: wish.cells, span: wish.span)
    if try poolShortage(adding: takesAll ? [] : [request], blocking: takesAll ? lines : []) != nil { return false }
    try run("UPDATE holds SET queue_position = NULL WHERE id = \(hold.id)")
    if takesAll {
      let space = ID<Space>.fresh(at: now)
      try run("INSERT INTO spaces (id, from_day, until_day) VALUES (\(space), \(wish.span.from), \(wish.span.until))")
      for cell in cells { try run("INSERT INTO space_cells (space, cell) VALUES (\(space), \(cell.id))") }
      try run("UPDATE holds SET space = \(space), wanted_count = NULL WHERE id = \(hold.id)")
      try run("DELETE FROM hold_pool WHERE hold = \(hold.id)")
      try block(cells.map { (id: $0.id, number: $0.number) }, for: hold.id, over: wish.span)
    }
    if wish.span != hold.span, let changed = try self.hold(hold.id) {
      try setSpan(wish.span, of: changed, follows: nil, reason: "", at: now)
    }
    try note(
      "spaces.hold.turn", on: hold.subject, by: .house, at: now, before: hold.queuePosition.map { "\($0)" },
      after: cells.map(\.code).joined(separator: " "))
    try renewPlan()
    return true
  }

  /// Those who wait behind for any of the same cells come one place nearer.
  private borrowing func moveUp(behind wish: QueuedWish, at now: Instant) throws {
    guard let position = wish.position else { return }
    try run(
      """
      UPDATE holds SET queue_position = queue_position - 1 WHERE ended_at IS NULL AND space IS NULL AND queue_position > \(position)
        AND id IN (SELECT hold FROM hold_pool WHERE cell IN \(list: wish.cells))
      """)
  }
}

extension Hold {
  /// The days that are left of it: what was free before today helps nobody.
  func comingSpan(on today: Day) -> DaySpan { DaySpan(checking: max(span.from, today), until: span.until) ?? span }
}
