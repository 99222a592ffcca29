/// Rows of one table, under a head that comes back on every page.
struct TableSetting {
  let strips: [Strip]
  /// Lines of one row that are never parted.
  private static let most = 20
  private static let padding = 2.6

  init(_ table: Table, _ setting: Setting) {
    let group = Strip.Group("Table")
    let columns = ColumnSetting(table, setting).parts
    func row(_ cells: [Words], _ face: Face, tag: String, rule: (width: Double, Colour)) -> [Strip] {
      let texts = zip(columns, table.columns).enumerated().map { index, column in
        column.0.text(index < cells.count ? cells[index] : "", face, column.1.alignment)
      }
      let count = max(texts.map(\.lines.count).max() ?? 1, 1)
      return stride(from: 0, to: count, by: TableSetting.most).map { from in
        let until = min(from + TableSetting.most, count)
        let isEnd = until == count
        let top = from == 0 ? TableSetting.padding : 0
        let height = top + Double(until - from) * face.leading + (isEnd ? TableSetting.padding : 0)
        return Strip(height: height, group: group) { canvas, y in
          canvas.tagged("TR") {
            for (text, column) in zip(texts, columns) { canvas.cell(tag, text, from..<until, x: column.x, y: y + top) }
          }
          if isEnd {
            canvas.line(from: setting.x, to: setting.x + setting.width, y: y + height, width: rule.width, rule.1)
          }
        }
      }
    }
    let isHeaded = table.columns.contains { !$0.title.isEmpty }
    var head = isHeaded ? row(table.columns.map(\.title), Style.head, tag: "TH", rule: (0.8, .strongLine)) : []
    for index in head.indices { head[index].staysWithNext = true }
    var body = table.rows.enumerated().flatMap { index, line in
      let isBeforeTotal = index + 1 < table.rows.count && table.rows[index + 1].isTotal
      let rule: (Double, Colour) = isBeforeTotal ? (0.8, .strongLine) : line.isTotal ? (0, .line) : (0.4, .line)
      var strips = row(line.cells, line.isTotal ? Style.total : Style.cell, tag: "TD", rule: rule)
      // A sum never stands alone on a page.
      if isBeforeTotal, !strips.isEmpty { strips[strips.count - 1].staysWithNext = true }
      return strips
    }
    if !head.isEmpty { head[0].before = 10 } else if !body.isEmpty { body[0].before = 10 }
    let repeated = head.reduce(0) { $0 + $1.height } < setting.room / 3 ? head : []
    for index in body.indices { body[index].head = repeated }
    strips = head + body
  }
}
