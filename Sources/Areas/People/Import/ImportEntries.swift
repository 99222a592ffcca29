import Kernel

/// The lines of the five files, each checked for itself.
struct ImportEntries {
  struct Body {
    let key: String
    let facts: OrganisationFacts
  }
  struct Someone {
    let key: String
    var facts: PersonFacts
    /// Whether the file says since when they agree to be named; else what is known stays.
    let saysListing: Bool
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
  /// What their file says of organisations; what it does not say stays as it is known.
  let bodyColumns: Set<String>
  let persons: [ImportLine<Someone>]
  let belongings: [ImportLine<Belonging>]
  let duties: [ImportLine<Duty>]
  let entities: [ImportLine<Entity>]

  init(_ tables: ImportTables, problems: inout Problems) {
    bodyColumns = Set(tables.tables[.organisations]?.header ?? [])
    bodies = tables.read(.organisations, into: &problems) { reader in
      let key = reader.requiredText("key", limit: 100)
      var facts = reader.organisationFacts()
      facts.listing = reader.listing()
      return Body(key: key, facts: facts)
    }
    let saysListing = tables.tables[.people]?.header.contains("listed_from") ?? false
    persons = tables.read(.people, into: &problems) { reader in
      let key = reader.requiredText("key", limit: 100)
      var facts = reader.personFacts()
      facts.listedFrom = reader.day("listed_from")
      return Someone(key: key, facts: facts, saysListing: saysListing)
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

  /// One entity is there once, unless every line names another of its establishments.
  private func refuseTwins(_ problems: inout Problems) {
    var first: [String: [(line: Int, siret: String?)]] = [:]
    for body in bodies {
      let facts = body.entry.facts
      guard let siren = facts.siren ?? facts.siret.map({ String($0.prefix(9)) }) else { continue }
      let twin = first[siren]?.first { $0.siret == nil || facts.siret == nil }
      if let twin {
        problems.add("people.problem.importTwice", field: body.place.field("siren"), ["value": siren, "line": String(twin.line)])
      }
      first[siren, default: []].append((body.place.line, facts.siret))
    }
  }

  /// No key, address or establishment twice in one file.
  private func refuseDoubles(_ problems: inout Problems) {
    func refuse(_ code: String, _ column: String, _ values: [(TablePlace, String?)]) {
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
    refuseTwins(&problems)
    refuse("people.problem.importTwice", "key", persons.map { ($0.place, $0.entry.key) })
    refuse("people.problem.importTwice", "email", persons.map { ($0.place, $0.entry.facts.emailKey) })
  }
}
