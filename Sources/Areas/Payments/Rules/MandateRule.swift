import Kernel

/// When a mandate may be used (docs/direct-debit.md).
package enum MandateState: String, Sendable, CaseIterable {
  case good, revoked, lapsed, future
}

package enum MandateRule {
  /// A mandate lapses when nothing was collected for `months`, counted from the last collection, or from its signature.
  package static func state(
    signed: Day, revoked: Day?, lastCollected: Day?, lapseMonths: Int, isUsedUp: Bool = false, on day: Day
  ) -> MandateState {
    if day < signed { return .future }
    if let revoked, revoked <= day { return .revoked }
    if isUsedUp { return .revoked }
    return lapsesOn(signed: signed, lastCollected: lastCollected, lapseMonths: lapseMonths) <= day ? .lapsed : .good
  }

  /// The first day on which it is no longer good.
  package static func lapsesOn(signed: Day, lastCollected: Day?, lapseMonths: Int) -> Day {
    max(signed, lastCollected ?? signed).adding(months: lapseMonths)
  }

  /// The first collection day that the debtor, told on `told`, had notice enough for.
  package static func earliest(told: Day, noticeDays: Int) -> Day { told + noticeDays }
}
