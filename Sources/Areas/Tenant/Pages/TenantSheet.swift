import Web

/// A page of the resident's side: figures on top, then parts of words, facts, tables and forms.
package struct TenantSheet: Page {
  struct Figure: Sendable {
    let name: String
    let value: String
    let note: String
  }
  struct Action: Sendable {
    let path: String
    let text: String
    let isMain: Bool

    init(_ path: String, _ text: String, isMain: Bool = false) { (self.path, self.text, self.isMain) = (path, text, isMain) }
  }
  struct Fact: Sendable {
    let name: String
    let value: String
    let path: String?

    init(_ name: String, _ value: String, path: String? = nil) { (self.name, self.value, self.path) = (name, value, path) }
  }
  struct Head: Sendable {
    let text: String
    let style: String
  }
  struct Cell: Sendable {
    let text: String
    let label: String
    let path: String?
    let style: String
    let badge: String?
    let isHead: Bool
  }
  struct Row: Sendable {
    let cells: [Cell]
    let isTotal: Bool
  }
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
    let facts: [Fact]
    let hasFacts: Bool
    let heads: [Head]
    let rows: [Row]
    let hasRows: Bool
    let empty: String?
    let actions: [Action]
    let forms: [Form]
  }
  package static let template = "tenant-sheet"
  package let title: String
  let lead: String
  let crumb: Fact?
  let actions: [Action]
  let choices: [MyPage.Choice]
  let hasChoices: Bool
  let figures: [Figure]
  let hasFigures: Bool
  let parts: [Part]

  package static let sample = TenantSheet(
    title: "Mon bail", lead: "Lumifonte", crumb: Fact("Mes espaces", "Mes espaces", path: "/my"),
    actions: [Action("/my/next-invoice", "Prochaine facture", isMain: true)],
    choices: [MyPage.Choice(path: "/my/lease?organisation=1", name: "Lumifonte", isCurrent: true)], hasChoices: true,
    figures: [Figure(name: "À payer", value: "120,00 €", note: "dont 60,00 € en retard")], hasFigures: true,
    parts: [
      Part(
        title: "BAIL-2022-0001", state: "en cours", stateStyle: "badge-done", words: ["Vous payez 600,00 € par mois."],
        warning: "Assurance à fournir", facts: [Fact("Bailleur", "SCI", path: "/organisations/1")], hasFacts: true,
        heads: [Head(text: "Montant", style: "number")],
        rows: [
          Row(
            cells: [
              Cell(text: "F-1", label: "Numéro", path: "/invoices/1", style: "number", badge: "badge-late", isHead: true),
              Cell(text: "échue", label: "État", path: "/invoices/1", style: "nowrap", badge: "badge-late", isHead: false),
            ], isTotal: true)
        ], hasRows: true, empty: "Rien", actions: [Action("/my/leases/1/notice", "Donner congé")],
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
    facts: [TenantSheet.Fact?] = [], table: TenantTable? = nil, empty: String? = nil, actions: [TenantSheet.Action] = [],
    forms: [TenantSheet.Form] = []
  ) {
    (self.title, self.state, stateStyle, self.words, self.warning) = (title, state, style, words, warning)
    self.facts = facts.compactMap(\.self)
    hasFacts = !self.facts.isEmpty
    (heads, rows) = (table?.heads ?? [], table?.rows ?? [])
    hasRows = !rows.isEmpty
    self.empty = hasRows ? nil : empty
    (self.actions, self.forms) = (actions, forms)
  }
}

extension TenantSheet {
  init(
    _ title: String, lead: String, mine: Mine, at path: String, crumb: Fact? = nil, actions: [Action] = [], figures: [Figure] = [],
    parts: [Part]
  ) {
    self.init(
      title: title, lead: lead, crumb: crumb, actions: actions, choices: mine.choices(path), hasChoices: mine.others.count > 1,
      figures: figures, hasFigures: !figures.isEmpty, parts: parts)
  }
}

/// Rows under heads: each cell learns the name of its column from them.
struct TenantTable: Sendable {
  enum Kind: String, Sendable { case plain = "", number, nowrap }
  struct Cell: Sendable {
    let text: String
    var path: String?
    var badge: String?
    init(_ text: String, path: String? = nil, badge: String? = nil) { (self.text, self.path, self.badge) = (text, path, badge) }
  }
  let heads: [TenantSheet.Head]
  let rows: [TenantSheet.Row]

  init(_ columns: [(text: String, kind: Kind)], _ rows: [[Cell]], total: [Cell]? = nil) {
    heads = columns.map { TenantSheet.Head(text: $0.text, style: $0.kind.rawValue) }
    func row(_ cells: [Cell], isTotal: Bool) -> TenantSheet.Row {
      TenantSheet.Row(
        cells: zip(columns, cells).enumerated().map { place, pair in
          TenantSheet.Cell(
            text: pair.1.text, label: pair.0.text, path: pair.1.path, style: pair.0.kind.rawValue, badge: pair.1.badge, isHead: place == 0)
        }, isTotal: isTotal)
    }
    self.rows = rows.map { row($0, isTotal: false) } + (rows.isEmpty ? [] : total.map { [row($0, isTotal: true)] } ?? [])
  }
}
