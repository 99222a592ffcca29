import Invoicing
import Kernel
import Spaces
import Store

/// The files of leases an import reads; each may be left out.
package struct LeaseFiles: Sendable {
  package static let names = ["premises_regimes.csv"] + RecordedFiles.names
  /// Written by hand: those an export told stand in `recorded`.
  let leases: [CSVTable.Line]
  let lines: [String: [CSVTable.Line]]
  let regimes: [CSVTable.Line]
  let recorded: RecordedFiles

  /// Refuses with every file that is no table.
  package init(_ files: [String: [UInt8]]) throws {
    var reading = TableReading(files)
    let tables = Dictionary(uniqueKeysWithValues: RecordedFiles.names.map { ($0, reading.lines($0)) })
    leases = (tables["leases.csv"] ?? []).filter { !RecordedFiles.isRecorded($0) }
    lines = Dictionary(grouping: tables["lease_lines.csv"] ?? []) { $0["lease"] }
    regimes = reading.lines("premises_regimes.csv")
    recorded = RecordedFiles(tables, lived: Set(leases.map { $0["key"] }), &reading.problems)
    try reading.problems.refuse()
  }
  var count: Int { leases.count + regimes.count + recorded.count }
}

/// Brings in leases: those written by hand, which were signed before this program, each with its lines on the lets it holds; and those an export told,
/// as they were. Those that are there already stay as they are.
package struct ImportLeases: Act {
  package let files: LeaseFiles

  package init(_ files: LeaseFiles) { self.files = files }

  package struct Outcome: Sendable, Hashable {
    package var added = 0
    package var unchanged = 0
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    var outcome = Outcome()
    var problems = Problems()
    for line in files.regimes {
      let place = "premises_regimes.csv:\(line.number)"
      do {
        if try importRegime(line, in: transaction, for: viewer, at: now) { outcome.added += 1 } else { outcome.unchanged += 1 }
      } catch let
        refusal as Refusal
      { problems.add(refusal.problems.map { Problem($0.code, field: "\(place) \($0.field ?? "")", $0.arguments) }) }
    }
    var lived: [String: ID<Lease>] = [:]
    for line in files.leases {
      if try transaction.lease(key: line["key"]) != nil {
        outcome.unchanged += 1
        continue
      }
      do {
        lived[line["key"]] = try importLease(line, in: transaction, for: viewer, at: now)
        outcome.added += 1
      } catch let refusal as Refusal {
        problems.add(
          refusal.problems.map { Problem($0.code, field: "leases.csv:\(line.number) \($0.field ?? "")", $0.arguments) })
      }
    }
    try problems.refuse()
    try WriteRecorded(files: files.recorded, viewer: viewer, now: now).perform(in: transaction, lived: lived, &outcome)
    if !files.recorded.leases.isEmpty { try check(in: transaction, at: now) }
    return outcome
  }

  /// What was told holds together.
  private func check(in transaction: borrowing Transaction, at now: Instant) throws {
    for check in LeaseCheck.all where !check.isDuty {
      if let fault = try check.faults(transaction, now).first {
        throw Refusal.invalid("leasing.problem.recordForbidden", field: "leases.csv", ["detail": fault])
      }
    }
  }

  /// True when it said something new.
  private func importRegime(_ line: CSVTable.Line, in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws
    -> Bool
  {
    guard let building = try transaction.building(key: line["building"]) else {
      throw Refusal.invalid("kernel.problem.choice", field: "building")
    }
    var reader = InputReader(line.input)
    let from = reader.requiredDay("from")
    let regime = reader.requiredChoice("regime", of: VATRegime.self)
    let declared = reader.day("declared_on")
    let reference = reader.requiredText("reference", limit: 300)
    try reader.finish()
    guard let from, let regime else { return false }
    let before = try transaction.premisesRegimes().count
    try SetPremisesRegime(building.id, from: from, regime, declaredOn: declared, reference: reference)
      .perform(in: transaction, for: viewer, at: now)
    return try transaction.premisesRegimes().count > before
  }

  private func importLease(
    _ line: CSVTable.Line, in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant
  ) throws -> ID<Lease> {
    let read = try RecordedLease(line, lines: files.lines[line["key"]] ?? [], in: transaction)
    let today = HouseTime.mulhouse.day(of: now)
    let id = ID<Lease>.fresh(at: now)
    try transaction.write(try transaction.check(read.draft, on: read.signedOn), as: id, for: viewer, at: read.signedAt)
    try transaction.run(
      """
      UPDATE leases SET offered_at = \(read.signedAt), offer_expires_on = \(read.signedOn + 1), signed_at = \(read.signedAt),
        signed_by = \(read.signatory), signed_how = 'import' WHERE id = \(id)
      """)
    for hold in read.holds { try transaction.link(hold, to: id, as: .let) }
    guard let facts = try transaction.leaseFacts(id) else { return id }
    if let ended = read.endedOn {
      try transaction.writeEnding(of: facts.lease, on: ended, reason: read.endReason, note: "", at: read.signedAt)
    } else if let until = facts.lease.until, until > today {
      try transaction.keepLets(of: facts, until: until, for: viewer, at: now)
    }
    if read.draft.terms.deposit > .zero, read.holdsDeposit {
      try transaction.writeDeposit(
        .received, read.draft.terms.deposit, of: id, on: read.draft.from, reason: "", for: viewer, at: read.signedAt)
    }
    try transaction.note("leasing.lease.import", on: "lease/\(id)", by: viewer, at: now, after: try read.draft.told)
    return id
  }
}
