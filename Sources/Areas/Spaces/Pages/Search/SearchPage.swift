import Kernel
import Web

/// "k adjacent cells of at least n m² from this date, near …": the question, the answers in their order, and one of them on the plan.
package struct SearchPage: Page {
  struct Kind: Sendable {
    let value: String
    let label: String
    let isChosen: Bool
  }
  struct Line: Sendable {
    let number: Int
    let path: String
    let isChosen: Bool
    let cells: String
    let place: String
    let area: String
    let rent: String?
    let walk: String?
    let why: String
  }
  struct Term: Sendable {
    let name: String
    let amount: String
    let points: String
  }
  struct Link: Sendable {
    let path: String
    let text: String
    let isFirst: Bool
  }
  struct Chosen: Sendable {
    let title: String
    let lead: String
    let cells: [Link]
    let hasTerms: Bool
    let terms: [Term]
    let total: String
    let weights: String
    let notes: [String]
    let deeds: [Link]
    let drawingHTML: String
  }
  struct Nothing: Sendable {
    let largest: String
    let later: String
    let laterPath: String?
    let drawingHTML: String
  }
  package static let template = "spaces-search"
  package let title: String
  let sizeFields: [Field]
  let whereFields: [Field]
  let needFields: [Field]
  let kinds: [Kind]
  let kindProblem: String?
  let isAsked: Bool
  let summary: String
  let effort: String?
  let hasAnswers: Bool
  let csvPath: String
  let answers: [Line]
  let chosen: Chosen?
  let nothing: Nothing?

  package static let sample = SearchPage(
    title: "Chercher une place",
    sizeFields: [Field("count", .number, label: "Cellules")], whereFields: [Field("near", .text, label: "Près de")],
    needFields: [Field("window", .checkbox, label: "Fenêtre")], kinds: [Kind(value: "module", label: "Cellule", isChosen: true)],
    kindProblem: "Choisissez.", isAsked: true, summary: "3 places", effort: "Le meilleur effort.", hasAnswers: true, csvPath: "/search.csv",
    answers: [
      Line(
        number: 1, path: "/search?answer=1#answer", isChosen: true, cells: "H1-001, H1-002", place: "Sheds", area: "30 m²", rent: "375 €",
        walk: "12 m", why: "La meilleure.")
    ],
    chosen: Chosen(
      title: "Place 1", lead: "30 m²", cells: [Link(path: "/cells/1", text: "H1-001", isFirst: true)], hasTerms: true,
      terms: [Term(name: "Murs", amount: "32 m", points: "160")],
      total: "160", weights: "10 par mètre", notes: ["Libre jusqu’au 1er mars."],
      deeds: [Link(path: "/holds/new", text: "Option", isFirst: true)],
      drawingHTML: "<svg></svg>"),
    nothing: Nothing(
      largest: "Au plus 2 cellules", later: "Dès le 1er mars", laterPath: "/search?from=2027-03-01", drawingHTML: "<svg></svg>"))
}
