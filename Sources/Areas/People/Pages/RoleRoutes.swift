import Kernel
import Store
import Web

/// Roles and house entities.
enum RoleRoutes {
  static let all: [Route] = [
    .get("/roles", .needs(.seeRoles), show),
    .post("/roles", .needs(.grantRoles), grant, shownBy: show),
    .post("/roles/:grant/revoke", .needsSomewhere(.invitePersons), revoke),
    .post("/entities", .needs(.nameEntities), name, shownBy: show),
    .post("/entities/:entity/end", .needs(.nameEntities), end),
    .get("/api/entities", .needs(.seeRoles), entitiesByAPI),
    .post("/api/entities", .needs(.nameEntities), nameByAPI),
    .post("/api/entities/:entity/end", .needs(.nameEntities), endByAPI),
    .get("/api/roles", .needs(.seeRoles), listByAPI),
    .post("/api/roles", .needsSomewhere(.invitePersons), grantByAPI),
    .post("/api/roles/:grant/revoke", .needsSomewhere(.invitePersons), revokeByAPI),
  ]

  static func mayRevoke(_ grant: RoleGrant, _ viewer: Viewer) -> Bool {
    guard let organisation = grant.organisation, grant.role.place == .organisation else { return viewer.may(.grantRoles) }
    return viewer.may(.invitePersons, for: organisation)
  }

  @Sendable static func show(_ visit: Visit) async throws -> Answer {
    let viewer = visit.viewer
    let known = try await visit.database.read { transaction in
      (try transaction.roleLines(), try transaction.houseEntities(), try transaction.personNames(), try transaction.organisationNames())
    }
    let organisations = known.3.map { Field.Option($0.id.text, $0.name) }
    // Those who hold a role now come before those who held one.
    let lines = known.0.filter { !$0.grant.span.isOver(on: visit.today) } + known.0.filter { $0.grant.span.isOver(on: visit.today) }
    return .page(
      RolePage(
        title: visit.text("people.roles.title"), rows: lines.map { row($0, visit) }, entities: known.1.map { entity($0, visit) },
        hasEntities: !known.1.isEmpty,
        grantFields: viewer.may(.grantRoles) ? grantFields(visit, known.2.map { Field.Option($0.id.text, $0.name) }, organisations) : [],
        canGrant: viewer.may(.grantRoles), entityFields: viewer.may(.nameEntities) ? entityFields(visit, organisations) : [],
        canName: viewer.may(.nameEntities)))
  }

  private static func row(_ line: RoleLine, _ visit: Visit) -> RolePage.Row {
    let isPast = line.grant.span.isOver(on: visit.today)
    return RolePage.Row(
      person: line.personName, href: "/people/\(line.grant.person)", role: visit.text(line.grant.role.text),
      place: line.organisationName ?? visit.text("people.house"), span: visit.show(line.grant.span),
      grantedBy: line.grantedByName ?? visit.houseName, isPast: isPast,
      revoke: !isPast && mayRevoke(line.grant, visit.viewer) ? "/roles/\(line.grant.id)/revoke" : nil)
  }
  private static func entity(_ entity: HouseEntity, _ visit: Visit) -> RolePage.Entity {
    let isPast = entity.span.isOver(on: visit.today)
    return RolePage.Entity(
      href: "/organisations/\(entity.organisation)", name: entity.organisationName, function: visit.text(entity.function.text),
      span: visit.show(entity.span), isPast: isPast,
      end: !isPast && visit.viewer.may(.nameEntities) ? "/entities/\(entity.id)/end" : nil)
  }

  private static func grantFields(_ visit: Visit, _ persons: [Field.Option], _ organisations: [Field.Option]) -> [Field] {
    let house = [Field.Option("", visit.text("people.house"))]
    return [
      visit.field("person", .select, label: "people.field.person", required: true, options: [Field.Option("", "–")] + persons),
      visit.field("role", .select, label: "people.field.role", required: true, options: visit.options(of: Role.self, texts: "people.role")),
      visit.field("organisation", .select, label: "people.field.place", options: house + organisations),
      visit.field("from", .date, label: "people.field.from", value: visit.today.description, required: true),
      visit.field("last", .date, label: "people.field.last"),
    ]
  }
  /// Named apart from those of the other form of the page.
  private static func entityFields(_ visit: Visit, _ organisations: [Field.Option]) -> [Field] {
    let functions = visit.options(of: HouseFunction.self, texts: "people.function")
    return [
      visit.field("entity", .select, label: "people.field.organisation", required: true, options: [Field.Option("", "–")] + organisations),
      visit.field("function", .select, label: "people.field.function", required: true, options: functions),
      visit.field("entity_from", .date, label: "people.field.from", value: visit.today.description, required: true),
    ]
  }
}
