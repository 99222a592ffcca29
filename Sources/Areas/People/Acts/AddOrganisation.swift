import Kernel
import Store

/// Makes an organisation known to the house.
package struct AddOrganisation: Act {
  package let facts: OrganisationFacts

  package init(_ facts: OrganisationFacts) { self.facts = facts }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> OrganisationID {
    try viewer.demand(.changeOrganisations)
    try transaction.lock(peopleLock)
    try transaction.refuseTwin(of: facts, except: nil)
    let id = OrganisationID.fresh(at: now)
    try transaction.insert(facts, as: id, key: nil, at: now)
    try transaction.note("people.organisation.add", on: "organisation/\(id)", by: viewer, at: now, after: try AuditFacts.text(facts))
    return id
  }
}

/// Says anew what is known of an organisation, but for what stands in the directory.
package struct ChangeOrganisation: Act {
  package let organisation: OrganisationID
  package let facts: OrganisationFacts

  package init(_ organisation: OrganisationID, _ facts: OrganisationFacts) { (self.organisation, self.facts) = (organisation, facts) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.changeOrganisations, for: organisation)
    try transaction.lock(peopleLock)
    guard let known = try transaction.organisation(organisation) else { throw Refusal.notFound }
    var facts = facts
    facts.listing = known.facts.listing
    if facts == known.facts { return }
    try transaction.refuseTwin(of: facts, except: organisation)
    try transaction.update(facts, of: organisation)
    try transaction.note(
      "people.organisation.change", on: known.subject, by: viewer, at: now, before: try AuditFacts.text(known.facts),
      after: try AuditFacts.text(facts))
  }
}

extension Transaction {
  /// One establishment of the register is one organisation.
  borrowing func refuseTwin(of facts: OrganisationFacts, except id: OrganisationID?) throws {
    guard let twin = try registerTwin(of: facts, except: id) else { return }
    throw Refusal.conflict("people.problem.registerTwin", field: facts.siret == nil ? "siren" : "siret", ["name": twin.name])
  }
}
