/// The tables of a folder or an archive. What is wrong with any of them is kept, with file, line and column, to be told at once.
package struct TableReading {
  private let files: [String: [UInt8]]
  package var problems = Problems()

  package init(_ files: [String: [UInt8]]) { self.files = files }

  /// Nil where there is no such file, where it is no table, and where it lacks a column it must have.
  /// - Parameter optional: all other columns that are known; any will do where it is nil.
  package mutating func table(_ name: String, required: [String] = [], optional: [String]? = nil) -> CSVTable? {
    guard let bytes = files[name] else { return nil }
    let table: CSVTable
    do { table = try CSVTable(bytes) } catch {
      problems.add(
        error.code, field: TablePlace(file: name, line: error.line).field,
        error.arguments.merging(["line": String(error.line)]) { own, _ in own })
      return nil
    }
    let top = TablePlace(file: name, line: 1)
    let missing = required.filter { !table.header.contains($0) }
    for column in missing { problems.add("kernel.problem.csvColumnMissing", field: top.field(column), ["column": column]) }
    if let optional {
      for column in table.header where !required.contains(column) && !optional.contains(column) {
        problems.add("kernel.problem.csvColumnUnknown", field: top.field(column), ["column": String(column.prefix(60))])
      }
    }
    return missing.isEmpty ? table : nil
  }

  /// None where there is no such table.
  package mutating func lines(_ name: String) -> [CSVTable.Line] { table(name)?.lines ?? [] }

  /// Each line of a table read as something typed; a line with a problem gives nothing.
  package mutating func read<Value>(
    _ name: String, required: [String] = [], optional: [String]? = nil, _ one: (inout InputReader, TablePlace) -> Value?
  ) -> [Value] {
    table(name, required: required, optional: optional)?.read(as: name, into: &problems, one) ?? []
  }
}

extension CSVTable {
  /// Each line read as something typed; a line with a problem gives nothing.
  package func read<Value>(as name: String, into problems: inout Problems, _ one: (inout InputReader, TablePlace) -> Value?) -> [Value] {
    lines.compactMap { line in
      var reader = InputReader(line.input)
      let place = TablePlace(file: name, line: line.number)
      let value = one(&reader, place)
      for problem in reader.problems.items { problems.add(problem.code, field: place.field(problem.field), problem.arguments) }
      return reader.problems.isEmpty ? value : nil
    }
  }
}

/// A line of a table in a folder or an archive.
package struct TablePlace: Sendable, Hashable {
  package let file: String
  /// From 1, as an editor shows it.
  package let line: Int

  package init(file: String, line: Int) { (self.file, self.line) = (file, line) }

  /// `organisations.csv:12`.
  package var field: String { "\(file):\(line)" }

  /// `organisations.csv:12:siren`.
  package func field(_ column: String?) -> String { column.map { "\(field):\($0)" } ?? field }
}
