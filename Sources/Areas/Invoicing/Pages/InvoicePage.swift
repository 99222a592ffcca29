import Banking
import EInvoice
import Kernel
import People
import Store
import Web

/// One invoice, as the customer sees it, with every euro explained and what became of it.
package struct InvoicePage: Page {
  struct Text: Sendable {
    let text: String
  }
  struct Party: Sendable {
    let name: String
    let lines: [Text]
  }
  struct Line: Sendable {
    let text: String
    let span: String?
    let ask: String
    let hasSteps: Bool
    let steps: [Text]
    let quantity: String
    let price: String
    let rate: String
    let net: String
  }
  struct Group: Sendable {
    let text: String
    let amount: String
  }
  struct Related: Sendable {
    let relation: String
    let path: String
    let number: String
    let day: String
    let total: String
  }
  package static let template = "invoicing-invoice"
  package let title: String
  let state: String
  let stateStyle: String?
  let openText: String
  let files: [PageLink]
  let deeds: [PageLink]
  let seller: Party
  let buyer: Party
  let facts: [PageFact]
  let lines: [Line]
  let net: String
  let vat: [Group]
  let total: String
  let payment: String?
  let notes: [Text]
  let hasRelated: Bool
  let related: [Related]
  let sendPath: String?
  let sendFields: [Field]
  let hasSendings: Bool
  let sendings: [Text]
  let hasHistory: Bool
  let proof: [PageFact]
  let history: [Text]

  package static let sample = InvoicePage(
    title: "Facture F-000001", state: "échue", stateStyle: "badge-late", openText: "429,00 € à payer",
    files: [PageLink("PDF", "/invoices/1/facturx")], deeds: [PageLink("Rendre", "/invoices/1/credit")],
    seller: Party(name: "Maison", lines: [Text(text: "68100 Mulhouse")]), buyer: Party(name: "Ada", lines: [Text(text: "68100 Mulhouse")]),
    facts: [.sample],
    lines: [
      Line(
        text: "Loyer", span: "novembre", ask: "Pourquoi ?", hasSteps: true, steps: [Text(text: "30 jours de 30")], quantity: "1",
        price: "300,00 €", rate: "20 %", net: "300,00 €")
    ], net: "300,00 €", vat: [Group(text: "TVA 20 %", amount: "60,00 €")], total: "360,00 €", payment: "Par virement",
    notes: [Text(text: "Pas d’escompte")], hasRelated: true,
    related: [Related(relation: "Rendue par", path: "/invoices/2", number: "F-000002", day: "le 25", total: "−15,00 €")],
    sendPath: "/invoices/1/send", sendFields: [Field("address", .email, label: "Adresse")], hasSendings: true,
    sendings: [Text(text: "Envoyée à ada@km0.example")], hasHistory: true,
    proof: [.sample], history: [Text(text: "Émise par Dora")])
}
