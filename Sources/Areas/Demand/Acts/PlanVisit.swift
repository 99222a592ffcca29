import Kernel
import Post
import Spaces
import Store
import Web
import Welcome

/// A time at which the house can be seen by so many.
package struct AddVisitSlot: Act {
  package let startsAt: Instant
  package let minutes: Int
  package let places: Int
  package let guide: String
  package let meetingPlace: String

  package init(startsAt: Instant, minutes: Int, places: Int, guide: String, meetingPlace: String) {
    (self.startsAt, self.minutes, self.places, self.guide, self.meetingPlace) = (startsAt, minutes, places, guide, meetingPlace)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<VisitSlot> {
    try viewer.demand(.planVisits)
    if startsAt <= now { throw Refusal.invalid("demand.problem.slotPast", field: "day") }
    let id = ID<VisitSlot>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO visit_slots (id, starts_at, minutes, places, guide, meeting_place, made_by)
      VALUES (\(id), \(startsAt), \(minutes), \(places), \(guide), \(meetingPlace), \(viewer.name))
      """)
    try transaction.note("demand.slot.add", on: "slot/\(id)", by: viewer, at: now, after: "\(startsAt.iso), \(minutes) min, \(places)")
    return id
  }
}

/// Who comes to a slot, and for which enquiry or file.
package struct PlanVisit: Act {
  package enum Whose: Sendable, Hashable {
    case enquiry(ID<Enquiry>)
    case application(ID<Application>)
  }
  package let slot: ID<VisitSlot>
  package let whose: Whose
  package let people: Int
  /// The address of the house, to which calendars send their answers.
  package let organiser: String

  package init(_ whose: Whose, in slot: ID<VisitSlot>, people: Int, organiser: String) {
    (self.whose, self.slot, self.people, self.organiser) = (whose, slot, people, organiser)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<PlannedVisit> {
    try viewer.demand(.planVisits)
    try transaction.lock(demandLock)
    guard let slot = try transaction.slot(slot) else { throw Refusal.notFound }
    if !slot.isOpen(at: now) {
      throw Refusal.conflict(slot.taken >= slot.places ? "demand.problem.slotFull" : "demand.problem.slotOver", field: "slot")
    }
    let guest: (name: String, email: String, language: Language)
    var (enquiry, application): (ID<Enquiry>?, ID<Application>?)
    switch whose {
    case .enquiry(let id):
      guard let found = try transaction.enquiry(id), found.forgottenAt == nil else { throw Refusal.notFound }
      guest = (found.name, found.email, found.language)
      enquiry = id
      application = try transaction.application(of: id)?.id
    case .application(let id):
      guard let found = try transaction.application(id), found.forgottenAt == nil else { throw Refusal.notFound }
      guest = (found.facts.contact, found.facts.email, found.facts.language)
      (enquiry, application) = (found.enquiry, id)
    }
    let known = try transaction.plannedVisits(of: slot.id)
    if known.contains(where: { $0.cancelledAt == nil && $0.email == guest.email }) {
      throw Refusal.conflict("demand.problem.visitTwice", field: "slot")
    }
    let id = ID<PlannedVisit>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO visits (id, slot, enquiry, application, name, email, language, people, planned_at, planned_by)
      VALUES (\(id), \(slot.id), \(enquiry), \(application), \(guest.name), \(guest.email), \(guest.language), \(people), \(now), \(viewer.name))
      """)
    try transaction.note("demand.visit.plan", on: "visit/\(id)", by: viewer, at: now, after: slot.startsAt.iso)
    if let visit = try transaction.plannedVisit(id) { try transaction.invite(to: visit, .request, by: organiser, at: now) }
    return id
  }
}

/// They came, did not, or will not.
package struct RecordVisit: Act {
  package let visit: ID<PlannedVisit>
  package let outcome: VisitOutcome
  package let note: String
  package let organiser: String

  package init(_ visit: ID<PlannedVisit>, _ outcome: VisitOutcome, note: String = "", organiser: String) {
    (self.visit, self.outcome, self.note, self.organiser) = (visit, outcome, note, organiser)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(outcome == .cancelled ? .planVisits : .seeVisits)
    try transaction.lock(demandLock)
    guard let found = try transaction.plannedVisit(visit) else { throw Refusal.notFound }
    if found.cancelledAt != nil { throw Refusal.conflict("demand.problem.visitCancelled") }
    let hasBegun = found.startsAt <= now
    switch outcome {
    case .planned: throw Refusal.invalid("kernel.problem.choice", field: "outcome")
    // What was ticked by mistake is ticked anew.
    case .held, .missed:
      if !hasBegun { throw Refusal.conflict("demand.problem.visitToCome", field: "outcome") }
      try transaction.run(
        """
        UPDATE visits SET held_at = \(outcome == .held ? now : nil), missed_at = \(outcome == .missed ? now : nil), note = \(note)
        WHERE id = \(found.id)
        """)
    case .cancelled:
      if hasBegun { throw Refusal.conflict("demand.problem.visitBegun", field: "outcome") }
      try transaction.cancel(found, note: note, by: organiser, at: now)
    }
    try transaction.note(
      "demand.visit.record", on: "visit/\(found.id)", by: viewer, at: now, before: found.outcome.rawValue, after: outcome.rawValue)
  }
}

/// The house cannot be seen at that time after all; who was to come is told.
package struct CancelVisitSlot: Act {
  package let slot: ID<VisitSlot>
  package let organiser: String

  package init(_ slot: ID<VisitSlot>, organiser: String) { (self.slot, self.organiser) = (slot, organiser) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.planVisits)
    try transaction.lock(demandLock)
    guard let found = try transaction.slot(slot) else { throw Refusal.notFound }
    if found.cancelledAt != nil { throw Refusal.conflict("demand.problem.slotCancelled") }
    if found.startsAt <= now { throw Refusal.conflict("demand.problem.visitBegun") }
    try transaction.run("UPDATE visit_slots SET cancelled_at = \(now) WHERE id = \(found.id)")
    for visit in try transaction.plannedVisits(of: found.id) where visit.cancelledAt == nil {
      try transaction.cancel(visit, note: "", by: organiser, at: now)
    }
    try transaction.note("demand.slot.cancel", on: "slot/\(found.id)", by: viewer, at: now, before: found.startsAt.iso)
  }
}

extension Transaction {
  borrowing func cancel(_ visit: PlannedVisit, note: String, by organiser: String, at now: Instant) throws {
    try run("UPDATE visits SET cancelled_at = \(now), sequence = sequence + 1, note = \(note) WHERE id = \(visit.id)")
    if let changed = try plannedVisit(visit.id) { try invite(to: changed, .cancel, by: organiser, at: now) }
  }

  /// A mail that calendars understand.
  borrowing func invite(to visit: PlannedVisit, _ way: CalendarObject.Way, by organiser: String, at now: Instant) throws {
    let said = try calendar(of: visit, way, by: organiser, at: now)
    let arguments = [
      "moment": Format(visit.language).moment(visit.startsAt, in: .mulhouse), "minutes": "\(visit.minutes)", "place": visit.meetingPlace,
      "guide": visit.guide, "note": visit.note,
    ]
    try post(
      DemandLetters.letter(
        way == .request ? "visit" : "visitCancelled", to: visit.email, named: visit.name, in: visit.language, arguments,
        enclosures: [said.enclosure]), about: visit.enquiry.map { "enquiry/\($0)" } ?? "visit/\(visit.id)", at: now)
  }

  package borrowing func calendar(
    of visit: PlannedVisit, _ way: CalendarObject.Way, by organiser: String, at now: Instant
  ) throws -> CalendarObject {
    let texts = DemandLetters.texts
    guard let span = TimeSpan(checking: visit.startsAt, until: visit.startsAt + Int64(visit.minutes) * 60) else { throw Refusal.notFound }
    let site = try sites().first
    let address =
      site.map { [$0.street, "\($0.postcode) \($0.city)"].filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: ", ") } ?? ""
    return CalendarObject(
      way, identity: "visit-\(visit.id)@km0", sequence: visit.sequence, span: span, said: now,
      summary: texts.text("demand.visit.summary", in: visit.language, ["guide": visit.guide]), description: visit.note,
      place: [visit.meetingPlace, address].filter { !$0.isEmpty }.joined(separator: ", "),
      organizer: (visit.guide.isEmpty ? "KM0" : visit.guide, organiser), attendee: (visit.name, visit.email))
  }
}
