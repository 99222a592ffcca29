import Kernel
import Store

/// A day the house counts on: works delivered, a level put into service. Its dates are kept one after the other.
package struct Milestone: RowReadable, Sendable, Hashable {
  package let id: ID<Milestone>
  package let building: ID<Building>
  package let key: String
  package let name: String
  package let kind: MilestoneKind

  package init(row: Row) throws {
    id = try row.get("id")
    building = try row.get("building")
    key = try row.get("external_key")
    name = try row.get("name")
    kind = try row.get("kind")
  }
}

/// One date said of a milestone; the last said counts.
package struct MilestoneDate: RowReadable, Sendable, Hashable {
  package let id: ID<MilestoneDate>
  package let milestone: ID<Milestone>
  package let day: Day
  package let saidAt: Instant
  package let sequence: Int
  /// The day it was reached, no longer a plan.
  package let isReached: Bool
  package let reason: String
  package let source: String

  package init(row: Row) throws {
    id = try row.get("id")
    milestone = try row.get("milestone")
    day = try row.get("day")
    saidAt = try row.get("said_at")
    sequence = try row.get("sequence")
    isReached = try row.get("reached")
    reason = try row.get("reason")
    source = try row.get("source")
  }
}

/// A milestone with what is last said of it.
package struct MilestoneLine: RowReadable, Sendable, Hashable {
  package let milestone: Milestone
  package let day: Day
  package let isReached: Bool
  /// How often its day was said: one more than the times it slipped.
  package let times: Int

  package init(row: Row) throws {
    milestone = try Milestone(row: row)
    day = try row.get("day")
    isReached = try row.get("reached")
    times = try row.get("sequence")
  }
}

extension Milestone { package var subject: String { "milestone/\(id)" } }

extension Transaction {
  package borrowing func milestone(_ id: ID<Milestone>) throws -> MilestoneLine? {
    try one("\(milestoneLines) WHERE m.id = \(id) AND \(lastSaid)")
  }
  package borrowing func milestone(key: String) throws -> MilestoneLine? {
    try one("\(milestoneLines) WHERE m.external_key = \(key) AND \(lastSaid)")
  }
  package borrowing func milestones() throws -> [MilestoneLine] {
    try all("\(milestoneLines) WHERE \(lastSaid) ORDER BY d.day, m.name, m.id")
  }
  package borrowing func milestones(of building: ID<Building>) throws -> [MilestoneLine] {
    try all("\(milestoneLines) WHERE m.building = \(building) AND \(lastSaid) ORDER BY d.day, m.name, m.id")
  }
  /// Every day said of it, in the order they were said.
  package borrowing func dates(of milestone: ID<Milestone>) throws -> [MilestoneDate] {
    try all("SELECT * FROM milestone_dates WHERE milestone = \(milestone) ORDER BY sequence")
  }

  borrowing func say(
    _ day: Day, of milestone: ID<Milestone>, sequence: Int, reached: Bool, reason: String, source: String, at now: Instant
  ) throws -> ID<MilestoneDate> {
    let id = ID<MilestoneDate>.fresh(at: now)
    try run(
      """
      INSERT INTO milestone_dates (id, milestone, day, said_at, sequence, reached, reason, source)
      VALUES (\(id), \(milestone), \(day), \(now), \(sequence), \(reached), \(reason), \(source))
      """)
    return id
  }
}

private let milestoneLines: SQL = """
  SELECT m.*, d.day, d.reached, d.sequence FROM milestones m JOIN milestone_dates d ON d.milestone = m.id
  """
private let lastSaid: SQL = "d.sequence = (SELECT MAX(e.sequence) FROM milestone_dates e WHERE e.milestone = m.id)"
