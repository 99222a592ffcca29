import Kernel
import Store
import Web

/// Invitations that are open, and the form for another.
struct InvitationPage: Page {
  struct Row: Sendable {
    let name: String
    let email: String
    let place: String
    let invitedBy: String
    let until: String
    let isOver: Bool
    let withdraw: String
  }
  static let template = "people-invitations"
  let title: String
  let fields: [Field]
  let rows: [Row]
  let hasRows: Bool

  static let sample = InvitationPage(
    title: "Invitations", fields: [Field("email", .email, label: "Adresse")],
    rows: [
      Row(
        name: "Ada", email: "ada@km0.example", place: "Atelier", invitedBy: "Dora", until: "1er mai 2026", isOver: true,
        withdraw: "/invitations/1/withdraw")
    ], hasRows: true)
}

enum InvitationRoutes {
  static let all: [Route] = [
    .get("/invitations", .needsSomewhere(.invitePersons), show),
    .post("/invitations", .needsSomewhere(.invitePersons), invite, shownBy: show),
    .post("/invitations/:invitation/withdraw", .needsSomewhere(.invitePersons), withdraw),
    .get("/api/invitations", .needsSomewhere(.invitePersons), listByAPI),
    .post("/api/invitations", .needsSomewhere(.invitePersons), inviteByAPI),
    .post("/api/invitations/:invitation/withdraw", .needsSomewhere(.invitePersons), withdrawByAPI),
  ]

  /// The open invitations within one's reach, and whether each still opens something.
  private static func open(_ visit: Visit) async throws -> [(line: InvitationLine, isOver: Bool)] {
    let reach = visit.viewer.reach(of: .invitePersons)
    let (now, today) = (visit.now, visit.today)
    return try await visit.database.read { transaction in
      try transaction.openInvitations()
        .filter { line in line.link.organisation.map { reach.includes($0) } ?? (reach == .everything) }
        .map { line in (line, try !line.link.holds(at: now) || !transaction.isStillOffered(line.link, on: today)) }
    }
  }

  @Sendable static func show(_ visit: Visit) async throws -> Answer {
    let reach = visit.viewer.reach(of: .invitePersons)
    let lines = try await open(visit)
    let organisations = try await visit.database.read { transaction in try transaction.organisations(within: reach) }
    return .page(
      InvitationPage(
        title: visit.text("people.invitations.title"), fields: fields(visit, organisations, isHouse: reach == .everything),
        rows: lines.map { row($0.line, isOver: $0.isOver, visit) }, hasRows: !lines.isEmpty))
  }

  private static func row(_ line: InvitationLine, isOver: Bool, _ visit: Visit) -> InvitationPage.Row {
    let place = line.organisationName ?? visit.text("people.house")
    let role = line.link.role.map { visit.text($0.text) }
    return InvitationPage.Row(
      name: line.personName, email: line.email, place: ([place] + [role].compactMap(\.self)).joined(separator: " · "),
      invitedBy: line.invitedBy ?? visit.houseName,
      until: visit.format.moment(line.link.expiresAt, in: visit.house), isOver: isOver,
      withdraw: "/invitations/\(line.link.id)/withdraw")
  }

  private static func fields(_ visit: Visit, _ organisations: [Organisation], isHouse: Bool) -> [Field] {
    let house = isHouse ? [Field.Option("", visit.text("people.house"))] : []
    let places = house + organisations.map { Field.Option($0.id.text, $0.name) }
    let allowed = Role.allCases.filter { visit.viewer.may(.grantRoles) || $0.place == .organisation }
    let roles = [Field.Option("", visit.text("people.noRole"))] + allowed.map { Field.Option($0.rawValue, visit.text($0.text)) }
    let language = visit.field(
      "language", .select, label: "people.field.language",
      value: Language(rawValue: visit.query["language"])?.rawValue ?? visit.language.rawValue, required: true,
      options: visit.languageOptions())
    return [
      visit.field("name", label: "people.field.name", value: visit.query["name"], required: true),
      visit.field("email", .email, label: "people.field.email", value: visit.query["email"], required: true), language,
      visit.field("organisation", .select, label: "people.field.place", value: visit.query["organisation"], options: places),
      visit.field("title", label: "people.field.title"),
      visit.field(
        "role", .select, label: "people.field.role", value: visit.query["role"], options: roles),
    ]
  }

  private static func act(_ visit: Visit) throws -> InvitePerson {
    try visit.reading { reader in
      let facts = reader.personFacts()
      let organisation = reader.id("organisation", of: Organisations.self)
      let title = reader.text("title")
      let role = reader.choice("role", of: Role.self)
      return InvitePerson(facts, to: organisation, title: title, as: role, secret: FreshSecret(), letters: visit.letters)
    }
  }

  @Sendable static func invite(_ visit: Visit) async throws -> Answer {
    try await visit.perform(act(visit))
    return Answer.see("/invitations").saying("people.done.invited")
  }
  @Sendable static func withdraw(_ visit: Visit) async throws -> Answer {
    try await visit.perform(WithdrawInvitation(visit.id("invitation")))
    return Answer.see("/invitations").saying("people.done.withdrawn")
  }
  @Sendable static func withdrawByAPI(_ visit: Visit) async throws -> Answer {
    try await visit.perform(WithdrawInvitation(visit.id("invitation")))
    return .done
  }
  @Sendable static func listByAPI(_ visit: Visit) async throws -> Answer {
    .json(try await open(visit).map { InvitationJSON($0.line, isOver: $0.isOver) })
  }
  @Sendable static func inviteByAPI(_ visit: Visit) async throws -> Answer {
    .json(MadeJSON(id: try await visit.perform(act(visit))), status: 201)
  }
}
