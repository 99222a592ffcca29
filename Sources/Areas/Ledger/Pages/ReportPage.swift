import Kernel
import Web

/// A report as a page, with what can be done there.
package struct ReportPage: Page {
  package struct Link: Sendable {
    let href: String
    let text: String
    let isCurrent: Bool

    package init(href: String, text: String, isCurrent: Bool = false) { (self.href, self.text, self.isCurrent) = (href, text, isCurrent) }
  }
  struct Cell: Sendable {
    let text: String
    let path: String?
    let label: String
    let style: String?
  }
  struct Row: Sendable {
    let style: String?
    let head: Cell
    let cells: [Cell]
  }
  package struct Deed: Sendable {
    let id: String
    let action: String
    let name: String
    let hint: String
    /// Asked before it is done for good.
    let confirm: String?
    let fields: [Field]
    let isOpen: Bool

    package init(id: String, action: String, name: String, hint: String, confirm: String?, fields: [Field], isOpen: Bool) {
      (self.id, self.action, self.name, self.hint) = (id, action, name, hint)
      (self.confirm, self.fields, self.isOpen) = (confirm, fields, isOpen)
    }
  }
  package static let template = "ledger-report"
  package let title: String
  let about: String?
  let back: Link?
  let tabs: [Link]
  let hasTabs: Bool
  let actions: [Link]
  let notes: [String]
  let list: ListView
  let rows: [Row]
  let deeds: [Deed]

  package static let sample = ReportPage(
    title: "Balance générale", about: "Maison SAS", back: Link(href: "/accounts", text: "Comptabilité", isCurrent: false),
    tabs: [Link(href: "/accounts/1/journal", text: "Journal", isCurrent: true)], hasTabs: true,
    actions: [Link(href: "/accounts/1/journal.pdf", text: "PDF", isCurrent: false)], notes: ["Les soldes…"], list: .sample,
    rows: [
      Row(
        style: "total", head: Cell(text: "411000", path: "/accounts/1", label: "Compte", style: "number"),
        cells: [Cell(text: "12,00 €", path: "/x", label: "Débit", style: "number")])
    ],
    deeds: [
      Deed(
        id: "close-month", action: "/accounts/1/closings/months", name: "Clore", hint: "Plus rien ne s’écrit.", confirm: "Clore ?",
        fields: [Field("month", .month, label: "Mois")], isOpen: true)
    ])
}

/// How a report is shown: what stands around the table.
package struct ReportFrame: Sendable {
  package var title: String
  package var about: String?
  package var back: ReportPage.Link?
  package var tabs: [ReportPage.Link] = []
  package var actions: [ReportPage.Link] = []
  package var filters: [Field] = []
  package var csv: String?
  package var deeds: [ReportPage.Deed] = []

  package init(title: String) { self.title = title }
}

extension Visit {
  var reportWords: ReportWords { ReportWords(texts, language) }

  /// Lines are found, put in order and dealt out in pages; headings and sums stand only where the list is whole and as it came.
  package func page(_ report: Report, _ frame: ReportFrame) -> Answer {
    let list = self.list(sorts: [""] + report.columns.map(\.key), size: 200)
    let words = reportWords
    var rows = report.rows
    let isAsItCame = list.sort.isEmpty && list.words.isEmpty
    if !isAsItCame { rows = rows.filter { $0.kind == .line } }
    if !list.words.isEmpty { rows = rows.filter { row in list.finds(row.cells.map(words.shown).joined(separator: " ")) } }
    if let place = report.columns.firstIndex(where: { $0.key == list.sort }) {
      rows.sort { left, right in
        let (one, two) = (left.cells[place].order, right.cells[place].order)
        return list.isDescending ? two < one : one < two
      }
    }
    let columns = report.columns.map { ListColumn("\(report.texts).\($0.key)", sort: $0.key, isNumber: $0.isNumber) }
    let lines = rows.reduce(0) { $1.kind == .line ? $0 + 1 : $0 }
    let view = listView(list, total: max(lines, rows.isEmpty ? 0 : 1), columns: columns, csv: frame.csv, filters: frame.filters)
    return .page(
      ReportPage(
        title: frame.title, about: frame.about, back: frame.back, tabs: frame.tabs, hasTabs: !frame.tabs.isEmpty, actions: frame.actions,
        notes: report.notes.map { text($0) }, list: view, rows: list.slice(rows).map { row($0, report, words) }, deeds: frame.deeds))
  }

  private func row(_ row: Report.Row, _ report: Report, _ words: ReportWords) -> ReportPage.Row {
    let titles = words.titles(of: report)
    let cells = zip(zip(report.columns, titles), row.cells).map { head, cell in
      let (column, title) = head
      var path: String?
      if case .link(_, let target) = cell { path = target }
      return ReportPage.Cell(
        text: words.shown(cell), path: path, label: title,
        style: column.isNumber ? "number" : column.kind == .day ? "nowrap" : nil)
    }
    let style: String? = row.kind == .line ? nil : "\(row.kind.rawValue)-row"
    // A row is told by its first cell, and a reader of screens says what stands there.
    let head =
      cells[0].text.isEmpty
      ? ReportPage.Cell(
        text: row.kind == .total ? text("ledger.report.total") : "–", path: nil, label: cells[0].label, style: cells[0].style)
      : cells[0]
    return ReportPage.Row(style: style, head: head, cells: Array(cells.dropFirst()))
  }

  package func csv(_ report: Report, name: String) -> Answer {
    let words = reportWords
    return .csv(
      words.titles(of: report), report.rows.filter { $0.kind != .heading }.map { $0.cells.map(words.plain) }, name: "\(name).csv")
  }
}
