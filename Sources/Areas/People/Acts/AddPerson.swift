import Kernel
import Post
import Store

/// Makes a person known to the house, without a way to sign in yet.
package struct AddPerson: Act {
  package let facts: PersonFacts

  package init(_ facts: PersonFacts) { self.facts = facts }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> PersonID {
    try viewer.demand(.changePersons)
    try transaction.lock(peopleLock)
    try transaction.demandFree(facts.email)
    return try transaction.add(facts, by: viewer, at: now)
  }
}

/// Says anew who a person is and how they are reached: by themselves, or by those who may.
package struct ChangePerson: Act {
  package let person: PersonID
  package let facts: PersonFacts
  package let letters: Letters

  package init(_ person: PersonID, _ facts: PersonFacts, letters: Letters) {
    (self.person, self.facts, self.letters) = (person, facts, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let isSelf = viewer.person == person
    if !isSelf { try viewer.demand(.changePersons) }
    try transaction.lock(peopleLock)
    guard let known = try transaction.person(person) else { throw Refusal.notFound }
    if facts == known.facts { return }
    if facts.emailKey != known.facts.emailKey {
      try transaction.demandFree(facts.email)
      // Whoever changes an address can have links sent there, and come in by them as that person.
      let isGuarded = try transaction.hasWayIn(person, on: letters.house.day(of: now))
      if isGuarded && !isSelf && !viewer.may(.grantRoles) {
        throw Refusal(.notAllowed, [Problem("people.problem.emailOfStaff", field: "email")])
      }
      // One's own address follows a link to the new one: see `AskForAddress`.
      if isSelf { throw Refusal.invalid("people.problem.emailByLink", field: "email") }
    }
    try transaction.change(known, to: facts, letters, by: viewer, at: now)
  }
}

extension Transaction {
  /// Whether a link sent to them opens anything that is theirs: a role, on the house or on an organisation, now or to come, or an account
  /// they came in by.
  borrowing func hasWayIn(_ person: PersonID, on today: Day) throws -> Bool {
    if try hasEntered(person) { return true }
    return try roleLines(of: person).contains { !$0.grant.span.isOver(on: today) }
  }

  /// Refuses an address that somebody has.
  borrowing func demandFree(_ email: String) throws {
    if try person(email: email) != nil { throw Refusal.conflict("people.problem.emailTaken", field: "email") }
  }

  /// Writes what is known of a person now. An address that is left behind is told, and what was sent there opens nothing any more.
  borrowing func change(_ person: Person, to facts: PersonFacts, _ letters: Letters, by viewer: Viewer, at now: Instant) throws {
    if facts.emailKey != person.facts.emailKey {
      try demandFree(facts.email)
      try post(letters.addressChanged(person.facts, to: facts.email), about: person.subject, at: now)
      try withdrawLinks(of: person.id, at: now)
    }
    try update(facts, of: person.id)
    try note(
      "people.person.change", on: person.subject, by: viewer, at: now, before: try AuditFacts.text(person.facts),
      after: try AuditFacts.text(facts))
  }

  /// Writes a person whose address was found free, with the audit line.
  borrowing func add(_ facts: PersonFacts, by viewer: Viewer, at now: Instant) throws -> PersonID {
    let id = PersonID.fresh(at: now)
    try insert(facts, as: id, key: nil, at: now)
    try note("people.person.add", on: "person/\(id)", by: viewer, at: now, after: try AuditFacts.text(facts))
    return id
  }
}
