import Kernel
import Web

extension Visit {
  var reportWords: ReportWords { ReportWords(texts, language) }

  /// A report as a list. Lines are found, put in order and dealt out in pages; headings and sums stand only where the list is as it came.
  package func page(_ report: Report, _ frame: ListFrame) -> Answer {
    let list = reportList(report)
    let rows = found(list, in: report)
    let sums = rows.reversed().prefix { $0.kind == .total }.count
    let heads = rows.dropLast(sums).prefix { $0.kind == .heading }
    let lines = Array(rows.dropLast(sums).dropFirst(heads.count))
    let shown = (list.page == 1 ? Array(heads) : []) + list.slice(lines) + rows.suffix(sums)
    var frame = frame
    frame.notes = report.notes.map { text($0) }
    return listPage(
      frame, list, total: max(lines.count, rows.isEmpty ? 0 : 1), columns: columns(of: report),
      rows: shown.map { row($0, report, isOfMore: lines.count > list.size) })
  }

  func reportList(_ report: Report) -> ListQuery { list(sorts: [""] + report.columns.map(\.key), size: 25) }

  func found(_ list: ListQuery, in report: Report) -> [Report.Row] {
    if list.sort.isEmpty && list.words.isEmpty { return report.rows }
    let words = reportWords
    var rows = report.rows.filter { $0.kind == .line }
    if !list.words.isEmpty { rows = rows.filter { row in list.finds(row.cells.map(words.shown).joined(separator: " ")) } }
    if let place = report.columns.firstIndex(where: { $0.key == list.sort }) {
      rows.sort { left, right in
        let (one, two) = (left.cells[place].order, right.cells[place].order)
        return list.isDescending ? two < one : one < two
      }
    }
    return rows
  }

  func columns(of report: Report) -> [ListColumn] {
    report.columns.map { ListColumn("\(report.texts).\($0.key)", sort: $0.key, isNumber: $0.isNumber) }
  }

  /// - Parameter isOfMore: a page shows a part of the lines, and the sum is that of all.
  func row(_ row: Report.Row, _ report: Report, isOfMore: Bool) -> PageRow {
    let words = reportWords
    var cells = zip(report.columns, row.cells).map { column, cell in
      var path: String?
      switch cell {
      case .link(_, let target), .way(_, let target): path = target
      default: break
      }
      return PageCell(words.shown(cell), path: path, isTight: column.kind == .day)
    }
    // A row is told by its first cell, and a reader of screens says what stands there.
    let first = words.shown(row.cells[0])
    let name = !first.isEmpty ? first : row.kind == .total ? text("ledger.report.total") : "–"
    if isOfMore, row.kind == .total, row.part == nil {
      cells[0] = PageCell(name, note: text("ledger.report.ofAllPages"))
    } else if first.isEmpty {
      cells[0] = PageCell(name)
    }
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
