import Kernel
import Web

/// A list of what is paid, owed or sent: figures on top, then rows with search, order and a table to keep.
package struct MoneyListPage: Page {
  struct Action: Sendable {
    let path: String
    let text: String
    let isMain: Bool
  }
  struct Figure: Sendable {
    let name: String
    let value: String
  }
  struct Tab: Sendable {
    let path: String
    let text: String
    let isCurrent: Bool
  }
  struct Cell: Sendable {
    let label: String
    let text: String
    let path: String?
    /// `number` or `nowrap`.
    let style: String
    let isHead: Bool
    /// The kind of a state, which colours its badge.
    let state: String?
  }
  struct Line: Sendable {
    let cells: [Cell]
  }
  package static let template = "payments-list"
  package let title: String
  let lead: String
  let actions: [Action]
  let hasTabs: Bool
  let tabs: [Tab]
  let hasFigures: Bool
  let figures: [Figure]
  let list: ListView
  let lines: [Line]
  /// What to do when there is nothing yet.
  let hint: String?

  package static let sample = MoneyListPage(
    title: "Encaissements", lead: "Ce qui est entré.", actions: [Action(path: "/receipts/new", text: "Saisir", isMain: true)],
    hasTabs: true, tabs: [Tab(path: "/receipts", text: "Encaissements", isCurrent: true)],
    hasFigures: true, figures: [Figure(name: "Total", value: "12,00 €")], list: .sample,
    lines: [
      Line(cells: [
        Cell(label: "Numéro", text: "ENC-1", path: "/receipts/1", style: "number", isHead: true, state: "done"),
        Cell(label: "État", text: "reçu", path: "/receipts/1", style: "nowrap", isHead: false, state: "done"),
      ])
    ], hint: "Importez un relevé.")
}

/// A column of such a list: how a row is shown, kept in a file, and ordered.
struct MoneyColumn<Row: Sendable>: Sendable {
  let key: String
  var sort: String?
  var isNumber = false
  let text: @Sendable (Row) -> String
  var path: (@Sendable (Row) -> String?)?
  var state: (@Sendable (Row) -> String?)?
  /// As it stands in a file; what is shown when nil.
  var plain: (@Sendable (Row) -> String)?
  var isBefore: (@Sendable (Row, Row) -> Bool)?
}

/// A list with its columns, of which page and file are two forms.
struct MoneyList<Row: Sendable>: Sendable {
  /// Below `payments.`: `receipts` finds `payments.receipts.title` and so on.
  let topic: String
  let path: String
  let rows: [Row]
  let columns: [MoneyColumn<Row>]
  /// Sort keys, the first is the usual order.
  let sorts: [String]
  let searched: @Sendable (Row) -> String
  var filters: [Field] = []
  var actions: [MoneyListPage.Action] = []
  var figures: [(name: String, value: String)] = []

  /// The lists that stand beside each other under one entry of the menu.
  private static var families: [[String]] {
    [["receipts", "refunds", "cashed"], ["collections", "mandates"], ["late", "reminders", "plans"]]
  }
  private var tabs: [String] { Self.families.first { $0.contains(topic) } ?? [] }

  private func found(_ visit: Visit, _ list: ListQuery) -> [Row] {
    let rows = list.words.isEmpty ? rows : rows.filter { list.finds(searched($0)) }
    guard let before = columns.first(where: { $0.sort == list.sort })?.isBefore else { return rows }
    return rows.sorted { list.isDescending ? before($1, $0) : before($0, $1) }
  }

  func page(_ visit: Visit) -> Answer {
    let list = visit.list(sorts: sorts)
    let found = found(visit, list)
    let heads = columns.map { ListColumn("payments.column.\($0.key)", sort: $0.sort, isNumber: $0.isNumber) }
    let view = visit.listView(list, total: found.count, columns: heads, csv: "\(path).csv", filters: filters)
    return .page(
      MoneyListPage(
        title: visit.text("payments.\(topic).title"), lead: visit.text("payments.\(topic).lead"), actions: actions,
        hasTabs: !tabs.isEmpty,
        tabs: tabs.map {
          MoneyListPage.Tab(path: "/\($0)", text: visit.text("payments.\($0).title"), isCurrent: $0 == topic)
        }, hasFigures: !figures.isEmpty, figures: figures.map { MoneyListPage.Figure(name: $0.name, value: $0.value) }, list: view,
        lines: list.slice(found).map { line($0, visit) }, hint: rows.isEmpty ? visit.text("payments.\(topic).empty") : nil))
  }

  private func line(_ row: Row, _ visit: Visit) -> MoneyListPage.Line {
    MoneyListPage.Line(
      cells: columns.enumerated().map { place, column in
        MoneyListPage.Cell(
          label: visit.text("payments.column.\(column.key)"), text: column.text(row), path: column.path?(row),
          style: column.isNumber ? "number" : "", isHead: place == 0, state: column.state?(row))
      })
  }

  func csv(_ visit: Visit) -> Answer {
    let found = found(visit, visit.list(sorts: sorts, size: 1_000_000))
    return .csv(
      columns.map { visit.text("payments.column.\($0.key)") }, found.map { row in columns.map { ($0.plain ?? $0.text)(row) } },
      name: "\(topic)-\(visit.today).csv")
  }
}
