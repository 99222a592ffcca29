import Banking
import Invoicing
import Kernel
import Secrets
import Store

/// Takes in the statements of a file from the bank. The same statement twice does nothing; what is certain is settled at once, the rest waits for a person.
package struct ImportBankStatement: Act {
  package struct Outcome: Sendable, Hashable {
    package internal(set) var taken = 0
    package internal(set) var known = 0
    package internal(set) var lines = 0
    package internal(set) var settled = 0
  }
  package let statements: [BankStatement]

  /// Throws a `Refusal` that says what is wrong with the file, and where.
  package init(_ bytes: [UInt8]) throws {
    do { statements = try BankStatement.read(bytes) } catch let fault as StatementFault {
      throw Refusal.invalid(
        "payments.problem.statement.\(fault.code.rawValue)", field: "file",
        ["line": String(fault.line), "detail": fault.detail.clipped(to: 80)])
    }
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome {
    try viewer.demand(.recordPayments)
    try transaction.lock("payments/bank")
    var outcome = Outcome()
    for statement in statements {
      let digest = ImportBankStatement.digest(statement)
      if let known = try transaction.keptStatement(iban: statement.iban.text, name: statement.identity) {
        // The bank's name for a statement is used once. Another content under it is an error of one side or the other.
        if known.contentDigest != digest {
          throw Refusal.conflict("payments.problem.otherStatement", field: "file", ["name": statement.identity])
        }
        outcome.known += 1
        continue
      }
      guard let entity = try transaction.entity(ofAccount: statement.iban.text) else {
        throw Refusal.invalid("payments.problem.notOurs", field: "file", ["iban": statement.iban.description])
      }
      try transaction.lock("payments/\(entity)")
      let id = try keep(statement, digest, of: entity, transaction, viewer, now)
      outcome.taken += 1
      // Read once for the whole file, and kept as its lines pay what is open.
      var open = OpenDocuments(entity: entity)
      for line in try transaction.bankLines(of: id) {
        outcome.lines += 1
        if try transaction.settleByItself(line, among: &open, by: viewer, at: now) { outcome.settled += 1 }
      }
    }
    return outcome
  }

  private func keep(
    _ statement: BankStatement, _ digest: String, of entity: OrganisationID, _ transaction: borrowing Transaction, _ viewer: Viewer,
    _ now: Instant
  ) throws -> ID<KeptStatement> {
    let id = ID<KeptStatement>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO bank_statements (id, entity, iban, name, number, opening, opening_day, closing, closing_day, content_digest, imported_at,
        imported_by)
      VALUES (\(id), \(entity), \(statement.iban.text), \(statement.identity), \(statement.number), \(statement.opening.amount),
        \(statement.opening.day), \(statement.closing.amount), \(statement.closing.day), \(digest), \(now), \(viewer.name))
      """)
    for (place, entry) in statement.entries.enumerated() where entry.amount != .zero {
      let movements: [Movement?] = entry.movements.isEmpty ? [nil] : entry.movements.filter { $0.amount != .zero }
      for (part, movement) in movements.enumerated() {
        try insert(entry, movement, place: place + 1, part: movement == nil ? 0 : part + 1, of: id, entity, transaction, now)
      }
    }
    try transaction.note(
      "payments.statement.import", on: "statement/\(id)", by: viewer, at: now,
      after: "\(statement.identity): \(statement.closing.amount.decimalText)")
    return id
  }

  private func insert(
    _ entry: StatementEntry, _ movement: Movement?, place: Int, part: Int, of id: ID<KeptStatement>, _ entity: OrganisationID,
    _ transaction: borrowing Transaction, _ now: Instant
  ) throws {
    let amount = movement?.amount ?? entry.amount
    let label = [movement?.text ?? "", entry.text].filter { !$0.isEmpty }.joined(separator: " – ").clipped(to: 500)
    let name = (movement?.counterparty ?? "").clipped(to: 140)
    let named = (movement?.references ?? []).joined(separator: "\n").clipped(to: 500)
    let key = [name, label, movement?.endToEnd ?? "", named, amount.decimalText].joined(separator: " ").folded
    try transaction.run(
      """
      INSERT INTO bank_movements (id, statement, entity, place, part, amount, booked, end_to_end, mandate, counterparty, counterparty_iban,
        label, named, bank_reference, code, batch, reason, is_reversal, search_key)
      VALUES (\(ID<BankLine>.fresh(at: now)), \(id), \(entity), \(place), \(part), \(amount), \(entry.booked), \(movement?.endToEnd),
        \(movement?.mandate), \(name), \(movement?.counterpartyIBAN), \(label), \(named), \(entry.bankReference), \(entry.code),
        \(entry.batch), \(movement?.returnReason), \(entry.isReversal), \(key))
      """)
  }

  /// Over everything that was read, so that the same statement under the same name is known again.
  static func digest(_ statement: BankStatement) -> String {
    var fields = ["\(statement.opening)", "\(statement.closing)"]
    for entry in statement.entries {
      fields.append("\(entry.amount.cents) \(entry.booked) \(entry.bankReference ?? "") \(entry.text)")
      for movement in entry.movements { fields.append("\(movement.amount.cents) \(movement.endToEnd ?? "") \(movement.text)") }
    }
    return Digest.sha256(fields.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n"))
  }
}

extension Transaction {
  /// Whose account it is, by the terms of today or of any day.
  borrowing func entity(ofAccount iban: String) throws -> OrganisationID? {
    for terms in try entityTerms() {
      if let own = terms.iban, String(own.filter { !$0.isWhitespace }).uppercased() == iban { return terms.entity }
    }
    return nil
  }
}
