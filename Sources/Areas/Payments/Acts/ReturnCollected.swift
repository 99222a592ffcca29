import Banking
import Kernel
import Store

/// A collection came back, or the bank never took it up (pain.002), and a person says so: with no line of the bank, or before it.
package struct ReturnCollected: Act {
  package let item: ID<CollectionItem>
  /// A code of the bank, or what was written.
  package let reason: String
  /// nil is today.
  package let day: Day?

  package init(_ item: ID<CollectionItem>, reason: String, on day: Day? = nil) {
    (self.item, self.reason, self.day) = (item, reason, day)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.recordPayments)
    guard let found = try transaction.item(item) else { throw Refusal.notFound }
    try transaction.lock("payments/\(found.entity)")
    guard let item = try transaction.item(item), item.cancelledAt == nil, item.returnedOn == nil else {
      throw Refusal.conflict("payments.problem.itemDone", field: "item")
    }
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    let today = HouseTime.mulhouse.day(of: now)
    let day = day ?? today
    if day > today { throw Refusal.invalid("payments.problem.future", field: "day") }
    if let receipt = try transaction.receipt(for: item.id) {
      if day < receipt.day { throw Refusal.invalid("payments.problem.beforeReceipt", field: "day") }
      try transaction.takeBack(receipt.id, reason: reason, on: day, by: viewer, at: now)
    }
    try transaction.sayReturned(item, reason: reason, on: day, by: viewer, at: now)
  }
}

extension Transaction {
  /// A collection is open again with the reason the bank gives, and where the bank would only send it back again, its mandate ends.
  borrowing func sayReturned(
    _ item: CollectionItem, reason: String, on day: Day, movement: ID<BankLine>? = nil, by viewer: Viewer, at now: Instant
  ) throws {
    try run(
      "UPDATE collection_items SET returned_on = \(day), return_reason = \(reason) WHERE id = \(item.id) AND returned_on IS NULL")
    if let movement { try run("UPDATE collection_items SET return_movement = \(movement) WHERE id = \(item.id)") }
    try note("payments.debit.return", on: "collection/\(item.collection)", by: viewer, at: now, before: item.endToEnd, after: reason)
    if ReturnReason(rawValue: reason)?.endsMandate == true, let mandate = try mandate(item.mandate), mandate.revokedOn == nil {
      try revoke(mandate, on: day, reason: reason, for: viewer, at: now)
    }
  }

  /// What a line of the bank takes back of a collection, in the books: its receipt the other way round; nothing where that was done by hand
  /// before the line came. Whether either holds.
  borrowing func takeBack(
    _ item: CollectionItem, for line: BankLine, reason: String, by viewer: Viewer, at now: Instant
  ) throws -> Bool {
    if let receipt = try receipt(for: item.id) {
      try takeBack(receipt.id, reason: reason, on: line.booked, by: viewer, at: now)
    } else if try !isReturnAwaited(of: item) {
      return false
    }
    try sayReturned(item, reason: reason, on: line.booked, movement: line.id, by: viewer, at: now)
    return true
  }

  /// Whether its receipt was reversed by hand, and no line of the bank has said so yet.
  private borrowing func isReturnAwaited(of item: CollectionItem) throws -> Bool {
    let reversed = try value("SELECT COUNT(*) FROM receipts WHERE item = \(item.id) AND reversed_on IS NOT NULL", as: Int.self) ?? 0
    let told =
      try value(
        """
        SELECT COUNT(*) FROM bank_movements m WHERE m.entity = \(item.entity) AND m.settled_how = 'returned'
          AND (m.end_to_end = \(item.endToEnd) OR m.id = (SELECT i.return_movement FROM collection_items i WHERE i.id = \(item.id)))
        """, as: Int.self) ?? 0
    return reversed > 0 && told == 0
  }

  /// Collections a line of the bank may take back: paid, or reversed by hand before it came; those of its amount first.
  package borrowing func returnable(for line: BankLine) throws -> [CollectionItem] {
    let items: [CollectionItem] = try all(
      """
      \(CollectionItem.query) WHERE i.entity = \(line.entity) AND i.paid_on IS NOT NULL AND i.cancelled_at IS NULL
        AND i.return_movement IS NULL AND i.amount <= \(-line.amount)
        AND NOT EXISTS (SELECT 1 FROM bank_movements m WHERE m.settled_how = 'returned' AND m.end_to_end = i.end_to_end)
      ORDER BY i.amount DESC, k.day DESC, i.id DESC LIMIT 300
      """)
    return items
  }
}
