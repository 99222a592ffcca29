import Kernel
import People
import Post
import Store

/// Nothing is collected under it any more. The house says from which day; a customer takes back their own, from today on.
package struct RevokeMandate: Act {
  package let mandate: ID<Mandate>
  package let day: Day?
  package let reason: String

  package init(_ mandate: ID<Mandate>, on day: Day? = nil, reason: String) {
    (self.mandate, self.day, self.reason) = (mandate, day, reason)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let found = try transaction.mandate(mandate) else { throw viewer.isSignedIn ? Refusal.notFound : Refusal.notSignedIn }
    let isHouse = viewer.may(.collectDebits)
    if !isHouse { try viewer.demand(.signMandates, for: found.customer) }
    try transaction.lock("payments/mandate/\(mandate)")
    if found.revokedOn != nil { throw Refusal.conflict("payments.problem.mandateRevoked") }
    let today = HouseTime.mulhouse.day(of: now)
    let day = day ?? today
    if day > today { throw Refusal.invalid("payments.problem.future", field: "day") }
    if !isHouse, day != today { throw Refusal.invalid("payments.problem.revokedToday", field: "day") }
    if reason.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "reason") }
    try transaction.revoke(found, on: day, reason: reason, for: viewer, at: now)
    if isHouse { return }
    for reader in try transaction.holders(of: .collectDebits, on: today) {
      try transaction.post(
        PaymentLetters.mandate("revoked", found, by: viewer.name, reason: reason, to: reader), about: "mandate/\(mandate)", at: now)
    }
  }
}

extension Transaction {
  borrowing func revoke(_ mandate: Mandate, on day: Day, reason: String, for viewer: Viewer, at now: Instant) throws {
    try run("UPDATE mandates SET revoked_on = \(day), revoked_reason = \(reason) WHERE id = \(mandate.id)")
    try note("payments.mandate.revoke", on: "mandate/\(mandate.id)", by: viewer, at: now, before: mandate.reference, after: reason)
  }
}
