import Kernel
import Ledger
import Web

/// A form of its own page.
package struct InvoicingFormPage: Page {
  struct Group: Sendable {
    let legend: String?
    let hint: String?
    let fields: [Field]

    init(_ legend: String?, hint: String? = nil, _ fields: [Field]) { (self.legend, self.hint, self.fields) = (legend, hint, fields) }
  }
  package static let template = "invoicing-form"
  package let title: String
  let lead: String?
  let action: String
  let groups: [Group]
  let button: String
  let buttonStyle: String
  let back: String

  package static let sample = InvoicingFormPage(
    title: "Nouvelle charge", lead: "Elle figurera sur la prochaine facture.", action: "/charges",
    groups: [Group("Montant", hint: "hors taxes", [Field("net", .money, label: "Net")])], button: "Enregistrer", buttonStyle: "primary",
    back: "/charges")
}

/// A charge or a deposit call, with its facts and what can be done with it.
package struct InvoicingThingPage: Page {
  struct Step: Sendable {
    let text: String
  }
  package static let template = "invoicing-thing"
  package let title: String
  let up: PageLink
  let state: String?
  let stateStyle: String?
  let facts: [PageFact]
  let hasSteps: Bool
  let steps: [Step]
  let formPath: String?
  let fields: [Field]
  let button: String

  package static let sample = InvoicingThingPage(
    title: "Clef perdue", up: .sample, state: "en attente", stateStyle: "badge-done",
    facts: [.sample], hasSteps: true, steps: [Step(text: "Saisi à la main.")],
    formPath: "/charges/1/cancel", fields: [Field("reason", .text, label: "Motif")], button: "Annuler la charge")
}

extension Visit {
  /// A fact with a name, left out without a value.
  func fact(_ key: String, _ value: String?, path: String? = nil) -> PageFact? {
    value.flatMap { $0.isEmpty ? nil : PageFact(text(key), $0, path: path) }
  }

  /// `36,00 € le 28 novembre 2026`, for each sum that settles a document; nil of none.
  func settled(_ payments: [Match]) -> String? {
    let sums = payments.map { text("invoicing.invoice.settledOn", ["amount": format.money($0.amount), "day": format.day($0.day)]) }
    return sums.isEmpty ? nil : sums.joined(separator: ", ")
  }
}
