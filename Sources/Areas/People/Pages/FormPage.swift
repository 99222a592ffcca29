import Web

/// A form of its own: a title, fields, one button.
struct FormPage: Page {
  static let template = "people-form"
  let title: String
  let lead: String?
  let action: String
  let fields: [Field]
  let button: String
  let back: String

  static let sample = FormPage(
    title: "Nouvelle organisation", lead: "Ce que la maison sait d’elle.", action: "/organisations",
    fields: [Field("legal_name", .text, label: "Dénomination")], button: "Enregistrer", back: "/organisations")
}
