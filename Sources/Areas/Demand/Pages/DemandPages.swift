import Kernel
import Web

/// One thing of the area: what it is, its tables, and what can be done with it.
package struct DemandPage: Page {
  package static let template = "demand-page"
  package let title: String
  let badge: String?
  let state: String?
  let lead: String?
  let up: PageLink?
  let actions: [PageLink]
  let notices: [String]
  let facts: [PageFact]
  let texts: [PageText]
  let tables: [PageTable]
  let hasDeeds: Bool
  let deeds: [PageDeed]

  init(
    title: String, badge: String? = nil, state: String? = nil, lead: String? = nil, up: PageLink? = nil, actions: [PageLink] = [],
    notices: [String] = [],
    facts: [PageFact] = [], texts: [PageText] = [], tables: [PageTable] = [], deeds: [PageDeed] = []
  ) {
    (self.title, self.badge, self.state, self.lead) = (title, badge, state, lead)
    (self.up, self.actions, self.notices, self.facts, self.texts) = (up, actions, notices, facts, texts)
    (self.tables, self.deeds, hasDeeds) = (tables, deeds, !deeds.isEmpty)
  }

  package static let sample = DemandPage(
    title: "Rotorix", badge: "offer", state: "En attente", lead: "Reçu le 24 novembre", up: .sample, actions: [.sample],
    notices: ["Il manque un papier."], facts: [.sample], texts: [PageText("Message", "Bonjour")], tables: [.sample], deeds: [.sample])
}

/// A form of its own page.
package struct DemandFormPage: Page {
  struct Group: Sendable {
    let legend: String
    let fields: [Field]
  }
  package static let template = "demand-form"
  package let title: String
  let lead: String?
  let path: String
  let hidden: [Field]
  let groups: [Group]
  let tables: [PageTable]
  let save: String
  let cancelPath: String

  package static let sample = DemandFormPage(
    title: "Nouveau dossier", lead: "Ce qu’on sait déjà", path: "/applications", hidden: [Field("enquiry", .hidden, label: "", value: "1")],
    groups: [Group(legend: "Qui", fields: [Field("name", .text, label: "Nom")])], tables: [.sample], save: "Enregistrer",
    cancelPath: "/applications")
}

/// What could not be served, by month and size.
package struct UnmetDemandPage: Page {
  package static let template = "demand-unmet"
  package let title: String
  let figures: [PageFigure]
  let chartSVG: String
  let csvPath: String
  let fields: [Field]
  let years: [Year]
  let hasYears: Bool
  let tables: [PageTable]

  /// The months of a year, folded but for the newest.
  struct Year: Sendable {
    let name: String
    let said: String
    let isOpen: Bool
    let months: PageTable
  }

  package static let sample = UnmetDemandPage(
    title: "Demande non satisfaite", figures: [PageFigure("En attente", "12", note: "31 modules")], chartSVG: "<svg></svg>",
    csvPath: "/unmet-demand.csv", fields: [Field("from", .month, label: "De")],
    years: [Year(name: "2026", said: "12 demandes", isOpen: true, months: .sample)], hasYears: true, tables: [.sample])
}
