import Kernel
import Web

/// The way of one organisation through the house.
package struct PathPage: Page {
  struct Step: Sendable {
    let css: String
    let span: String
    let change: String
    let size: String
    let difference: String?
    let isNow: Bool
    let isToCome: Bool
    let hasCells: Bool
    let cells: [PageLink]
    let moves: [String]
    let planPath: String?
    let drawingHTML: String
  }
  struct Said: Sendable {
    let said: String
    let text: String
    let reason: String?
  }
  struct Promise: Sendable {
    let title: String
    let cells: String
    let outcome: String
    let isEarlier: Bool
    let said: [Said]
    let link: String?
  }
  package static let template = "spaces-path"
  package let title: String
  let isInvented: Bool
  let lead: String
  let figures: [PageFigure]
  let actions: [PageLink]
  let hatchingSVG: String
  let chartSVG: String
  let isEmpty: Bool
  let steps: [Step]
  let hasPromises: Bool
  let promises: [Promise]

  package static let sample = PathPage(
    title: "Parcours de Ada", isInvented: true, lead: "Depuis le 1er mars 2019", figures: [PageFigure("Surface", "45 m²")],
    actions: [PageLink("Plan", "/plan")], hatchingSVG: "<svg></svg>", chartSVG: "<svg></svg>", isEmpty: false,
    steps: [
      Step(
        css: "growth", span: "à partir du 1er mars 2019", change: "S’agrandit", size: "3 cellules, 45 m²", difference: "+15 m²",
        isNow: true,
        isToCome: true, hasCells: true, cells: [PageLink("H1-014", "/cells/1")], moves: ["entre dans H1-015"], planPath: "/plan",
        drawingHTML: "<svg></svg>")
    ], hasPromises: true,
    promises: [
      Promise(
        title: "Option du 1er mars 2018", cells: "H1-014", outcome: "entrée le 4 février 2019", isEarlier: true,
        said: [Said(said: "1er mars 2018", text: "5 novembre 2018", reason: "travaux")], link: "/holds/1")
    ])
}
