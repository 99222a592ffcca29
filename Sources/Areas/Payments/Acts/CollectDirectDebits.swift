import Banking
import Invoicing
import Kernel
import Ledger
import People
import Secrets
import Store

/// Everything that may be collected for an entity on a day, in one file for the bank. Each open document once: a second time finds nothing, and makes nothing.
package struct CollectDirectDebits: Act {
  package let entity: OrganisationID
  package let day: Day
  /// Whether what came back before is taken again.
  package let takesReturned: Bool

  package init(entity: OrganisationID, day: Day, takesReturned: Bool = false) {
    (self.entity, self.day, self.takesReturned) = (entity, day, takesReturned)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<DebitCollection>? {
    try viewer.demand(.collectDebits)
    try transaction.lock("payments/\(entity)")
    if !TargetCalendar.isOpen(day) {
      let next = TargetCalendar.open(onOrAfter: day)
      throw Refusal.invalid("payments.problem.bankDay", field: "day", ["next": next.description])
    }
    let lines = try transaction.collectionPlan(entity, on: day, takesReturned: takesReturned).taken
    if lines.isEmpty { return nil }
    // The bank wants the file one of its own days before.
    let earliest = TargetCalendar.adding(1, to: HouseTime.mulhouse.day(of: now))
    if day < earliest { throw Refusal.invalid("payments.problem.lead", field: "day", ["next": earliest.description]) }
    let creditor = try transaction.bankParty(of: entity, on: day)
    guard let identifier = creditor.identifier else {
      throw Refusal.conflict("payments.problem.noICS", field: "entity", ["name": creditor.party.name])
    }
    let (place, message) = try transaction.nextMessage(of: "collections", prefix: "KM0", entity: entity, day: day)
    let debits = try lines.map { try debit($0, transaction) }
    let order: DirectDebitOrder
    do {
      order = try DirectDebitOrder(
        message: message, made: now, creditor: creditor.party, identifier: identifier, day: day, debits: debits)
    } catch { throw error.refusal }
    let content = String(decoding: order.xml, as: UTF8.self)
    let id = ID<DebitCollection>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO collections (id, entity, day, message, place, item_count, total, content, digest, made_at, made_by)
      VALUES (\(id), \(entity), \(day), \(message), \(place), \(debits.count), \(order.total), \(content), \(Digest.sha256(content)),
        \(now), \(viewer.name))
      """)
    for (line, debit) in zip(lines, debits) {
      let block = (order.blocks.firstIndex { $0.scheme == debit.scheme && $0.sequence == debit.sequence } ?? 0) + 1
      try transaction.run(
        """
        INSERT INTO collection_items (id, collection, mandate, account, entity, customer, document, amount, end_to_end, sequence, block)
        VALUES (\(ID<CollectionItem>.fresh(at: now)), \(id), \(line.mandate.id), \(line.mandate.account), \(entity),
          \(line.document.customer), \(line.document.number), \(debit.amount), \(debit.reference), \(debit.sequence), \(block))
        """)
    }
    try transaction.note(
      "payments.debits.collect", on: "collection/\(id)", by: viewer, at: now, after: "\(message) \(order.total.decimalText)")
    return id
  }

  private func debit(_ line: CollectionPlan.Line, _ transaction: borrowing Transaction) throws -> DirectDebit {
    let number = line.document.number
    let before = try transaction.value("SELECT COUNT(*) FROM collection_items WHERE document = \(number)", as: Int.self) ?? 0
    // Taken again, or by two entities, the reference tells the times apart.
    let reference = SEPAText.of(number, limit: 30) + (before == 0 ? "" : "-\(before + 1)")
    return DirectDebit(
      reference: reference, amount: line.document.open, mandate: MandateReference(stored: line.mandate.reference),
      signed: line.mandate.signedOn, amendment: try transaction.amendment(of: line.mandate), scheme: line.mandate.scheme,
      sequence: line.mandate.isOnce ? .once : .recurrent, debtor: line.mandate.debtor, text: number)
  }
}

extension Transaction {
  /// What the bank must be told when the account is another than the last collection was made from.
  fileprivate borrowing func amendment(of mandate: Mandate) throws -> MandateAmendment? {
    let last: Int? = try value(
      """
      SELECT i.account FROM collection_items i JOIN collections k ON k.id = i.collection
      WHERE i.mandate = \(mandate.id) AND i.cancelled_at IS NULL ORDER BY k.day DESC, i.id DESC LIMIT 1
      """)
    guard let last, last != mandate.account,
      let old: String = try value("SELECT iban FROM mandate_accounts WHERE mandate = \(mandate.id) AND place = \(last)")
    else { return nil }
    // Country and bank: within one bank the old account is named.
    return old.prefix(9) == mandate.iban.prefix(9) && old.prefix(2) == mandate.iban.prefix(2) ? .account(was: IBAN(stored: old)) : .bank
  }
}

/// A file that was never handed to the bank: its documents may be collected again.
package struct CancelCollection: Act {
  package let collection: ID<DebitCollection>
  package init(_ collection: ID<DebitCollection>) { self.collection = collection }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.collectDebits)
    guard let found = try transaction.collection(collection) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    guard let found = try transaction.collection(collection), found.cancelledAt == nil else {
      throw Refusal.conflict("payments.problem.cancelled")
    }
    if try transaction.items(of: collection).contains(where: { $0.paidOn != nil || $0.returnedOn != nil }) {
      throw Refusal.conflict("payments.problem.collected")
    }
    try transaction.run("UPDATE collections SET cancelled_at = \(now), cancelled_by = \(viewer.name) WHERE id = \(collection)")
    try transaction.run("UPDATE collection_items SET cancelled_at = \(now) WHERE collection = \(collection)")
    try transaction.note("payments.debits.cancel", on: "collection/\(collection)", by: viewer, at: now, before: found.message)
  }
}
