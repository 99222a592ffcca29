import Banking
import Kernel
import Store

/// The debtor pays from another account: the mandate stays, and the next collection tells the bank of the change.
package struct ChangeMandateAccount: Act {
  package let mandate: ID<Mandate>
  package let iban: IBAN
  package let bic: BIC?

  package init(_ mandate: ID<Mandate>, iban: IBAN, bic: BIC?) { (self.mandate, self.iban, self.bic) = (mandate, iban, bic) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.collectDebits)
    try transaction.lock("payments/mandate/\(mandate)")
    guard let found = try transaction.mandate(mandate) else { throw Refusal.notFound }
    if found.revokedOn != nil { throw Refusal.conflict("payments.problem.mandateRevoked") }
    if found.iban == iban.text { throw Refusal.invalid("payments.problem.sameAccount", field: "iban") }
    if !iban.isInEEA, found.town.isEmpty { throw Refusal.invalid("payments.problem.addressNeeded", field: "iban") }
    if !iban.isInEEA, bic == nil { throw Refusal.invalid("payments.problem.bicNeeded", field: "bic") }
    let today = HouseTime.mulhouse.day(of: now)
    try transaction.insertAccount(of: mandate, place: found.account + 1, iban: iban, bic: bic, since: today, by: viewer, at: now)
    try transaction.note(
      "payments.mandate.account", on: "mandate/\(mandate)", by: viewer, at: now, before: IBAN(stored: found.iban).masked, after: iban.masked
    )
  }
}

/// Nothing is collected under it any more.
package struct RevokeMandate: Act {
  package let mandate: ID<Mandate>
  package let day: Day?
  package let reason: String

  package init(_ mandate: ID<Mandate>, on day: Day? = nil, reason: String) {
    (self.mandate, self.day, self.reason) = (mandate, day, reason)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.collectDebits)
    try transaction.lock("payments/mandate/\(mandate)")
    guard let found = try transaction.mandate(mandate) else { throw Refusal.notFound }
    if found.revokedOn != nil { throw Refusal.conflict("payments.problem.mandateRevoked") }
    let today = HouseTime.mulhouse.day(of: now)
    let day = day ?? today
    if day > today { throw Refusal.invalid("payments.problem.future", field: "day") }
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    try transaction.run("UPDATE mandates SET revoked_on = \(day), revoked_reason = \(reason) WHERE id = \(mandate)")
    try transaction.note("payments.mandate.revoke", on: "mandate/\(mandate)", by: viewer, at: now, before: found.reference, after: reason)
  }
}
