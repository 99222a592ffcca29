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
    /// A text key that leads somewhere.
    case way(String, path: String)
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
    /// By place; nil of what belongs to the whole.
    let part: Int?

    init(_ kind: Kind = .line, _ cells: [Cell], part: Int? = nil) { (self.kind, self.cells, self.part) = (kind, cells, part) }
  }
  /// Rows that belong together, an account, an entry or a figure, with the words and the amount that a phone folds them behind.
  struct Part: Sendable {
    let title: [Cell]
    /// What else names it; without any, how many lines it has.
    let note: [Cell]
    let amount: Cell
  }
  let columns: [Column]
  /// Where the texts of the columns stand.
  let texts: String
  package private(set) var rows: [Row] = []
  private(set) var parts: [Part] = []
  private var isInPart = false
  /// Text keys of what the reader must know of the figures.
  package var notes: [String] = []

  package init(_ columns: [Column], texts: String = "ledger.column") { (self.columns, self.texts) = (columns, texts) }

  package mutating func add(_ cells: [Cell], _ kind: Row.Kind = .line) {
    rows.append(Row(kind, cells, part: isInPart ? parts.count - 1 : nil))
  }
  /// What is added from here on belongs together.
  mutating func begin(_ title: [Cell], note: [Cell] = [], amount: Cell) {
    parts.append(Part(title: title, note: note, amount: amount))
    isInPart = true
  }
  /// What is added from here on belongs to the whole.
  mutating func end() { isInPart = false }
}

extension Report.Cell {
  /// A debit on the left, a credit on the right; the other side stays empty.
  static func sides(_ amount: Money) -> [Report.Cell] {
    amount < .zero ? [.none, .money(-amount)] : [.money(amount), .none]
  }
  func isKey(_ keys: Set<String>) -> Bool {
    switch self {
    case .key(let key), .way(let key, _): keys.contains(key)
    default: false
    }
  }
  /// Nothing rather than nought.
  static func some(_ amount: Money) -> Report.Cell { amount == .zero ? .none : .money(amount) }

  /// What a list is put in order by.
  var order: (Int64, String) {
    switch self {
    case .none: (Int64.min, "")
    case .text(let text), .key(let text), .link(let text, _), .way(let text, _): (0, text.folded)
    case .day(let day): (Int64(day.number), "")
    case .money(let money): (money.cents, "")
    case .number(let number): (number, "")
    case .rate(let rate): (rate.basisPoints, "")
    case .value(let fact): (fact.value, "")
    }
  }
}
