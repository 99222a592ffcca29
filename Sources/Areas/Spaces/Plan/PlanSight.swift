import Kernel
import Web

/// What a viewer may see of the plan. Pages are kept by it, so it must say everything that makes two viewers' pages differ.
package struct PlanSight: Hashable, Sendable {
  /// Names of all holders; otherwise only of those in the directory.
  package let holders: Bool
  package let rents: Bool

  package init(holders: Bool, rents: Bool) { (self.holders, self.rents) = (holders, rents) }
  package init(_ viewer: Viewer) {
    holders = Access.needsSomewhere(.seeHolders).allows(viewer)
    rents = viewer.may(.seeRents)
  }

  package func sees(_ holder: PlanHolder) -> Bool { holders || holder.isListed }
  /// The holder of a hold, when there is one and its name may be seen.
  package func holder(of hold: PlanHold, in timeline: Timeline) -> PlanHolder? {
    hold.organisation.map { timeline.holders[$0] }.flatMap { sees($0) ? $0 : nil }
  }
}

/// What the colours of a plan mean.
package enum PlanColour: String, Sendable, CaseIterable {
  case holder, state, kind, activity, rent
}
