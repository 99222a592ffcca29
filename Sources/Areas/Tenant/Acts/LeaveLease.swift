import Kernel
import Leasing
import People
import Post
import Store

/// A tenant gives notice: in one transaction the notice itself, the word to those of the house, and the acknowledgement.
package struct LeaveLease: Act {
  package let lease: ID<Lease>
  /// The last day on the premises.
  package let last: Day
  package let note: String
  package let letters: TenantLetters

  package init(_ lease: ID<Lease>, last: Day, note: String = "", letters: TenantLetters) {
    (self.lease, self.last, self.note, self.letters) = (lease, last, note, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let known = try transaction.lease(lease) else { throw viewer.isSignedIn ? Refusal.notFound : Refusal.notSignedIn }
    try viewer.demand(.acceptLeases, for: known.tenant)
    let today = HouseTime.mulhouse.day(of: now)
    try GiveNotice(lease, by: .tenant, receivedOn: today, effectiveOn: last + 1, note: note).perform(in: transaction, for: viewer, at: now)
    guard let tenant = try transaction.organisation(known.tenant) else { throw Refusal.notFound }
    for reader in try transaction.holders(of: .answerRequests, on: today) where reader.id != viewer.person {
      try transaction.post(
        letters.leaving(known.number, of: tenant.name, last: last, by: viewer.name, note, link: "/leases/\(lease)", to: reader),
        about: known.subject, at: now)
    }
    let contacts: [Contact] = try transaction.contacts(of: known.tenant, on: today)
    for contact in contacts where contact.person == viewer.person {
      try transaction.post(letters.left(known.number, of: tenant.name, last: last, to: contact), about: known.subject, at: now)
    }
  }
}
