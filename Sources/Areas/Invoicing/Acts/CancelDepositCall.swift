import Kernel
import Ledger
import People
import Store
import Web

/// Takes back a call for a deposit that was issued in error, or for a lease that never was. The call keeps its number and says that it is
/// cancelled, its entry is reversed, and whoever was told of it is told again. Nothing may have been paid on it: what was paid is held, and is
/// settled with the lease. Nor may the bank be about to collect it: that would bring in money that nobody owes.
package struct CancelDepositCall: Act {
  package let call: ID<DepositCall>
  package let reason: String
  /// Who knows of its collection.
  let mandates: [any MandateSource]

  package init(_ call: ID<DepositCall>, reason: String, mandates: [any MandateSource] = []) {
    (self.call, self.reason, self.mandates) = (call, reason, mandates)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.issueInvoices)
    guard let known = try transaction.depositCall(call) else { throw Refusal.notFound }
    try transaction.lockNumbers(of: known.entity)
    guard let call = try transaction.depositCall(call), call.cancellation == nil else {
      throw Refusal.conflict("invoicing.problem.depositCancelled")
    }
    if reason.allSatisfy(\.isWhitespace) { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    let day = HouseTime.mulhouse.day(of: now)
    if try transaction.open(document: call.number, entity: call.entity) < call.asked {
      throw Refusal.conflict("invoicing.problem.depositPaid", ["number": call.number])
    }
    let debits = try transaction.debits(of: call, from: mandates, on: day)
    for case .underWay(let taken) in debits {
      throw Refusal.conflict("invoicing.problem.depositAtBank", ["number": call.number, "day": taken.description])
    }
    try transaction.takeOff(call.asked, call, origin: "cancelled", on: day, at: now)
    try transaction.run(
      """
      INSERT INTO deposit_call_cancellations (deposit_call, cancelled_on, reason, cancelled_at, cancelled_by)
      VALUES (\(call.id), \(day), \(reason), \(now), \(viewer.name))
      """)
    try transaction.tell("depositCancelled", call, debits, because: reason, on: day, at: now)
    try transaction.note("invoicing.deposit.cancel", on: call.subject, by: viewer, at: now, before: call.number, after: reason)
  }
}
