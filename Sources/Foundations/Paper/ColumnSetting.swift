/// How wide the columns of a table are.
struct ColumnSetting {
  let parts: [Setting]
  private static let gutter = 8.0
  /// Of the room, what the columns that do not break leave to the others.
  private static let left = 0.15

  init(_ table: Table, _ setting: Setting) {
    let room = setting.width - ColumnSetting.gutter * Double(max(table.columns.count - 1, 0))
    let wholes = table.columns.indices.map { index in
      table.columns[index].isWhole ? ColumnSetting.widest(index, of: table, setting) : nil
    }
    let taken = wholes.reduce(0.0) { $0 + ($1 ?? 0) }
    let shares = zip(table.columns, wholes).reduce(0.0) { $0 + ($1.1 == nil ? $1.0.share : 0) }
    // Where they would leave nothing, or nobody else is there, they share the room among them.
    let most = shares == 0 ? room : room * (1 - ColumnSetting.left)
    let scale = taken > most || shares == 0 && taken > 0 ? most / taken : 1
    let rest = room - taken * scale
    var x = 0.0
    parts = zip(table.columns, wholes).map { column, whole in
      let width = whole.map { $0 * scale } ?? rest * column.share / max(shares, .leastNonzeroMagnitude)
      defer { x += width + ColumnSetting.gutter }
      return setting.part(x, width)
    }
  }

  /// The width of the longest cell on one line. Only cells of about the most signs are set: a thousand amounts need not be.
  private static func widest(_ index: Int, of table: Table, _ setting: Setting) -> Double {
    let sheet = setting.part(0, 10_000)
    func width(_ cells: [Words], _ face: Face) -> Double {
      let most = cells.reduce(0) { max($0, $1.length) }
      let long = Set(cells.filter { $0.length + 2 >= most })
      return long.reduce(0.0) { max($0, sheet.text($1, face).naturalWidth) }
    }
    func cells(_ isTotal: Bool) -> [Words] {
      table.rows.filter { $0.isTotal == isTotal && index < $0.cells.count }.map { $0.cells[index] }
    }
    // A hair more, so that what fits is not broken by rounding.
    return max(width([table.columns[index].title], Style.head), width(cells(false), Style.cell), width(cells(true), Style.total)) + 0.5
  }
}
