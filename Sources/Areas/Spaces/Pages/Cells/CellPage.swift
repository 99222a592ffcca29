import Kernel
import Web

/// One cell: what it is, where it lies, what is so on a day, and everything that ever was.
package struct CellPage: Page {
  struct Fact: Sendable {
    let name: String
    let value: String
  }
  struct Neighbour: Sendable {
    let path: String
    let code: String
    let what: String
    let wall: String
    let state: String
  }
  struct Promise: Sendable {
    let said: String
    let text: String
  }
  struct Entry: Sendable {
    let css: String
    let day: String
    let title: String
    let isNow: Bool
    let lines: [String]
    let hasPromises: Bool
    let promises: [Promise]
    let links: [PageLink]
  }
  package static let template = "spaces-cell"
  package let title: String
  let lead: String
  let path: String
  let day: String
  let dayText: String
  let state: String
  let stateText: String
  let details: [String]
  let facts: [Fact]
  let actions: [PageLink]
  let drawingHTML: String
  let hasNeighbours: Bool
  let neighbours: [Neighbour]
  let entries: [Entry]

  package static let sample = CellPage(
    title: "H1-014", lead: "Sheds, rez-de-chaussée", path: "/cells/1", day: "2026-11-24", dayText: "24 novembre 2026", state: "let",
    stateText: "Loué", details: ["loué à Ada depuis le 1er mars 2019"], facts: [Fact(name: "Surface", value: "15 m²")],
    actions: [PageLink("Sur le plan", "/plan")], drawingHTML: "<svg></svg>", hasNeighbours: true,
    neighbours: [Neighbour(path: "/cells/2", code: "H1-015", what: "cellule, 15 m²", wall: "3 m", state: "Libre")],
    entries: [
      Entry(
        css: "let", day: "1er mars 2019", title: "Location · Ada", isNow: true, lines: ["à partir du 1er mars 2019"], hasPromises: true,
        promises: [Promise(said: "1er mars 2018", text: "à partir du 5 novembre 2018")], links: [PageLink("Voir", "/holds/1")])
    ])
}
