import Kernel
import Store
import Web

extension OrganisationRoutes {
  @Sendable static func show(_ visit: Visit) async throws -> Answer {
    let organisation = try await found(visit, .seeOrganisations)
    let id = organisation.id
    let viewer = visit.viewer
    // A funder sees the organisation, not its people.
    let seesPeople = viewer.may(.seePersons, for: id)
    let changes = viewer.may(.changeMemberships, for: id)
    let choosesAnyone = changes && viewer.may(.seePersons)
    let known = try await visit.database.read { transaction in
      (
        seesPeople ? try transaction.members(of: id) : [], seesPeople ? try transaction.roleLines(on: id) : [],
        choosesAnyone ? try transaction.personNames() : []
      )
    }
    let address = "/organisations/\(id)"
    let lines = visit.lines(of: organisation.facts, withAddress: seesPeople).filter { $0.value != organisation.facts.website }
    return .page(
      OrganisationPage(
        title: organisation.name, isInvented: organisation.facts.invented,
        hasInventedNumbers: organisation.facts.hasTrialIdentifiers && !organisation.facts.invented, lines: lines,
        website: organisation.facts.website,
        members: known.0.map { member($0, visit, canEnd: changes) }, hasMembers: !known.0.isEmpty,
        roles: known.1.map { holder($0, visit) }, hasRoles: !known.1.isEmpty,
        edit: viewer.may(.changeOrganisations, for: id) ? "\(address)/edit" : nil,
        describe: viewer.may(.describeOrganisations, for: id) ? "\(address)/listing" : nil,
        history: viewer.may(.seeHistory, for: id) ? "\(address)/history" : nil, path: "\(address)/path",
        invite: viewer.may(.invitePersons, for: id) ? "/invitations?organisation=\(id)" : nil, memberAction: "\(address)/members",
        memberFields: choosesAnyone ? memberFields(visit, known.2) : [], canAddMember: choosesAnyone))
  }

  private static func member(_ line: MembershipLine, _ visit: Visit, canEnd: Bool) -> OrganisationPage.Member {
    let membership = line.membership
    let isOpen = canEnd && membership.span.until == nil && membership.span.from <= visit.today
    return OrganisationPage.Member(
      href: "/people/\(membership.person)", name: line.personName, email: line.email, title: membership.title ?? "",
      span: visit.show(membership.span), isPast: membership.span.isOver(on: visit.today),
      end: isOpen ? "/memberships/\(membership.id)/end" : nil)
  }

  private static func holder(_ line: RoleLine, _ visit: Visit) -> OrganisationPage.Holder {
    let isPast = line.grant.span.isOver(on: visit.today)
    return OrganisationPage.Holder(
      name: line.personName, role: visit.text(line.grant.role.text), span: visit.show(line.grant.span), isPast: isPast,
      revoke: !isPast && RoleRoutes.mayRevoke(line.grant, visit.viewer) ? "/roles/\(line.grant.id)/revoke" : nil)
  }

  private static func memberFields(_ visit: Visit, _ persons: [(id: PersonID, name: String)]) -> [Field] {
    let options = [Field.Option("", "–")] + persons.map { Field.Option($0.id.text, $0.name) }
    return [
      visit.field("person", .select, label: "people.field.person", required: true, options: options),
      visit.field("title", label: "people.field.title"),
      visit.field("from", .date, label: "people.field.from", value: visit.today.description, required: true),
      visit.field("last", .date, label: "people.field.last"),
    ]
  }
}
