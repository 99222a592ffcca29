import Kernel

/// A table of the books as values, whatever it is shown as: page, CSV, PDF or JSON.
package struct Report: Sendable {
  package enum Kind: Sendable { case text, day, money, number, rate }
  package struct Column: Sendable {
    /// In JSON as it is; its text is `texts` and the key.
    package let key: String
    let kind: Kind
    /// Of the width of a sheet.
    let share: Double

    package init(_ key: String, _ kind: Kind = .text, share: Double? = nil) {
      (self.key, self.kind) = (key, kind)
      self.share = share ?? (kind == .day ? 1.25 : 1)
    }
    var isNumber: Bool { kind == .money || kind == .number || kind == .rate }
    /// Amounts, days and short marks never break on paper; words of more than their share do.
    var isWhole: Bool { kind != .text || share < 1.4 }
  }
  package enum Cell: Sendable, Hashable {
    case none
    case text(String)
    /// A text key; in JSON its last part.
    case key(String)
    case link(String, path: String)
    case day(Day)
    case money(Money)
    case number(Int64)
    case rate(Percentage)
    /// In the form of its parameter: a rate, an amount, a count.
    case value(ParameterFact)
  }
  package struct Row: Sendable {
    package enum Kind: String, Sendable { case heading, line, total }
    let kind: Kind
    let cells: [Cell]

    init(_ kind: Kind = .line, _ cells: [Cell]) { (self.kind, self.cells) = (kind, cells) }
  }
  let columns: [Column]
  /// Where the texts of the columns stand.
  let texts: String
  package private(set) var rows: [Row] = []
  /// Text keys of what the reader must know of the figures.
  package var notes: [String] = []
  /// How many rows a page of it shows; where sums stand between the lines it is better long.
  var pageSize = 200

  package init(_ columns: [Column], texts: String = "ledger.column") { (self.columns, self.texts) = (columns, texts) }

  package mutating func add(_ cells: [Cell], _ kind: Row.Kind = .line) { rows.append(Row(kind, cells)) }
}

extension Report.Cell {
  /// A debit on the left, a credit on the right; the other side stays empty.
  static func sides(_ amount: Money) -> [Report.Cell] {
    amount < .zero ? [.none, .money(-amount)] : [.money(amount), .none]
  }
  /// Nothing rather than nought.
  static func some(_ amount: Money) -> Report.Cell { amount == .zero ? .none : .money(amount) }

  /// What a list is put in order by.
  var order: (Int64, String) {
    switch self {
    case .none: (Int64.min, "")
    case .text(let text), .key(let text), .link(let text, _): (0, text.folded)
    case .day(let day): (Int64(day.number), "")
    case .money(let money): (money.cents, "")
    case .number(let number): (number, "")
    case .rate(let rate): (rate.basisPoints, "")
    case .value(let fact): (fact.value, "")
    }
  }
}
