import Kernel
import Store

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

  /// For lists: what a reader of these columns finds, one after the other.
  static let columns: SQL = """
    h.id, h.external_key, h.kind, h.organisation, h.space, h.wanted_count, h.milestone, h.milestone_offset, h.from_day, h.until_day, h.made_at,
    h.made_by, h.expires_on, h.monthly_rent, h.reason, h.queue_position, h.ended_at, h.ended_how, h.ended_reason, h.successor
    """

  init(reading reader: inout ValueReader) throws {
    id = ID(try reader.text())
    key = try reader.optionalText()
    guard let kind = HoldKind(rawValue: try reader.text()) else { throw StoreError(.decoding, "hold \(id) is of no kind") }
    self.kind = kind
    organisation = try reader.optionalText().map { ID($0) }
    space = try reader.optionalText().map { ID($0) }
    wantedCount = try reader.optionalInteger().map { Int($0) }
    milestone = try reader.optionalText().map { ID($0) }
    milestoneOffset = Int(try reader.integer())
    span = DaySpan(from: try reader.day(), until: try reader.optionalDay())
    madeAt = Instant(seconds: try reader.integer())
    madeBy = try reader.text()
    expiresOn = try reader.optionalDay()
    monthlyRent = try reader.optionalInteger().map { Money(cents: $0) }
    reason = try reader.text()
    queuePosition = try reader.optionalInteger().map { Int($0) }
    endedAt = try reader.optionalInteger().map { Instant(seconds: $0) }
    endedHow = try reader.optionalText().flatMap { HoldEnd(rawValue: $0) }
    endedReason = try reader.text()
    successor = try reader.optionalText().map { ID($0) }
  }

  /// Whether it holds anything for anyone on the day it is asked.
  package func stands(on today: Day) -> Bool { endedAt == nil && (expiresOn.map { today < $0 } ?? true) }

  package var subject: String { "hold/\(id)" }
}

extension Transaction {
  package borrowing func hold(_ id: ID<Hold>) throws -> Hold? { try one("SELECT * FROM holds WHERE id = \(id)") }
  /// By the key it was imported under.
  package borrowing func hold(key: String) throws -> Hold? { try one("SELECT * FROM holds WHERE external_key = \(key)") }
  /// What a hold has become: on other terms, as a let, between other walls; itself while nothing took over from it.
  package borrowing func heir(of id: ID<Hold>) throws -> Hold? {
    var found = try hold(id)
    while let hold = found, hold.endedHow == .firmed || hold.endedHow == .reshaped, let successor = hold.successor {
      found = try self.hold(successor)
    }
    return found
  }
  /// All that were not brought to an end, expired ones that nobody wrote down yet included: ask `stands(on:)`.
  package borrowing func openHolds() throws -> [Hold] { try all("SELECT * FROM holds WHERE ended_at IS NULL ORDER BY from_day, id") }
  package borrowing func openHolds(on milestone: ID<Milestone>) throws -> [Hold] {
    try all("SELECT * FROM holds WHERE milestone = \(milestone) AND ended_at IS NULL ORDER BY from_day, id")
  }
}
