/// The ten roles of the house. A role is granted on the house as a whole or on one organisation, over a span of days.
package enum Role: String, Sendable, CaseIterable, Codable {
  case director, development, rental, reception, incubation, fab, school, club, resident, funder
}

/// Something a role may do, declared by the area it belongs to: `extension Permission { static let editPlan = … }`.
package struct Permission: Hashable, Sendable {
  /// `area.thing.verb`, as in `docs/permissions.md`.
  package let name: String
  package let roles: Set<Role>

  package init(_ name: String, _ roles: Set<Role>) {
    self.name = name
    self.roles = roles
  }
}

/// A role that holds today, on the house (`organisation` nil) or on one organisation.
package struct Grant: Hashable, Sendable {
  package let role: Role
  package let organisation: OrganisationID?

  package init(_ role: Role, on organisation: OrganisationID? = nil) {
    self.role = role
    self.organisation = organisation
  }
}

/// Who asks. Made once per request, job or command, and handed to every act.
package struct Viewer: Sendable {
  package enum Kind: String, Sendable {
    case visitor, person
    /// The program itself: the timetable and the command line of whoever owns the machine.
    case house
  }

  package let kind: Kind
  package let person: PersonID?
  package let name: String
  package let grants: [Grant]
  package let language: Language

  package init(person: PersonID, name: String, grants: [Grant], language: Language = .french) {
    (kind, self.person, self.name, self.grants, self.language) = (.person, person, name, grants, language)
  }
  private init(kind: Kind, name: String, language: Language) {
    (self.kind, person, self.name, grants, self.language) = (kind, nil, name, [], language)
  }

  package static func visitor(_ language: Language = .french) -> Viewer { Viewer(kind: .visitor, name: "", language: language) }
  package static let house = Viewer(kind: .house, name: "KM0", language: .french)

  package var isSignedIn: Bool { kind != .visitor }

  /// On the whole house.
  package func may(_ permission: Permission) -> Bool {
    kind == .house || grants.contains { $0.organisation == nil && permission.roles.contains($0.role) }
  }
  /// On this organisation, either by a role there or by one on the house.
  package func may(_ permission: Permission, for organisation: OrganisationID) -> Bool {
    may(permission) || grants.contains { $0.organisation == organisation && permission.roles.contains($0.role) }
  }
  /// The first line of an act.
  package func demand(_ permission: Permission) throws {
    if !may(permission) { throw isSignedIn ? Refusal.notAllowed : Refusal.notSignedIn }
  }
  /// "Not yours" is simply not found.
  package func demand(_ permission: Permission, for organisation: OrganisationID) throws {
    if may(permission, for: organisation) { return }
    throw isSignedIn ? Refusal.notFound : Refusal.notSignedIn
  }
  /// The organisations on which any role is held.
  package var organisations: Set<OrganisationID> { Set(grants.compactMap(\.organisation)) }
}
