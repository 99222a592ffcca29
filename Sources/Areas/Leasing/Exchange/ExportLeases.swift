import Kernel
import Spaces
import Store

/// Leases with everything that was agreed and done, schemes, indices and the VAT of premises, as the files their import reads. Inventories,
/// uploaded files and printed papers travel with the backup.
package struct ExportLeases {
  package init() {}

  /// A file without a line is left out. The same records make the same bytes.
  package func files(in transaction: borrowing Transaction) throws -> [String: [UInt8]] {
    let names = try RecordNames(transaction)
    var files: [String: [UInt8]] = [:]
    let regimes = try transaction.rows(
      "SELECT b.external_key, p.* FROM premises_regimes p JOIN buildings b ON b.id = p.building ORDER BY b.external_key, p.from_day")
    let known: [String: String] = Dictionary(uniqueKeysWithValues: try transaction.buildings().map { ($0.id.text, $0.key) })
    if !regimes.isEmpty {
      files["premises_regimes.csv"] = CSVText.bytes(
        ["building", "from", "regime", "declared_on", "reference"],
        try regimes.map { row in
          let building: String = try row.get("building")
          return [
            known[building] ?? building, try row.get("from_day"), try row.get("regime"), try row.get("declared_on"),
            try row.get("reference"),
          ]
        })
    }
    var schemes: [String: (code: String, from: String)] = [:]
    for row in try transaction.rows(LeaseRecords.schemes.query) {
      schemes[try row.get("id")] = (try row.get("code"), try row.get("from_day"))
    }
    let leases = try transaction.rows(LeaseRecords.leases.query)
    if !leases.isEmpty {
      files[LeaseRecords.leases.file] = CSVText.bytes(
        ["key", "scheme", "scheme_from"] + LeaseRecords.leases.columns.map(\.csv),
        try leases.map { row in
          let (id, version): (String, String) = (try row.get("id"), try row.get("version"))
          let head: [String?] = [names.leases[id], schemes[version]?.code, schemes[version]?.from]
          return head + LeaseRecords.leases.columns.map { names.written($0, row) }
        })
    }
    for table in LeaseRecords.parts + [LeaseRecords.schemeNames, LeaseRecords.schemes, LeaseRecords.indices] {
      let rows =
        try table.file == LeaseRecords.deposits ? withMoney(transaction.rows(table.query), in: transaction) : transaction.rows(table.query)
      if rows.isEmpty { continue }
      files[table.file] = CSVText.bytes(
        table.columns.map(\.csv), table.inOrder(rows.map { row in table.columns.map { names.written($0, row) } }))
    }
    return files
  }

  /// The books stay at home: what they hold of a call that was paid goes out as money received for it, as a file by hand would say it. Where
  /// the call is known again, it is not counted a second time. What of a call is not asked for any more goes out as a call of less than nothing.
  private func withMoney(_ rows: [Row], in transaction: borrowing Transaction) throws -> [Row] {
    var (written, all): ([Row], [Row]) = ([], [])
    for (place, row) in rows.enumerated() {
      let lease: String = try row.get("lease")
      written.append(row)
      all.append(row)
      // Lines of one lease stand together.
      if place + 1 < rows.count, try rows[place + 1].get("lease") == lease { continue }
      let calls = try written.map { try DepositMovement(row: $0) }
      for told in try transaction.paid(of: calls) + transaction.cancelled(of: calls) { all.append(told.written(like: row)) }
      written = []
    }
    return all
  }
}

extension DepositMovement {
  /// As a row of its table would be.
  fileprivate func written(like row: Row) -> Row {
    let own: [String: Value] = [
      "id": .text(id.text), "lease": .text(lease.text), "day": .text(day.description), "kind": .text(kind.rawValue),
      "amount": .integer(amount.cents), "document": document.map { .text($0) } ?? .null, "reason": .text(reason),
      "made_at": .integer(madeAt.seconds), "made_by": .text(madeBy),
    ]
    return Row(columns: row.columns, values: row.columns.names.map { own[$0] ?? .null })
  }
}

extension RecordTable {
  /// By what the rows say: ids are made anew with each import, and decide nothing.
  fileprivate func inOrder(_ rows: [[String]]) -> [[String]] {
    guard columns.first?.csv == "lease" else { return rows }
    // Lines of one lease stay together in the order of the lease's number, as the question gives them.
    var groups: [[[String]]] = []
    for row in rows {
      if let last = groups.last?.first, last[0] == row[0] { groups[groups.count - 1].append(row) } else { groups.append([row]) }
    }
    return groups.flatMap { $0.sorted { $0.lexicographicallyPrecedes($1) } }
  }
}

/// What files call things: by the key they were imported under, else by their id.
struct RecordNames {
  let leases: [String: String]
  private let holds: [String: String]
  private let organisations: [String: String]
  private let persons: [String: String]
  private let schemes: [String: String]
  private let cells: CellNames

  init(_ transaction: borrowing Transaction) throws {
    leases = try transaction.keys("SELECT id, external_key FROM leases ORDER BY id")
    holds = try transaction.keys("SELECT h.id, h.external_key FROM holds h JOIN lease_holds l ON l.hold = h.id ORDER BY h.id")
    organisations = try transaction.keys("SELECT id, external_key FROM organisations ORDER BY id")
    persons = try transaction.keys("SELECT id, external_key FROM persons ORDER BY id")
    schemes = try transaction.keys("SELECT id, code AS external_key FROM lease_schemes ORDER BY id")
    cells = try transaction.cellNames()
  }

  func written(_ column: RecordColumn, _ row: Row) -> String {
    // The heading stands in the row by its place beside its id.
    let name: String
    if case .line = column.kind { name = "place" } else { name = column.sql }
    guard let place = row.columns.place(of: name) else { return "" }
    let text = column.written(row.values[place])
    switch column.kind {
    case .lease: return leases[text] ?? ""
    case .hold: return holds[text] ?? text
    case .organisation: return organisations[text] ?? text
    case .person: return persons[text] ?? ""
    case .scheme: return schemes[text] ?? ""
    case .cell: return text.isEmpty ? "" : cells[ID<Cell>(text)]
    default: return text
    }
  }
}

extension Transaction {
  fileprivate borrowing func keys(_ question: SQL) throws -> [String: String] {
    var found: [String: String] = [:]
    for row in try rows(question) {
      let (id, key): (String, String?) = (try row.get("id"), try row.get("external_key"))
      found[id] = key ?? id
    }
    return found
  }
}
