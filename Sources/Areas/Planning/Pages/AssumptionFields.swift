import Kernel
import Web

/// The form of a scenario and how it is read; what is not typed stays as it usually is.
struct AssumptionFields: Sendable {
  static func read(_ visit: Visit, _ choices: ChangeFields) throws -> (
    name: String, assumptions: Assumptions, first: Month?, changes: HouseChanges, former: ID<Scenario>?
  ) {
    try visit.reading { reader in
      let name = reader.requiredText("name", limit: 120)
      let (first, next) = (reader.month("month"), visit.today.month + 1)
      let begins = MakeScenario.begins(first ?? next, next: next)
      if !begins {
        reader.problems.add("planning.problem.month", field: "month", MakeScenario.beginnings(next: next))
      }
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
      if let question: ScenarioQuestion = reader.choice("question") { question.decide(&assumptions) }
      let whatIf = choices.read(&reader, PlanMonths(first: begins ? first ?? next : next, count: assumptions.horizon))
      return (name, assumptions, first, whatIf.changes, whatIf.former)
    }
  }

  private let visit: Visit
  private let former: Scenario?
  private let usual: Assumptions

  /// - Parameter former: the scenario whose assumptions are taken over.
  init(_ visit: Visit, former: Scenario? = nil) {
    (self.visit, self.former) = (visit, former)
    usual = former?.assumptions ?? Assumptions()
  }

  /// First the three things that are asked: a name, from when, what is to be answered. What is assumed besides stands folded, each theme with
  /// what it says in one line.
  func groups() -> [PlanningFormPage.Group] {
    [
      PlanningFormPage.Group(
        legend: visit.text("planning.group.what"), hint: nil,
        fields: [
          visit.hidden("typed", "1"),
          visit.field(
            "name", label: "planning.field.name", value: former.map { visit.text("planning.change.name", ["name": $0.name]) },
            required: true, width: "full"),
          visit.field("month", .month, label: "planning.field.month", value: (visit.today.month + 1).description),
          visit.field(
            "question", .radio, label: "planning.field.question", value: ScenarioQuestion.place.rawValue,
            options: visit.options(of: ScenarioQuestion.self, texts: "planning.asked"), width: "full"),
        ]),
      folded(
        "residents", hint: "planning.group.residentsHint",
        [
          .flag("renew_leases"), .flag("move_firms"), .number("move_cost"), .flag("move_promises"), .number("promise_cost"),
          .number("option_chance"), .number("offer_chance"), .number("growth_chance"),
        ], said: ["renew_leases", "move_firms", "move_promises", "option_chance", "offer_chance", "growth_chance"]),
      folded(
        "demand", hint: nil,
        [
          .number("wait_chance"), .number("patience"), .number("wait_cost"), .number("stay"), .number("people_per_cell"),
          .flag("forecast"), .number("forecast_chance"),
        ], said: ["wait_chance", "patience", "stay", "forecast"]),
      folded(
        "weights", hint: nil,
        [.number("reserve"), .flag("price_reserve"), .number("fragment"), .number("quiet_value")],
        said: ["reserve", "price_reserve", "fragment", "quiet_value"]),
      folded("search", hint: nil, [.number("horizon"), .effort, .number("seed")], said: ["horizon", "effort", "seed"]),
    ]
  }

  private enum Line {
    case number(String)
    case flag(String)
    case effort
  }

  private func folded(_ name: String, hint: String?, _ lines: [Line], said: [String]) -> PlanningFormPage.Group {
    let fields = lines.map { line -> Field in
      switch line {
      case .number(let name): number(name)
      case .flag(let name): flag(name)
      case .effort:
        visit.field(
          "effort", .select, label: "planning.field.effort", value: usual.effort.rawValue, hint: "planning.hint.effort",
          options: visit.options(of: Assumptions.Effort.self, texts: "planning.effort"))
      }
    }
    return PlanningFormPage.Group(
      legend: visit.text("planning.group.\(name)"), hint: hint.map { visit.text($0) }, fields: fields,
      said: said.compactMap { name in fields.first { $0.name == name } }.map { field in
        visit.said(
          field, "planning.said.\(field.name)",
          value: field.name == "effort" ? visit.text("planning.effort.\(Assumptions.Effort(rawValue: field.value) ?? usual.effort)") : nil)
      }, isFolded: true, isOpen: fields.contains { $0.problem != nil })
  }

  private func number(_ name: String) -> Field {
    let line = Assumptions.ranges.first { $0.name == name }!
    return visit.field(
      name, .number, label: "planning.field.\(name)", value: String(usual[keyPath: line.path]), hint: "planning.hint.\(name)",
      minimum: String(line.range.lowerBound), maximum: String(line.range.upperBound))
  }
  private func flag(_ name: String) -> Field {
    let line = Assumptions.flags.first { $0.name == name }!
    var box = visit.box(name, label: "planning.field.\(name)", ticked: usual[keyPath: line.path], hint: "planning.hint.\(name)")
    box.width = "full"
    return box
  }
}

extension ScenarioQuestion {
  /// For the page, which shows at once what a question decides.
  var decision: String { decided.map { "\($0.name)=\($0.isOn ? 1 : 0)" } ?? "" }
}
