import Kernel
import Store

/// The days said to a holder, and why they changed; the last said is the span of the hold.
package struct Promised: RowReadable, Sendable, Hashable {
  package let id: ID<Promised>
  package let hold: ID<Hold>
  package let sequence: Int
  package let span: DaySpan
  package let saidAt: Instant
  /// The date of the milestone it follows from.
  package let milestoneDate: ID<MilestoneDate>?
  package let reason: String

  package init(row: Row) throws {
    id = try row.get("id")
    hold = try row.get("hold")
    sequence = try row.get("sequence")
    span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
    saidAt = try row.get("said_at")
    milestoneDate = try row.get("milestone_date")
    reason = try row.get("reason")
  }
}

extension Transaction {
  /// In the order they were said.
  package borrowing func promises(of hold: ID<Hold>) throws -> [Promised] {
    try all("SELECT * FROM promises WHERE hold = \(hold) ORDER BY sequence")
  }
  package borrowing func promises(of holds: [ID<Hold>]) throws -> [ID<Hold>: [Promised]] {
    let found: [Promised] = try all("SELECT * FROM promises WHERE hold IN \(list: holds) ORDER BY hold, sequence")
    return Dictionary(grouping: found, by: \.hold)
  }

  /// Says the days of a hold, for the first time or anew.
  borrowing func promise(_ span: DaySpan, of hold: ID<Hold>, follows: ID<MilestoneDate>?, reason: String, at now: Instant) throws {
    let last: Int = try value("SELECT COALESCE(MAX(sequence), 0) FROM promises WHERE hold = \(hold)") ?? 0
    try run(
      """
      INSERT INTO promises (id, hold, sequence, from_day, until_day, said_at, milestone_date, reason)
      VALUES (\(ID<Promised>.fresh(at: now)), \(hold), \(last + 1), \(span.from), \(span.until), \(now), \(follows), \(reason))
      """)
  }
}
