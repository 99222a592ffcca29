import Kernel

/// One place of a row, in words. Its column says the rest.
package struct PageCell: Sendable {
  let text: String
  let path: String?
  /// A class of the house's style: `badge-late`; empty is a badge without colour.
  let badge: String?
  /// Smaller, below.
  let note: String?
  /// How it comes about, unfolded by whoever asks.
  let steps: [String]
  let hasSteps: Bool
  let button: PageButton?
  /// What is too long to be said at once.
  let rest: PageRest?
  /// The words of its column, which a phone shows beside it.
  fileprivate(set) var label = ""
  /// `number`, `nowrap`, or nothing.
  fileprivate(set) var style: String?
  /// It names its row, as the first does where no other is said to.
  fileprivate(set) var isHead: Bool

  package init(
    _ text: String, path: String? = nil, badge: String? = nil, isTight: Bool = false, isHead: Bool = false, note: String? = nil,
    steps: [String] = [], button: PageButton? = nil, rest: PageRest? = nil
  ) {
    (self.text, self.path, self.badge, self.isHead, self.note) = (text, path, badge, isHead, note)
    (self.steps, hasSteps, self.button, self.rest) = (steps, !steps.isEmpty, button, rest)
    style = isTight ? "nowrap" : nil
  }
}

/// More of the same, unfolded by whoever asks.
package struct PageRest: Sendable {
  let summary: String
  let lines: [String]

  package init(_ summary: String, _ lines: [String]) { (self.summary, self.lines) = (summary, lines) }
}

/// What is done with one row.
package struct PageButton: Sendable {
  let path: String
  let name: String
  let isPost: Bool
  /// Asked before it is done.
  let confirm: String?

  /// A way to a page.
  package init(to path: String, _ name: String) { (self.path, self.name, isPost, confirm) = (path, name, false, nil) }
  /// Done at once, or after a question.
  package init(post path: String, _ name: String, confirm: String? = nil) {
    (self.path, self.name, isPost, self.confirm) = (path, name, true, confirm)
  }
}

package struct PageRow: Sendable {
  package enum Kind: String, Sendable { case line, total, heading, late }
  var cells: [PageCell]
  let style: String?
  /// Lines below, smaller.
  let notes: [String]

  package init(_ cells: [PageCell], _ kind: Kind = .line, notes: [String] = []) {
    (self.cells, style, self.notes) = (cells, kind == .line ? nil : kind.rawValue, notes)
  }

  package func standing(under columns: [PageTable.Column]) -> PageRow {
    var row = self
    for (place, column) in columns.enumerated() where place < cells.count {
      row.cells[place].label = column.text
      if let style = column.style { row.cells[place].style = style }
    }
    if let first = cells.first, !first.text.isEmpty, !cells.contains(where: \.isHead) { row.cells[0].isHead = true }
    return row
  }

  package static let sample = PageRow(
    [
      PageCell(
        "Rotorix", path: "/things/1", badge: "badge-late", isTight: true, note: "depuis mars", steps: ["12 × 3"],
        button: PageButton(post: "/things/1/end", "Finir", confirm: "Finir ?")),
      PageCell(
        "12,00 €", path: "/things/1", badge: "badge-late", note: "dont 2,00 €", steps: ["12 × 1"], rest: PageRest("et 2 autres", ["3,00 €"])
      ),
    ], .total, notes: ["en mars"]
  ).standing(under: [PageTable.Column("Nom"), PageTable.Column("Montant", isNumber: true)])
}

/// Rows under a heading, or what to say where there are none. Lists that are searched and sorted draw the same rows.
package struct PageTable: Sendable {
  package struct Column: Sendable {
    let text: String
    let style: String?

    package init(_ text: String, isNumber: Bool = false, isTight: Bool = false) {
      (self.text, style) = (text, isNumber ? "number" : isTight ? "nowrap" : nil)
    }
  }
  package var title: String
  let hint: String?
  let columns: [Column]
  let rows: [PageRow]
  package let isEmpty: Bool
  package let empty: String?
  /// Shown to whoever unfolds it.
  package var isFolded = false

  /// `total` stands below where there are rows.
  package init(
    _ title: String, hint: String? = nil, columns: [Column], rows: [PageRow], total: [PageCell]? = nil, empty: String? = nil
  ) {
    (self.title, self.hint, self.columns, isEmpty) = (title, hint, columns, rows.isEmpty)
    let sum = rows.isEmpty ? [] : total.map { [PageRow($0, .total)] } ?? []
    self.rows = (rows + sum).map { $0.standing(under: columns) }
    self.empty = rows.isEmpty ? empty : nil
  }
  private init(sample: Void) {
    (title, hint, columns, rows) = ("Points", "d’où ils viennent", [Column("Nom", isNumber: true)], [.sample])
    (isEmpty, empty) = (false, "Rien encore")
  }
  package static let sample = PageTable(sample: ())
}
