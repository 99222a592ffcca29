import Kernel
import Web

/// How full the house was, is and will be, month by month.
package struct OccupancyPage: Page {
  struct Figure: Sendable {
    let name: String
    let value: String
    let outOf: String
    let definition: String
  }
  struct Cell: Sendable {
    let percentage: String
    let outOf: String
  }
  struct Line: Sendable {
    let month: String
    let path: String
    let isToday: Bool
    let shares: [Cell]
    let options: String
    let offers: String
    let closed: String
    /// Of those closed, before their level opens.
    let promised: String
  }
  package static let template = "spaces-occupancy"
  package let title: String
  let lead: String
  let fields: [Field]
  let csvPath: String
  let figures: [Figure]
  let rateSVG: String
  let stateSVG: String
  let columns: [String]
  let lines: [Line]

  package static let sample = OccupancyPage(
    title: "Occupation", lead: "Toute la maison", fields: [Field("part", .select, label: "Où")], csvPath: "/occupancy.csv",
    figures: [Figure(name: "Par cellule", value: "99 %", outOf: "99 sur 100", definition: "Cellules louées.")], rateSVG: "<svg></svg>",
    stateSVG: "<svg></svg>", columns: ["Par cellule"],
    lines: [
      Line(
        month: "mars 2019", path: "/plan?day=2019-03-01", isToday: true, shares: [Cell(percentage: "45 %", outOf: "45 sur 100")],
        options: "3", offers: "1", closed: "12", promised: "4")
    ])
}
