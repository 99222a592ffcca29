import Kernel
import Spaces
import Store

/// Writes what an export told, as it was: no act is done again, nobody is written to, nothing is charged.
struct WriteRecorded {
  let files: RecordedFiles
  let viewer: Viewer
  let now: Instant

  /// - Parameter lived: leases written by hand in the same import, by key.
  func perform(
    in transaction: borrowing Transaction, lived: [String: ID<Lease>], _ outcome: inout ImportLeases.Outcome
  ) throws {
    var problems = Problems()
    var lookup = Lookup(schemes: [:], cells: try transaction.cellNames(), leases: lived)
    for line in files.schemeNames {
      let isNew = try writeOnce(line, LeaseRecords.schemeNames, ["code"], in: transaction, &lookup, &problems)
      if isNew { outcome.added += 1 } else { outcome.unchanged += 1 }
    }
    lookup.schemes = Dictionary(uniqueKeysWithValues: try transaction.schemes().map { ($0.code, $0.id) })
    for (table, lines, same) in [
      (LeaseRecords.schemes, files.schemes, ["scheme", "from_day"]), (LeaseRecords.indices, files.indices, ["index_name", "quarter"]),
    ] {
      for line in lines {
        if try writeOnce(line, table, same, in: transaction, &lookup, &problems) { outcome.added += 1 } else { outcome.unchanged += 1 }
      }
    }
    try problems.refuse()
    // A lease comes after the one before it.
    var fresh = Set(lived.keys)
    var waiting = files.leases
    while !waiting.isEmpty {
      let names = Set(waiting.map(\.lease))
      let ready = waiting.filter { line in previous(line).map { !names.contains($0) } ?? true }
      if ready.isEmpty { throw Refusal.invalid("kernel.problem.choice", field: "\(waiting[0].place):previous") }
      for line in ready {
        if let known: ID<Lease> = try transaction.value(
          "SELECT id FROM leases WHERE external_key = \(line.lease) OR id = \(line.lease)")
        {
          lookup.leases[line.lease] = known
          outcome.unchanged += 1
        } else if let id = try write(line, in: transaction, &lookup, &problems) {
          lookup.leases[line.lease] = id
          fresh.insert(line.lease)
          outcome.added += 1
        }
      }
      try problems.refuse()
      waiting.removeAll { line in ready.contains { $0.place == line.place } }
    }
    for table in LeaseRecords.parts {
      for line in files.parts[table.file] ?? [] {
        guard let lease = try lookup.leases[line.lease] ?? transaction.lease(key: line.lease)?.id else {
          problems.add("kernel.problem.choice", field: "\(line.place):lease")
          continue
        }
        lookup.leases[line.lease] = lease
        // What is there already stays as it is.
        if fresh.contains(line.lease) { try insert(line, table, in: transaction, &lookup, &problems) }
      }
    }
    try problems.refuse()
  }

  private func previous(_ line: RecordedLine) -> String? {
    guard let place = LeaseRecords.leases.columns.firstIndex(where: { $0.csv == "previous" }) else { return nil }
    if case .text(let key) = line.values[place] { return key }
    return nil
  }

  private func write(
    _ line: RecordedLine, in transaction: borrowing Transaction, _ lookup: inout Lookup, _ problems: inout Problems
  ) throws -> ID<Lease>? {
    guard let scheme = lookup.schemes[line.scheme],
      let version = try transaction.schemeVersions(of: scheme).first(where: { $0.from == line.schemeFrom })
    else {
      problems.add("leasing.problem.scheme", field: "\(line.place):scheme")
      return nil
    }
    let columns = LeaseRecords.leases.columns
    func text(_ name: String) -> String {
      if let place = columns.firstIndex(where: { $0.csv == name }), case .text(let text) = line.values[place] { return text }
      return ""
    }
    if try transaction.lease(number: text("number")) != nil {
      problems.add("leasing.problem.numberTaken", field: "\(line.place):number")
      return nil
    }
    let id = ID<Lease>.fresh(at: now)
    guard var values = try found(line, LeaseRecords.leases, in: transaction, &lookup, &problems) else { return nil }
    let parties = try ["tenant", "payer"].compactMap { name -> OrganisationID? in
      try transaction.value("SELECT id FROM organisations WHERE external_key = \(text(name)) OR id = \(text(name))")
    }
    let key = ([text("number"), line.lease, text("purpose"), text("purchase_order")] + (try transaction.organisationNames(of: parties)))
      .joined(separator: " ").folded
    values += [.text(id.text), .text(line.lease), .text(version.id.text), .text(key)]
    try run("leases", columns.map(\.sql) + ["id", "external_key", "version", "search_key"], values, at: line.place, in: transaction)
    try transaction.note("leasing.lease.import", on: "lease/\(id)", by: viewer, at: now, after: try audited(["number": text("number")]))
    return id
  }

  private func insert(
    _ line: RecordedLine, _ table: RecordTable, in transaction: borrowing Transaction, _ lookup: inout Lookup, _ problems: inout Problems
  ) throws {
    guard var values = try found(line, table, in: transaction, &lookup, &problems) else { return }
    var columns = table.columns.map(\.sql)
    // Prices hang on a heading, which names the lease.
    if table.table == "lease_steps", let place = columns.firstIndex(of: "lease") {
      columns.remove(at: place)
      values.remove(at: place)
    }
    if table.hasID {
      columns.append("id")
      values.append(.text(ID<LeaseLine>.fresh(at: now).text))
    }
    try run(table.table, columns, values, at: line.place, in: transaction)
    if table.table == "lease_lines", let lease = lookup.leases[line.lease], case .text(let id)? = values.last {
      if case .integer(let place) = line.values[1] { lookup.headings["\(lease) \(place)"] = id }
    }
  }

  /// True when it was not there. What is there and says something else is refused.
  private func writeOnce(
    _ line: RecordedLine, _ table: RecordTable, _ same: [String], in transaction: borrowing Transaction, _ lookup: inout Lookup,
    _ problems: inout Problems
  ) throws -> Bool {
    guard var values = try found(line, table, in: transaction, &lookup, &problems) else { return false }
    var columns = table.columns.map(\.sql)
    let identity = same.compactMap { columns.firstIndex(of: $0) }
    let question = SQL(
      frozen: "SELECT * FROM \(table.table) WHERE " + same.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: " AND "),
      values: identity.map { values[$0] }, types: identity.map { table.columns[$0].type })
    if let row = try transaction.first(question) {
      // Where a value was read does not change what it is.
      let compared = table.columns.indices.filter { !["source", "published_on", "single"].contains(table.columns[$0].csv) }
      for place in compared where row.columns.place(of: columns[place]).map({ row.values[$0] }) != values[place] {
        problems.add("leasing.problem.recordDiffers", field: "\(line.place):\(table.columns[place].csv)")
      }
      return false
    }
    if table.hasID {
      columns.append("id")
      values.append(.text(ID<SchemeVersion>.fresh(at: now).text))
    } else {
      columns += ["added_at", "added_by"]
      values += [.integer(now.seconds), .text(viewer.name)]
    }
    try run(table.table, columns, values, at: line.place, in: transaction)
    return true
  }

  private func run(_ table: String, _ columns: [String], _ values: [Value], at place: String, in transaction: borrowing Transaction) throws
  {
    let marks = values.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    let types = values.indices.map { index -> ColumnType in
      if case .integer = values[index] { return .integer }
      return integers.contains(columns[index]) ? .integer : .text
    }
    do {
      try transaction.run(
        SQL(frozen: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))", values: values, types: types))
    } catch let fault as StoreError {
      // What the tables themselves forbid: a day before another, two that are one.
      throw Refusal.invalid("leasing.problem.recordForbidden", field: place, ["detail": String("\(fault)".prefix(200))])
    }
  }
  private let integers = Set(
    ([LeaseRecords.leases, LeaseRecords.schemes, LeaseRecords.indices] + LeaseRecords.parts).flatMap { table in
      table.columns.filter { $0.type == .integer }.map(\.sql)
    })
}
