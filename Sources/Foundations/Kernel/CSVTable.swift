/// A table read from comma- or semicolon-separated text (RFC 4180): a header line, then one line for each row.
package struct CSVTable: Sendable {
  /// One row, with the number of the line it begins on, counted from 1 as an editor shows it.
  package struct Line: Sendable {
    package let number: Int
    fileprivate let cells: [String]
    fileprivate let places: [String: Int]

    /// The cell under this header, without surrounding blanks; empty where the table has no such column.
    package subscript(column: String) -> String {
      guard let place = places[column], place < cells.count else { return "" }
      return cells[place]
    }
    /// The row as something typed, for an `InputReader`.
    package var input: Input { Input(places.mapValues { $0 < cells.count ? cells[$0] : "" }) }
  }

  /// Why text is no table; `line` counts from 1.
  package struct Fault: Error, Hashable, Sendable {
    package let code: String
    package let line: Int
    package let arguments: [String: String]

    package init(code: String, line: Int, _ arguments: [String: String] = [:]) {
      (self.code, self.line, self.arguments) = (code, line, arguments)
    }
  }

  /// What a table may measure at most.
  package struct Limits: Sendable {
    package let bytes: Int
    package let rows: Int
    package let columns: Int
    package let cell: Int
    package init(bytes: Int = 20_000_000, rows: Int = 200_000, columns: Int = 200, cell: Int = 20_000) {
      (self.bytes, self.rows, self.columns, self.cell) = (bytes, rows, columns, cell)
    }
  }

  package let header: [String]
  package let lines: [Line]

  /// Reads UTF-8 with or without its mark. The separator is the one the header line uses. Empty lines are skipped.
  package init(_ bytes: [UInt8], limits: Limits = Limits()) throws(Fault) {
    if bytes.count > limits.bytes { throw Fault(code: "kernel.problem.csvLarge", line: 1, ["limit": String(limits.bytes)]) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw Fault(code: "kernel.problem.csvEncoding", line: 1)
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: body, as: UTF8.self) else {
      throw Fault(code: "kernel.problem.csvEncoding", line: CSVTable.faultyLine(in: body))
    }
    try self.init(text: text, limits: limits)
  }

  package init(text: String, limits: Limits = Limits()) throws(Fault) {
    var reader = CSVReader(text, limits: limits)
    guard let first = try reader.next() else { throw Fault(code: "kernel.problem.csvEmpty", line: 1) }
    let names = first.cells.map { $0.lowercased() }
    for name in names where name.isEmpty || names.filter({ $0 == name }).count > 1 {
      throw Fault(code: "kernel.problem.csvHeader", line: first.number, ["name": name])
    }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var read: [Line] = []
    while let row = try reader.next() {
      if row.cells.count > names.count { throw Fault(code: "kernel.problem.csvCells", line: row.number, ["limit": String(names.count)]) }
      if read.count >= limits.rows { throw Fault(code: "kernel.problem.csvRows", line: row.number, ["limit": String(limits.rows)]) }
      read.append(Line(number: row.number, cells: row.cells, places: places))
    }
    header = names
    lines = read
  }

  /// The first line that is not UTF-8.
  private static func faultyLine(in bytes: ArraySlice<UInt8>) -> Int {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return (index ?? 0) + 1
  }
}
