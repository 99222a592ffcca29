import Kernel
import Store
import Web

/// Persons, as lists, one by one, and as they are changed.
enum PersonRoutes {
  static let all: [Route] = [
    .get("/people", .needsSomewhere(.seePersons), list),
    .get("/people.csv", .needsSomewhere(.seePersons), table),
    .get("/people/new", .needs(.changePersons), new),
    .post("/people", .needs(.changePersons), add, shownBy: new),
    .get("/people/:person", .needsSomewhere(.seePersons), show),
    .get("/people/:person/edit", .needs(.changePersons), edit),
    .post("/people/:person", .needs(.changePersons), change, shownBy: edit),
    .get("/people/:person/history", .needs(.seeHistory), HistoryRoutes.ofPerson),
  ]

  static func search(_ visit: Visit, _ list: ListQuery) -> PersonSearch {
    var search = PersonSearch(within: visit.viewer.reach(of: .seePersons), on: visit.today, oneself: visit.viewer.person)
    (search.words, search.sort, search.isDescending) = (list.foldedWords, list.sort, list.isDescending)
    (search.limit, search.offset) = (list.size, list.offset)
    return search
  }

  @Sendable static func list(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["name", "email", "created"])
    let search = search(visit, list)
    let found = try await visit.database.read { transaction in
      let found = try transaction.persons(search)
      return (found, try transaction.organisationNames(of: found.rows.map(\.id), on: search.today))
    }
    let columns = [
      ListColumn("people.field.name", sort: "name"), ListColumn("people.field.email", sort: "email"), ListColumn("people.field.phone"),
      ListColumn("people.field.organisations"),
    ]
    let rows = found.0.rows.map { person in
      PageRow([
        PageCell(person.name, path: "/people/\(person.id)"), PageCell(person.facts.email), PageCell(person.facts.phone ?? "–"),
        PageCell(found.1[person.id]?.joined(separator: ", ") ?? "–"),
      ])
    }
    var actions: [PageLink] = []
    if visit.viewer.maySomewhere(.invitePersons) {
      actions.append(PageLink(visit.text("people.persons.invite"), "/invitations", isMain: true))
    }
    if visit.viewer.may(.changePersons) { actions.append(PageLink(visit.text("people.persons.new"), "/people/new")) }
    return visit.listPage(
      ListFrame(title: visit.text("people.persons.title"), actions: actions, csv: "/people.csv"), list, total: found.0.total,
      columns: columns, rows: rows)
  }

  @Sendable static func table(_ visit: Visit) async throws -> Answer {
    var search = search(visit, visit.list(sorts: ["name", "email", "created"]))
    (search.limit, search.offset) = (100_000, 0)
    let asked = search
    let found = try await visit.database.read { transaction in try transaction.persons(asked).rows }
    let rows = found.map { person in
      [
        person.externalKey ?? person.id.text, person.name, person.facts.email, person.facts.language.rawValue, person.facts.phone ?? "",
      ]
    }
    return .csv(["key", "name", "email", "language", "phone"], rows, name: "people-\(visit.today).csv")
  }

  /// The person of the path, if the viewer sees them.
  static func found(_ visit: Visit) async throws -> Person {
    let id: PersonID = try visit.id("person")
    let viewer = visit.viewer
    let today = visit.today
    let person = try await visit.database.read { transaction in try transaction.person(id, seenBy: viewer, on: today) }
    guard let person else { throw Refusal.notFound }
    return person
  }

  @Sendable static func show(_ visit: Visit) async throws -> Answer {
    let person = try await found(visit)
    let known = try await visit.database.read { transaction in
      (try transaction.memberships(of: person.id), try transaction.roleLines(of: person.id))
    }
    // Elsewhere than on the house, one sees what concerns one's own organisations.
    let reach = visit.viewer.reach(of: .seePersons)
    let memberships = known.0.filter { reach.includes($0.membership.organisation) }
    let roles = known.1.filter { line in line.grant.organisation.map { reach.includes($0) } ?? (reach == .everything) }
    let address = "/people/\(person.id)"
    return .page(
      PersonPage(
        title: person.name, lines: visit.lines(of: person.facts), memberships: memberships.map { belonging($0, visit) },
        hasMemberships: !memberships.isEmpty, roles: roles.map { duty($0, visit) }, hasRoles: !roles.isEmpty,
        edit: visit.viewer.may(.changePersons) ? "\(address)/edit" : nil,
        history: visit.viewer.may(.seeHistory) ? "\(address)/history" : nil))
  }

  private static func belonging(_ line: MembershipLine, _ visit: Visit) -> PersonPage.Belonging {
    PersonPage.Belonging(
      href: "/organisations/\(line.membership.organisation)", name: line.organisationName, title: line.membership.title ?? "",
      span: visit.show(line.membership.span), isPast: line.membership.span.isOver(on: visit.today))
  }
  private static func duty(_ line: RoleLine, _ visit: Visit) -> PersonPage.Duty {
    let isPast = line.grant.span.isOver(on: visit.today)
    return PersonPage.Duty(
      role: visit.text(line.grant.role.text), place: line.organisationName ?? visit.text("people.house"), span: visit.show(line.grant.span),
      isPast: isPast, revoke: !isPast && RoleRoutes.mayRevoke(line.grant, visit.viewer) ? "/roles/\(line.grant.id)/revoke" : nil)
  }

  @Sendable static func new(_ visit: Visit) async throws -> Answer {
    .page(
      FormPage(
        title: visit.text("people.persons.new"), lead: visit.text("people.persons.newLead"), action: "/people",
        fields: PersonFields.all(visit, nil), button: visit.text("people.save"), back: "/people"))
  }
  @Sendable static func add(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(AddPerson(visit.reading { $0.personFacts() }))
    return Answer.see("/people/\(id)").saying("people.done.saved")
  }
  @Sendable static func edit(_ visit: Visit) async throws -> Answer {
    let person = try await found(visit)
    let address = "/people/\(person.id)"
    return .page(
      FormPage(
        title: person.name, lead: nil, action: address, fields: PersonFields.all(visit, person.facts), button: visit.text("people.save"),
        back: address))
  }
  @Sendable static func change(_ visit: Visit) async throws -> Answer {
    let person = try await found(visit)
    var facts = try visit.reading { $0.personFacts() }
    // The consent is theirs alone to give.
    facts.listedFrom = person.facts.listedFrom
    try await visit.perform(ChangePerson(person.id, facts, letters: visit.letters))
    return Answer.see("/people/\(person.id)").saying("people.done.saved")
  }
}
