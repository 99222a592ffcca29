import Kernel

/// Who may invite where, and as what.
package enum InvitationRight {
  /// Whether these grants let one invite there with that role.
  package static func holds(_ grants: [Grant], organisation: OrganisationID?, role: Role?) -> Bool {
    func may(_ permission: Permission) -> Bool {
      grants.contains { permission.roles.contains($0.role) && ($0.organisation == nil || $0.organisation == organisation) }
    }
    if !may(.invitePersons) { return false }
    guard let role else { return true }
    return (organisation != nil && role.place == .organisation)
      || grants.contains { $0.organisation == nil && Permission.grantRoles.roles.contains($0.role) }
  }
}
