import Kernel

/// Which organisations a viewer's permission extends to.
package enum Reach: Sendable, Hashable {
  case everything
  case only(Set<OrganisationID>)

  package func includes(_ organisation: OrganisationID) -> Bool {
    switch self {
    case .everything: true
    case .only(let organisations): organisations.contains(organisation)
    }
  }
}

extension Viewer {
  /// Everything by a role on the house, else the organisations on which a role has the permission.
  package func reach(of permission: Permission) -> Reach {
    may(permission) ? .everything : .only(organisations.filter { may(permission, for: $0) })
  }
  /// On the house or on any organisation at all.
  package func maySomewhere(_ permission: Permission) -> Bool { may(permission) || organisations.contains { may(permission, for: $0) } }
}
