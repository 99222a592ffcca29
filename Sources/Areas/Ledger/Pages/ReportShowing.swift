import Kernel
import Web

extension Visit {
  var reportWords: ReportWords { ReportWords(texts, language) }

  /// A report as a list. Lines are found, put in order and dealt out in pages; headings and sums stand only where the list is whole and as
  /// it came.
  package func page(_ report: Report, _ frame: ListFrame) -> Answer {
    let list = self.list(sorts: [""] + report.columns.map(\.key), size: report.pageSize)
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
    var frame = frame
    frame.notes = report.notes.map { text($0) }
    return listPage(
      frame, list, total: max(lines, rows.isEmpty ? 0 : 1), columns: columns, rows: list.slice(rows).map { row($0, report, words) })
  }

  private func row(_ row: Report.Row, _ report: Report, _ words: ReportWords) -> PageRow {
    var cells = zip(report.columns, row.cells).map { column, cell in
      var path: String?
      if case .link(_, let target) = cell { path = target }
      return PageCell(words.shown(cell), path: path, isTight: column.kind == .day)
    }
    // A row is told by its first cell, and a reader of screens says what stands there.
    if words.shown(row.cells[0]).isEmpty { cells[0] = PageCell(row.kind == .total ? text("ledger.report.total") : "–") }
    let kind: PageRow.Kind = row.kind == .total ? .total : row.kind == .heading ? .heading : .line
    return PageRow(cells, kind)
  }

  /// With the balances that stand before the lines: without them a balance after each line comes from nowhere.
  package func csv(_ report: Report, name: String) -> Answer {
    let words = reportWords
    return .csv(words.titles(of: report), report.rows.map { $0.cells.map(words.plain) }, name: "\(name).csv")
  }
}

extension Visit {
  /// What is done with all that a report shows, above it. `key` finds `.name`, `.hint` and, of what is done for good, `.confirm`.
  package func reportDeed(
    _ key: String, _ id: String, at path: String, isFinal: Bool = false, hint: String? = nil, _ fields: [Field]
  ) -> PageDeed {
    PageDeed(
      path, text("\(key).name"), hint: hint ?? text("\(key).hint"), fields: fields.said(isSaid(at: path)), id: id,
      confirm: isFinal ? text("\(key).confirm") : nil,
      isMain: true, isOpen: url == path)
  }
}
