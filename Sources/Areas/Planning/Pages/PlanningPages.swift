import Demand
import Kernel
import Web

/// What a calculation takes for granted, to be changed before it begins.
package struct PlanningFormPage: Page {
  /// What one field comes to in words: a pattern for its value, or what its being ticked says and its not being.
  struct Said: Sendable {
    let name: String
    let text: String
    let pattern: String?
    let on: String?
    let off: String?
  }
  struct Group: Sendable {
    let legend: String
    let hint: String?
    let fields: [Field]
    /// In one line what a folded group assumes.
    var said: [Said] = []
    var isFolded = false
    var isOpen = false
  }
  /// Folded: what is assumed to happen to the house.
  struct WhatIf: Sendable {
    let summary: String
    let hint: String
    let isOpen: Bool
    let fields: [Field]
  }
  package static let template = "planning-form"
  package let title: String
  let lead: String
  let action: String
  let groups: [Group]
  let tables: [PageTable]
  let button: String
  let back: String
  var whatIf: WhatIf?
  /// What each question decides: `moves:move_firms=1`.
  var decisions = ""

  package static let sample = PlanningFormPage(
    title: "Nouveau scénario", lead: "Les hypothèses", action: "/scenarios",
    groups: [
      Group(
        legend: "Quoi", hint: "À vous", fields: [Field("name", .text, label: "Nom")],
        said: [Said(name: "name", text: "36 mois", pattern: "{value} mois", on: "oui", off: "non")], isFolded: true, isOpen: true)
    ], tables: [.sample], button: "Chercher", back: "/scenarios",
    whatIf: WhatIf(summary: "Et si", hint: "Un départ", isOpen: true, fields: [Field("leaves_1", .text, label: "Part")]),
    decisions: "moves:move_firms=1")
}

/// A calculation that is going on.
struct RunningPart: Sendable {
  let title: String
  let permille: String
  let percent: String
  let words: String
  let stopPath: String
  let isStopped: Bool

  static let sample = RunningPart(
    title: "Recherche", permille: "420", percent: "42 %", words: "Meilleur : 120 000 €", stopPath: "/scenarios/1/stop", isStopped: false)
}

/// A scenario: how far it is, or what came out of it, beside today and another.
package struct ScenarioPage: Page {
  struct Choice: Sendable {
    let action: String
    let fields: [Field]
  }
  package static let template = "planning-scenario"
  package let title: String
  let lead: String
  let badge: String
  let state: String
  let actions: [PageLink]
  let running: RunningPart?
  let notices: [String]
  let figures: [PageFigure]
  let chartSVG: String?
  let chartTitle: String
  let comparing: Choice?
  let tables: [PageTable]
  let facts: [PageFact]
  let acceptPath: String?
  let draftsPath: String?
  /// What each reserve costs, from none to the largest.
  let prices: [String]
  let hasPrices: Bool
  let lastPrice: String
  /// Where the reserve of the scenario stands among them.
  let priceNow: String

  package static let sample = ScenarioPage(
    title: "Printemps", lead: "de décembre 2026 à novembre 2029", badge: "done", state: "Trouvé", actions: [.sample], running: .sample,
    notices: ["Une firme n’a pas de place."], figures: [PageFigure("Valeur", "120 000 €", note: "au plus 2 %")],
    chartSVG: "<svg></svg>", chartTitle: "Prix de la réserve",
    comparing: Choice(action: "/scenarios/1", fields: [Field("with", .select, label: "Comparer")]), tables: [.sample],
    facts: [PageFact("Horizon", "36 mois", path: "/plan")], acceptPath: "/scenarios/1/accept", draftsPath: "/drafts?scenario=1",
    prices: ["10 % : 3 000 €"], hasPrices: true, lastPrice: "4", priceNow: "2")
}

/// A scenario on the plan through time.
package struct ScenarioPlanPage: Page {
  struct Tab: Sendable {
    let name: String
    let path: String
    let isCurrent: Bool
  }
  package static let template = "planning-plan"
  package let title: String
  let lead: String
  let back: PageLink
  let tabs: [Tab]
  let action: String
  let level: String
  let with: String
  let month: String
  let lastMonth: String
  let monthName: String
  let previous: String?
  let next: String?
  let drawingHTML: String
  let legendHTML: String
  let difference: String
  let tables: [PageTable]
  let fields: [Field]

  package static let sample = ScenarioPlanPage(
    title: "Printemps sur le plan", lead: "mars 2027", back: .sample,
    tabs: [Tab(name: "Les sheds", path: "/scenarios/1/plan", isCurrent: true)],
    action: "/scenarios/1/plan", level: "sheds-0", with: "", month: "3", lastMonth: "35", monthName: "mars 2027", previous: "?month=2",
    next: "?month=4", drawingHTML: "<svg></svg>", legendHTML: "<aside></aside>", difference: "3 cellules changent", tables: [.sample],
    fields: [Field("with", .select, label: "Comparer")])
}

/// What accepted scenarios propose, each to be sent by a person or put aside.
package struct DraftListPage: Page {
  struct Line: Sendable {
    let name: String
    let kind: String
    let badge: String
    let cells: String
    let from: String
    let rent: String
    let scenario: String
    let scenarioPath: String
    let state: String
    /// Where its organisation is entered first.
    let enterPath: String?
    let openPath: String?
    let discardPath: String?
    /// Why it is overtaken, what comes first, who competes, why it was put aside.
    let notes: [String]
  }
  package static let template = "planning-drafts"
  package let title: String
  let lead: String
  let list: ListView
  let lines: [Line]
  let empty: String?

  package static let sample = DraftListPage(
    title: "Brouillons", lead: "Rien ne part seul", list: .sample,
    lines: [
      Line(
        name: "Rotorix", kind: "Offre", badge: "offer", cells: "A01 A02", from: "01/03/2027", rent: "300 €", scenario: "Printemps",
        scenarioPath: "/scenarios/1", state: "À envoyer", enterPath: "/drafts/1/organisation", openPath: "/applications/1/offer",
        discardPath: "/drafts/1/discard",
        notes: ["Écarté"])
    ], empty: "Rien à envoyer")
}
