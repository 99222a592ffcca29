import Kernel
import People
import Store

extension Transaction {
  /// The legal entity that a command names by one of its names, its key, its SIREN or its identity. A name that two bear names neither.
  package borrowing func books(named name: String) throws -> OrganisationID {
    let entities = try organisations(entitiesWithBooks())
    if let entity = entities.first(where: { [$0.id.text, $0.externalKey, $0.facts.siren].contains(name) }) { return entity.id }
    let named = entities.filter { [$0.facts.legalName.folded, $0.name.folded].contains(name.folded) }
    if named.count == 1 { return named[0].id }
    let known = entities.map { [$0.facts.legalName, $0.facts.siren.map { "(\($0))" }].compactMap(\.self).joined(separator: " ") }
    throw Refusal.invalid("ledger.problem.entity", field: "entity", ["name": name, "known": known.joined(separator: ", ")])
  }
}
