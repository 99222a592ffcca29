import Kernel

/// The lines of the five files, each checked for itself.
struct ImportEntries {
  struct Body {
    let key: String
    let facts: OrganisationFacts
  }
  struct Someone {
    let key: String
    let facts: PersonFacts
  }
  struct Belonging {
    let person: String
    let organisation: String
    let title: String?
    let span: HeldSpan
  }
  struct Duty {
    let person: String
    let role: Role
    let organisation: String?
    let span: HeldSpan
  }
  struct Entity {
    let organisation: String
    let function: HouseFunction
    let span: HeldSpan
  }

  let bodies: [ImportLine<Body>]
  let persons: [ImportLine<Someone>]
  let belongings: [ImportLine<Belonging>]
  let duties: [ImportLine<Duty>]
  let entities: [ImportLine<Entity>]

  init(_ tables: ImportTables, problems: inout Problems) {
    bodies = tables.read(.organisations, into: &problems) { reader in
      let key = reader.requiredText("key", limit: 100)
      var facts = reader.organisationFacts()
      facts.listing = reader.listing()
      return Body(key: key, facts: facts)
    }
    persons = tables.read(.people, into: &problems) { reader in
      let key = reader.requiredText("key", limit: 100)
      return Someone(key: key, facts: reader.personFacts())
    }
    belongings = tables.read(.memberships, into: &problems) { reader in
      let person = reader.requiredText("person")
      let organisation = reader.requiredText("organisation")
      let title = reader.text("title")
      return reader.halfOpenSpan().map { Belonging(person: person, organisation: organisation, title: title, span: $0) }
    }
    duties = tables.read(.roles, into: &problems) { reader in
      let person = reader.requiredText("person")
      let role = reader.requiredChoice("role", of: Role.self)
      let organisation = reader.text("organisation")
      let span = reader.halfOpenSpan()
      guard let role, let span else { return nil }
      return Duty(person: person, role: role, organisation: organisation, span: span)
    }
    entities = tables.read(.entities, into: &problems) { reader in
      let organisation = reader.requiredText("organisation")
      let function = reader.requiredChoice("function", of: HouseFunction.self)
      let span = reader.halfOpenSpan()
      guard let function, let span else { return nil }
      return Entity(organisation: organisation, function: function, span: span)
    }
    refuseDoubles(&problems)
  }

  /// No key, address or establishment twice in one file.
  private func refuseDoubles(_ problems: inout Problems) {
    func refuse(_ code: String, _ column: String, _ values: [(ImportPlace, String?)]) {
      var first: [String: Int] = [:]
      for (place, value) in values {
        guard let value else { continue }
        if let line = first[value] {
          problems.add(code, field: place.field(column), ["value": value, "line": String(line)])
        } else {
          first[value] = place.line
        }
      }
    }
    refuse("people.problem.importTwice", "key", bodies.map { ($0.place, $0.entry.key) })
    refuse("people.problem.importTwice", "siret", bodies.map { ($0.place, $0.entry.facts.siret) })
    refuse("people.problem.importTwice", "key", persons.map { ($0.place, $0.entry.key) })
    refuse("people.problem.importTwice", "email", persons.map { ($0.place, $0.entry.facts.emailKey) })
  }
}
