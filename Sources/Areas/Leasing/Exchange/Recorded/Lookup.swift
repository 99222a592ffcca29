import Kernel
import Spaces
import Store

/// What the files name, and what it is here.
struct Lookup {
  var schemes: [String: ID<Scheme>]
  let cells: CellNames
  var leases: [String: ID<Lease>]
  /// Headings by lease and place.
  var headings: [String: String] = [:]
}

extension WriteRecorded {
  /// The values of a line with ids in the place of names; nil when one of them is unknown.
  func found(
    _ line: RecordedLine, _ table: RecordTable, in transaction: borrowing Transaction, _ lookup: inout Lookup, _ problems: inout Problems
  ) throws -> [Value]? {
    var values: [Value] = []
    for (column, value) in zip(table.columns, line.values) {
      if column.isStamp, value == .null {
        values.append(column.type == .integer ? .integer(now.seconds) : .text(viewer.name))
      } else if let found = try known(column, value, line, in: transaction, lookup) {
        values.append(found)
      } else {
        problems.add("kernel.problem.choice", field: "\(line.place):\(column.csv)")
      }
    }
    return values.count == table.columns.count ? values : nil
  }

  private func known(
    _ column: RecordColumn, _ value: Value, _ line: RecordedLine, in transaction: borrowing Transaction, _ lookup: Lookup
  ) throws -> Value? {
    if case .line = column.kind, case .integer(let place) = value, let lease = lookup.leases[line.lease] {
      return lookup.headings["\(lease) \(place)"].map { .text($0) }
    }
    guard case .text(let name) = value else { return value }
    func id(_ question: SQL) throws -> Value? { try transaction.value(question, as: String.self).map { .text($0) } }
    switch column.kind {
    case .lease: return lookup.leases[name].map { .text($0.text) }
    case .cell: return lookup.cells[name].map { .text($0.text) }
    case .scheme: return lookup.schemes[name].map { .text($0.text) }
    case .hold: return try id("SELECT id FROM holds WHERE external_key = \(name) OR id = \(name)")
    case .organisation: return try id("SELECT id FROM organisations WHERE external_key = \(name) OR id = \(name)")
    case .person: return try id("SELECT id FROM persons WHERE external_key = \(name) OR id = \(name)")
    default: return value
    }
  }
}
