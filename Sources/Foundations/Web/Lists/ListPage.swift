import Kernel

/// A list as a page: what it is, what can be done, figures on top, then search, heads, rows and pages. Every list of things with columns is
/// one of these; what differs is in its rows.
package struct ListPage: Page {
  package struct Action: Sendable {
    let path: String
    let text: String
    let isMain: Bool
    let isFile: Bool

    package init(_ path: String, _ text: String, isMain: Bool = false, isFile: Bool = false) {
      (self.path, self.text, self.isMain, self.isFile) = (path, text, isMain, isFile)
    }
  }
  /// One of the lists that stand beside each other.
  package struct Tab: Sendable {
    let path: String
    let text: String
    let isCurrent: Bool

    package init(_ path: String, _ text: String, isCurrent: Bool) { (self.path, self.text, self.isCurrent) = (path, text, isCurrent) }
  }
  package struct Figure: Sendable {
    let name: String
    let value: String

    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }
  package struct Cell: Sendable {
    let text: String
    let path: String?
    /// A class of the house's style: `badge-late`; empty is a badge without colour.
    let badge: String?
    let isTight: Bool

    package init(_ text: String, path: String? = nil, badge: String? = nil, isTight: Bool = false) {
      (self.text, self.path, self.badge, self.isTight) = (text, path, badge, isTight)
    }
  }
  struct Place: Sendable {
    let label: String
    let text: String
    let path: String?
    let style: String
    let isHead: Bool
    let badge: String?
  }
  struct Row: Sendable {
    let places: [Place]
  }
  package static let template = "list-page"
  package let title: String
  let lead: String?
  let actions: [Action]
  let hasTabs: Bool
  let tabs: [Tab]
  let hasFigures: Bool
  let figures: [Figure]
  let list: ListView
  let rows: [Row]
  /// What to do while there is nothing at all.
  let hint: String?

  package static let sample = ListPage(
    title: "Factures", lead: "Ce qui est dû.", actions: [Action("/invoice-run", "Facturer", isMain: true, isFile: true)], hasTabs: true,
    tabs: [Tab("/invoices", "Factures", isCurrent: true)], hasFigures: true, figures: [Figure("Dû", "12,00 €")], list: .sample,
    rows: [
      Row(places: [
        Place(label: "Numéro", text: "F-1", path: "/invoices/1", style: "nowrap", isHead: true, badge: "badge-late"),
        Place(label: "État", text: "échue", path: "/invoices/1", style: "number", isHead: false, badge: "badge-late"),
      ])
    ], hint: "Rien encore.")
}

extension Visit {
  /// A page of a list of `total` rows, of which `rows` are shown: one cell for each column, the first names the row.
  /// `hint` says what to do when nothing is there at all.
  package func listPage(
    _ list: ListQuery, title: String, lead: String? = nil, actions: [ListPage.Action] = [], tabs: [ListPage.Tab] = [],
    figures: [ListPage.Figure] = [], total: Int, columns: [ListColumn], csv: String? = nil, filters: [Field] = [], action: String? = nil,
    rows: [[ListPage.Cell]], hint: String? = nil
  ) -> Answer {
    let labels = columns.map { text($0.text) }
    return .page(
      ListPage(
        title: title, lead: lead, actions: actions, hasTabs: !tabs.isEmpty, tabs: tabs, hasFigures: !figures.isEmpty, figures: figures,
        list: listView(list, total: total, columns: columns, csv: csv, filters: filters, action: action),
        rows: rows.map { cells in
          ListPage.Row(
            places: cells.enumerated().map { place, cell in
              ListPage.Place(
                label: labels[place], text: cell.text, path: cell.path,
                style: columns[place].isNumber ? "number" : cell.isTight ? "nowrap" : "", isHead: place == 0, badge: cell.badge)
            })
        }, hint: hint))
  }
}
