import Kernel
import People

/// What of holds a viewer may see: everyone's by a role on the house, their own by one on an organisation. What was promised for how much,
/// and why, is for those who answer for it and for the holder; a competitor learns neither.
package struct HoldSight: Hashable, Sendable {
  package let reach: Reach
  private let rents: Reach
  private let reasons: Reach

  package init(_ viewer: Viewer) {
    (reach, rents) = (viewer.reach(of: .seeHolders), viewer.reach(of: .seeRents))
    reasons = viewer.reach(of: .seeReasons)
  }

  /// Whether any rent is seen at all.
  package var seesRents: Bool { rents == .everything || rents != .only([]) }

  package func sees(_ hold: Hold) -> Bool { includes(hold.organisation, in: reach) }
  package func seesRent(of hold: Hold) -> Bool { includes(hold.organisation, in: rents) }
  /// Works are nobody's secret.
  package func seesReason(of hold: Hold) -> Bool { seesReason(of: hold.organisation) }
  package func seesReason(of holder: OrganisationID?) -> Bool { holder == nil ? reach == .everything : includes(holder, in: reasons) }

  /// What no organisation holds is the house's.
  private func includes(_ organisation: OrganisationID?, in reach: Reach) -> Bool {
    organisation.map { reach.includes($0) } ?? (reach == .everything)
  }
}
