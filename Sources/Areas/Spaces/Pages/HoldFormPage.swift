import Kernel
import People
import Store
import Web

/// The form of a new option, offer, let or works.
package struct HoldFormPage: Page {
  package static let template = "spaces-hold-form"
  package let title: String
  let whoFields: [Field]
  let picker: CellPicker
  let whenFields: [Field]
  let termFields: [Field]
  let searchPath: String

  package static let sample = HoldFormPage(
    title: "Nouvel engagement",
    whoFields: [Field("kind", .radio, label: "Nature", groups: [Field.OptionGroup(nil, [Field.Option("option", "Option")])])],
    picker: .sample, whenFields: [Field("from", .date, label: "À partir du")], termFields: [Field("monthly_rent", .money, label: "Loyer")],
    searchPath: "/search")
}

extension HoldRoutes {
  func newForm(_ visit: Visit) async throws -> Answer {
    let asked = visit.query
    let today = visit.today
    let cellIDs = asked.all("cell").flatMap { $0.split(separator: ",") }.compactMap { ID<Cell>(checking: String($0)) }
    let (names, milestones, cells) = try await visit.database.read { transaction in
      (try transaction.organisationNames(), try transaction.milestones(), try transaction.cells(Array(cellIDs.prefix(200))))
    }
    let organisations = [Field.Option("", visit.text("spaces.holds.choose"))] + names.map { Field.Option($0.id.text, $0.name) }
    let format = visit.format
    let hanging =
      [Field.Option("", visit.text("spaces.holds.noMilestone"))]
      + milestones.filter { !$0.isReached }.map {
        Field.Option($0.milestone.id.text, "\($0.milestone.name) (\(format.shortDay($0.day)))")
      }
    let typed = visit.isShownAgain ? visit.form.all("cell") : cells.map(\.id.text)
    let from = Day(visit.isShownAgain ? visit.form["from"] : asked["from"]) ?? today
    let snapshot = try await shelf.snapshot(for: visit)
    let kinds = visit.options(of: HoldKind.self, texts: "spaces.kind.hold")
    return .page(
      HoldFormPage(
        title: visit.text("spaces.holds.new"),
        whoFields: [
          visit.field(
            "kind", .radio, label: "spaces.holds.column.kind", value: asked["kind"].isEmpty ? "option" : asked["kind"], required: true,
            options: kinds),
          visit.field(
            "organisation", .select, label: "spaces.holds.column.organisation", value: asked["organisation"],
            hint: "spaces.holds.organisationHint",
            options: organisations),
        ],
        picker: CellPicker.shown(
          snapshot, source: "/holds/new", over: DaySpan(from: from, until: from + 1), ticked: Set(typed), visit
        ) { _ in
          [
            visit.field(
              "cells", .text, label: "spaces.picker.typed", value: asked["cells"], hint: "spaces.picker.typedHint", width: "full"),
            visit.field("count", .number, label: "spaces.holds.count", hint: "spaces.holds.countHint"),
          ]
        },
        whenFields: [
          visit.field("from", .date, label: "spaces.holds.column.from", value: asked["from"].isEmpty ? today.description : asked["from"]),
          visit.field("milestone", .select, label: "spaces.holds.column.milestone", hint: "spaces.holds.milestoneHint", options: hanging),
          visit.field("offset", .number, label: "spaces.holds.offset", value: "0", hint: "spaces.holds.offsetHint"),
          visit.field("last", .date, label: "spaces.holds.column.last", value: asked["last"], hint: "spaces.holds.lastHint"),
          Expiry.field(visit, hint: "spaces.holds.expiresHint"),
        ],
        termFields: [
          visit.field("monthly_rent", .money, label: "spaces.holds.column.rent", value: asked["rent"]),
          visit.field("queue_position", .number, label: "spaces.holds.column.queue", hint: "spaces.holds.queueHint"),
          visit.field("reason", .textarea, label: "spaces.holds.column.reason"),
        ],
        searchPath: "/search"))
  }
}
