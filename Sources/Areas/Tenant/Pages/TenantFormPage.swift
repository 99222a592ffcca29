import Web

/// A form of the resident's side, with what was said before below it.
package struct TenantFormPage: Page {
  package static let template = "tenant-form"
  package let title: String
  let lead: String
  let back: String
  let action: String
  let fields: [Field]
  let button: String
  let tables: [PageTable]

  package static let sample = TenantFormPage(
    title: "Déclaration", lead: "Une fois par an.", back: "/my", action: "/my/declarations",
    fields: [Field("jobs", .number, label: "Emplois")],
    button: "Déclarer", tables: [.sample])
}
