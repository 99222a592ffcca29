import Kernel
import People
import Store

/// Somebody of the house posts a charge by hand.
package struct PostCharge: Act {
  package let draft: ChargeDraft

  package init(_ draft: ChargeDraft) { self.draft = draft }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<PostedCharge> {
    try viewer.demand(.postCharges)
    try transaction.lock("charges/\(draft.entity)")
    var problems = Problems()
    if try transaction.invoicingStarts()[draft.entity] == nil {
      problems.add("invoicing.problem.entity", field: "entity")
    }
    if try transaction.organisation(draft.customer) == nil { problems.add("kernel.problem.choice", field: "customer") }
    try problems.refuse()
    let id = try transaction.post(draft, by: viewer, at: now)
    try transaction.note(
      "invoicing.charge.post", on: "charge/\(id)", by: viewer, at: now, after: "\(draft.text), \(draft.net.cents)")
    return id
  }
}

/// Takes back a charge that stands on no invoice yet.
package struct CancelCharge: Act {
  package let charge: ID<PostedCharge>
  package let reason: String

  package init(_ charge: ID<PostedCharge>, reason: String) { (self.charge, self.reason) = (charge, reason) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.postCharges)
    guard let known = try transaction.charge(charge) else { throw Refusal.notFound }
    // A run takes the same lock before it looks at what was cancelled.
    try transaction.lockNumbers(of: known.draft.entity)
    guard let charge = try transaction.charge(charge), charge.cancelledAt == nil else {
      throw Refusal.conflict("invoicing.problem.cancelled")
    }
    if let invoice = try transaction.invoice(with: charge.id), let number = try transaction.invoice(invoice)?.number {
      throw Refusal.conflict("invoicing.problem.invoiced", ["number": number])
    }
    try transaction.run(
      """
      UPDATE charges SET cancelled_at = \(now), cancelled_by = \(viewer.name), cancel_reason = \(reason)
      WHERE id = \(charge.id) AND cancelled_at IS NULL
      """)
    try transaction.note(
      "invoicing.charge.cancel", on: "charge/\(charge.id)", by: viewer, at: now, before: charge.draft.text, after: reason)
  }
}
