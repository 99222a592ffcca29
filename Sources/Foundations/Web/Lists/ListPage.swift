import Kernel

/// A list as a page: what it is, what can be done, figures on top, then search, heads, rows and pages. Every list of things with columns is
/// one of these; what differs is in its rows.
package struct ListPage: Page {
  package static let template = "list-page"
  package let title: String
  let lead: String?
  let up: PageLink?
  let actions: [PageLink]
  let hasTabs: Bool
  let tabs: [PageLink]
  let hasFigures: Bool
  let figures: [PageFigure]
  /// What is done with the whole of it, above its rows.
  let firstDeeds: [PageDeed]
  let list: ListView
  let notes: [String]
  let deeds: [PageDeed]

  package static let sample = ListPage(
    title: "Factures", lead: "Ce qui est dû.", up: .sample, actions: [.sample], hasTabs: true, tabs: [.sample], hasFigures: true,
    figures: [.sample], firstDeeds: [.sample], list: .sample, notes: ["Les soldes…"], deeds: [.sample])
}

/// What stands around a list on its page.
package struct ListFrame: Sendable {
  package var title: String
  package var lead: String?
  package var up: PageLink?
  package var actions: [PageLink]
  package var tabs: [PageLink]
  package var figures: [PageFigure]
  package var filters: [Field]
  /// The path that gives the same rows as a table.
  package var csv: String?
  package var firstDeeds: [PageDeed] = []
  package var notes: [String] = []
  package var deeds: [PageDeed]

  package init(
    title: String, lead: String? = nil, up: PageLink? = nil, actions: [PageLink] = [], tabs: [PageLink] = [], figures: [PageFigure] = [],
    csv: String? = nil, filters: [Field] = [], deeds: [PageDeed] = []
  ) {
    (self.title, self.lead, self.up, self.actions, self.tabs) = (title, lead, up, actions, tabs)
    (self.figures, self.csv, self.filters, self.deeds) = (figures, csv, filters, deeds)
  }
}

extension Visit {
  /// A page of a list of `total` rows, of which `rows` are shown: one cell for each column. `hint` is the key of what to do while nothing at
  /// all is there.
  package func listPage(
    _ frame: ListFrame, _ list: ListQuery, total: Int, columns: [ListColumn], rows: [PageRow], hint: String = "web.list.nothing"
  ) -> Answer {
    let view = listView(
      list, named: frame.title, total: total, columns: columns, csv: frame.csv, filters: frame.filters, rows: rows, hint: hint)
    return .page(
      ListPage(
        title: frame.title, lead: frame.lead, up: frame.up, actions: frame.actions, hasTabs: !frame.tabs.isEmpty, tabs: frame.tabs,
        hasFigures: !frame.figures.isEmpty, figures: frame.figures, firstDeeds: frame.firstDeeds, list: view, notes: frame.notes,
        deeds: frame.deeds))
  }
}
