/// What the body of a document is made of, from top to bottom.
package indirect enum Block: Sendable, Hashable {
  /// 1 for the subject of a letter, 2 and 3 below.
  case heading(Words, level: Int)
  case paragraph(Words)
  /// A paragraph in small print.
  case note(Words)
  /// Names and values, one pair a line.
  case facts([Fact])
  case table(Table)
  case drawing(Drawing)
  /// Photographs, so many to a row.
  case pictures([Picture], columns: Int)
  case rule
  /// Millimetres of nothing; vanishes at the top of a page.
  case gap(Double)
  /// On one page, unless they are more than a page.
  case together([Block])
  /// Side by side, on one page if they fit it; the share is what the first takes of the width.
  case beside([Block], [Block], share: Double)
  /// On a tinted ground, on one page if it fits: what the reader must do.
  case panel([Block])
  /// Shifted to the right half, where a French letter is signed.
  case signature([Words])
}

/// A name and its value.
package struct Fact: Sendable, Hashable {
  package let name: String
  package let value: Words

  package init(_ name: String, _ value: Words) { (self.name, self.value) = (name, value) }
  package init(_ name: String, _ value: String) { self.init(name, Words(value)) }
}

/// Rows under a head that is repeated on every page they reach.
package struct Table: Sendable, Hashable {
  package struct Column: Sendable, Hashable {
    package let title: Words
    package let alignment: Alignment
    /// Shares the width with those of the other columns.
    package let share: Double
    /// As wide as the widest of its cells, so that no amount, day or number breaks; the other columns share what is left.
    package let isWhole: Bool

    package init(_ title: Words, _ alignment: Alignment = .start, share: Double = 1, isWhole: Bool = false) {
      (self.title, self.alignment, self.share, self.isWhole) = (title, alignment, share, isWhole)
    }
  }
  package struct Row: Sendable, Hashable {
    package let cells: [Words]
    /// Under a stronger line and in bold: a sum.
    package let isTotal: Bool

    package init(_ cells: [Words], isTotal: Bool = false) { (self.cells, self.isTotal) = (cells, isTotal) }
  }
  package var columns: [Column]
  package var rows: [Row]

  package init(_ columns: [Column], _ rows: [Row]) { (self.columns, self.rows) = (columns, rows) }
}

package enum Alignment: Sendable, Hashable { case start, centre, end }
