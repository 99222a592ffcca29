import Kernel
import People
import Store
import Web

/// Hands what an organisation holds to another, from a day on, on the same terms.
package struct TransferHold: Act {
  package let hold: ID<Hold>
  package let organisation: OrganisationID
  /// nil: today, or the first day of the hold when it is yet to come.
  package let day: Day?
  /// The key of the new hold.
  package let key: String?
  package let reason: String
  package let silently: Bool

  package init(
    _ hold: ID<Hold>, to organisation: OrganisationID, from day: Day? = nil, key: String? = nil, reason: String = "", silently: Bool = false
  ) {
    (self.hold, self.organisation, self.day, self.key) = (hold, organisation, day, key)
    (self.reason, self.silently) = (reason, silently)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Hold> {
    try viewer.demand(.writeHolds)
    try transaction.lock(planLock)
    try transaction.expireHolds(silently: silently, at: now)
    let today = HouseTime.mulhouse.day(of: now)
    let old = try transaction.standingHold(hold, on: today)
    if old.kind == .works { throw Refusal.conflict("spaces.problem.worksBelongToNobody") }
    if old.organisation == organisation { throw Refusal.invalid("spaces.problem.sameOrganisation", field: "organisation") }
    let handed = day ?? max(today, old.span.from)
    if let until = old.span.until, until <= handed {
      throw Refusal.invalid("spaces.problem.endsBefore", field: "day", ["day": until.description])
    }
    let wanted: WantedCells
    if let space = old.space {
      wanted = .exactly(try transaction.cells(of: space).map(\.id))
    } else {
      wanted = .among(count: old.wantedCount ?? 1, try transaction.pool(of: old.id).map(\.id))
    }
    let placement = Placement(
      kind: old.kind, key: key, organisation: organisation, cells: wanted, start: handed <= old.span.from ? old.start : .day(handed),
      until: old.span.until, expiresOn: old.expiresOn, monthlyRent: old.monthlyRent, reason: reason, queuePosition: old.queuePosition,
      silently: silently)
    let new = try transaction.place(
      placement, replacing: [Handover(hold: old, how: .transferred, day: handed)], for: viewer, at: now)
    let receiver = try transaction.organisation(organisation)?.name ?? ""
    let giver = try old.organisation.flatMap { try transaction.organisation($0)?.name } ?? ""
    try transaction.note(
      "spaces.hold.transfer", on: old.subject, by: viewer, at: now, before: try audited(["holder": giver]),
      after: try audited(["holder": receiver, "day": handed.description, "reason": reason]))
    if !silently {
      try transaction.write("handedOver", about: old.id, at: now) { language in
        ["receiver": receiver, "day": Format(language).day(handed), "why": reason]
      }
      try transaction.write("received", about: new, at: now)
    }
    return new
  }
}
