import Kernel
import Post
import Store
import Testing
import Trials

@testable import Demand
@testable import Welcome

@Suite struct VisitTests {
  @Test(arguments: TrialStore.engines) func plannedInvitedHeldAndCancelled(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.submitted("Atelix")
      let other = try await house.submitted("Bobix")
      let start = HouseTime.mulhouse.instant(on: house.today + 3, hour: 14, minute: 30)
      let slot = try await house.perform(AddVisitSlot(startsAt: start, minutes: 45, places: 1, guide: "Rita", meetingPlace: "Accueil"))
      let visit = try await house.perform(PlanVisit(.application(id), in: slot, people: 2, organiser: "maison@km0.example"))
      let full = await #expect(throws: Refusal.self) {
        try await house.perform(PlanVisit(.application(other), in: slot, people: 1, organiser: "maison@km0.example"))
      }
      #expect(full?.problems.first?.code == "demand.problem.slotFull")
      let early = await #expect(throws: Refusal.self) {
        try await house.perform(RecordVisit(visit, .held, organiser: "maison@km0.example"))
      }
      #expect(early?.problems.first?.code == "demand.problem.visitToCome")
      #expect(try await house.count("SELECT COUNT(*) FROM outbox_enclosures WHERE type LIKE 'text/calendar%REQUEST'") == 1)
      let object = try #require(
        try await house.database.read { transaction in
          try transaction.plannedVisit(visit).map { try transaction.calendar(of: $0, .request, by: "maison@km0.example", at: house.now) }
        })
      #expect(object.text.contains("ORGANIZER;CN=\"Rita\":mailto:maison@km0.example"))
      try await house.perform(CancelVisitSlot(slot, organiser: "maison@km0.example"))
      #expect(try await house.count("SELECT COUNT(*) FROM outbox_enclosures WHERE type LIKE 'text/calendar%CANCEL'") == 1)
      let cancelled = try #require(try await house.database.read { try $0.plannedVisit(visit) })
      #expect(cancelled.outcome == .cancelled && cancelled.sequence == 1)

      let again = try await house.perform(AddVisitSlot(startsAt: start, minutes: 45, places: 1, guide: "Rita", meetingPlace: "Accueil"))
      let second = try await house.perform(PlanVisit(.application(id), in: again, people: 1, organiser: "maison@km0.example"))
      house.sleep(days: 4)
      try await house.perform(RecordVisit(second, .missed, organiser: "maison@km0.example"))
      try await house.perform(RecordVisit(second, .held, note: "Venus en retard", organiser: "maison@km0.example"))
      #expect(try await house.database.read { try $0.plannedVisit(second)?.outcome } == .held)
    }
  }

  /// What was planned of an enquiry belongs to the file that comes of it, with what came of the visit; another file's does not.
  @Test(arguments: TrialStore.engines) func theVisitOfAnEnquiryIsTheFilesOwn(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let enquiry = ID<Enquiry>.fresh(at: house.now)
      try await house.database.write { transaction in
        try transaction.run(
          """
          INSERT INTO enquiries (id, received_at, name, organisation, email, phone, need, message, language, search_key, peer_digest, email_key,
            stamp)
          VALUES (\(enquiry), \(house.now), 'Ève', 'Atelix', 'eve@atelix.example', '', \(Need.module), '', \(Language.french), 'eve', 'p',
            'eve@atelix.example', \(enquiry.text))
          """)
      }
      let start = HouseTime.mulhouse.instant(on: house.today + 3, hour: 14, minute: 30)
      let slot = try await house.perform(AddVisitSlot(startsAt: start, minutes: 45, places: 2, guide: "Rita", meetingPlace: "Accueil"))
      let visit = try await house.perform(PlanVisit(.enquiry(enquiry), in: slot, people: 2, organiser: "maison@km0.example"))
      let file = try await house.perform(OpenApplication(enquiry: enquiry, house.facts("Atelix"), base: DemandHouse.base))
      let other = try await house.perform(OpenApplication(house.facts("Bobix"), base: DemandHouse.base))
      house.sleep(days: 4)
      try await house.perform(RecordVisit(visit, .held, note: "Enthousiastes", organiser: "maison@km0.example"))
      let seen = try await house.database.read { try $0.plannedVisits(of: file) }
      #expect(seen.map(\.id) == [visit] && seen.first?.outcome == .held)
      #expect(try await house.database.read { try $0.plannedVisits(of: other) } == [])
      let page = try await house.browser(as: house.director).get("/applications/\(file)").text
      #expect(page.contains("/visits/\(visit)") && page.contains("Enthousiastes"))
    }
  }

  /// RFC 5545 by hand: escaped, folded at 75 bytes without cutting a letter, the same identity for the cancellation.
  @Test func theCalendarObject() throws {
    let span = try #require(TimeSpan(checking: Instant(seconds: 1_795_500_000), until: Instant(seconds: 1_795_503_600)))
    func object(_ way: CalendarObject.Way, _ sequence: Int) -> CalendarObject {
      CalendarObject(
        way, identity: "visit-1@km0", sequence: sequence, span: span, said: Instant(seconds: 1_795_400_000),
        summary: "Visite; de, la \\ maison\nici",
        description: String(repeating: "été ", count: 40), place: "1 rue\r\nX", organizer: ("Ri\"ta", "rita@km0.example"),
        attendee: ("Ève", "eve@x.example"))
    }
    let text = object(.request, 0).text
    let lines = text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
    #expect(lines.contains("SUMMARY:Visite\\; de\\, la \\\\ maison\\nici"))
    #expect(lines.contains("LOCATION:1 rue\\nX"))
    #expect(lines.contains("ORGANIZER;CN=\"Rita\":mailto:rita@km0.example"))
    #expect(lines.contains("DTSTART:20261124T060000Z") && lines.contains("DTEND:20261124T070000Z"))
    #expect(lines.contains("METHOD:REQUEST") && lines.contains("UID:visit-1@km0"))
    for line in text.split(separator: "\r\n") { #expect(line.utf8.count <= 75) }
    let cancelled = object(.cancel, 1).text
    #expect(cancelled.contains("METHOD:CANCEL") && cancelled.contains("STATUS:CANCELLED") && cancelled.contains("SEQUENCE:1"))
  }
}
