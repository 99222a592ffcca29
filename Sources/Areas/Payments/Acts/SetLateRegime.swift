import Kernel
import People
import Store

/// Says which rule of late payment holds against a customer, apart from how it is invoiced: an association that acts within a profession, say.
package struct SetLateRegime: Act {
  package let customer: OrganisationID
  /// nil goes back to what the form of the customer says.
  package let regime: LateRegime?
  package let reason: String

  package init(_ customer: OrganisationID, regime: LateRegime?, reason: String) {
    (self.customer, self.regime, self.reason) = (customer, regime, reason)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.chaseLate)
    try transaction.lock("payments regime \(customer)")
    guard try transaction.organisation(customer) != nil else { throw Refusal.notFound }
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    let before = try transaction.foundRegime(of: customer)
    try transaction.run(
      """
      INSERT INTO late_regimes (customer, regime, reason, set_at, set_by)
      VALUES (\(customer), \(regime), \(reason), \(now), \(viewer.name))
      ON CONFLICT (customer)
      DO UPDATE SET regime = excluded.regime, reason = excluded.reason, set_at = excluded.set_at, set_by = excluded.set_by
      """)
    try transaction.note(
      "payments.regime.set", on: "organisation/\(customer)", by: viewer, at: now, before: before?.rawValue ?? "",
      after: "\(regime?.rawValue ?? ""): \(reason)")
  }
}
