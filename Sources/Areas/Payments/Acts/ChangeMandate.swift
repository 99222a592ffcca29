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
