import Web

/// A form of the resident's side, with what was said before below it.
package struct TenantFormPage: Page {
  struct Column: Sendable {
    let text: String
    let style: String
  }
  struct Cell: Sendable {
    let text: String
    let label: String
    let style: String
  }
  struct Row: Sendable {
    let name: String
    let cells: [Cell]
  }
  package static let template = "tenant-form"
  package let title: String
  let lead: String
  let back: String
  let action: String
  let fields: [Field]
  let button: String
  let heading: String
  let columns: [Column]
  let rows: [Row]
  let hasRows: Bool

  package static let sample = TenantFormPage(
    title: "Déclaration", lead: "Une fois par an.", back: "/my", action: "/my/declarations",
    fields: [Field("jobs", .number, label: "Emplois")],
    button: "Déclarer", heading: "Déjà dit", columns: [Column(text: "Année", style: "number")],
    rows: [Row(name: "2025", cells: [Cell(text: "4", label: "Emplois", style: "number")])], hasRows: true)
}
