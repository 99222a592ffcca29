import Kernel
import Web

/// The plan through time: what chooses the day stands above, and the body is drawn by `PlanBody`.
struct PlanPage: Page {
  struct Choice: Sendable {
    let value: String
    let text: String
    let isChosen: Bool
  }
  static let template = "spaces-plan"

  let title: String
  let level: String
  let view: String
  let day: String
  let month: String
  let firstMonth: String
  let lastMonth: String
  let firstDay: String
  let lastDay: String
  let today: String
  let monthName: String
  /// Names of the months from January, for the slider's words.
  let monthNames: String
  let colours: [Choice]
  /// Whether the visitor may draw levels: the script keeps the link at the level that is shown.
  let mayEdit: Bool
  /// Where the everyday questions are asked; nil for those who may not.
  let askPath: String?
  /// Where the level shown is drawn; nil of the whole house.
  let editPath: String?
  /// The cells of the level shown, each to be split.
  let splitPath: String?
  /// What was asked and is not shown.
  let strange: [String]
  let isStrange: Bool
  let bodyHTML: String

  static let sample = PlanPage(
    title: "Plan", level: "b23-0", view: "plan", day: "2019-02-15", month: "24229", firstMonth: "24204", lastMonth: "24371",
    firstDay: "2017-01-01", lastDay: "2030-12-31", today: "2026-11-24", monthName: "février 2019", monthNames: "janvier,février",
    colours: [Choice(value: "holder", text: "Occupant", isChosen: true)], mayEdit: true, askPath: "/planning-questions",
    editPath: "/levels/1/edit", splitPath: "/levels/1", strange: ["La date « demain » n’existe pas."], isStrange: true,
    bodyHTML: "<div id=\"plan-body\"></div>")
}
