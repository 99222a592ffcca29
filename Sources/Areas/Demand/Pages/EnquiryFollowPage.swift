import Kernel
import Store
import Web
import Welcome

extension FileRoutes {
  /// What comes after an enquiry: a visit, a file, or the word that there is no room.
  func enquiry(_ visit: Visit) async throws -> Answer {
    let id: ID<Enquiry> = try visit.id("enquiry")
    let found = try await visit.database.read { transaction in
      (
        try transaction.enquiry(id), try transaction.application(of: id), try transaction.plannedVisits().filter { $0.enquiry == id },
        try transaction.slots(from: visit.now),
        try transaction.value("SELECT cause FROM turned_away WHERE enquiry = \(id)", as: LossCause.self)
      )
    }
    guard let enquiry = found.0 else { throw Refusal.notFound }
    let (file, visits, slots, cause) = (found.1, found.2, found.3, found.4)
    let isKnown = enquiry.forgottenAt == nil
    var actions: [PageLink] = []
    if let file, visit.viewer.may(.keepFiles) {
      actions.append(PageLink(visit.text("demand.follow.file"), "/applications/\(file.id)", isMain: true))
    } else if isKnown, visit.viewer.may(.keepFiles) {
      actions.append(PageLink(visit.text("demand.files.open"), "/applications/new?enquiry=\(id)", isMain: true))
    }
    var deeds: [PageDeed] = []
    let open = visit.slotOptions(slots)
    if isKnown, visit.viewer.may(.planVisits), open.isEmpty { actions.append(PageLink(visit.text("demand.follow.noSlot"), "/visits")) }
    if isKnown, visit.viewer.may(.planVisits), !open.isEmpty {
      deeds.append(
        visit.deed(
          "/visits", "plan",
          [
            visit.hidden("enquiry", id.text), visit.field("slot", .select, label: "demand.field.slot", required: true, options: open),
            visit.field("people", .number, label: "demand.field.guests", value: "1"),
          ]))
    }
    if file == nil, visit.viewer.may(.keepFiles), enquiry.need.isForSpace, enquiry.wantedCells != nil || enquiry.wantedArea != nil {
      let causes = LossCause.named.map { Field.Option($0.rawValue, visit.text("demand.cause.\($0.rawValue)")) }
      deeds.append(
        visit.deed(
          "/enquiries/\(id)/turn-away", "turnAway",
          [
            visit.field("cause", .select, label: "demand.field.cause", value: cause?.rawValue, required: true, options: causes),
            visit.field("note", .textarea, label: "demand.field.note"),
          ]))
    }
    let notices = cause.map { [visit.text("demand.follow.turnedAway", ["cause": visit.text("demand.cause.\($0.rawValue)")])] } ?? []
    return .page(
      DemandPage(
        title: isKnown ? visit.text("demand.follow.title", ["name": enquiry.name]) : visit.text("demand.files.forgotten"),
        lead: visit.text("demand.follow.lead"), up: PageLink(visit.text("demand.follow.enquiry"), "/enquiries/\(id)"), actions: actions,
        notices: notices,
        facts: [
          PageFact(visit.text("demand.column.received"), visit.format.day(visit.house.day(of: enquiry.receivedAt))),
          PageFact(visit.text("demand.field.need"), visit.text("welcome.need.\(enquiry.need.rawValue)")),
        ], texts: enquiry.message.isEmpty ? [] : [PageText(visit.text("demand.field.message"), enquiry.message)],
        tables: [visit.visitTable(visits)].compactMap(\.self), deeds: deeds))
  }
}
