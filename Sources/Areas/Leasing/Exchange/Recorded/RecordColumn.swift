import Kernel
import Spaces
import Store

/// One column of a table that goes out as a file and comes in again, exactly.
struct RecordColumn: Sendable {
  enum Kind: Sendable {
    case text, day, quarter, count, instant, flag
    /// Cents, hundredths of a square metre, basis points: `12.50`.
    case decimal
    case choice([String])
    /// Something else that the files name by its key.
    case lease, cell, hold, scheme, organisation, person
    /// The heading of the lease that stands in the same line, by its place.
    case line
  }
  let csv: String
  let sql: String
  let kind: Kind
  let isOptional: Bool
  /// When and by whom it was written: a file by hand need not say it.
  let isStamp: Bool

  init(_ csv: String, _ sql: String? = nil, _ kind: Kind = .text, optional: Bool = false, stamp: Bool = false) {
    (self.csv, self.sql, self.kind, isOptional, isStamp) = (csv, sql ?? csv, kind, optional, stamp)
  }
  static func choice<Choice: CaseIterable & RawRepresentable>(
    _ csv: String, _: Choice.Type, sql: String? = nil, optional: Bool = false
  ) -> RecordColumn where Choice.RawValue == String {
    RecordColumn(csv, sql, .choice(Choice.allCases.map(\.rawValue)), optional: optional)
  }
  static func stamped(_ columns: [RecordColumn]) -> [RecordColumn] {
    columns + [RecordColumn("made", "made_at", .instant, stamp: true), RecordColumn("made_by", stamp: true)]
  }

  var type: ColumnType {
    switch kind {
    case .count, .instant, .flag, .decimal: .integer
    default: .text
    }
  }

  /// What stands for it in a file, before names are put in the place of ids.
  func written(_ value: Value) -> String {
    switch value {
    case .null: return ""
    case .text(let text): return text
    case .integer(let number):
      switch kind {
      case .decimal: return Money(cents: number).decimal
      case .instant: return Instant(seconds: number).iso
      default: return "\(number)"
      }
    }
  }

  /// nil for what cannot stand there. Names are left as they are, to be looked up.
  func read(_ text: String) -> Value? {
    if text.isEmpty {
      if isOptional { return .null }
      if case .text = kind { return .text("") }
      if case .flag = kind { return .integer(0) }
      return nil
    }
    switch kind {
    case .text: return text.isPlain || text.contains(where: \.isNewline) ? .text(text) : nil
    case .lease, .cell, .hold, .scheme, .organisation, .person: return text.count <= 200 && text.isPlain ? .text(text) : nil
    case .day: return Day(text).flatMap { (1900...2500).contains($0.year) ? .text($0.description) : nil }
    case .quarter: return Quarter(text).map { .text($0.description) }
    case .count, .line: return Int64(text).flatMap { (0...1_000_000).contains($0) ? .integer($0) : nil }
    case .instant: return Instant(exactly: text).map { .integer($0.seconds) }
    case .flag: return text == "1" ? .integer(1) : text == "0" ? .integer(0) : nil
    case .choice(let all): return all.contains(text) ? .text(text) : nil
    case .decimal: return Self.hundredths(text).map { .integer($0) }
    }
  }

  private static func hundredths(_ text: String) -> Int64? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int64(parts[0]), (0...1_000_000_000_000).contains(whole), parts[0].first != "+" else {
      return nil
    }
    var rest: Int64 = 0
    if parts.count == 2 {
      guard parts[1].count == 2, parts[1].allSatisfy({ $0.isASCII && $0.isNumber }), let typed = Int64(parts[1]) else { return nil }
      rest = typed
    }
    return (isNegative ? -1 : 1) * (whole * 100 + rest)
  }
}

/// A table of the database and the file that holds its rows.
struct RecordTable: Sendable {
  let file: String
  let table: String
  let columns: [RecordColumn]
  /// In the order of the file; `lease` and `place` are there for lines.
  let query: SQL
  /// Rows have an id of their own, made anew when they come in.
  let hasID: Bool

  init(_ file: String, _ table: String, _ columns: [RecordColumn], hasID: Bool = true, _ query: SQL) {
    (self.file, self.table, self.columns, self.query, self.hasID) = (file, table, columns, query, hasID)
  }
}
