import Kernel
import People
import Web

/// What a viewer may see of the plan. Pages are kept by it, so it must say everything that makes two viewers' pages differ.
package struct PlanSight: Hashable, Sendable {
  /// Names of all who rent; otherwise only of those in the directory.
  package let holders: Bool
  /// To whom cells are promised that are not let yet: told to the house's own roles and to the holder, and to no competitor.
  package let promises: Reach
  /// Why something was promised, changed or given back.
  package let reasons: Reach
  package let rents: Bool
  /// Is led to where cells are split and closed.
  package let edits: Bool

  package init(holders: Bool, rents: Bool, edits: Bool = false) {
    (self.holders, self.rents, self.edits) = (holders, rents, edits)
    (promises, reasons) = holders ? (.everything, .everything) : (.only([]), .only([]))
  }
  package init(_ viewer: Viewer) {
    holders = Access.needsSomewhere(.seeHolders).allows(viewer)
    promises = viewer.reach(of: .seeHolders)
    reasons = viewer.reach(of: .seeReasons)
    rents = viewer.may(.seeRents)
    edits = viewer.may(.editPlan)
  }

  package func sees(_ holder: PlanHolder) -> Bool { holders || holder.isListed }
  /// The holder of a hold, when there is one and its name may be seen.
  package func holder(of hold: PlanHold, in timeline: Timeline) -> PlanHolder? {
    hold.organisation.map { timeline.holders[$0] }.flatMap { sees($0, of: hold.kind) ? $0 : nil }
  }
  /// The same by places. A plan asks for each of its cells, and copying a hold with its texts would cost more than asking.
  package func holder(ofHold place: Int, in timeline: Timeline) -> Int? {
    guard let organisation = timeline.holds[place].organisation else { return nil }
    switch timeline.holds[place].kind {
    case .option, .offer: return promises.includes(timeline.holders[organisation].id) ? organisation : nil
    case .let, .works: return holders || timeline.holders[organisation].isListed ? organisation : nil
    }
  }

  /// Whether the page of the hold opens.
  package func opens(_ hold: PlanHold, in timeline: Timeline) -> Bool { includes(hold, timeline, in: promises) }
  package func seesReason(of hold: PlanHold, in timeline: Timeline) -> Bool {
    hold.organisation == nil ? holders : includes(hold, timeline, in: reasons)
  }

  private func includes(_ hold: PlanHold, _ timeline: Timeline, in reach: Reach) -> Bool {
    hold.organisation.map { reach.includes(timeline.holders[$0].id) } ?? (reach == .everything)
  }
  private func sees(_ holder: PlanHolder, of kind: HoldKind) -> Bool {
    switch kind {
    case .option, .offer: promises.includes(holder.id)
    case .let, .works: sees(holder)
    }
  }
}

/// What the colours of a plan mean.
package enum PlanColour: String, Sendable, CaseIterable {
  case holder, state, kind, activity, rent
}
