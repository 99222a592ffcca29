import Kernel
import Store

/// A hold that was decided: what is written of it.
struct DecidedHold {
  let placement: Placement
  let span: DaySpan
  /// Empty while it has not chosen, or waits in a queue.
  let cells: [Cell]
  let pool: [Cell]
  let wantedCount: Int?
  let milestone: ID<Milestone>?
  let offset: Int
  let milestoneDate: ID<MilestoneDate>?
}

/// A hold that gives way to another in the same transaction.
struct Handover {
  let hold: Hold
  let how: HoldEnd
  /// The first day on which it holds no longer.
  let day: Day
}

extension Transaction {
  /// Writes a hold, its space, what it blocks and what is promised; those it takes over from give way first.
  borrowing func write(_ decided: DecidedHold, handovers: [Handover], for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    let placement = decided.placement
    let id = ID<Hold>.fresh(at: now)
    let space = decided.cells.isEmpty ? nil : ID<Space>.fresh(at: now)
    if let space {
      try run("INSERT INTO spaces (id, from_day, until_day) VALUES (\(space), \(decided.span.from), \(decided.span.until))")
      for cell in decided.cells { try run("INSERT INTO space_cells (space, cell) VALUES (\(space), \(cell.id))") }
    }
    try run(
      """
      INSERT INTO holds (id, external_key, kind, organisation, space, wanted_count, milestone, milestone_offset, from_day, until_day, made_at,
        made_by, expires_on, monthly_rent, reason, queue_position)
      VALUES (\(id), \(placement.key), \(placement.kind), \(placement.organisation), \(space), \(decided.wantedCount), \(decided.milestone),
        \(decided.offset), \(decided.span.from), \(decided.span.until), \(now), \(viewer.name), \(placement.expiresOn),
        \(placement.monthlyRent), \(placement.reason), \(placement.queuePosition))
      """)
    for cell in decided.pool { try run("INSERT INTO hold_pool (hold, cell) VALUES (\(id), \(cell.id))") }
    for handover in handovers {
      try end(handover.hold, how: handover.how, on: handover.day, reason: placement.reason, successor: id, at: now)
    }
    try block(decided.cells.map { (id: $0.id, number: $0.number) }, for: id, over: decided.span)
    try promise(decided.span, of: id, follows: decided.milestoneDate, reason: placement.reason, at: now)
    try renewPlan()
    return id
  }

  borrowing func block(_ cells: [(id: ID<Cell>, number: Int64)], for hold: ID<Hold>, over span: DaySpan) throws {
    for cell in cells {
      try run(
        """
        INSERT INTO hold_cells (hold, cell, cell_number, from_number, until_number)
        VALUES (\(hold), \(cell.id), \(cell.number), \(span.from.number), \(span.until?.number ?? endlessDay))
        """)
    }
  }

  /// Brings a hold to its end. What it held until that day stays written.
  borrowing func end(
    _ hold: Hold, how: HoldEnd, on day: Day, reason: String, successor: ID<Hold>? = nil, at now: Instant
  ) throws {
    if hold.space != nil {
      if day <= hold.span.from {
        try run("DELETE FROM hold_cells WHERE hold = \(hold.id)")
      } else if hold.span.until.map({ day < $0 }) ?? true {
        try shorten(hold, to: day, reason: reason, at: now)
      }
    }
    try run(
      """
      UPDATE holds SET ended_at = \(now), ended_how = \(how), ended_reason = \(reason), successor = \(successor) WHERE id = \(hold.id)
      """)
    try renewPlan()
  }

  /// Cuts the span of a hold at a day after its first, and says so.
  borrowing func shorten(_ hold: Hold, to day: Day, reason: String, at now: Instant) throws {
    let span = DaySpan(from: hold.span.from, until: day)
    try run("UPDATE hold_cells SET until_number = \(day.number) WHERE hold = \(hold.id)")
    try setSpan(span, of: hold, follows: nil, reason: reason, at: now)
  }

  /// Writes the days of a hold and its space, and what is promised; what it blocks is written by the caller.
  borrowing func setSpan(_ span: DaySpan, of hold: Hold, follows: ID<MilestoneDate>?, reason: String, at now: Instant) throws {
    try run("UPDATE holds SET from_day = \(span.from), until_day = \(span.until) WHERE id = \(hold.id)")
    if let space = hold.space { try run("UPDATE spaces SET from_day = \(span.from), until_day = \(span.until) WHERE id = \(space)") }
    try promise(span, of: hold.id, follows: follows, reason: reason, at: now)
  }

  /// The hold, if it still holds something on the day it is asked.
  borrowing func standingHold(_ id: ID<Hold>, on today: Day) throws -> Hold {
    guard let hold = try hold(id) else { throw Refusal.notFound }
    if !hold.stands(on: today) || (hold.span.until.map { $0 <= today } ?? false) { throw Refusal.conflict("spaces.problem.holdOver") }
    return hold
  }
}
