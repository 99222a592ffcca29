import Kernel
import Store

/// An import under way: what each key stands for, what is wrong, what was done.
struct ImportWork {
  let entries: ImportEntries
  let viewer: Viewer
  let now: Instant
  var problems: Problems
  var outcome = ImportOutcome()
  /// Every key that is known, with the id it has or will have.
  var organisationIDs: [String: OrganisationID] = [:]
  var personIDs: [String: PersonID] = [:]
  var knownOrganisations: [String: Organisation] = [:]
  var knownPersons: [String: Person] = [:]

  init(_ transaction: borrowing Transaction, _ entries: ImportEntries, problems: Problems, viewer: Viewer, now: Instant) throws {
    (self.entries, self.problems, self.viewer, self.now) = (entries, problems, viewer, now)
    for known in try transaction.organisations(within: .everything) {
      // One that was never imported is written to files under its id.
      let key = known.externalKey ?? known.id.text
      (organisationIDs[key], knownOrganisations[key]) = (known.id, known)
    }
    let persons: [Person] = try transaction.all("SELECT * FROM persons")
    for known in persons {
      let key = known.externalKey ?? known.id.text
      (personIDs[key], knownPersons[key]) = (known.id, known)
    }
  }

  /// Looks at what is there, and finds what does not fit it.
  mutating func look(in transaction: borrowing Transaction) throws {
    for line in entries.bodies {
      let id = organisationIDs[line.entry.key] ?? .fresh(at: now)
      organisationIDs[line.entry.key] = id
      if let twin = try transaction.registerTwin(of: line.entry.facts, except: id), !isReplaced(twin.externalKey) {
        problems.add("people.problem.registerTwin", field: line.place.field("siren"), ["name": twin.name])
      }
    }
    for line in entries.persons {
      let holder = try transaction.person(email: line.entry.facts.email)
      // Someone who was not imported but has the address is the same person.
      if let holder, holder.externalKey == nil, knownPersons[line.entry.key] == nil { knownPersons[line.entry.key] = holder }
      let id = knownPersons[line.entry.key]?.id ?? .fresh(at: now)
      personIDs[line.entry.key] = id
      if let holder, holder.id != id { problems.add("people.problem.emailTaken", field: line.place.field("email")) }
    }
    lookForKeys()
  }

  /// The other's SIREN is about to be changed by the same file.
  private func isReplaced(_ key: String?) -> Bool { key.map { key in entries.bodies.contains { $0.entry.key == key } } ?? false }

  private mutating func lookForKeys() {
    for line in entries.belongings {
      need(person: line.entry.person, line.place)
      need(organisation: line.entry.organisation, line.place)
    }
    for line in entries.duties {
      need(person: line.entry.person, line.place)
      if let organisation = line.entry.organisation { need(organisation: organisation, line.place) }
      let place = line.entry.organisation.map { organisationIDs[$0] ?? .fresh(at: now) }
      if let code = line.entry.role.problem(on: place) { problems.add(code, field: line.place.field("organisation")) }
    }
    for line in entries.entities { need(organisation: line.entry.organisation, line.place) }
  }

  private mutating func need(person key: String, _ place: TablePlace) {
    if personIDs[key] == nil { problems.add("people.problem.importUnknown", field: place.field("person"), ["key": key]) }
  }
  private mutating func need(organisation key: String, _ place: TablePlace) {
    if organisationIDs[key] == nil { problems.add("people.problem.importUnknown", field: place.field("organisation"), ["key": key]) }
  }
}
