import Kernel
import Spaces
import Store
import Web

/// "What if": who leaves, who grows, what comes later, and the plan that the new one keeps near to.
struct ChangeFields: Sendable {
  /// All that is wrong is told at once, each beside its field. Names are those by which they go today.
  func read(_ reader: inout InputReader, _ months: PlanMonths) -> (changes: HouseChanges, former: ID<Scenario>?) {
    var changes = HouseChanges()
    for number in 1...HouseChanges.most {
      if let leaves = chosen("leaves_\(number)", among: organisations, "planning.problem.nothingHeld", &reader),
        let month = typedMonth("leaves_month_\(number)", months, &reader)
      {
        changes.leaving.append(HouseChanges.Leaving(organisation: leaves.id, name: leaves.name, month: month))
      }
      if let grows = chosen("grows_\(number)", among: residents, "planning.problem.nothingHeld", &reader) {
        let cells = reader.required("grows_cells_\(number)") { $0.integer("grows_cells_\(number)", in: 1...20) }
        let month = typedMonth("grows_month_\(number)", months, &reader)
        if let cells, let month {
          changes.growing.append(HouseChanges.Growing(organisation: grows.id, name: grows.name, cells: cells, month: month))
        }
      }
      if let late = chosen("late_\(number)", among: milestones, "planning.problem.milestone", &reader),
        let months = reader.required("late_months_\(number)", { $0.integer("late_months_\(number)", in: 1...60) })
      {
        changes.late.append(HouseChanges.Late(milestone: late.id, name: late.name, months: months))
      }
    }
    if let price = reader.integer("change_price", in: 0...100_000) { changes.price = price }
    return (changes, reader.id("former"))
  }

  /// Of somebody who cannot be chosen nothing else is told but what is left out beside it.
  private func chosen(
    _ field: String, among choices: [(id: String, name: String)], _ problem: String, _ reader: inout InputReader
  ) -> (id: String, name: String)? {
    guard let id: ID<Never> = reader.id(field) else { return nil }
    if let choice = choices.first(where: { $0.id == id.text }) { return choice }
    reader.problems.add(problem, field: field)
    return (id.text, "")
  }
  private func typedMonth(_ field: String, _ months: PlanMonths, _ reader: inout InputReader) -> Month? {
    let month = reader.required(field) { $0.month(field) }
    if let month, !months.mayChange(in: month) { reader.problems.add("planning.problem.changeMonth", field: field, months.changing) }
    return month
  }

  /// What can be chosen: who has or awaits cells, of those who has some in the months to come, and milestones not reached yet.
  let organisations: [(id: String, name: String)]
  let residents: [(id: String, name: String)]
  let milestones: [(id: String, name: String)]

  init(_ timeline: Timeline, _ milestones: [MilestoneLine], today: Day, _ visit: Visit) {
    let begin = (today.month + 1).first
    let planned = Set(timeline.cells.indices.filter { FactsReading.planned.contains(timeline.cells[$0].kind) })
    let holds = timeline.holds.filter { hold in
      hold.stood(on: today) && (hold.span.until.map { begin < $0 } ?? true)
        && !(planned.isDisjoint(with: hold.cells) && planned.isDisjoint(with: hold.pool))
    }
    func named(_ holds: [PlanHold]) -> [(id: String, name: String)] {
      Set(holds.compactMap(\.organisation)).map { (timeline.holders[$0].id.text, timeline.holders[$0].name) }
        .sorted(byFolding: \.1, then: \.0)
    }
    organisations = named(holds)
    residents = named(holds.filter { $0.kind == .let })
    self.milestones = milestones.filter { !$0.isReached }.map {
      ($0.milestone.id.text, "\($0.milestone.name) (\(visit.format.shortDay($0.day)))")
    }
  }

  func part(_ visit: Visit, former: Scenario?) -> PlanningFormPage.WhatIf {
    let changes = former?.changes ?? HouseChanges()
    // Each has its number: what is wrong is told by the label of its field.
    func label(_ name: String, _ number: Int) -> String { visit.text("planning.change.\(name)", ["number": String(number)]) }
    func select(_ name: String, _ number: Int, _ value: String?, _ options: [(id: String, name: String)]) -> Field {
      visit.field(
        "\(name)_\(number)", .select, label: label(name, number), value: value ?? "",
        options: [Field.Option("", visit.text("planning.change.nobody"))] + options.map { Field.Option($0.id, $0.name) })
    }
    func month(_ name: String, _ number: Int, _ value: Month?) -> Field {
      visit.field("\(name)_month_\(number)", .month, label: label("\(name)From", number), value: value?.description)
    }
    func count(_ field: String, _ name: String, _ number: Int, _ value: Int?, maximum: String) -> Field {
      visit.field(
        "\(field)_\(number)", .number, label: label(name, number), value: value.map { String($0) }, minimum: "1", maximum: maximum)
    }
    func one<Change>(_ changes: [Change], _ number: Int) -> Change? { changes.count < number ? nil : changes[number - 1] }
    let numbers = 1...HouseChanges.most
    var fields = [visit.hidden("former", former?.id.text ?? "")]
    for number in numbers {
      let leaving = one(changes.leaving, number)
      fields += [select("leaves", number, leaving?.organisation, organisations), month("leaves", number, leaving?.month)]
    }
    for number in numbers {
      let growing = one(changes.growing, number)
      fields += [
        select("grows", number, growing?.organisation, residents),
        count("grows_cells", "growsCells", number, growing?.cells, maximum: "20"), month("grows", number, growing?.month),
      ]
    }
    for number in numbers where !milestones.isEmpty {
      let late = one(changes.late, number)
      fields += [
        select("late", number, late?.milestone, milestones), count("late_months", "lateMonths", number, late?.months, maximum: "60"),
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
