import Kernel
import Web

/// A column of a list of money: how a row is shown, kept in a file, and ordered.
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
  /// Of what is put in order as names are.
  var named: (@Sendable (Row) -> String)?

  func sorted(_ rows: [Row], isDescending: Bool) -> [Row] {
    if let named {
      let up = rows.sorted(byFolding: named)
      return isDescending ? up.reversed() : up
    }
    guard let isBefore else { return rows }
    return rows.sorted { isDescending ? isBefore($1, $0) : isBefore($0, $1) }
  }
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
  var actions: [PageLink] = []
  var figures: [(name: String, value: String)] = []

  /// The lists that stand beside each other under one entry of the menu.
  private static var families: [[String]] {
    [["receipts", "refunds", "cashed"], ["collections", "mandates"], ["late", "reminders", "plans"]]
  }
  private var tabs: [String] { Self.families.first { $0.contains(topic) } ?? [] }

  private func found(_ visit: Visit, _ list: ListQuery) -> [Row] {
    let rows = list.words.isEmpty ? rows : rows.filter { list.finds(searched($0)) }
    return columns.first { $0.sort == list.sort }?.sorted(rows, isDescending: list.isDescending) ?? rows
  }

  func page(_ visit: Visit) -> Answer {
    let list = visit.list(sorts: sorts, size: 25)
    let found = found(visit, list)
    let frame = ListFrame(
      title: visit.text("payments.\(topic).title"), lead: visit.text("payments.\(topic).lead"), actions: actions,
      tabs: tabs.map { PageLink(visit.text("payments.\($0).title"), "/\($0)", isCurrent: $0 == topic) },
      figures: figures.map { PageFigure($0.name, $0.value) }, csv: "\(path).csv", filters: filters)
    return visit.listPage(
      frame, list, total: found.count,
      columns: columns.map { ListColumn("payments.column.\($0.key)", sort: $0.sort, isNumber: $0.isNumber) },
      rows: list.slice(found).map { row in
        PageRow(columns.map { PageCell($0.text(row), path: $0.path?(row), badge: $0.state?(row).map { "badge-\($0)" }) })
      }, hint: "payments.\(topic).empty")
  }

  func csv(_ visit: Visit) -> Answer {
    let found = found(visit, visit.list(sorts: sorts, size: 1_000_000))
    return .csv(
      columns.map { visit.text("payments.column.\($0.key)") }, found.map { row in columns.map { ($0.plain ?? $0.text)(row) } },
      name: "\(topic)-\(visit.today).csv")
  }
}
