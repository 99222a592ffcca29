import Invoicing
import Kernel
import Store
import Web

/// Closes what is called of guarantees, not paid, and asked for no more since an amendment: the newest call first, and its customer is told. Run
/// again, it does nothing. What the bank is about to collect waits until it was paid or came back.
package struct CloseDepositRests: Act {
  let mandates: [any MandateSource]

  /// - Parameter mandates: who knows of the collection of calls.
  package init(mandates: [any MandateSource] = []) { self.mandates = mandates }

  /// How many calls ask for less since.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.issueInvoices)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    let amended: [Lease] = try transaction.all(
      """
      SELECT * FROM leases l WHERE l.signed_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM lease_terms t WHERE t.lease = l.id AND t.deposit IS NOT NULL AND t.from_day <= \(today))
      ORDER BY l.number, l.id
      """)
    var count = 0
    for lease in amended {
      var rest = try transaction.depositRest(of: lease, on: today)
      if rest <= .zero { continue }
      let asked = Format(lease.language).money(try transaction.depositAsked(of: lease, on: today))
      let reason = LeaseLetters.texts.text("leasing.deposit.lowered", in: lease.language, ["asked": asked])
      for (call, open) in try transaction.openDepositCalls(of: lease) where rest > .zero {
        let part = min(rest, open)
        if try transaction.reduceDepositCall(call.id, by: part, reason: reason, mandates: mandates, for: viewer, at: now) { count += 1 }
        rest = rest - part
      }
    }
    return count
  }
}
