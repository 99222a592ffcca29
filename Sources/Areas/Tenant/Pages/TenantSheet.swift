import Web

/// A page of the resident's side: figures on top, then parts of words, facts, tables and forms.
package struct TenantSheet: Page {
  struct Form: Sendable {
    let name: String
    let path: String
    let hint: String
    let fields: [Field]
    let button: String
    let isDangerous: Bool
    let isUpload: Bool
    let isOpen: Bool
  }
  struct Part: Sendable {
    let title: String
    let state: String?
    let stateStyle: String
    let words: [String]
    let warning: String?
    let facts: [PageFact]
    let hasFacts: Bool
    let table: PageTable?
    let empty: String?
    let actions: [PageLink]
    let forms: [Form]
  }
  package static let template = "tenant-sheet"
  package let title: String
  let lead: String
  /// The way up.
  let up: String
  let actions: [PageLink]
  let choices: [MyPage.Choice]
  let hasChoices: Bool
  let figures: [PageFigure]
  let hasFigures: Bool
  let parts: [Part]

  package static let sample = TenantSheet(
    title: "Mon bail", lead: "Lumifonte", up: "/my",
    actions: [PageLink("Prochaine facture", "/my/next-invoice", isMain: true)],
    choices: [MyPage.Choice(path: "/my/lease?organisation=1", name: "Lumifonte", isCurrent: true)], hasChoices: true,
    figures: [PageFigure("À payer", "120,00 €", note: "dont 60,00 € en retard")], hasFigures: true,
    parts: [
      Part(
        title: "BAIL-2022-0001", state: "en cours", stateStyle: "badge-done", words: ["Vous payez 600,00 € par mois."],
        warning: "Assurance à fournir", facts: [.sample], hasFacts: true, table: .sample, empty: "Rien",
        actions: [PageLink("Donner congé", "/my/leases/1/notice")],
        forms: [
          Form(
            name: "Assurance", path: "/my/leases/1/insurance", hint: "PDF", fields: [Field("insurer", .text, label: "Assureur")],
            button: "Déposer", isDangerous: true, isUpload: true, isOpen: true)
        ])
    ])
}

extension TenantSheet.Part {
  init(
    _ title: String, state: String? = nil, style: String = "", words: [String] = [], warning: String? = nil,
    facts: [PageFact?] = [], table: PageTable? = nil, empty: String? = nil, actions: [PageLink] = [],
    forms: [TenantSheet.Form] = []
  ) {
    (self.title, self.state, stateStyle, self.words, self.warning) = (title, state, style, words, warning)
    self.facts = facts.compactMap(\.self)
    hasFacts = !self.facts.isEmpty
    var shown = table.flatMap { $0.isEmpty ? nil : $0 }
    shown?.title = title
    (self.table, self.empty) = (shown, shown == nil ? empty : nil)
    (self.actions, self.forms) = (actions, forms)
  }
}

extension TenantSheet {
  init(
    _ title: String, lead: String, mine: Mine, at path: String, actions: [PageLink] = [], figures: [PageFigure] = [],
    parts: [Part]
  ) {
    self.init(
      title: title, lead: lead, up: "/my\(mine.suffix)", actions: actions, choices: mine.choices(path), hasChoices: mine.others.count > 1,
      figures: figures, hasFigures: !figures.isEmpty, parts: parts)
  }
}

extension PageTable {
  /// A table without a heading of its own: its part has one.
  init(_ columns: [Column], _ rows: [[PageCell]], total: [PageCell]? = nil) {
    self.init("", columns: columns, rows: rows.map { PageRow($0) }, total: total)
  }
}
