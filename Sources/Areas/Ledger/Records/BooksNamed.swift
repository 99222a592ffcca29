import Kernel
import People
import Store

extension Transaction {
  /// The legal entity that a command names by its key, its SIREN or its identity.
  package borrowing func books(named name: String) throws -> OrganisationID {
    for id in try entitiesWithBooks() {
      guard let entity = try organisation(id) else { continue }
      if [id.text, entity.externalKey, entity.facts.siren].contains(name) { return id }
    }
    throw Refusal.invalid("ledger.problem.entity", field: "entity", ["name": name])
  }
}
