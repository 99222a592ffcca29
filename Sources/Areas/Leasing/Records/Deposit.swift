import Invoicing
import Kernel
import Ledger
import Store

/// What happened to the guarantee of a lease. The balance is what was received and came over, less what went out.
package enum DepositMove: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  /// Asked for; moves no money.
  case called
  case received
  /// To or from another lease of the tenant: negative where it leaves.
  case transferred
  /// Kept for damage, with its reason.
  case retained
  /// Set off against what is owed.
  case setOff = "setoff"
  case returned

  /// +1 where money comes in, -1 where it goes out.
  package var sign: Int64 {
    switch self {
    case .called: 0
    case .received, .transferred: 1
    case .retained, .setOff, .returned: -1
    }
  }
}

package struct DepositMovement: RowReadable, Sendable, Hashable {
  package let id: ID<DepositMovement>
  package let lease: ID<Lease>
  package let day: Day
  package let kind: DepositMove
  package let amount: Money
  package let other: ID<Lease>?
  /// The number of the call, or of what was settled.
  package let document: String?
  package let reason: String
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    day = try row.get("day")
    kind = try row.get("kind")
    amount = try row.get("amount")
    other = try row.get("other")
    document = try row.get("document")
    reason = try row.get("reason")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }

  /// Money that settled a call, as the books have it.
  init(paid match: Match, less noted: Money, of called: DepositMovement) {
    (id, lease, day, kind, amount) = (ID(match.id.text), called.lease, match.day, .received, match.amount - noted)
    (other, document, reason) = (nil, called.document, "")
    (madeAt, madeBy) = (max(called.madeAt, HouseTime.mulhouse.instant(on: match.day, hour: 12)), called.madeBy)
  }

  /// What a call asked for that was taken back, or for less.
  init(reduced called: DepositMovement, _ reduction: DepositCall.Reduction) {
    (id, lease, day, kind, amount) = (called.id, called.lease, reduction.day, .called, .zero - reduction.amount)
    (other, document, reason) = (nil, called.document, reduction.reason)
    (madeAt, madeBy) = (reduction.at, reduction.by)
  }
  init(cancelled called: DepositMovement, of call: DepositCall, _ cancellation: DepositCall.Cancellation) {
    (id, lease, day, kind, amount) = (called.id, called.lease, cancellation.day, .called, call.reduced - called.amount)
    (other, document, reason) = (nil, called.document, cancellation.reason)
    (madeAt, madeBy) = (cancellation.at, cancellation.by)
  }

  /// Money that came for one lease when another had followed it.
  init(late money: DepositMovement, _ amount: Money, of lease: ID<Lease>, other: ID<Lease>, reason: String) {
    (id, self.lease, day, kind, self.amount) = (money.id, lease, money.day, .transferred, amount)
    (self.other, document, self.reason) = (other, money.document, reason)
    (madeAt, madeBy) = (money.madeAt, "")
  }
}

extension DepositMovement {
  /// Takes a call back, or a part of it.
  package var isCancelled: Bool { kind == .called && amount < .zero }
  /// As texts name it.
  package var word: String { isCancelled ? "cancelled" : kind.rawValue }
}

extension Sequence where Element == DepositMovement {
  /// What the house holds.
  package var held: Money { reduce(.zero) { $0 + $1.amount * $1.kind.sign } }
  package var called: Money { filter { $0.kind == .called }.reduce(.zero) { $0 + $1.amount } }
}

extension Transaction {
  /// Signed leases that begin before a day, for whose guarantee nothing was asked nor received.
  package borrowing func leasesWithoutDeposit(beginningBefore day: Day, signedBy now: Instant) throws -> [Lease] {
    try all(
      """
      SELECT * FROM leases l WHERE (l.deposit > 0 OR EXISTS (SELECT 1 FROM lease_terms t WHERE t.lease = l.id AND t.deposit > 0)) AND l.signed_at <= \(now) AND l.from_day < \(day)
        AND NOT EXISTS (SELECT 1 FROM deposit_movements m WHERE m.lease = l.id) ORDER BY l.from_day, l.number, l.id
      """)
  }

  /// Leases that were over before a day, of which the house still holds the guarantee.
  package borrowing func leasesWithDepositHeld(endedBefore day: Day) throws -> [Lease] {
    let found: [Lease] = try all(
      """
      SELECT * FROM leases l WHERE COALESCE(l.ended_on, l.until_day) <= \(day)
        AND EXISTS (SELECT 1 FROM deposit_movements m WHERE m.lease = l.id)
        AND NOT EXISTS (SELECT 1 FROM deposit_movements m WHERE m.lease = l.id AND m.kind IN ('retained', 'setoff', 'returned')
          AND m.day >= COALESCE(l.ended_on, l.until_day))
      ORDER BY l.from_day, l.number, l.id
      """)
    return try found.filter { try depositMovements(of: $0.id).held > .zero }
  }
}
