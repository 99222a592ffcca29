import Kernel
import Web

/// A person as the API tells it.
struct PersonJSON: Encodable, Sendable {
  let id: PersonID
  let key: String?
  let name: String
  let email: String
  let phone: String?
  let language: Language

  init(_ person: Person) {
    (id, key, name, email) = (person.id, person.externalKey, person.name, person.facts.email)
    (phone, language) = (person.facts.phone, person.facts.language)
  }
}

/// Days as the API tells them: `until` is the first day that is no longer in it.
struct MembershipJSON: Encodable, Sendable {
  let id: MembershipID
  let person: PersonID
  let personName: String
  let organisation: OrganisationID
  let organisationName: String
  let title: String?
  let from: Day
  let until: Day?

  init(_ line: MembershipLine) {
    (id, person, personName) = (line.membership.id, line.membership.person, line.personName)
    (organisation, organisationName, title) = (line.membership.organisation, line.organisationName, line.membership.title)
    (from, until) = (line.membership.span.from, line.membership.span.until)
  }
  private enum CodingKeys: String, CodingKey {
    case id, person, organisation, title, from, until
    case personName = "person_name"
    case organisationName = "organisation_name"
  }
}

struct RoleJSON: Encodable, Sendable {
  let id: RoleGrantID
  let role: Role
  let person: PersonID
  let organisation: OrganisationID?
  let from: Day
  let until: Day?

  init(_ line: RoleLine) {
    (id, role, person, organisation) = (line.grant.id, line.grant.role, line.grant.person, line.grant.organisation)
    (from, until) = (line.grant.span.from, line.grant.span.until)
  }
}

/// An organisation that runs the house, and as what.
struct HouseEntityJSON: Encodable, Sendable {
  let id: ID<HouseEntities>
  let organisation: OrganisationID
  let name: String
  let function: HouseFunction
  let from: Day
  let until: Day?

  init(_ entity: HouseEntity) {
    (id, organisation, name, function) = (entity.id, entity.organisation, entity.organisationName, entity.function)
    (from, until) = (entity.span.from, entity.span.until)
  }
}

/// An invitation nobody took up yet; one that is over opens nothing any more.
struct InvitationJSON: Encodable, Sendable {
  let id: ID<SignInLinks>
  let name: String
  let email: String
  let organisation: OrganisationID?
  let role: Role?
  let title: String?
  let invitedBy: String?
  let expires: Instant
  let isOver: Bool

  init(_ line: InvitationLine, isOver: Bool) {
    (id, name, email, invitedBy) = (line.link.id, line.personName, line.email, line.invitedBy)
    (organisation, role, title, expires) = (line.link.organisation, line.link.role, line.link.title, line.link.expiresAt)
    self.isOver = isOver
  }
  private enum CodingKeys: String, CodingKey {
    case id, name, email, organisation, role, title, expires
    case invitedBy = "invited_by"
    case isOver = "over"
  }
}

/// One of one's own sessions. `current` is the one that asks; a token has none.
struct SessionJSON: Encodable, Sendable {
  let id: ID<Sessions>
  let browser: String?
  let began: Instant
  let seen: Instant
  let current: Bool
}

struct AccountJSON: Encodable, Sendable {
  let person: PersonJSON
  let roles: [RoleJSON]
}

struct OrganisationDetailJSON: Encodable, Sendable {
  let organisation: OrganisationJSON
  let members: [MembershipJSON]
}
struct PersonDetailJSON: Encodable, Sendable {
  let person: PersonJSON
  let memberships: [MembershipJSON]
  let roles: [RoleJSON]
}
struct OrganisationListJSON: Encodable, Sendable {
  let organisations: [OrganisationJSON]
  let total: Int
}
struct PersonListJSON: Encodable, Sendable {
  let persons: [PersonJSON]
  let total: Int
}
struct RoleListJSON: Encodable, Sendable {
  let roles: [RoleJSON]
}
/// What was made.
struct MadeJSON<Thing>: Encodable, Sendable {
  let id: ID<Thing>
}
