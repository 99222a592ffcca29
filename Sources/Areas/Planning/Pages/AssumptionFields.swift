import Kernel
import Web

/// The form of a scenario and how it is read; what is not typed stays as it usually is.
struct AssumptionFields: Sendable {
  static func read(_ visit: Visit) throws -> (
    name: String, assumptions: Assumptions, first: Month?, changes: HouseChanges, former: ID<Scenario>?
  ) {
    try visit.reading { reader in
      let name = reader.requiredText("name", limit: 120)
      let first = reader.month("month")
      var assumptions = Assumptions()
      for line in Assumptions.ranges {
        if let number = reader.integer(line.name, in: line.range) { assumptions[keyPath: line.path] = number }
      }
      // A form that was shown says a flag by leaving it out; an interface that says nothing means the usual.
      let isForm = reader.flag("typed")
      for line in Assumptions.flags where isForm || !reader.input.all(line.name).isEmpty {
        assumptions[keyPath: line.path] = reader.flag(line.name)
      }
      if let effort: Assumptions.Effort = reader.choice("effort") { assumptions.effort = effort }
      let whatIf = ChangeFields.read(&reader)
      return (name, assumptions, first, whatIf.changes, whatIf.former)
    }
  }

  /// - Parameter former: the scenario whose assumptions are taken over.
  static func groups(_ visit: Visit, former: Scenario? = nil) -> [PlanningFormPage.Group] {
    let usual = former?.assumptions ?? Assumptions()
    func number(_ name: String, hint: Bool = true) -> Field {
      let line = Assumptions.ranges.first { $0.name == name }!
      var field = visit.field(
        name, .number, label: "planning.field.\(name)", value: String(usual[keyPath: line.path]),
        hint: hint ? "planning.hint.\(name)" : nil,
        minimum: String(line.range.lowerBound), maximum: String(line.range.upperBound))
      field.isRequired = false
      return field
    }
    func flag(_ name: String) -> Field {
      let line = Assumptions.flags.first { $0.name == name }!
      var box = visit.box(name, label: "planning.field.\(name)", ticked: usual[keyPath: line.path], hint: "planning.hint.\(name)")
      box.width = "full"
      return box
    }
    return [
      PlanningFormPage.Group(
        legend: visit.text("planning.group.what"), hint: nil,
        fields: [
          visit.hidden("typed", "1"),
          visit.field(
            "name", label: "planning.field.name", value: former.map { visit.text("planning.change.name", ["name": $0.name]) },
            required: true,
            width: "full"),
          visit.field("month", .month, label: "planning.field.month", value: (visit.today.month + 1).description), number("horizon"),
          number("reserve"),
          visit.field(
            "effort", .select, label: "planning.field.effort", value: usual.effort.rawValue, hint: "planning.hint.effort",
            options: visit.options(of: Assumptions.Effort.self, texts: "planning.effort")), number("seed"), flag("price_reserve"),
        ]),
      PlanningFormPage.Group(
        legend: visit.text("planning.group.residents"), hint: visit.text("planning.group.residentsHint"),
        fields: [
          flag("renew_leases"), flag("move_firms"), number("move_cost"), flag("move_promises"), number("promise_cost"),
          number("option_chance"),
          number("offer_chance"), number("growth_chance"),
        ]),
      PlanningFormPage.Group(
        legend: visit.text("planning.group.demand"), hint: nil,
        fields: [
          number("wait_chance"), number("patience"), number("wait_cost"), number("stay"), number("people_per_cell"), flag("forecast"),
          number("forecast_chance"),
        ]),
      PlanningFormPage.Group(
        legend: visit.text("planning.group.weights"), hint: nil,
        fields: [number("fragment"), number("quiet_value")]),
    ]
  }
}
