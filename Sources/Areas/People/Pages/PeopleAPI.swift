import Kernel
import Store
import Web

/// Organisations and persons for programs; the acts are those of the pages.
enum PeopleAPI {
  static let all: [Route] = [
    .get("/api/organisations", .needsSomewhere(.seeOrganisations), organisations),
    .post("/api/organisations", .needs(.changeOrganisations), addOrganisation),
    .get("/api/organisations/:organisation", .needsSomewhere(.seeOrganisations), organisation),
    .put("/api/organisations/:organisation", .needsSomewhere(.changeOrganisations), changeOrganisation),
    .put("/api/organisations/:organisation/listing", .needsSomewhere(.describeOrganisations), listOrganisation),
    .get("/api/organisations/:organisation/history", .needsSomewhere(.seeHistory), HistoryRoutes.ofOrganisationByAPI),
    .get("/api/persons", .needsSomewhere(.seePersons), persons),
    .post("/api/persons", .needs(.changePersons), addPerson),
    .get("/api/persons/:person", .needsSomewhere(.seePersons), person),
    .put("/api/persons/:person", .needs(.changePersons), changePerson),
    .get("/api/persons/:person/history", .needs(.seeHistory), HistoryRoutes.ofPersonByAPI),
  ]

  @Sendable static func organisations(_ visit: Visit) async throws -> Answer {
    let search = OrganisationRoutes.search(visit, visit.list(sorts: ["name", "kind", "created"], size: 200))
    let found = try await visit.database.read { transaction in try transaction.organisations(search) }
    return .json(OrganisationListJSON(organisations: found.rows.map { OrganisationJSON($0, for: visit.viewer) }, total: found.total))
  }
  @Sendable static func addOrganisation(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(AddOrganisation(visit.reading { $0.organisationFacts() }))
    return Answer.json(MadeJSON(id: id), status: 201).with("location", "/api/organisations/\(id)")
  }
  @Sendable static func organisation(_ visit: Visit) async throws -> Answer {
    let organisation = try await OrganisationRoutes.found(visit, .seeOrganisations)
    let seesPeople = visit.viewer.may(.seePersons, for: organisation.id)
    let members = try await visit.database.read { transaction in seesPeople ? try transaction.members(of: organisation.id) : [] }
    return .json(
      OrganisationDetailJSON(organisation: OrganisationJSON(organisation, for: visit.viewer), members: members.map(MembershipJSON.init)))
  }
  @Sendable static func changeOrganisation(_ visit: Visit) async throws -> Answer {
    try await visit.perform(ChangeOrganisation(visit.id("organisation"), visit.reading { $0.organisationFacts() }))
    return .done
  }
  @Sendable static func listOrganisation(_ visit: Visit) async throws -> Answer {
    let id: OrganisationID = try visit.id("organisation")
    let act = try visit.reading { reader in
      ListInDirectory(id, reader.listing(), activity: reader.text("activity"), website: reader.website("website"))
    }
    try await visit.perform(act)
    return .done
  }

  @Sendable static func persons(_ visit: Visit) async throws -> Answer {
    let search = PersonRoutes.search(visit, visit.list(sorts: ["name", "email", "created"], size: 200))
    let found = try await visit.database.read { transaction in try transaction.persons(search) }
    return .json(PersonListJSON(persons: found.rows.map(PersonJSON.init), total: found.total))
  }
  @Sendable static func addPerson(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(AddPerson(visit.reading { $0.personFacts() }))
    return Answer.json(MadeJSON(id: id), status: 201).with("location", "/api/persons/\(id)")
  }
  @Sendable static func person(_ visit: Visit) async throws -> Answer {
    let person = try await PersonRoutes.found(visit)
    let reach = visit.viewer.reach(of: .seePersons)
    let known = try await visit.database.read { transaction in
      (try transaction.memberships(of: person.id), try transaction.roleLines(of: person.id))
    }
    let memberships = known.0.filter { reach.includes($0.membership.organisation) }
    let roles = known.1.filter { line in line.grant.organisation.map { reach.includes($0) } ?? (reach == .everything) }
    return .json(
      PersonDetailJSON(person: PersonJSON(person), memberships: memberships.map(MembershipJSON.init), roles: roles.map(RoleJSON.init)))
  }
  @Sendable static func changePerson(_ visit: Visit) async throws -> Answer {
    let known = try await PersonRoutes.found(visit)
    var facts = try visit.reading { $0.personFacts() }
    facts.listedFrom = known.facts.listedFrom
    try await visit.perform(ChangePerson(known.id, facts, letters: visit.letters))
    return .done
  }
}
