import Kernel

/// The five files of people an import reads; each may be left out.
package struct ImportTables: Sendable {
  /// The files by name, with the columns each must have and those it may have besides.
  package enum File: String, Sendable, CaseIterable {
    case organisations = "organisations.csv"
    case people = "people.csv"
    case memberships = "memberships.csv"
    case roles = "roles.csv"
    case entities = "entities.csv"

    var required: Set<String> {
      switch self {
      case .organisations: ["key", "legal_name", "kind"]
      case .people: ["key", "name", "email"]
      case .memberships: ["person", "organisation", "from"]
      case .roles: ["person", "role", "from"]
      case .entities: ["organisation", "function", "from"]
      }
    }
    var optional: Set<String> {
      switch self {
      case .organisations:
        Set(OrganisationTable.columns + OrganisationTable.addressColumns).subtracting(required)
      case .people: ["language", "phone", "listed_from"]
      case .memberships: ["title", "until"]
      case .roles: ["organisation", "until"]
      case .entities: ["until"]
      }
    }
  }

  let tables: [File: CSVTable]

  /// Reads the files that have one of the names; others are no concern of this area.
  /// Throws a `Refusal` with every file that is no table, or lacks a column, or has one nobody knows.
  package init(_ files: [String: [UInt8]]) throws {
    var tables: [File: CSVTable] = [:]
    var problems = Problems()
    for file in File.allCases {
      guard let bytes = files[file.rawValue] else { continue }
      do {
        let table = try CSVTable(bytes)
        ImportTables.check(table, of: file, into: &problems)
        tables[file] = table
      } catch {
        problems.add(error.code, field: "\(file.rawValue):\(error.line)", ["detail": error.detail, "line": String(error.line)])
      }
    }
    try problems.refuse()
    self.tables = tables
  }

  /// What is wrong with the lines themselves, whatever the house knows.
  package func check() throws {
    var problems = Problems()
    _ = ImportEntries(self, problems: &problems)
    try problems.refuse()
  }

  package func count(of file: File) -> Int { tables[file]?.lines.count ?? 0 }

  private static func check(_ table: CSVTable, of file: File, into problems: inout Problems) {
    let columns = Set(table.header)
    for column in file.required.subtracting(columns).sorted() {
      problems.add("people.problem.importColumnMissing", field: "\(file.rawValue):1:\(column)", ["column": column])
    }
    for column in columns.subtracting(file.required).subtracting(file.optional).sorted() {
      problems.add("people.problem.importColumnUnknown", field: "\(file.rawValue):1:\(column)", ["column": column])
    }
  }

  /// Each line of a file read as something typed; what is wrong with it is told with file, line and column.
  func read<Entry>(_ file: File, into problems: inout Problems, _ entry: (inout InputReader) -> Entry?) -> [ImportLine<Entry>] {
    (tables[file]?.lines ?? []).compactMap { line in
      var reader = InputReader(line.input)
      let value = entry(&reader)
      let place = ImportPlace(file: file, line: line.number)
      for problem in reader.problems.items { problems.add(problem.code, field: place.field(problem.field), problem.arguments) }
      guard let value, reader.problems.isEmpty else { return nil }
      return ImportLine(place: place, entry: value)
    }
  }
}

/// Where in the files something stands.
struct ImportPlace: Sendable, Hashable {
  let file: ImportTables.File
  let line: Int

  /// `organisations.csv:12:siren`.
  func field(_ column: String?) -> String { "\(file.rawValue):\(line)" + (column.map { ":\($0)" } ?? "") }
}

/// A line that could be read, and where it stood.
struct ImportLine<Entry> {
  let place: ImportPlace
  let entry: Entry
}
