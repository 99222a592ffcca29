import Kernel
import Store

/// Records the consent of an organisation to stand in the public directory, or its withdrawal, and what stands there.
package struct ListInDirectory: Act {
  package let organisation: OrganisationID
  package let listing: Listing
  package let activity: String?
  package let website: String?

  package init(_ organisation: OrganisationID, _ listing: Listing, activity: String?, website: String?) {
    (self.organisation, self.listing, self.activity, self.website) = (organisation, listing, activity, website)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.describeOrganisations, for: organisation)
    try transaction.lock(peopleLock)
    guard let known = try transaction.organisation(organisation) else { throw Refusal.notFound }
    var facts = known.facts
    (facts.listing, facts.activity, facts.website) = (listing, activity, website)
    if facts == known.facts { return }
    try transaction.update(facts, of: organisation)
    try transaction.note(
      "people.organisation.list", on: known.subject, by: viewer, at: now, before: try AuditFacts.text(known.facts),
      after: try AuditFacts.text(facts))
  }
}
