import Kernel
import Spaces
import Store
import Web

/// "What if": who leaves, who grows, what comes later, and the plan that the new one keeps near to.
struct ChangeFields: Sendable {
  /// Names of organisations and milestones are filled in by `named`.
  static func read(_ reader: inout InputReader) -> (changes: HouseChanges, former: ID<Scenario>?) {
    var changes = HouseChanges()
    for number in 1...HouseChanges.most {
      let leaves: OrganisationID? = reader.id("leaves_\(number)")
      if let leaves, let month = reader.required("leaves_month_\(number)", { $0.month("leaves_month_\(number)") }) {
        changes.leaving.append(HouseChanges.Leaving(organisation: leaves.text, name: "", month: month))
      }
      if let grows: OrganisationID = reader.id("grows_\(number)") {
        let cells = reader.required("grows_cells_\(number)") { $0.integer("grows_cells_\(number)", in: 1...20) }
        let month = reader.required("grows_month_\(number)") { $0.month("grows_month_\(number)") }
        if let cells, let month {
          changes.growing.append(HouseChanges.Growing(organisation: grows.text, name: "", cells: cells, month: month))
        }
      }
      if let late: ID<Milestone> = reader.id("late_\(number)"),
        let months = reader.required("late_months_\(number)", { $0.integer("late_months_\(number)", in: 1...60) })
      {
        changes.late.append(HouseChanges.Late(milestone: late.text, name: "", months: months))
      }
    }
    if let price = reader.integer("change_price", in: 0...100_000) { changes.price = price }
    return (changes, reader.id("former"))
  }

  /// What can be chosen: who has or awaits cells, and milestones not reached yet.
  let organisations: [(id: String, name: String)]
  let milestones: [(id: String, name: String)]

  init(_ timeline: Timeline, _ milestones: [MilestoneLine], today: Day, _ visit: Visit) {
    let places = Set(timeline.holds.filter { $0.stood(on: today) }.compactMap(\.organisation))
    organisations = places.map { (timeline.holders[$0].id.text, timeline.holders[$0].name) }
      .sorted { ($0.1.folded, $0.0) < ($1.1.folded, $1.0) }
    self.milestones = milestones.filter { !$0.isReached }.map {
      ($0.milestone.id.text, "\($0.milestone.name) (\(visit.format.shortDay($0.day)))")
    }
  }

  /// With the names by which they go today.
  func named(_ changes: HouseChanges) -> HouseChanges {
    let names = Dictionary((organisations + milestones).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    var named = changes
    named.leaving = changes.leaving.map { .init(organisation: $0.organisation, name: names[$0.organisation] ?? "", month: $0.month) }
    named.growing = changes.growing.map {
      .init(organisation: $0.organisation, name: names[$0.organisation] ?? "", cells: $0.cells, month: $0.month)
    }
    named.late = changes.late.map { .init(milestone: $0.milestone, name: names[$0.milestone] ?? "", months: $0.months) }
    return named
  }

  func part(_ visit: Visit, former: Scenario?) -> PlanningFormPage.WhatIf {
    let changes = former?.changes ?? HouseChanges()
    func select(_ name: String, _ label: String, _ value: String?, _ options: [(id: String, name: String)]) -> Field {
      visit.field(
        name, .select, label: "planning.change.\(label)", value: value ?? "",
        options: [Field.Option("", visit.text("planning.change.nobody"))] + options.map { Field.Option($0.id, $0.name) })
    }
    var fields = [visit.hidden("former", former?.id.text ?? "")]
    for number in 0..<HouseChanges.most {
      let one = changes.leaving.indices.contains(number) ? changes.leaving[number] : nil
      fields += [
        select("leaves_\(number + 1)", "leaves", one?.organisation, organisations),
        visit.field("leaves_month_\(number + 1)", .month, label: "planning.change.fromMonth", value: one?.month.description),
      ]
    }
    for number in 0..<HouseChanges.most {
      let one = changes.growing.indices.contains(number) ? changes.growing[number] : nil
      fields += [
        select("grows_\(number + 1)", "grows", one?.organisation, organisations),
        visit.field(
          "grows_cells_\(number + 1)", .number, label: "planning.change.cells", value: one.map { String($0.cells) }, minimum: "1",
          maximum: "20"),
        visit.field("grows_month_\(number + 1)", .month, label: "planning.change.fromMonth", value: one?.month.description),
      ]
    }
    for number in 0..<(milestones.isEmpty ? 0 : HouseChanges.most) {
      let one = changes.late.indices.contains(number) ? changes.late[number] : nil
      fields += [
        select("late_\(number + 1)", "late", one?.milestone, milestones),
        visit.field(
          "late_months_\(number + 1)", .number, label: "planning.change.months", value: one.map { String($0.months) }, minimum: "1",
          maximum: "60"),
      ]
    }
    fields.append(
      visit.field(
        "change_price", .number, label: "planning.change.price", value: String(changes.price), hint: "planning.change.priceHint",
        minimum: "0", maximum: "100000"))
    return PlanningFormPage.WhatIf(
      summary: visit.text("planning.change.title"),
      hint: former.map { visit.text("planning.change.near", ["name": $0.name]) } ?? visit.text("planning.change.hint"),
      isOpen: former != nil || fields.contains { $0.problem != nil || (visit.isShownAgain && $0.kind == .select && !$0.value.isEmpty) },
      fields: fields)
  }
}
