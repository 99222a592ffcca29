import Kernel
import Store
import Welcome

/// A time at which the house can be seen.
package struct VisitSlot: RowReadable, Sendable, Hashable {
  package let id: ID<VisitSlot>
  package let startsAt: Instant
  package let minutes: Int
  package let places: Int
  package let guide: String
  package let meetingPlace: String
  package let cancelledAt: Instant?
  /// Places taken by visits that were not cancelled.
  package let taken: Int

  package init(row: Row) throws {
    id = try row.get("id")
    startsAt = try row.get("starts_at")
    minutes = try row.get("minutes")
    places = try row.get("places")
    guide = try row.get("guide")
    meetingPlace = try row.get("meeting_place")
    cancelledAt = try row.get("cancelled_at")
    taken = try row.get("taken")
  }

  package var until: Instant { startsAt + Int64(minutes) * 60 }
  package func isOpen(at now: Instant) -> Bool { cancelledAt == nil && startsAt > now && taken < places }
}

/// What came of a visit.
package enum VisitOutcome: String, Sendable, CaseIterable, Codable { case planned, held, missed, cancelled }

/// Somebody who comes to see the house.
package struct PlannedVisit: RowReadable, Sendable, Hashable {
  package let id: ID<PlannedVisit>
  package let slot: ID<VisitSlot>
  package let startsAt: Instant
  package let minutes: Int
  package let guide: String
  package let meetingPlace: String
  package let enquiry: ID<Enquiry>?
  package let application: ID<Application>?
  package let name: String
  package let email: String
  package let language: Language
  package let people: Int
  package let sequence: Int
  package let heldAt: Instant?
  package let missedAt: Instant?
  package let cancelledAt: Instant?
  package let note: String

  package init(row: Row) throws {
    id = try row.get("id")
    slot = try row.get("slot")
    startsAt = try row.get("starts_at")
    minutes = try row.get("minutes")
    guide = try row.get("guide")
    meetingPlace = try row.get("meeting_place")
    enquiry = try row.get("enquiry")
    application = try row.get("application")
    name = try row.get("name")
    email = try row.get("email")
    language = try row.get("language")
    people = try row.get("people")
    sequence = try row.get("sequence")
    heldAt = try row.get("held_at")
    missedAt = try row.get("missed_at")
    cancelledAt = try row.get("cancelled_at")
    note = try row.get("note")
  }

  package var outcome: VisitOutcome {
    cancelledAt != nil ? .cancelled : heldAt != nil ? .held : missedAt != nil ? .missed : .planned
  }
}

extension Transaction {
  private var slotColumns: SQL {
    "SELECT s.*, (SELECT COUNT(*) FROM visits v WHERE v.slot = s.id AND v.cancelled_at IS NULL) AS taken FROM visit_slots s"
  }
  package borrowing func slot(_ id: ID<VisitSlot>) throws -> VisitSlot? { try one("\(slotColumns) WHERE s.id = \(id)") }
  package borrowing func slots(from first: Instant) throws -> [VisitSlot] {
    try all("\(slotColumns) WHERE s.starts_at >= \(first) ORDER BY s.starts_at, s.id")
  }

  private var visitColumns: SQL {
    "SELECT v.*, s.starts_at, s.minutes, s.guide, s.meeting_place FROM visits v JOIN visit_slots s ON s.id = v.slot"
  }
  package borrowing func plannedVisit(_ id: ID<PlannedVisit>) throws -> PlannedVisit? { try one("\(visitColumns) WHERE v.id = \(id)") }
  package borrowing func plannedVisits(of slot: ID<VisitSlot>) throws -> [PlannedVisit] {
    try all("\(visitColumns) WHERE v.slot = \(slot) ORDER BY v.planned_at, v.id")
  }
  package borrowing func plannedVisits(of application: ID<Application>) throws -> [PlannedVisit] {
    // A visit that was planned of the enquiry belongs to the file that came of it.
    try all(
      """
      \(visitColumns) WHERE v.application = \(application) OR v.enquiry = (SELECT a.enquiry FROM applications a WHERE a.id = \(application))
      ORDER BY s.starts_at, v.id
      """)
  }
  /// The newest time first.
  package borrowing func plannedVisits() throws -> [PlannedVisit] { try all("\(visitColumns) ORDER BY s.starts_at DESC, v.id") }
}
