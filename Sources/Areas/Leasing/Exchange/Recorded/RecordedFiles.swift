import Kernel
import Store

/// A line of a file, its cells read; what it names is still to be looked up.
struct RecordedLine: Sendable {
  /// `lease_lines.csv:12`
  let place: String
  let values: [Value]
  /// The key of the lease that is told, or to which it belongs.
  let lease: String
  let scheme: String
  let schemeFrom: Day?
}

/// The files of leases as an export writes them: each line of `leases.csv` says when the lease was prepared, and is written as it was.
struct RecordedFiles: Sendable {
  private(set) var leases: [RecordedLine] = []
  private(set) var parts: [String: [RecordedLine]] = [:]
  private(set) var schemeNames: [RecordedLine] = []
  private(set) var schemes: [RecordedLine] = []
  private(set) var indices: [RecordedLine] = []

  static let names =
    LeaseRecords.parts.map(\.file) + [
      LeaseRecords.leases.file, LeaseRecords.schemeNames.file, LeaseRecords.schemes.file, LeaseRecords.indices.file,
    ]
  static func isRecorded(_ line: CSVTable.Line) -> Bool { !line["prepared"].isEmpty }

  var count: Int { leases.count + schemeNames.count + schemes.count + indices.count }

  /// - Parameter lived: the keys of leases that are written by hand; their headings are read elsewhere.
  init(_ tables: [String: [CSVTable.Line]], lived: Set<String>, _ problems: inout Problems) {
    let told = (tables[LeaseRecords.leases.file] ?? []).filter(Self.isRecorded)
    leases = told.compactMap { line in
      let place = "\(LeaseRecords.leases.file):\(line.number)"
      if line["key"].isEmpty { problems.add("kernel.problem.missing", field: "\(place):key") }
      let from = Day(line["scheme_from"])
      if from == nil { problems.add("kernel.problem.day", field: "\(place):scheme_from") }
      return Self.read(line, LeaseRecords.leases, lease: line["key"], from: from, &problems)
    }
    for table in LeaseRecords.parts {
      parts[table.file] = (tables[table.file] ?? []).filter { table.file != "lease_lines.csv" || !lived.contains($0["lease"]) }.compactMap {
        Self.read($0, table, lease: $0["lease"], from: nil, &problems)
      }
    }
    schemeNames = (tables[LeaseRecords.schemeNames.file] ?? []).compactMap {
      Self.read($0, LeaseRecords.schemeNames, lease: "", from: nil, &problems)
    }
    schemes = (tables[LeaseRecords.schemes.file] ?? []).compactMap { Self.read($0, LeaseRecords.schemes, lease: "", from: nil, &problems) }
    indices = (tables[LeaseRecords.indices.file] ?? []).compactMap { Self.read($0, LeaseRecords.indices, lease: "", from: nil, &problems) }
  }

  private static func read(
    _ line: CSVTable.Line, _ table: RecordTable, lease: String, from: Day?, _ problems: inout Problems
  ) -> RecordedLine? {
    let place = "\(table.file):\(line.number)"
    var values: [Value] = []
    for column in table.columns {
      let text = line[column.csv]
      if text.isEmpty, column.isStamp {
        values.append(.null)
        continue
      }
      if let value = column.read(text) {
        values.append(value)
      } else {
        problems.add(text.isEmpty ? "kernel.problem.missing" : column.problem, field: "\(place):\(column.csv)")
      }
    }
    if values.count != table.columns.count { return nil }
    return RecordedLine(place: place, values: values, lease: lease, scheme: line["scheme"], schemeFrom: from)
  }
}

extension RecordColumn {
  fileprivate var problem: String {
    switch kind {
    case .day, .instant: "kernel.problem.day"
    case .decimal: "kernel.problem.amount"
    case .count, .line: "kernel.problem.number"
    case .quarter: "leasing.problem.quarter"
    default: "kernel.problem.choice"
    }
  }
}
