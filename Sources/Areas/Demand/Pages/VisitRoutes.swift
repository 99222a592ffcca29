import Kernel
import Post
import Store
import Web
import Welcome

/// Who comes to see the house.
package struct VisitRoutes: Sendable {
  /// The address of the house, as calendars know who invites.
  let organiser: String

  package var table: [Route] {
    [
      .get("/visits", .needs(.seeVisits), list).asking([.choice("state", of: VisitOutcome.self)]),
      .get("/visits.csv", .needs(.seeVisits), listCSV).asking([.choice("state", of: VisitOutcome.self)]),
      .post("/visits", .needs(.planVisits), plan, shownBy: list),
      .post("/visits/slots", .needs(.planVisits), addSlot, shownBy: list),
      .post("/visits/slots/:slot/cancel", .needs(.planVisits), cancelSlot, shownBy: list),
      .get("/visits/:visit", .needs(.seeVisits), show),
      .post("/visits/:visit/outcome", .needs(.seeVisits), record, shownBy: show),
      .get("/visits/:visit/calendar", .needs(.seeVisits), calendar),

      .get("/api/visits", .needs(.seeVisits), listJSON),
      .get("/api/visits/slots", .needs(.seeVisits), slotsJSON),
      .post("/api/visits", .needs(.planVisits), planJSON),
      .post("/api/visits/slots", .needs(.planVisits), addSlotJSON),
      .post("/api/visits/slots/:slot/cancel", .needs(.planVisits), cancelSlotJSON),
      .post("/api/visits/:visit/outcome", .needs(.seeVisits), recordJSON),
    ]
  }

  func plan(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try planning(visit))
    let enquiry = visit.form["enquiry"]
    let back = ID<Enquiry>(checking: enquiry).map { "/enquiries/\($0)/demand" } ?? "/visits"
    return .see(back).saying("demand.done.planned")
  }
  func addSlot(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try addingSlot(visit))
    return .see("/visits").saying("demand.done.saved")
  }
  func cancelSlot(_ visit: Visit) async throws -> Answer {
    try await visit.perform(CancelVisitSlot(try visit.id("slot"), organiser: organiser))
    return .see("/visits").saying("demand.done.saved")
  }
  func record(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try recording(visit))
    return .see("/visits").saying("demand.done.saved")
  }
  func planJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try await visit.perform(try planning(visit)), status: 201) }
  func addSlotJSON(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(try addingSlot(visit))
    guard let slot = try await visit.database.read({ try $0.slot(id) }) else { throw Refusal.notFound }
    return .json(SlotJSON(slot), status: 201)
  }
  func cancelSlotJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(CancelVisitSlot(try visit.id("slot"), organiser: organiser))
    return .done
  }
  func recordJSON(_ visit: Visit) async throws -> Answer {
    let act = try recording(visit)
    try await visit.perform(act)
    return try await json(visit, act.visit, status: 200)
  }
  private func json(_ visit: Visit, _ id: ID<PlannedVisit>, status: Int) async throws -> Answer {
    guard let found = try await visit.database.read({ try $0.plannedVisit(id) }) else { throw Refusal.notFound }
    return .json(VisitJSON(found), status: status)
  }

  private func planning(_ visit: Visit) throws -> PlanVisit {
    let (slot, enquiry, application, people) = try visit.reading { reader in
      let slot: ID<VisitSlot>? = reader.requiredID("slot")
      let enquiry: ID<Enquiry>? = reader.id("enquiry")
      let application: ID<Application>? = reader.id("application")
      if enquiry == nil, application == nil, reader.problems.isEmpty { reader.problems.add("kernel.problem.missing", field: "application") }
      return (slot, enquiry, application, reader.integer("people", in: 1...50) ?? 1)
    }
    guard let slot, let whose = application.map({ PlanVisit.Whose.application($0) }) ?? enquiry.map({ .enquiry($0) }) else {
      throw Refusal.notFound
    }
    return PlanVisit(whose, in: slot, people: people, organiser: organiser)
  }

  private func addingSlot(_ visit: Visit) throws -> AddVisitSlot {
    let (day, clock, minutes, places, guide, place) = try visit.reading { reader in
      let day = reader.requiredDay("day")
      let typed = reader.requiredText("time", limit: 5)
      let clock = typed.wholeMatch(of: #/([01]?\d|2[0-3]):([0-5]\d)/#).flatMap { match in
        Int(match.1).flatMap { hour in Int(match.2).map { (hour: hour, minute: $0) } }
      }
      if clock == nil, !typed.isEmpty { reader.problems.add("demand.problem.time", field: "time") }
      return (
        day, clock, reader.integer("minutes", in: 5...480) ?? 60, reader.integer("places", in: 1...200) ?? 1,
        reader.text("guide", limit: 120) ?? "",
        reader.text("meeting_place", limit: 200) ?? ""
      )
    }
    guard let day, let clock else { throw Refusal.notFound }
    return AddVisitSlot(
      startsAt: visit.house.instant(on: day, hour: clock.hour, minute: clock.minute), minutes: minutes, places: places, guide: guide,
      meetingPlace: place)
  }

  private func recording(_ visit: Visit) throws -> RecordVisit {
    let id: ID<PlannedVisit> = try visit.id("visit")
    let (outcome, note) = try visit.reading {
      ($0.requiredChoice("outcome", of: VisitOutcome.self) ?? .planned, $0.text("note", limit: 1000, lines: true) ?? "")
    }
    return RecordVisit(id, outcome, note: note, organiser: organiser)
  }

  func calendar(_ visit: Visit) async throws -> Answer {
    let id: ID<PlannedVisit> = try visit.id("visit")
    let found = try await visit.database.read { transaction -> CalendarObject? in
      guard let planned = try transaction.plannedVisit(id) else { return nil }
      return try transaction.calendar(of: planned, planned.cancelledAt == nil ? .request : .cancel, by: organiser, at: visit.now)
    }
    guard let found else { throw Refusal.notFound }
    return .file(Array(found.text.utf8), type: "text/calendar; charset=utf-8", name: "visit.ics")
  }
}

struct SlotJSON: Encodable, Sendable {
  let id: ID<VisitSlot>
  let startsAt: Instant
  let minutes: Int
  let places: Int
  let taken: Int
  let guide: String
  let meetingPlace: String
  let cancelled: Bool

  init(_ slot: VisitSlot) {
    (id, startsAt, minutes, places, taken) = (slot.id, slot.startsAt, slot.minutes, slot.places, slot.taken)
    (guide, meetingPlace, cancelled) = (slot.guide, slot.meetingPlace, slot.cancelledAt != nil)
  }
}

struct VisitJSON: Encodable, Sendable {
  let id: ID<PlannedVisit>
  let slot: ID<VisitSlot>
  let startsAt: Instant
  let minutes: Int
  let enquiry: ID<Enquiry>?
  let application: ID<Application>?
  let name: String
  let people: Int
  let state: VisitOutcome
  let note: String

  init(_ visit: PlannedVisit) {
    (id, slot, startsAt, minutes) = (visit.id, visit.slot, visit.startsAt, visit.minutes)
    (enquiry, application, name, people) = (visit.enquiry, visit.application, visit.name, visit.people)
    (state, note) = (visit.outcome, visit.note)
  }
}
