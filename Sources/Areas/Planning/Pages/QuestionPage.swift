import Web

/// A question of the plan with its answers.
package struct QuestionPage: Page {
  /// One answer on the drawing of its level.
  struct Drawing: Sendable {
    let title: String
    let drawingHTML: String
    let legendHTML: String
  }
  package static let template = "planning-question"
  package let title: String
  let lead: String
  let fields: [Field]
  /// nil as long as something is wrong with the question.
  let asked: String?
  let cut: String?
  let tables: [PageTable]
  let drawing: Drawing?

  package static let sample = QuestionPage(
    title: "Questions", lead: "Où aller", fields: [Field("cells", .number, label: "Cellules")], asked: "4 cellules en mars",
    cut: "Les moins chères trouvées", tables: [.sample],
    drawing: Drawing(title: "Sur le plan", drawingHTML: "<svg></svg>", legendHTML: "<aside></aside>"))
}
