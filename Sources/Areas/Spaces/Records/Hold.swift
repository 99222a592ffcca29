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

/// A connected set of cells over a span of days.
package struct Space: Sendable, Hashable {
  package let id: ID<Space>
  package let name: String
  package let span: DaySpan
  package let cells: [ID<Cell>]
}

/// What keeps cells from everybody else: an option, an offer, a let, works.
/// Its space is known, or it awaits `wantedCount` cells among a pool.
package struct Hold: RowReadable, Sendable, Hashable {
  package let id: ID<Hold>
  package let key: String?
  package let kind: HoldKind
  package let organisation: OrganisationID?
  package let space: ID<Space>?
  package let wantedCount: Int?
  package let milestone: ID<Milestone>?
  /// Days after the milestone.
  package let milestoneOffset: Int
  package let span: DaySpan
  package let madeAt: Instant
  package let madeBy: String
  /// The first day on which an option or an offer holds no longer.
  package let expiresOn: Day?
  package let monthlyRent: Money?
  package let reason: String
  package let queuePosition: Int?
  package let endedAt: Instant?
  package let endedHow: HoldEnd?
  package let endedReason: String
  package let successor: ID<Hold>?

  package init(row: Row) throws {
    id = try row.get("id")
    key = try row.get("external_key")
    kind = try row.get("kind")
    organisation = try row.get("organisation")
    space = try row.get("space")
    wantedCount = try row.get("wanted_count")
    milestone = try row.get("milestone")
    milestoneOffset = try row.get("milestone_offset")
    span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    expiresOn = try row.get("expires_on")
    monthlyRent = try row.get("monthly_rent")
    reason = try row.get("reason")
    queuePosition = try row.get("queue_position")
    endedAt = try row.get("ended_at")
    endedHow = try row.get("ended_how")
    endedReason = try row.get("ended_reason")
    successor = try row.get("successor")
  }

  /// Whether it holds anything for anyone on the day it is asked.
  package func stands(on today: Day) -> Bool { endedAt == nil && (expiresOn.map { today < $0 } ?? true) }
}
