import Kernel
import Store
import Web

extension VisitRoutes {
  private func found(_ visit: Visit) async throws -> (ListQuery, all: [PlannedVisit], slots: [VisitSlot], files: [Application]) {
    let list = visit.list(sorts: ["-starts", "name", "state"], size: 50)
    let (visits, slots, files) = try await visit.database.read { transaction in
      (
        try transaction.plannedVisits(), try transaction.slots(from: visit.now),
        try transaction.applications(in: [.draft, .submitted, .accepted, .waiting])
      )
    }
    let asked = VisitOutcome(rawValue: visit.query["state"])
    let known = visits.filter { list.finds($0.name) && (asked == nil || $0.outcome == asked) }
    let up: [PlannedVisit] =
      switch list.sort {
      case "name": known.sorted(byFolding: \.name)
      case "state": known.sorted { $0.outcome.rawValue < $1.outcome.rawValue }
      default: known.reversed()
      }
    return (list, list.isDescending ? up.reversed() : up, slots, files)
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, all, slots, files) = try await found(visit)
    let columns = [
      ListColumn("demand.column.moment", sort: "starts"), ListColumn("demand.column.name", sort: "name"),
      ListColumn("demand.column.people", isNumber: true), ListColumn("demand.column.guide"),
      ListColumn("demand.column.state", sort: "state"),
      ListColumn("demand.column.reason"),
    ]
    return visit.listPage(
      ListFrame(
        title: visit.text("demand.visits.title"),
        lead: visit.text("demand.visits.lead", ["count": visit.format.number(slots.count { $0.isOpen(at: visit.now) })]),
        csv: "/visits.csv",
        filters: [
          visit.filter(
            "state", label: "demand.column.state", options: visit.options(of: VisitOutcome.self, texts: "demand.outcome"),
            all: "demand.files.all")
        ], deeds: visit.viewer.may(.planVisits) ? deeds(slots, files, visit) : []), list, total: all.count, columns: columns,
      rows: list.slice(all).map { PageRow(visit.visitCells($0)) }, hint: "demand.visits.none")
  }

  private func deeds(_ slots: [VisitSlot], _ files: [Application], _ visit: Visit) -> [PageDeed] {
    let open = visit.slotOptions(slots)
    let names = files.map { Field.Option($0.id.text, $0.facts.name) }
    var deeds: [PageDeed] = []
    if !open.isEmpty {
      deeds.append(
        visit.deed(
          "/visits", "plan",
          [
            visit.field("slot", .select, label: "demand.field.slot", required: true, options: open),
            visit.field("application", .select, label: "demand.field.application", required: true, options: names),
            visit.field("people", .number, label: "demand.field.guests", value: "1"),
          ], isMain: true))
    }
    deeds.append(
      visit.deed(
        "/visits/slots", "slot",
        [
          visit.field("day", .date, label: "demand.field.day", required: true),
          visit.field("time", .time, label: "demand.field.time", required: true),
          visit.field("minutes", .number, label: "demand.field.minutes", value: "60"),
          visit.field("places", .number, label: "demand.field.places", value: "1"),
          visit.field("guide", .text, label: "demand.field.guide", value: visit.viewer.name),
          visit.field("meeting_place", .text, label: "demand.field.meetingPlace"),
        ]))
    for slot in slots where slot.cancelledAt == nil {
      let name = visit.text("demand.deed.cancelSlot.name", ["moment": visit.format.shortMoment(slot.startsAt, in: visit.house)])
      deeds.append(PageDeed("/visits/slots/\(slot.id)/cancel", name, hint: visit.text("demand.deed.cancelSlot.hint"), isDangerous: true))
    }
    return deeds
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let all = try await found(visit).all
    let names = ["moment", "minutes", "name", "people", "guide", "state", "reason"]
    return .csv(
      names.map { visit.text("demand.column.\($0)") },
      all.map { planned in
        [
          planned.startsAt.iso, String(planned.minutes), planned.name, String(planned.people), planned.guide,
          visit.text("demand.outcome.\(planned.outcome.rawValue)"), planned.note,
        ]
      }, name: "visits-\(visit.today).csv")
  }
  func listJSON(_ visit: Visit) async throws -> Answer { .json(try await found(visit).all.map(VisitJSON.init)) }
  func slotsJSON(_ visit: Visit) async throws -> Answer { .json(try await found(visit).slots.map(SlotJSON.init)) }

  func show(_ visit: Visit) async throws -> Answer {
    let id: ID<PlannedVisit> = try visit.id("visit")
    guard let planned = try await visit.database.read({ try $0.plannedVisit(id) }) else { throw Refusal.notFound }
    let hasBegun = planned.startsAt <= visit.now
    let outcomes: [VisitOutcome] = hasBegun ? [.held, .missed] : visit.viewer.may(.planVisits) ? [.cancelled] : []
    let deeds =
      outcomes.isEmpty || planned.cancelledAt != nil
      ? []
      : [
        visit.deed(
          "/visits/\(id)/outcome", "outcome",
          [
            visit.field(
              "outcome", .select, label: "demand.field.outcome", value: planned.outcome.rawValue, required: true,
              options: outcomes.map { Field.Option($0.rawValue, visit.text("demand.outcome.\($0.rawValue)")) }),
            visit.field("note", .textarea, label: "demand.field.note", value: planned.note),
          ], isMain: true, isOpen: true)
      ]
    let format = visit.format
    let facts = [
      PageFact(visit.text("demand.column.moment"), format.moment(planned.startsAt, in: visit.house)),
      PageFact(visit.text("demand.column.minutes"), format.number(planned.minutes)),
      PageFact(visit.text("demand.column.people"), format.number(planned.people)),
      PageFact(visit.text("demand.column.guide"), planned.guide),
      PageFact(visit.text("demand.field.meetingPlace"), planned.meetingPlace), PageFact(visit.text("demand.field.email"), planned.email),
    ].filter { !$0.value.isEmpty }
    return .page(
      DemandPage(
        title: visit.text("demand.visits.of", ["name": planned.name]), badge: planned.outcome.badge,
        state: visit.text("demand.outcome.\(planned.outcome.rawValue)"), lead: format.moment(planned.startsAt, in: visit.house),
        up: PageLink(visit.text("demand.visits.title"), "/visits"),
        actions: [PageLink(visit.text("demand.visits.calendar"), "/visits/\(id)/calendar")],
        facts: facts, texts: planned.note.isEmpty ? [] : [PageText(visit.text("demand.field.note"), planned.note)], deeds: deeds))
  }
}

extension VisitOutcome {
  var badge: String {
    switch self {
    case .planned: "offer"
    case .held: "done"
    case .missed: "late"
    case .cancelled: "works"
    }
  }
}

extension Visit {
  func slotOptions(_ slots: [VisitSlot]) -> [Field.Option] {
    slots.filter { $0.isOpen(at: now) }.map { slot in
      let left = text("demand.visits.left", ["count": format.number(slot.places - slot.taken)])
      return Field.Option(slot.id.text, "\(format.shortMoment(slot.startsAt, in: house)) · \(left)")
    }
  }

  func visitCells(_ planned: PlannedVisit) -> [PageCell] {
    [
      PageCell(format.shortMoment(planned.startsAt, in: house), path: "/visits/\(planned.id)"),
      PageCell(
        planned.name.isEmpty ? text("demand.files.forgotten") : planned.name, path: planned.application.map { "/applications/\($0)" },
        isHead: true),
      PageCell(format.number(planned.people)),
      PageCell(planned.guide),
      PageCell(text("demand.outcome.\(planned.outcome.rawValue)"), badge: "badge-\(planned.outcome.badge)"),
      PageCell(planned.note),
    ]
  }

  func visitTable(_ visits: [PlannedVisit]) -> PageTable? {
    if visits.isEmpty { return nil }
    return PageTable(
      text("demand.visits.title"),
      columns: [column("moment"), column("name"), column("people", isNumber: true), column("guide"), column("state"), column("reason")],
      rows: visits.map { PageRow(visitCells($0)) })
  }
}
