import Kernel
import People
import Post
import Store

/// Tells by mail what will be collected on a day, where no invoice has said it: deposits, what is left after a part was paid, what is taken again.
/// Told once for each document, day and amount.
package struct AnnounceCollection: Act {
  package let entity: OrganisationID
  package let day: Day
  package let takesReturned: Bool

  package init(entity: OrganisationID, day: Day, takesReturned: Bool = false) {
    (self.entity, self.day, self.takesReturned) = (entity, day, takesReturned)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.collectDebits)
    try transaction.lock("payments/\(entity)")
    guard let creditor = try transaction.organisation(entity) else { throw Refusal.invalid("kernel.problem.choice", field: "entity") }
    let today = HouseTime.mulhouse.day(of: now)
    if day <= today { throw Refusal.invalid("payments.problem.past", field: "day") }
    var told = 0
    for line in try transaction.collectionPlan(entity, on: day, takesReturned: takesReturned).lines where line.verdict == .notTold {
      let to = try transaction.addressee(of: line.document.customer, on: today)
      // Without an address nobody is told, and nothing is collected.
      guard let addressee = to.addressee else { continue }
      try transaction.run(
        """
        INSERT INTO debit_notices (entity, document, mandate, day, amount, told_on, told_at)
        VALUES (\(entity), \(line.document.number), \(line.mandate.id), \(day), \(line.document.open), \(today), \(now))
        """)
      try transaction.post(
        PaymentLetters.notice(line, on: day, from: creditor, to: addressee, in: to.language), about: "mandate/\(line.mandate.id)", at: now)
      told += 1
    }
    if told > 0 {
      try transaction.note("payments.debits.announce", on: "organisation/\(entity)", by: viewer, at: now, after: "\(day): \(told)")
    }
    return told
  }
}
