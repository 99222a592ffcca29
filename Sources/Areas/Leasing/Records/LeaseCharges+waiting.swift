import Invoicing
import Kernel
import People
import Store

/// What leases say beside their charges.
extension LeaseCharges {
  /// Rents that may be revised by their index up to the end of the month, and were not.
  package func waits(in month: Month, on today: Day, in transaction: borrowing Transaction) throws -> [ChargeWait] {
    try transaction.dueRevisions(in: month, on: today).filter { $0.indexation != nil }.map { due in
      let lease = due.facts.lease
      return ChargeWait(
        customer: due.facts.payer(on: due.day), contract: lease.number, day: due.day, text: "leasing.wait.revision",
        path: "/indexation?month=\(month)")
    }
  }
}
