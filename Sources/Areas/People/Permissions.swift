import Kernel

extension Permission {
  /// The names, identifiers and members of organisations; residents and schools see their own.
  package static let seeOrganisations = Permission(
    "people.organisation.see",
    [.director, .development, .rental, .reception, .incubation, .fab, .club, .funder, .school, .resident])
  package static let changeOrganisations = Permission("people.organisation.change", [.director, .development, .rental])
  /// What stands in the public directory, and the consent to it: a resident decides for their own organisation.
  package static let describeOrganisations = Permission(
    "people.organisation.describe", [.director, .development, .rental, .school, .resident])

  /// Names and addresses of persons; residents and schools see those of their organisation.
  package static let seePersons = Permission(
    "people.person.see", [.director, .development, .rental, .reception, .incubation, .fab, .club, .school, .resident])
  package static let changePersons = Permission("people.person.change", [.director, .development, .rental, .reception])
  package static let changeMemberships = Permission(
    "people.membership.change", [.director, .development, .rental, .school, .resident])

  package static let invitePersons = Permission("people.person.invite", [.director, .development, .rental, .school, .resident])
  package static let seeRoles = Permission("people.role.see", [.director, .development, .rental])
  /// Any role; those of an organisation are also granted by whoever may invite to it.
  package static let grantRoles = Permission("people.role.grant", [.director])
  package static let seeHistory = Permission("people.history.see", [.director, .development, .rental])
  package static let nameEntities = Permission("people.entity.change", [.director])
  package static let importPeople = Permission("people.import", [.director])

  static let ofPeople: [Permission] = [
    seeOrganisations, changeOrganisations, describeOrganisations, seePersons, changePersons, changeMemberships, invitePersons, seeRoles,
    grantRoles, seeHistory, nameEntities, importPeople,
  ]
}
