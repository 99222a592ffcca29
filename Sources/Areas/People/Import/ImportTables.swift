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
    var reading = TableReading(files)
    var tables: [File: CSVTable] = [:]
    for file in File.allCases {
      tables[file] = reading.table(file.rawValue, required: file.required.sorted(), optional: file.optional.sorted())
    }
    try reading.problems.refuse()
    self.tables = tables
  }

  /// What is wrong with the lines themselves, whatever the house knows.
  package func check() throws {
    var problems = Problems()
    _ = ImportEntries(self, problems: &problems)
    try problems.refuse()
  }

  package func count(of file: File) -> Int { tables[file]?.lines.count ?? 0 }

  /// Each line of a file read as something typed; what is wrong with it is told with file, line and column.
  func read<Entry>(_ file: File, into problems: inout Problems, _ entry: (inout InputReader) -> Entry?) -> [ImportLine<Entry>] {
    tables[file]?.read(as: file.rawValue, into: &problems) { reader, place in entry(&reader).map { ImportLine(place: place, entry: $0) } }
      ?? []
  }
}

/// A line that could be read, and where it stood.
struct ImportLine<Entry> {
  let place: TablePlace
  let entry: Entry
}
