import Invoicing
import Kernel
import Leasing
import Store
import Web

/// What happens to leases month by month: revisions by their index, guarantees called.
struct HistoryLeases {
  /// Every revision that is due, in its order; what cannot be done yet, as an index not published, is tried again in a month.
  func revise(_ month: Month, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for due in try transaction.dueRevisions(in: month, on: hand.day) where due.indexation != nil {
      _ = try IndexLease(due.facts.lease.id, on: due.day).perform(in: transaction, for: hand.rental, at: hand.at)
    }
  }

  func callDeposits(_ month: Month, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for lease in try transaction.leasesWithoutDeposit(beginningBefore: (month + 1).first, signedBy: hand.at) {
      _ = try CallLeaseDeposit(lease.id, text: "Dépôt de garantie du bail \(lease.number)").perform(
        in: transaction, for: hand.rental, at: hand.at)
    }
  }
}
